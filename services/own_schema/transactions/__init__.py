"""Carries acts out: one transaction locks, reads, plans, writes, records and answers."""
