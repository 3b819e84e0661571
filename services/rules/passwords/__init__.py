"""Rules of passwords and of attempts to sign in."""
