"""The spine: what every kind of matter has in common. Events, steps, timeline, board, sheets."""
