"""Wording: every sentence of the screen, dates, line breaks, translation."""
