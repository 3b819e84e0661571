"""Reading a patron: the statement, its rows, the snapshot, and who asks by phone."""
