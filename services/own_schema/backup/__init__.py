"""Backup and restore of a library in a file."""
