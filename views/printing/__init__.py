"""Printers, queues, and printing a slip."""
