"""报修: from the call to the callback."""
