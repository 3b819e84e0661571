"""The written-down hashes are those of the passwords that everybody is told, as slow as any other."""

import pytest

from services.own_schema.demo.hashes import HASHES, INITIAL_PASSWORD, PATRON_PASSWORD, STAFF_PASSWORD
from services.own_schema.password_hashing import STANDARD, PasswordHasher
from services.rules.passwords.password_recipes import read_stored
from services.rules.secret import Secret


@pytest.mark.parametrize(
    ("password", "stored"),
    [
        (STAFF_PASSWORD, HASHES.staff),
        (PATRON_PASSWORD, HASHES.own),
        (INITIAL_PASSWORD, HASHES.initial),
    ],
    ids=["staff", "own", "initial"],
)
async def test_each_fits_at_the_programs_cost(password: str, stored: str) -> None:
    found = read_stored(stored)
    assert found is not None
    recipe, _ = found
    assert (recipe.passes, recipe.memory, recipe.lanes) == (STANDARD.passes, STANDARD.memory, STANDARD.lanes)
    assert await PasswordHasher().verify(stored, Secret(password))
