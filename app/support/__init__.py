"""What keeps the process in order: logs, crashes, Qt's start, the run marker."""
