"""The password slip: reportlab, bytes in memory, never a file."""
