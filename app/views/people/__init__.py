"""人员: the staff register on screen."""
