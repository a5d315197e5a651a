"""The people of a premises: contacts from-to, changes told, erasure."""
