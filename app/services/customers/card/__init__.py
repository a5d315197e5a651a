"""One premises whole: its card, marks, history, and what was shown of it to whom."""
