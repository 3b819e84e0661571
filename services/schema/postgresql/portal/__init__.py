"""Holds what 「利用者のページ」 calls in PostgreSQL: the log-in, which answers a token, and what a token lets it do."""
