"""A library's files as a kill or a power cut leaves them, at any write that SQLite makes."""
