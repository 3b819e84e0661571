"""The help menu, about, diagnosis, and the tour."""
