"""The pages of an open patron, one a file."""
