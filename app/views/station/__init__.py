"""The station itself: first run, settings, staff."""
