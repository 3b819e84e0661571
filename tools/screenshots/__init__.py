"""Draws the pictures that the documents show, from the running program: `make screenshots`."""
