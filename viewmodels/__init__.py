"""State and commands in plain Python: no Qt, no SQL."""
