"""The manual within the program, and F1."""
