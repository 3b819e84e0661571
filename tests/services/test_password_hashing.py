"""One slow hash for everybody's passwords."""

import subprocess
import sys

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerificationError

from services.password_hashing import STANDARD, PasswordHasher
from services.secret import Secret


async def test_a_password_is_known_again_and_no_other(cheap_hasher: PasswordHasher) -> None:
    stored = await cheap_hasher.hash(Secret("sample374rty"))
    assert await cheap_hasher.verify(stored, Secret("sample374rty"))
    assert not await cheap_hasher.verify(stored, Secret("Sample374rty"))
    assert not await cheap_hasher.verify(None, Secret("sample374rty"))
    assert stored != await cheap_hasher.hash(Secret("sample374rty"))


async def test_a_broken_hash_is_a_bug_not_a_wrong_password(cheap_hasher: PasswordHasher) -> None:
    with pytest.raises(VerificationError):
        await cheap_hasher.verify("$argon2id$broken", Secret("sample374rty"))


async def test_the_programs_own_hashes_cost_what_they_should() -> None:
    parameters = extract_parameters(await PasswordHasher().hash(Secret("sample374rty")))
    assert parameters.type.name == "ID"
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (3, 65536, 4)
    assert (STANDARD.passes, STANDARD.memory, STANDARD.lanes) == (3, 65536, 4)


def test_argon2_loads_with_the_first_password() -> None:
    code = "import sys, services.library; print({'argon2', 'alembic', 'holidays'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


async def test_what_is_made_again_by_its_recipe_is_the_kept_hash(cheap_hasher: PasswordHasher) -> None:
    kept = await cheap_hasher.hash(Secret("kingyo2026"))
    made, _, last = kept.rpartition("$")
    recipe = f"{made}${len(last)}"
    dear = PasswordHasher()
    assert await dear.hash_again(recipe, Secret("kingyo2026")) == kept
    assert await dear.hash_again(recipe, Secret("kingyo2027")) != kept


@pytest.mark.parametrize("recipe", ["", "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$43", "$2b$12$abc$43"])
async def test_no_other_recipe_is_followed(cheap_hasher: PasswordHasher, recipe: str) -> None:
    with pytest.raises(ValueError, match="argon2id"):
        await cheap_hasher.hash_again(recipe, Secret("kingyo2026"))
