"""Tells card scans from typing, key by key, without Qt."""
