"""Numbered scripts: each carries SQLITE and POSTGRES, tuples of statements, and imports nothing of the program."""
