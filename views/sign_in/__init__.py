"""Signing in, and the own password of staff."""
