"""Koha, a library system that keeps patrons, loans and holds in MariaDB: read through SQL views."""
