"""The desk: the patron who is open, scans, acts, live updates, what is hidden."""
