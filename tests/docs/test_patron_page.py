"""The lines that docs/ils-contract.md shows to the author of a patron page do what it says."""

import asyncio
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import argon2
import asyncpg
import pytest

from services.own_schema.database.tables import password_credential
from services.rules.policy import DEFAULT_POLICY
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, CredentialKind
from tests.docs.test_ils_contract import CONTRACT
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY, days_ago
from tests.services.own_schema.schema.postgresql.calling import connected, refused

INITIAL, OWN = "k7m2p9x4", "Kingyo2026"
NOBODY = "nobody is logged in by this token"
_SHOWN = re.compile(r"^```(sql|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r":'(\w+)'")
SHOWN = dict(_SHOWN.findall(CONTRACT.partition("## A patron page of the library's own")[2]))


@pytest.fixture
def page() -> SimpleNamespace:
    """Be a page whose author took the lines as they stand, with a hasher that costs next to nothing."""
    page: dict[str, Any] = {}
    exec(SHOWN["python"], page)
    page["HASHER"] = argon2.PasswordHasher(1, 8, 1)
    return SimpleNamespace(
        scope=page, **{name: page[name] for name in ("log_in", "change_password", "log_out")}
    )


async def with_password(city: City, password: str, **changed: Any) -> int:
    patron_id = await city.town.patron(CARD)
    await city.town.password(patron_id, CHEAP_HASHER.hash_now(Secret(password)), **changed)
    return patron_id


def by_place(line: str) -> tuple[str, list[str]]:
    """Write a statement's variables as the driver names them."""
    names = _PLACE.findall(line)
    for place, name in enumerate(names, start=1):
        line = line.replace(f":'{name}'", f"${place}")
    return line, names


async def whose(conn: asyncpg.Connection, token: str) -> Any:
    return await conn.fetchval("SELECT madoguchi_logged_in($1)", token)


async def test_a_patron_changes_the_initial_password_first(city: City, page: SimpleNamespace) -> None:
    initial = {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": TODAY}
    patron_id = await with_password(city, INITIAL, **initial)
    async with connected(city, "portal") as conn:
        first = await page.log_in(conn, CARD, INITIAL)
        assert (first["outcome"], first["patron"]) == ("must_change", patron_id)
        assert await refused(conn, "SELECT madoguchi_logged_in($1)", first["token"]) == NOBODY
        await page.change_password(conn, first["token"], OWN)
        assert await whose(conn, first["token"]) == patron_id
        assert (await page.log_in(conn, CARD, INITIAL))["outcome"] == "wrong"
        second = await page.log_in(conn, CARD, OWN)
        assert (second["outcome"], second["patron"]) == ("ok", patron_id)
        await page.log_out(conn, second["token"])
        assert await refused(conn, "SELECT madoguchi_logged_in($1)", second["token"]) == NOBODY
        assert await whose(conn, first["token"]) == patron_id


@pytest.mark.parametrize(
    ("number", "changed", "outcome"),
    [
        ("000000000", {}, "unknown"),
        ("12345", {}, "unknown"),
        ("987654321", {}, "none_issued"),
        (CARD, {"disabled_at": NOW}, "disabled"),
        (CARD, {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": days_ago(1)}, "expired"),
    ],
)
async def test_what_else_comes_of_a_log_in(
    city: City, page: SimpleNamespace, number: str, changed: dict[str, Any], outcome: str
) -> None:
    await with_password(city, OWN, **changed)
    await city.town.patron("987654321", status=CardStatus.LOST)
    async with connected(city, "portal") as conn:
        row = await page.log_in(conn, number, OWN)
    assert (row["outcome"], row["patron"], row["token"]) == (outcome, None, None)


@pytest.mark.parametrize(
    ("number", "changed"),
    [
        (CARD, {}),
        (CARD, {"locked_until": NOW + timedelta(minutes=9)}),
        (CARD, {"disabled_at": NOW}),
        (CARD, {"hash": "$argon2id$v=19$m=1048576,t=9,p=4$c2FsdHNhbHRzYWx0$MDEyMzQ1Njc4OWFiY2RlZg"}),
        (CARD, {"hash": "$argon2id$"}),
        ("000000000", {}),
        ("987654321", {}),
    ],
    ids=["wrong", "locked", "disabled", "a gigabyte", "unreadable", "unknown", "none issued"],
)
async def test_every_log_in_costs_one_slow_hash(
    city: City, page: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, number: str, changed: dict[str, Any]
) -> None:
    made: list[int] = []
    hash_again = argon2.low_level.hash_secret

    def counted(*args: Any, **cost: Any) -> bytes:
        made.append(cost["memory_cost"])
        return hash_again(*args, **cost)

    await with_password(city, OWN)
    if changed:
        await city.town.change(password_credential, password_credential.c.patron_id > 0, **changed)
    await city.town.patron("987654321")
    monkeypatch.setattr(argon2.low_level, "hash_secret", counted)
    page.scope["HASHER"] = SimpleNamespace(hash=lambda _password: made.append(8))
    async with connected(city, "portal") as conn:
        row = await page.log_in(conn, number, OWN.lower())
    assert made == [8]
    assert (row["patron"], row["token"]) == (None, None)
    if number == CARD and not {"locked_until", "disabled_at"} & changed.keys():
        (kept,) = await city.town.all_rows(password_credential)
        assert (row["outcome"], kept["wrong_logins"]) == ("wrong", 1)


@pytest.mark.parametrize("typed", ["kingyo2026", "KINGYO2026", "Kingyo2026 ", "Kingyo202", "Ｋingyo2026", ""])
async def test_capitals_and_blanks_of_a_password_count(city: City, page: SimpleNamespace, typed: str) -> None:
    await with_password(city, OWN)
    async with connected(city, "portal") as conn:
        assert (await page.log_in(conn, CARD, typed))["outcome"] == "wrong"
        assert (await page.log_in(conn, CARD, OWN))["outcome"] == "ok"


async def test_wrong_ones_lock_whatever_comes_then(city: City, page: SimpleNamespace) -> None:
    await with_password(city, OWN)
    async with connected(city, "portal") as conn:
        tries = [
            await page.log_in(conn, CARD, OWN.lower()) for _ in range(DEFAULT_POLICY.wrong_logins_to_lock)
        ]
        locked = await page.log_in(conn, CARD, OWN)
    assert {row["outcome"] for row in tries} == {"wrong"}
    assert (locked["outcome"], locked["token"]) == ("locked", None)
    assert locked["closed_until"] == tries[-1]["closed_until"] is not None


async def test_a_password_reissued_meanwhile_is_the_one_that_counts(
    city: City, page: SimpleNamespace
) -> None:
    patron_id = await with_password(city, OWN)
    reissued = [CHEAP_HASHER.hash_now(Secret("Fune0815")), CHEAP_HASHER.hash_now(Secret(OWN))]
    hashed_again = page.scope["hashed_again"]
    async with connected(city, "portal") as conn, connected(city) as admin:
        loop = asyncio.get_running_loop()

        def meanwhile(password: str, recipe: str | None) -> str | None:
            made: str | None = hashed_again(password, recipe)
            if reissued:
                change = admin.execute("UPDATE password_credential SET hash = $1", reissued.pop())
                asyncio.run_coroutine_threadsafe(change, loop).result()
            return made

        page.scope["hashed_again"] = meanwhile
        row = await page.log_in(conn, CARD, OWN)
        assert (row["outcome"], row["patron"]) == ("wrong", None)
        await admin.execute("UPDATE password_credential SET hash = $1", CHEAP_HASHER.hash_now(Secret(OWN)))
        row = await page.log_in(conn, CARD, OWN)
    assert (row["outcome"], row["patron"]) == ("ok", patron_id)


async def test_the_statements_do_it_in_their_order(city: City) -> None:
    patron_id = await with_password(city, OWN)
    (kept,) = await city.town.all_rows(password_credential)
    values = {
        "card": CARD,
        "made": kept["hash"],
        "hash": CHEAP_HASHER.hash_now(Secret("Fune0815")),
        "token": None,
    }
    answers = []
    async with connected(city, "portal") as conn:
        for line in SHOWN["sql"].splitlines():
            statement, names = by_place(line)
            answer = await conn.fetchrow(statement, *(values[name] for name in names))
            assert answer is not None
            answers.append(answer)
            values["token"] = values["token"] or answer.get("token")
    assert [len(answers), answers[1]["outcome"], answers[2][0]] == [5, "ok", patron_id]
    (changed,) = await city.town.all_rows(password_credential)
    assert (changed["hash"], changed["kind"]) == (values["hash"], CredentialKind.PATRON)
