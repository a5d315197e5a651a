"""案卷: one PDF of one matter or household, masked for its receiver."""
