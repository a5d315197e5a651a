"""咨询: a question answered in one window."""
