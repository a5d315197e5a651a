"""What managers ask for: counted from the records, numerator and denominator side by side."""
