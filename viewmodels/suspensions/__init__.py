"""Suspensions and reports."""
