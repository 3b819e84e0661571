"""What only PostgreSQL has: roles, grants and guards by which the database itself holds the rules, and logins."""
