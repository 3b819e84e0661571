"""Attacks with very many inputs, each a command of its own: `make fuzz-mail`."""
