"""The telephone: checking who calls."""
