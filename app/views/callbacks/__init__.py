"""回访: 48 hours later."""
