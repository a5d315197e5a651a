"""Putting the files right: what is doubtful, what stands twice, what has no file yet."""
