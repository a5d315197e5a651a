"""What makes the records believable: verification, integrity, privacy."""
