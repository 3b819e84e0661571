"""Diagnosis and the tour."""
