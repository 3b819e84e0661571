"""Decides, purely: facts in, `Allowed` or `Refused` out; no database, no clock."""
