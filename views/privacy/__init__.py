"""Hiding the screen."""
