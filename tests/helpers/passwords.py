"""Passwords that cost next to nothing, and the patron page's side of them."""

from services.library import Library
from services.password_hashing import HashCost, PasswordHasher
from services.portal import Portal

CHEAP_HASHER = PasswordHasher(HashCost(passes=1, memory=8, lanes=1))
"""A real argon2id hasher."""


def portal_of(library: Library) -> Portal:
    """Be the patron page of a library."""
    return Portal(library.db, library.masters, CHEAP_HASHER)
