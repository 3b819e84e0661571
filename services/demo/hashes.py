"""The demo's passwords, and their hashes: one for each, as a hash of one's own for everybody would take for ever.

Staff: `madoguchi-demo`. Patrons whose password is their own: `demo1234pass`. Patrons with an initial password:
`kame374nappa`.
"""

import hashlib
from dataclasses import dataclass

from services.password_hashing import STANDARD, HashCost

STAFF_PASSWORD = "madoguchi-demo"  # noqa: S105 - shown on the sign-in window
PATRON_PASSWORD = "demo1234pass"  # noqa: S105 - opens made-up people only
INITIAL_PASSWORD = "kame374nappa"  # noqa: S105 - opens made-up people only


@dataclass(frozen=True, slots=True)
class Hashes:
    """Stored forms of the demo's passwords; the same seed gives the same ones."""

    staff: str
    own: str
    initial: str


def make_hashes(seed: int, cost: HashCost = STANDARD) -> Hashes:
    """Hash the demo's passwords one after the other: each takes 64 MB while it lasts, which is most of the demo's."""
    from argon2.low_level import Type, hash_secret

    def hashed(text: str) -> str:
        salt = hashlib.sha256(f"{seed} {text}".encode()).digest()[:16]
        stored = hash_secret(text.encode(), salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
        return stored.decode()

    return Hashes(hashed(STAFF_PASSWORD), hashed(PATRON_PASSWORD), hashed(INITIAL_PASSWORD))
