"""The demo library: the only code that knows a demo card."""
