"""A generated city, for measuring: hundreds of thousands of patrons, of whom no table stands in memory."""
