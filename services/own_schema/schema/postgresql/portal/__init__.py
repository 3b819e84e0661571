"""Holds what 「利用者のページ」 calls in PostgreSQL: the log-in, which answers a token, and a new password by it."""
