"""Performs acts: one transaction an act, one file a family of acts."""
