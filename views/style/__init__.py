"""Colours, sizes, icons, style sheets."""
