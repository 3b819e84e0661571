"""What staff do: one transaction an act, a file a family."""
