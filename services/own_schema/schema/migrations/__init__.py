"""The migrations: `env` runs them, `versions` holds one file a revision."""
