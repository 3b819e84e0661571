"""Qt widgets and nothing else: one file a window, panel or dialog."""
