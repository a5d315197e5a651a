"""Taking a ledger in: what it would change, writing it in short units, taking a batch back."""
