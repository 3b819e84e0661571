"""Every function of ours, called by every login in every hostile way; what each is told stands in `expected/`."""
