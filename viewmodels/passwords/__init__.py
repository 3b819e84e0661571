"""Issuing a password, and what a patron does with one."""
