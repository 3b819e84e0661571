"""What callers are identified by is what is registered, whoever writes it."""

from dataclasses import asdict
from typing import Any

import pytest

from services.own_schema.database.tables import patron
from services.rules.people.registration import derived
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, in_days
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN, Hostile, hostile
from tests.services.own_schema.schema.postgresql.calling import Connect, refused

__all__ = ["hostile"]

NOT_THEIRS = "keys are those of their names"
KANA = (
    "カワグチ ハナコ",
    "かわぐち　はなこ",
    "ｶﾜｸﾞﾁ ﾊﾅｺ",
    "ヴァン・デル・ベーク",
    "ゔぁーじにあ",
    "ヷヸヹヺ",
    "ヽヾ",
    "O'Neill",
    "ＮＧＵＹＥＮ ティ",
    "Müller",
    "E\u0301mile",
    "カ\u3099",
    "㌔㍍",
    "葛󠄀城",
    "",
    "　",
    "ゝゞ",
    "ヿ",
    "ー",
    "A-B.C,D’E",
)
PHONES = (
    None,
    "",
    "048-000-0001",
    "０４８－０００",
    "(048) 12",
    "+81 48-000-0001",
    "+81 (0)48-000-0001",
    "048+81(0)",
    "1",
    "123",
    "1234",
    "048-000-0001 内線 9",
    "-",
    "٠١٢٣",
)


def keys(kana: str, phone: str | None, **others: Any) -> dict[str, Any]:
    return asdict(derived(name="川口 花子", kana=kana, alias=None, romaji="", phone=phone)) | others


@pytest.mark.parametrize("kana", KANA)
async def test_kana_are_folded_as_the_program_folds_them(city: City, kana: str) -> None:
    conn = await city.connect()
    fits = "SELECT madoguchi_kana_fits($1, $2, $3)"
    made = keys(kana, None)["kana_key"]
    assert await conn.fetchval(fits, kana, made, True)
    assert await conn.fetchval(fits, kana, made, False)
    assert not await conn.fetchval(fits, kana, f"{made}ア", True)
    await conn.close()


@pytest.mark.parametrize("phone", PHONES)
async def test_digits_are_taken_as_the_program_takes_them(city: City, phone: str | None) -> None:
    conn = await city.connect()
    made = keys("ア", phone)
    fits = "SELECT madoguchi_phone_fits($1, $2, $3)"
    assert await conn.fetchval(fits, phone, made["phone_digits"], made["phone_end"])
    assert not await conn.fetchval(fits, phone, made["phone_digits"], "9999")
    if phone is None or phone.isascii():
        assert not await conn.fetchval(fits, phone, "0480000002", "0002")
    await conn.close()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kana_key": "ベツジン"}, NOT_THEIRS),
        ({"phone_digits": "0480000002", "phone_end": "0002"}, NOT_THEIRS),
        ({"phone_end": "0002"}, NOT_THEIRS),
        ({"phone_digits": None, "phone_end": None}, NOT_THEIRS),
    ],
)
async def test_nobody_is_registered_under_the_keys_of_somebody_else(
    city: City, hostile: Hostile, wrong: dict[str, Any], said: str
) -> None:
    corrected = {"kana": "カワグチ ハナエ", "phone": "048-000-0009"}
    honest = keys(corrected["kana"], corrected["phone"])
    change = {
        "change": "SetRegistration",
        "expires_on": in_days(400).isoformat(),
        "corrected": corrected,
        "moved": False,
    }
    before = await city.town.all_rows(patron)
    assert before[0]["expires_on"] > TODAY
    assert (
        await hostile.refused("registration.renew", {**change, "found_by": {**honest, **wrong}})
        == f"madoguchi: {said}"
    )
    odd = {**change, "corrected": {"kana": "葛城"}, "found_by": keys("ベツジン", before[0]["phone"])}
    assert await hostile.refused("registration.renew", odd) == f"madoguchi: {NOT_THEIRS}"
    told = {**change, "corrected": {"phone": "０４８"}, "found_by": keys(before[0]["kana"], "０４８")}
    assert await hostile.refused("registration.renew", told) == WITHIN
    assert await city.town.all_rows(patron) == before
    row = await hostile.call(
        "registration.renew", {**change, "found_by": honest}, details={"corrected": "kana phone"}
    )
    assert row["came"] == "done"


@pytest.mark.parametrize("said", [None, "", "kana", "phone kana", "kana phone address"])
async def test_a_record_names_what_was_corrected(city: City, hostile: Hostile, said: str | None) -> None:
    """Before, a telephone number could be another one, and the record of it said nothing of that."""
    change = {
        "change": "SetRegistration",
        "expires_on": in_days(400).isoformat(),
        "corrected": {"kana": "カワグチ ハナエ", "phone": "048-000-0009"},
        "found_by": keys("カワグチ ハナエ", "048-000-0009"),
        "moved": False,
    }
    before = await city.town.all_rows(patron)
    refused = await hostile.refused("registration.renew", change, details={"corrected": said})
    assert refused == "madoguchi: a record names what was corrected"
    assert await city.town.all_rows(patron) == before


@pytest.mark.parametrize(
    "wrong", [{"kana_key": "ベツジン"}, {"phone_digits": "0480000002"}, {"phone_end": "0002"}]
)
async def test_the_worker_writes_the_keys_of_a_name_and_no_others(
    city: City, connect: Connect, wrong: dict[str, Any]
) -> None:
    patron_id = await city.town.patron("123456789", search_key="", keys_of=None)
    conn = await connect("worker")
    (name,) = await conn.fetch("SELECT * FROM madoguchi_stale_names(9)")
    names = {it: name[it] for it in ("name", "kana", "alias", "romaji", "phone")}
    honest = asdict(derived(**names))
    order = ("search_key", "kana_order", "kana_key", "phone_digits", "phone_end", "keys_of")
    write = "SELECT madoguchi_write_keys($1, $2, $3, $4, $5, $6, $7)"
    made = {**honest, **wrong}
    assert await refused(conn, write, [patron_id], *([made[it]] for it in order)) == NOT_THEIRS
    await conn.fetch(write, [patron_id], *([honest[it]] for it in order))
    assert await conn.fetch("SELECT * FROM madoguchi_stale_names(9)") == []
