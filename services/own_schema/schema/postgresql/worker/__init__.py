"""Holds what the worker calls in PostgreSQL: its mail, its clearing, the seals."""
