"""Changes that other desks make: their events, and the feeds that tell of them."""
