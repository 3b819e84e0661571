"""The slow hash of every password, patrons' and staff's: argon2id, its cost in one place."""

import asyncio
import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.secret import Secret

if TYPE_CHECKING:
    import argon2


@dataclass(frozen=True, slots=True)
class HashCost:
    """What one hash costs.

    Attributes:
        passes: runs over the memory.
        memory: in KiB.
        lanes: threads.
    """

    passes: int
    memory: int
    lanes: int


_RECIPE: Final = re.compile(r"\$argon2id\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$(\d+)")

STANDARD = HashCost(passes=3, memory=65536, lanes=4)  # RFC 9106, section 4, the second recommended option


class PasswordHasher:
    """Hashes and checks passwords in a thread, so that no window waits."""

    def __init__(self, cost: HashCost = STANDARD) -> None:
        self._cost = cost
        self._argon2: argon2.PasswordHasher | None = None

    async def hash(self, password: Secret) -> str:
        """Make the text that the database keeps."""
        return await asyncio.to_thread(self.hash_now, password)

    async def verify(self, stored: str | None, password: Secret) -> bool:
        """Check a password; without a stored hash the same work is done in vain, so time tells nothing."""
        return await asyncio.to_thread(self._verify, stored, password)

    async def hash_again(self, recipe: str | None, password: Secret) -> str:
        """Make the text that the database keeps if this is the password, from how the kept one was made.

        So a desk can have a password checked whose hash the database gives to nobody.

        Args:
            recipe: the kept hash with the length of its last part, in characters, in that part's place
                (`services.database.guarded`); None does the same work in vain.
            password: as typed.

        Raises:
            ValueError: the recipe isn't argon2id's.
        """
        return await asyncio.to_thread(self._hash_again, recipe, password)

    def _hash_again(self, recipe: str | None, password: Secret) -> str:
        if recipe is None:
            return self.hash_now(password)
        import argon2.low_level as argon2

        found = _RECIPE.fullmatch(recipe)
        if found is None:
            msg = "not a recipe of argon2id"
            raise ValueError(msg)
        version, memory, passes, lanes, salt, length = found.groups()
        return argon2.hash_secret(
            password.reveal().encode(),
            base64.b64decode(salt + "=" * (-len(salt) % 4)),
            time_cost=int(passes),
            memory_cost=int(memory),
            parallelism=int(lanes),
            hash_len=int(length) * 3 // 4,
            type=argon2.Type.ID,
            version=int(version),
        ).decode()

    def hash_now(self, password: Secret) -> str:
        """Do as `hash`, in this thread."""
        return self._hasher().hash(password.reveal())

    def _verify(self, stored: str | None, password: Secret) -> bool:
        from argon2.exceptions import VerifyMismatchError

        if stored is None:
            self.hash_now(password)
            return False
        try:
            return self._hasher().verify(stored, password.reveal())
        except VerifyMismatchError:
            return False

    def _hasher(self) -> "argon2.PasswordHasher":
        if self._argon2 is None:
            import argon2

            cost = self._cost
            self._argon2 = argon2.PasswordHasher(cost.passes, cost.memory, cost.lanes)
        return self._argon2
