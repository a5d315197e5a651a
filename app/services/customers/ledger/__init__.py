"""A station's own ledger file, read and checked without the database."""
