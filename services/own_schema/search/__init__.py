"""Finding a patron without a card."""
