"""The database's schema: tables' migrations, PostgreSQL's functions and grants, first rows, upgrades."""
