"""What is done to the city's database on purpose, and what is left afterwards: docs/reliability.md has the figures."""
