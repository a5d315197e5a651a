"""What the station does, in its own words; no Qt below this line."""
