"""Registration and lost cards."""
