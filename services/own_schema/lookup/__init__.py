"""Reads a patron: the statement, its rows, the snapshot, and a caller's identity check."""
