"""The script for Koha's administrator: its names, its quotes, its password. What it makes is tried on MariaDB."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.secret import Secret
from services.systems.koha.expressions import identifier, literal
from services.systems.koha.script import ScriptNames, koha_script, native_hash

SECRET = Secret("a password of these tests")


def test_the_password_is_not_in_the_script_but_what_the_server_keeps_of_it() -> None:
    script = koha_script(ScriptNames("koha"), SECRET)

    assert SECRET.reveal() not in script
    assert native_hash(Secret("password")) == "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19"  # MariaDB's own
    assert native_hash(SECRET) in script


@pytest.mark.parametrize(
    ("host", "required"),
    [
        ("localhost", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("192.0.2.7", True),
        ("desk.example.jp", True),
        ("%", True),
        ("192.0.2.%", True),
    ],
)
def test_a_login_from_elsewhere_has_to_be_encrypted(host: str, *, required: bool) -> None:
    assert ("REQUIRE SSL" in koha_script(ScriptNames("koha", host=host), SECRET)) is required


def test_names_are_quoted_wherever_they_stand() -> None:
    names = ScriptNames("a`xyzzy", "b`xyzzy; DROP", "c'xyzzy", "d'xyzzy", "e'xyzzy", "f'xyzzy")

    script = koha_script(names, SECRET)

    assert "`a``xyzzy`.`borrowers`" in script
    assert "CREATE DATABASE IF NOT EXISTS `b``xyzzy; DROP` " in script
    assert "TO 'c''xyzzy'@'d''xyzzy';" in script
    assert "= 'e''xyzzy'" in script
    assert "= 'f''xyzzy'" in script
    statements = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    bare = re.sub(r"`(?:[^`]|``)*`|'(?:[^']|'')*'", "", statements)
    assert "xyzzy" not in bare
    assert "DROP" not in bare


def test_grants_name_the_views_one_by_one() -> None:
    """`_` in a database's name would be a wildcard of GRANT: others' databases would be readable."""
    script = koha_script(ScriptNames("koha"), SECRET)

    grants = [line for line in script.splitlines() if line.startswith("GRANT")]

    assert [re.sub(r" TO .*", "", it) for it in grants] == [
        f"GRANT SELECT ON `madoguchi_views`.{view}"
        for view in ("counter_record", "counter_masters", "counter_mark")
    ]


@pytest.mark.parametrize(
    ("names", "faulty"),
    [
        (ScriptNames(""), "koha_database"),
        (ScriptNames("a" * 65), "koha_database"),
        (ScriptNames("a\\b"), "koha_database"),
        (ScriptNames("a "), "koha_database"),
        (ScriptNames("a\nb"), "koha_database"),
        (ScriptNames("a\0"), "koha_database"),
        (ScriptNames("🐟"), "koha_database"),
        (ScriptNames("koha", "KOHA"), "database"),
        (ScriptNames("koha", login=""), "login"),
        (ScriptNames("koha", login="x" * 81), "login"),
        (ScriptNames("koha", host="a\\"), "host"),
        (ScriptNames("koha", kana="x" * 11), "kana"),
        (ScriptNames("koha", romaji="\t"), "romaji"),
        (ScriptNames("図書館"), None),
    ],
)
def test_a_name_that_cannot_be_one_is_named(names: ScriptNames, faulty: str | None) -> None:
    assert names.faulty() == faulty
    if faulty is not None:
        with pytest.raises(ValueError, match=faulty):
            koha_script(names, SECRET)


@given(st.text(st.characters(exclude_characters="\\\0")))
def test_a_quoted_text_ends_where_it_ends(text: str) -> None:
    assert re.fullmatch(r"'(?:[^']|'')*'", literal(text))
    assert re.fullmatch(r"`(?:[^`]|``)*`", identifier(text))


@pytest.mark.parametrize("text", ["\\", "a\0"])
def test_what_no_sql_mode_reads_alike_is_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="quoted"):
        literal(text)
