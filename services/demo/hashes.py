"""The demo's passwords, and their hashes from a small pool: a hash of one's own for everybody would take for ever.

Staff: `madoguchi-demo`. Patrons whose password is their own: `demo1234pass`. Patrons with an initial password:
`kame374nappa`.
"""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from services.password_hashing import STANDARD, HashCost

STAFF_PASSWORD = "madoguchi-demo"  # noqa: S105 - shown on the sign-in window
PATRON_PASSWORD = "demo1234pass"  # noqa: S105 - opens made-up people only
INITIAL_PASSWORD = "kame374nappa"  # noqa: S105 - opens made-up people only

_HASHES_EACH = 2


@dataclass(frozen=True, slots=True)
class Hashes:
    """Stored forms of the demo's passwords; the same seed gives the same ones."""

    staff: str
    own: Sequence[str]
    initial: Sequence[str]


def make_hashes(seed: int, cost: HashCost = STANDARD) -> Hashes:
    """Hash the demo's passwords, two at a time."""
    from argon2.low_level import Type, hash_secret

    def hashed(text: str, number: int) -> str:
        salt = hashlib.sha256(f"{seed} {number} {text}".encode()).digest()[:16]
        secret = text.encode()
        return hash_secret(secret, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID).decode()

    texts = [STAFF_PASSWORD, *[PATRON_PASSWORD] * _HASHES_EACH, *[INITIAL_PASSWORD] * _HASHES_EACH]
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(hashed, texts, range(len(texts))))
    return Hashes(done[0], done[1 : 1 + _HASHES_EACH], done[1 + _HASHES_EACH :])
