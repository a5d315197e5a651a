"""Premises and their people on screen; the ledger coming in."""
