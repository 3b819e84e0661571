"""The desk window: its bars, card field, patron header, shortcuts."""
