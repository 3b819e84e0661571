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
