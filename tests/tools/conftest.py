import sys

# Windows sets up without make and a shell: README, "Windows".
collect_ignore = ["test_setup.py"] if sys.platform == "win32" else []
