"""What the database refuses while its tables are open to the version before."""
