"""Lets a screen reader work at the desk: `make try-accessibility`."""
