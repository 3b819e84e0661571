"""The record of acts: their history, seals and verification."""
