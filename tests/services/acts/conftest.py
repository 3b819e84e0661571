"""Acts are tried on every database there is."""

import sys

# Windows has neither fork nor the signals to die by.
collect_ignore = ["test_killed.py"] if sys.platform == "win32" else []
