"""转办与意见: what the dispatch room sent down, and the opinions that go up to it."""
