"""Passwords that cost next to nothing, and the patron page's side of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.demo.hashes import make_hashes
from services.library import Library
from services.password_hashing import STANDARD, HashCost, PasswordHasher
from services.portal import Portal

_CHEAP = HashCost(passes=1, memory=8, lanes=1)
CHEAP_HASHER = PasswordHasher(_CHEAP)
"""A real argon2id hasher."""


def hash_cheaply(cost: HashCost = _CHEAP) -> None:
    """Have the program and its demo hash at this cost where they are told none: a real hash takes 0.3 seconds."""
    PasswordHasher.__init__.__defaults__ = (cost,)
    make_hashes.__defaults__ = (cost,)


@contextmanager
def as_the_program_hashes() -> Iterator[None]:
    """Leave the cost as the program has it."""
    hash_cheaply(STANDARD)
    try:
        yield
    finally:
        hash_cheaply()


def portal_of(library: Library) -> Portal:
    """Be the patron page of a library."""
    return Portal(library.db, library.masters, CHEAP_HASHER)
