"""Reference questions and purchase requests."""
