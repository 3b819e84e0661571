"""What waits for staff while nobody is open: counts, and lists of patrons."""
