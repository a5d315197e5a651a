"""Premises and the people who hold them: ledger import, search, cards."""
