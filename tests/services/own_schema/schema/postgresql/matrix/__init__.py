"""Every function of ours, called by every login in every hostile way; what isn't refused stands in `expected/`."""
