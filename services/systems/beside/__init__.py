"""A desk on another library's system: what it looks up there, and what the counter keeps beside it."""
