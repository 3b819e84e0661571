"""Which stored hashes are read, and which ask for too much."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.passwords.password_recipes import (
    LONGEST,
    MOST_LANES,
    MOST_MEMORY,
    MOST_PASSES,
    MOST_WORK,
    Recipe,
    read_recipe,
    read_stored,
)

SALT = bytes(range(16))
HASH = bytes(range(32))


def written(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def stored(
    *,
    name: str = "argon2id",
    version: object = 19,
    memory: object = 65536,
    passes: object = 3,
    lanes: object = 4,
    salt: str = written(SALT),
    kept: str = written(HASH),
) -> str:
    return f"${name}$v={version}$m={memory},t={passes},p={lanes}${salt}${kept}"


def recipe_of(text: str) -> str:
    made, _, last = text.rpartition("$")
    return f"{made}${len(last)}"


GOOD = [
    stored(),
    stored(version=16),
    stored(memory=8, passes=1, lanes=1),
    stored(memory=MOST_MEMORY, passes=MOST_WORK // MOST_MEMORY),
    stored(memory=MOST_WORK // MOST_PASSES, passes=MOST_PASSES, lanes=MOST_LANES),
    stored(salt=written(bytes(8)), kept=written(bytes(16))),
    stored(salt=written(bytes(64)), kept=written(bytes(64))),
    stored(memory=19456, passes=2, lanes=1),  # what OWASP recommends
]

BAD = [
    "",
    " ",
    "plain",
    "$argon2id$",
    "$argon2id$broken",
    "$2b$12$abcdefghijklmnopqrstuv",
    stored(name="argon2i"),
    stored(name="argon2d"),
    stored(version=18),
    stored(version="１９"),
    stored(memory=1_048_576, passes=1),  # 1 GiB
    stored(memory=MOST_MEMORY + 1, passes=1),
    stored(memory=MOST_MEMORY, passes=MOST_WORK // MOST_MEMORY + 1),
    stored(memory=0),
    stored(memory=-8),
    stored(memory="065536"),
    stored(memory="6.5e4"),
    stored(memory="1" + "0" * 100),
    stored(memory=31, lanes=4),  # argon2 wants eight a lane
    stored(passes=0),
    stored(passes=MOST_PASSES + 1, memory=8, lanes=1),
    stored(passes="NaN"),
    stored(lanes=0),
    stored(lanes=MOST_LANES + 1),
    stored(lanes="4,x=1"),
    stored(salt=written(bytes(7))),
    stored(salt=written(bytes(65))),
    stored(salt=""),
    stored(salt=f"{written(SALT)}=="),
    stored(salt="A" * 21),  # no Base64 of whole bytes
    stored(salt=f"{written(SALT)[:-1]}x"),  # bits that belong to no byte
    stored(kept=written(bytes(15))),
    stored(kept=written(bytes(65))),
    f"{stored()}\n",
    f" {stored()}",
    f"{stored()}\0",
    stored().replace("$", "＄"),
    stored() + "A" * 300,
    stored().replace("m=65536,t=3", "t=3,m=65536"),
]


@pytest.mark.parametrize("text", GOOD)
def test_a_hash_within_the_bounds_is_read(text: str) -> None:
    found = read_stored(text)
    assert found is not None
    recipe, kept = found
    assert recipe.length == len(kept)
    assert read_recipe(recipe_of(text)) == recipe


def test_what_a_recipe_says() -> None:
    assert read_stored(stored()) == (Recipe(19, 65536, 3, 4, SALT, 32), HASH)


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_read_or_asks_for_too_much_is_none(text: str) -> None:
    assert read_stored(text) is None


@pytest.mark.parametrize("text", [it for it in BAD if it.startswith("$argon2id$v=") and written(HASH) in it])
def test_nor_is_how_such_a_one_was_made(text: str) -> None:
    assert read_recipe(text.replace(written(HASH), "43")) is None


@pytest.mark.parametrize("length", ["0", "21", "45", "88", "９９", "-43", "43 ", "4300000"])
def test_the_length_of_a_recipe_has_its_bounds(length: str) -> None:
    assert read_recipe(stored(kept=length)) is None


def test_a_long_text_is_not_looked_at() -> None:
    assert read_stored("$argon2id$" * 1_000_000) is None
    assert len(stored(salt=written(bytes(64)), kept=written(bytes(64)))) <= LONGEST


@given(st.text() | st.from_regex(r"\$argon2id\$v=.*\$m=.*,t=.*,p=.*\$.*\$.*"))
def test_no_text_is_an_error(text: str) -> None:
    for read in (read_stored, read_recipe):
        found = read(text)
        recipe = found[0] if isinstance(found, tuple) else found
        assert recipe is None or recipe.memory * recipe.passes <= MOST_WORK
