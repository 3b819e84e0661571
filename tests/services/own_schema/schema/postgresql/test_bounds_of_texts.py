"""What is typed stays within the bounds of an address, a question and a hash, whatever a stolen login says."""

import re
from contextlib import suppress
from datetime import date
from itertools import product
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import outgoing_mail, password_credential, patron, reference_question
from services.own_schema.schema.postgresql.bounds import fits
from services.rules.bounds import Bound, Day, Label, Moment, Truth, Whole
from services.rules.passwords.password_recipes import read_stored
from services.rules.people.email import check_address
from services.rules.people.reference import LONGEST_QUESTION
from services.rules.secret import Secret
from services.rules.table_of_bounds import ACT_ID, CELLS, DETAILS, TOLD, WORKSTATION
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN, Hostile, hostile
from tests.services.rules.passwords.test_password_recipes import BAD, GOOD

__all__ = ["hostile"]

NO_ADDRESSES = (
    "x",
    "a@b@c.jp",
    "a b@example.jp",
    "a@x.jp\nBcc: b@x.jp",
    "a@x.jp\n",
    "=?utf-8?b??=@x.jp",
    "a@x.jp, b@x.jp",
    "ｈanako@example.jp",
    "a@example",
    "a" * 65 + "@x.jp",
)


def set_email(address: str) -> dict[str, Any]:
    return {"change": "SetEmail", "address": address}


def question(**changed: Any) -> dict[str, Any]:
    said = {"name": "川口 花子", "email": "hanako@example.jp", "phone": None, "question": "どこですか"}
    return {"change": "InsertQuestion", **said, **changed}


def password(hashed: str, version: int) -> dict[str, Any]:
    own = (
        {"kind": "patron", "must_change": False} if version > 1 else {"kind": "initial", "must_change": True}
    )
    return {"change": "SetPassword", "hashed": hashed, "expires_on": None, "version": version, **own}


RECEIPT = {"change": "InsertMail", "kind": "question_received"}


async def test_an_address_is_what_the_program_takes_for_one(city: City) -> None:
    locals_, domains = ("", ".", "a", "=?", "é"), ("", ".", "b_", "b.", "\n", " ")
    texts = [
        *map("".join, product(locals_, (".", "a", " "), ("", "@", "@@"), domains, ("", ".", "jp", ".jp"))),
        *(f"a{chr(it)}b@x.jp" for it in range(1, 256)),
        *(f"a@x{chr(it)}y.jp" for it in range(1, 256)),
        *(f"{'a' * length}@x.jp" for length in (64, 65)),
        *(f"a@{'b.' * labels}jp" for labels in range(120, 130)),
    ]
    conn = await city.connect()
    try:
        asked = "SELECT madoguchi_is_address(said) FROM unnest($1::text[]) WITH ORDINALITY AS it(said, n) ORDER BY n"
        found = [row[0] for row in await conn.fetch(asked, texts)]
    finally:
        await conn.close()
    expected = [not check_address(text, "") for text in texts]
    assert [text for text, is_one, it in zip(texts, expected, found, strict=True) if is_one is not it] == []
    assert {True, False} == set(expected)


async def test_a_hash_is_within_the_bounds_that_the_program_holds_it_to(city: City) -> None:
    conn = await city.connect()
    try:
        for text in (it for it in (*GOOD, *BAD) if "\0" not in it):
            fits = await conn.fetchval("SELECT madoguchi_is_hash($1)", text)
            assert fits is (read_stored(text) is not None), text
    finally:
        await conn.close()


SAID = (
    *(
        "",
        " ",
        "　",
        "\n",
        "花子",
        "花\n子",
        "花\u202e子",
        "\u200b",
        "\u200d",
        "क\u200d",
        "\u3164",
        "a\x85",
        "a\u2028b",
        "\ufffd",
    ),
    *(
        "𠮷野",
        "葛\U000e0100城",
        "ｶﾞ",
        "\ue000",
        "\U0002ebf0",
        "a\x7f",
        "a\tb",
        "0",
        "1",
        "-1",
        "01",
        "9" * 18,
        "9" * 19,
        "9" * 20,
    ),
    *(
        "048-000-0001",
        "332-0001",
        "３３２-０００１",
        "123456789",
        "h+k@example.jp",
        '"h k"@example.jp',
        "h@example.jp\n",
    ),
    *(
        "done",
        "renewed",
        "kana",
        "kana alias",
        "kana  alias",
        "kana ",
        "true",
        "by_staff",
        "mail_returned",
        "nobody",
    ),
    *(
        "2026-11-29",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "infinity",
        "0044-03-15 BC",
        "2026-02-30",
        *GOOD,
        *BAD,
    ),
    *(
        "x" * it
        for it in (
            9,
            12,
            32,
            64,
            65,
            120,
            121,
            200,
            201,
            254,
            255,
            300,
            301,
            500,
            501,
            1000,
            1001,
            4000,
            4001,
        )
    ),
)
CODES = {"cancel_reason": "by_staff", "suspension_note": "mail_returned"}


def program(bound: Bound, said: str) -> bool:
    match bound:
        case Label():
            return CODES.get(bound.kind) == said
        case Whole():
            return re.fullmatch("0|-?[1-9][0-9]*", said) is not None and bound.fits(int(said))
        case Day():
            with suppress(ValueError):
                return bound.fits(date.fromisoformat(said))
            return False
    return bound.fits(said)


async def test_each_bound_is_the_same_in_the_program_and_in_the_database(city: City) -> None:
    texts = [it for it in SAID if "\0" not in it]
    bounds = {
        bound
        for table in (*CELLS.values(), *TOLD.values(), {"": ACT_ID, " ": WORKSTATION}, DETAILS)
        for bound in table.values()
        if not isinstance(bound, Truth | Moment)
    }
    conn = await city.connect()
    for bound in bounds:
        asked = f"SELECT {fits('$1::text', bound)}"
        for text in texts:
            try:
                found = bool(await conn.fetchval(asked, text))
            except asyncpg.PostgresError:
                found = False  # no such day: what raises is refused
            assert found is program(bound, text), (bound, text)
    await conn.close()
    assert len(bounds) > 40


@pytest.mark.parametrize("address", NO_ADDRESSES)
async def test_a_mail_goes_to_an_address(city: City, hostile: Hostile, address: str) -> None:
    assert await hostile.refused("email.change", set_email(address)) == WITHIN
    assert await hostile.refused("question.ask", question(email=address), RECEIPT) == WITHIN
    (row,) = await city.town.all_rows(patron)
    assert row["email"] == "hanako@example.jp"
    assert await city.town.all_rows(reference_question) == await city.town.all_rows(outgoing_mail) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "  "},
        {"question": ""},
        {"question": " "},
        {"question": "x" * (LONGEST_QUESTION + 1)},
    ],
    ids=["no name", "a blank name", "no text", "a blank text", "a long text"],
)
async def test_a_question_has_a_name_and_a_text(
    city: City, hostile: Hostile, changed: dict[str, str]
) -> None:
    assert await hostile.refused("question.ask", question(**changed), RECEIPT) == WITHIN
    assert await city.town.all_rows(reference_question) == []
    honest = question(question="x" * LONGEST_QUESTION)
    assert (await hostile.call("question.ask", honest, RECEIPT))["came"] == "done"


@pytest.mark.parametrize(
    "hashed",
    [it for it in BAD if it.startswith("$argon2id$v=19$m") and "\0" not in it],
)
async def test_a_password_is_kept_as_a_hash_that_can_be_followed(
    city: City, hostile: Hostile, hashed: str
) -> None:
    assert await hostile.refused("password.issue", password(hashed, 1)) == WITHIN
    assert await city.town.all_rows(password_credential) == []
    stored = CHEAP_HASHER.hash_now(Secret("Kingyo2026"))
    await city.town.password(hostile.patron_id, stored)
    assert await hostile.refused("password.change", password(hashed, 2)) == WITHIN
    (kept,) = await city.town.all_rows(password_credential)
    assert kept["hash"] == stored
