"""Reads a patron: the statement, its rows, the snapshot, and the identity of who calls."""
