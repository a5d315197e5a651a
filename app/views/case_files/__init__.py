"""案卷 before it is printed or saved."""
