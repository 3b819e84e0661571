"""Makes the types of the seam from the JSON that a library system answers."""
