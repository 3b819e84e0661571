"""What waits for the staff of a desk where nobody is open: counts, and lists of patrons."""
