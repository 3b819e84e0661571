"""The slow hash of every password, patrons' and staff's: argon2id, its cost in one place."""

import asyncio
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.rules.passwords.password_recipes import Recipe, read_recipe, read_stored
from services.rules.secret import Secret

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
        """Check a password; without a stored hash the same work is done in vain, so time tells nothing.

        A hash that can't be read, or that asks for more than the bounds of
        `services.rules.passwords.password_recipes`, fits no
        password: it is looked at before anything is hashed.
        """
        return await asyncio.to_thread(self._verify, stored, password)

    async def hash_again(self, recipe: str | None, password: Secret) -> str:
        """Make the text that the database keeps if this is the password, from how the kept one was made.

        So a desk can have a password checked whose hash the database gives to no login.

        Args:
            recipe: the kept hash with the length of its last part, in characters, in that part's place
                (`services.own_schema.database.guarded_queries`). None does the same work in vain. So does one that
                can't be read
                or is out of bounds: what it makes is no patron's hash.
            password: as typed.
        """
        return await asyncio.to_thread(self._hash_again, recipe, password)

    def _hash_again(self, recipe: str | None, password: Secret) -> str:
        found = None if recipe is None else read_recipe(recipe)
        if found is None:
            return self.hash_now(password)
        from argon2.low_level import Type, hash_secret

        return hash_secret(
            _bytes(password),
            found.salt,
            time_cost=found.passes,
            memory_cost=found.memory,
            parallelism=found.lanes,
            hash_len=found.length,
            type=Type.ID,
            version=found.version,
        ).decode()

    def hash_now(self, password: Secret) -> str:
        """Do as `hash`, in this thread."""
        if self._argon2 is None:
            import argon2

            cost = self._cost
            self._argon2 = argon2.PasswordHasher(cost.passes, cost.memory, cost.lanes)
        return self._argon2.hash(_bytes(password))

    def _verify(self, stored: str | None, password: Secret) -> bool:
        found = None if stored is None else read_stored(stored)
        if found is None:
            self.hash_now(password)
            return False
        recipe, kept = found
        return hmac.compare_digest(_made(recipe, password), kept)


def _made(recipe: Recipe, password: Secret) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        _bytes(password),
        recipe.salt,
        time_cost=recipe.passes,
        memory_cost=recipe.memory,
        parallelism=recipe.lanes,
        hash_len=recipe.length,
        type=Type.ID,
        version=recipe.version,
    )


def _bytes(password: Secret) -> bytes:
    """Write a password as what is hashed; half a character, which some input methods leave, is no error."""
    return password.reveal().encode(errors="surrogatepass")
