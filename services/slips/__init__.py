"""The slips, of a password and of last days: reportlab, bytes in memory, never a file."""
