"""Holds the rules in PostgreSQL itself: roles, grants, guards and logins."""
