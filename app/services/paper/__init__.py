"""The form kit: declared papers become PDF bytes. Knows neither Qt nor tables."""
