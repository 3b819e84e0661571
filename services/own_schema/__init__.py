"""The own schema: this program's library system, on SQLite and PostgreSQL, with all its SQL."""
