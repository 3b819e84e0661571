"""What waits for the staff of a desk without an open patron: counts, and lists of patrons."""
