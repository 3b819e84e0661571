"""Another library system behind the seam: reads what it hands over. No Qt, no desk, and no database of our own."""
