"""The composition root: the only package that knows every layer."""

__version__ = "0.1.0"
