"""Tests of what Windows is given."""
