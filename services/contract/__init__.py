"""The seam: what a desk asks of a library system, and what it is answered. No database here."""
