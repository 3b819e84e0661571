"""Many desks on one PostgreSQL: `python -m tests.bench.load`."""
