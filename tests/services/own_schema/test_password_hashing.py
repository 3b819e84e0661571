"""One slow hash for everybody's passwords."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import argon2.low_level
import pytest
from argon2 import extract_parameters
from argon2.low_level import Type, hash_secret

from services.own_schema.password_hashing import STANDARD, PasswordHasher
from services.rules.secret import Secret
from tests.helpers.passwords import as_the_program_hashes

TYPED = Secret("sample374rty")
OUT_OF_BOUNDS = [
    "$argon2id$v=19$m=1048576,t=1,p=4$c2FsdHNhbHRzYWx0c2FsdA$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
    "$argon2id$v=19$m=65536,t=999,p=4$c2FsdHNhbHRzYWx0c2FsdA$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
    "$argon2id$v=19$m=65536,t=3,p=99$c2FsdHNhbHRzYWx0c2FsdA$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
]
UNREADABLE = [
    "",
    "plain",
    "$argon2id$broken",
    "$argon2id$v=19$m=8,t=1,p=1$?$?",
    "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg",
    "$2b$12$abcdefghijklmnopqrstuv",
    f"$argon2id$v=19$m={10**300},t=1,p=1$c2FsdHNhbHQ$MDEyMzQ1Njc4OWFiY2RlZg",
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What argon2 is asked to hash or to verify, each as its function's name; nothing dear is done."""
    told: list[str] = []
    for name in ("hash_secret", "hash_secret_raw", "verify_secret"):
        original: Callable[..., Any] = getattr(argon2.low_level, name)

        def spy(*args: Any, _name: str = name, _original: Callable[..., Any] = original, **kw: Any) -> Any:
            told.append(_name)
            assert kw.get("memory_cost", args[3] if len(args) > 3 else 0) <= 65536
            assert _name != "verify_secret"  # which does whatever the hash asks for
            return _original(*args, **kw)

        monkeypatch.setattr(argon2.low_level, name, spy)
    hash_at_own_cost = argon2.PasswordHasher.hash

    def hash_secret(hasher: argon2.PasswordHasher, password: bytes) -> str:
        told.append("hash_secret")
        assert hasher.memory_cost <= 65536
        return hash_at_own_cost(hasher, password)

    def verify(_hasher: argon2.PasswordHasher, *_: object) -> bool:
        pytest.fail("it does whatever the hash asks for")

    monkeypatch.setattr(argon2.PasswordHasher, "hash", hash_secret)
    monkeypatch.setattr(argon2.PasswordHasher, "verify", verify)
    return told


async def test_a_password_is_known_again_and_no_other(cheap_hasher: PasswordHasher) -> None:
    stored = await cheap_hasher.hash(TYPED)
    assert await cheap_hasher.verify(stored, TYPED)
    assert not await cheap_hasher.verify(stored, Secret("Sample374rty"))
    assert not await cheap_hasher.verify(None, TYPED)
    assert stored != await cheap_hasher.hash(TYPED)


@pytest.mark.parametrize("stored", [*OUT_OF_BOUNDS, *UNREADABLE])
async def test_a_hash_out_of_bounds_or_unreadable_is_a_wrong_password_and_nothing_is_made_of_it(
    cheap_hasher: PasswordHasher, asked: list[str], stored: str
) -> None:
    assert not await cheap_hasher.verify(stored, TYPED)
    assert asked == ["hash_secret"]  # in vain, at this hasher's own cost


@pytest.mark.parametrize("stored", [*OUT_OF_BOUNDS, *UNREADABLE])
async def test_nor_is_a_recipe_of_such_followed(
    cheap_hasher: PasswordHasher, asked: list[str], stored: str
) -> None:
    made, _, last = stored.rpartition("$")
    assert await cheap_hasher.hash_again(f"{made}${len(last)}", TYPED) != stored
    assert asked == ["hash_secret"]


@pytest.mark.parametrize("version", [16, 19])
@pytest.mark.parametrize("cost", [(1, 8, 1, 16), (3, 64, 2, 64), (2, 70, 4, 32)])
async def test_hashes_of_other_programs_within_the_bounds_are_known(
    cheap_hasher: PasswordHasher, version: int, cost: tuple[int, int, int, int]
) -> None:
    stored = hash_secret(b"kingyo2026", bytes(range(8, 24)), *cost, Type.ID, version).decode()
    made, _, last = stored.rpartition("$")
    for typed, fits in ((Secret("kingyo2026"), True), (Secret("kingyo2027"), False)):
        assert await cheap_hasher.verify(stored, typed) is fits
        assert (await cheap_hasher.hash_again(f"{made}${len(last)}", typed) == stored) is fits


@pytest.mark.parametrize("typed", ["", "\0", "\ud83d", "あ" * 100_000])
async def test_whatever_is_typed_is_no_error(cheap_hasher: PasswordHasher, typed: str) -> None:
    stored = await cheap_hasher.hash(TYPED)
    assert not await cheap_hasher.verify(stored, Secret(typed))
    assert await cheap_hasher.hash_again(f"{stored.rpartition('$')[0]}$43", Secret(typed)) != stored


async def test_the_programs_own_hashes_cost_what_they_should() -> None:
    with as_the_program_hashes():
        parameters = extract_parameters(await PasswordHasher().hash(TYPED))
    assert parameters.type.name == "ID"
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (3, 65536, 4)
    assert (STANDARD.passes, STANDARD.memory, STANDARD.lanes) == (3, 65536, 4)


async def test_the_programs_own_hashes_are_within_the_bounds() -> None:
    hasher = PasswordHasher(STANDARD)
    assert await hasher.verify(await hasher.hash(TYPED), TYPED)


def test_argon2_loads_with_the_first_password() -> None:
    code = (
        "import sys, services.own_schema.library; print({'argon2', 'alembic', 'holidays'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


async def test_what_is_made_again_by_its_recipe_is_the_kept_hash(cheap_hasher: PasswordHasher) -> None:
    kept = await cheap_hasher.hash(Secret("kingyo2026"))
    made, _, last = kept.rpartition("$")
    recipe = f"{made}${len(last)}"
    dear = PasswordHasher(STANDARD)
    assert await dear.hash_again(recipe, Secret("kingyo2026")) == kept
    assert await dear.hash_again(recipe, Secret("kingyo2027")) != kept
