"""The demo's passwords, and one stored hash for each: hashing for every patron would take too long.

Staff: `madoguchi-demo`. Patrons whose password is their own: `demo1234pass`. Patrons with an initial password:
`kame374nappa`. They are public, so their hashes are stored here, too: making those takes 64 MB and most of a demo's
start.
"""

from dataclasses import dataclass
from typing import Final

STAFF_PASSWORD = "madoguchi-demo"  # noqa: S105 - shown on the sign-in window
PATRON_PASSWORD = "demo1234pass"  # noqa: S105 - opens made-up people only
INITIAL_PASSWORD = "kame374nappa"  # noqa: S105 - opens made-up people only


@dataclass(frozen=True, slots=True)
class Hashes:
    """Stored forms of the demo's passwords."""

    staff: str
    own: str
    initial: str


HASHES: Final = Hashes(
    staff="$argon2id$v=19$m=65536,t=3,p=4$hVyFXt5XlzZEirRJXMPmmQ$8FnkR1MbdKmPa3Y6aWG4Wv9y4SGqoHbhuQ9b/dF8oUs",
    own="$argon2id$v=19$m=65536,t=3,p=4$HYEZDozigwCPyExd3YE1tw$/B17JgLt42eI0yJzAdwbBdKsiUgNUxSO+H7+qEJ3tqg",
    initial="$argon2id$v=19$m=65536,t=3,p=4$Su8Emw3cua/efHHyz5ZUzQ$8fw6jDyOPL6gv3JhfVKq1ZxeB5ffdgoLaipaaMvs+Nw",
)
"""At the program's own cost: a test hashes the passwords once more."""
