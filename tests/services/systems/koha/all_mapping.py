"""What docs/koha.md says is shown of which column of Koha's, and what stands there without it."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.helpers.mariadb import Koha, MariaDb

HASH = "$2a$08$" + "z" * 53
TITLE = "INSERT INTO biblio (biblionumber, title, part_number, part_name) VALUES (7007, ' 題 ', '第1巻', '春の部')"
TYPED = (
    "INSERT INTO biblioitems (biblioitemnumber, biblionumber, itemtype)"
    " VALUES (7017, 7007, 'TITLE'), (7018, 7007, 'OTHER')"
)
COPY = (
    "INSERT INTO items (itemnumber, biblionumber, biblioitemnumber, barcode, homebranch, holdingbranch, itype)"
    " VALUES (70, 7007, 7017, 'B70', 'HOME', 'HOLDING', 'COPY')"
)
LOAN = (
    "INSERT INTO issues (issue_id, borrowernumber, itemnumber, date_due, issuedate, branchcode) VALUES"
    " (71, 1, 70, '2099-12-04 23:59:00', '2026-11-20 10:00:00', 'LENT')"
)
HOLD = (
    "INSERT INTO reserves (reserve_id, borrowernumber, biblionumber, branchcode, reservedate, priority)"
    " VALUES (80, 1, 7007, 'HERE', '2026-11-10', 3)"
)
WANTS = (
    "INSERT INTO borrower_message_preferences (borrower_message_preference_id, borrowernumber, message_attribute_id)"
    " VALUES (5, 1, {attribute})"
)
BY = "INSERT INTO borrower_message_transport_preferences VALUES (5, '{way}')"
OF_TITLE_ALONE = "REPLACE INTO systempreferences VALUES ('item-level_itypes', '0')"

WHOLE: Mapping[str, Any] = {
    "name": "見本 花子",
    "kana": "ミホン ハナコ",
    "alias": "みほん",
    "romaji": "MIHON Hanako",
    "birth_date": "1980-04-02",
    "phone": "048-222-1111",
    "email": "hanako@example.jp",
    "postal_code": "332-0001",
    "address": "見本県見本市見本町1 5 2号室",
    "registered_on": "2020-04-01",
    "expires_on": "2030-03-31",
    "branch": "REGISTERED",
    "category": "JIDO",
}
PERSON = f"""INSERT INTO borrowers SET borrowernumber = 1, cardnumber = 'C-1', surname = '見本', firstname = '花子',
    othernames = 'みほん', streetnumber = '5', state = '見本県', city = '見本市', address = '見本町1',
    address2 = '2号室', zipcode = '332-0001', email = 'hanako@example.jp', emailpro = 'work@example.jp',
    phone = '048-222-1111', mobile = '090', dateofbirth = '1980-04-02', dateenrolled = '2020-04-01',
    dateexpiry = '2030-03-31', branchcode = 'REGISTERED', categorycode = 'JIDO', password = '{HASH}'"""
READINGS = """INSERT INTO borrower_attributes (borrowernumber, code, attribute) VALUES (1, 'ROMAJI', 'MIHON Hanako'),
    (1, 'KANA', 'ミホン ハナコ'), (1, 'KANA', '二つめ'), (1, 'OTHER', 'ほか'), (2, 'KANA', 'ほかの人')"""


@pytest.fixture
async def koha(mariadb: MariaDb) -> AsyncIterator[Koha]:
    async with mariadb.koha() as made:
        await made.run("SET NAMES utf8mb4", PERSON, READINGS)
        yield made


async def record(koha: Koha, *statements: str) -> dict[str, Any]:
    """Change something in Koha, and give the patron's record."""
    if statements:
        await koha.run("SET NAMES utf8mb4", *statements)
    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    read: dict[str, Any] = json.loads(row.text)
    return read


async def test_a_patron_is_what_stands_in_koha(koha: Koha) -> None:
    assert (await record(koha))["patron"] == WHOLE


@pytest.mark.parametrize(
    ("column", "field", "instead"),
    [
        ("phone", "phone", "090"),
        ("email", "email", "work@example.jp"),
        ("emailpro", "email", WHOLE["email"]),
        ("streetnumber", "address", "見本県見本市見本町1 2号室"),
        ("state", "address", "見本市見本町1 5 2号室"),
        ("firstname", "name", "見本"),
    ],
)
async def test_what_stands_there_without_a_column(koha: Koha, column: str, field: str, instead: str) -> None:
    found = await record(koha, f"UPDATE borrowers SET {column} = ' '")
    assert found["patron"] == {**WHOLE, field: instead}


async def test_the_moment_of_reading_is_now(koha: Koha) -> None:
    told = datetime.fromisoformat((await record(koha))["read_at"])
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_loan_is_what_stands_in_koha(koha: Koha) -> None:
    (loan,) = (await record(koha, TITLE, TYPED, COPY, LOAN))["loans"]
    assert loan == {
        "key": "71",
        "title": "題 第1巻 春の部",
        "item_number": "B70",
        "material_type": "COPY",
        "branch": "LENT",
        "rule_branch": "HOME",
        "loaned_on": "2026-11-20",
        "due_on": "2099-12-04",
        "renewals": 0,
        "renewed_on": None,
        "interlibrary": 0,
        "waiting": 0,
        "verdict": None,
    }


@pytest.mark.parametrize(
    ("statements", "field", "told"),
    [
        ([OF_TITLE_ALONE], "material_type", "TITLE"),
        (["UPDATE items SET itype = ''"], "material_type", "TITLE"),
        (["UPDATE issues SET lastreneweddate = '2026-11-24 10:00:00'"], "renewed_on", None),
        (
            ["UPDATE issues SET lastreneweddate = '2026-11-24 10:00:00', renewals_count = 2"],
            "renewed_on",
            "2026-11-24",
        ),
        (["UPDATE issues SET renewals_count = 2"], "renewals", 2),
        (["UPDATE issues SET renewals_count = -1"], "renewals", 0),
        (["INSERT INTO illrequests (borrowernumber, biblio_id) VALUES (1, 7007)"], "interlibrary", 1),
        (["INSERT INTO illrequests (borrowernumber, biblio_id) VALUES (2, 7007)"], "interlibrary", 0),
        (["INSERT INTO illrequests (borrowernumber, biblio_id) VALUES (1, 8)"], "interlibrary", 0),
    ],
)
async def test_what_a_loan_says_then(koha: Koha, statements: Sequence[str], field: str, told: object) -> None:
    (loan,) = (await record(koha, TITLE, TYPED, COPY, LOAN, *statements))["loans"]
    assert loan[field] == told


async def test_a_loan_that_ends_today_blocks_from_its_minute_on(koha: Koha) -> None:
    """Koha compares moments: one that ended a minute ago is overdue, though its day isn't over."""
    block = "REPLACE INTO systempreferences VALUES ('OverduesBlockRenewing', 'block')"
    late = "UPDATE issues SET date_due = CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', '+09:00') {} INTERVAL 1 MINUTE"
    (loan,) = (await record(koha, TITLE, COPY, LOAN, block, late.format("-")))["loans"]
    assert loan["verdict"] == {"renewable": 0, "reasons": ["overdue"]}
    (loan,) = (await record(koha, late.format("+")))["loans"]
    assert loan["verdict"] is None


async def test_a_hold_is_what_stands_in_koha(koha: Koha) -> None:
    (hold,) = (await record(koha, TITLE, TYPED, HOLD))["holds"]
    assert hold == {
        "key": "80",
        "title": "題 第1巻 春の部",
        "material_type": "TITLE",
        "status": "waiting",
        "preparing": 0,
        "paused": 0,
        "paused_until": None,
        "place": 1,
        "queue": 1,
        "placed_on": "2026-11-10",
        "branch": "HERE",
        "contact": None,
        "wait_until": None,
        "shelf_until": None,
        "item_number": None,
    }


@pytest.mark.parametrize(
    ("statements", "field", "told"),
    [
        (["UPDATE reserves SET itemtype = 'WANTED'"], "material_type", "WANTED"),
        (["UPDATE reserves SET itemtype = 'WANTED', itemnumber = 70"], "material_type", "COPY"),
        (
            [OF_TITLE_ALONE, "UPDATE reserves SET itemtype = 'WANTED', itemnumber = 70"],
            "material_type",
            "TITLE",
        ),
        (["UPDATE reserves SET expirationdate = '2099-01-02'"], "wait_until", "2099-01-02"),
        (["UPDATE reserves SET patron_expiration_date = '2099-01-03'"], "wait_until", "2099-01-03"),
        (["UPDATE reserves SET found = 'W', expirationdate = '2099-01-02'"], "shelf_until", "2099-01-02"),
        (["UPDATE reserves SET found = 'W', expirationdate = '2099-01-02'"], "wait_until", None),
        (["UPDATE reserves SET found = 'T', expirationdate = '2099-01-02'"], "shelf_until", None),
        (["UPDATE reserves SET found = 'W', itemnumber = 70"], "item_number", "B70"),
        (["UPDATE reserves SET found = 'W', suspend = 1"], "paused", 0),
        ([WANTS.format(attribute=4), BY.format(way="email")], "contact", "mail"),
        ([WANTS.format(attribute=4), BY.format(way="phone")], "contact", "phone"),
        ([WANTS.format(attribute=4), BY.format(way="sms")], "contact", None),
        ([WANTS.format(attribute=9), BY.format(way="email")], "contact", None),
        (
            [
                WANTS.format(attribute=4),
                BY.format(way="email"),
                BY.format(way="phone"),
                "UPDATE borrowers SET email = '', emailpro = NULL",
            ],
            "contact",
            "phone",
        ),
    ],
)
async def test_what_a_hold_says_then(koha: Koha, statements: Sequence[str], field: str, told: object) -> None:
    other = "INSERT INTO message_attributes VALUES (9, 'Item_Due')"
    (hold,) = (await record(koha, TITLE, TYPED, COPY, HOLD, other, *statements))["holds"]
    assert hold[field] == told


@pytest.mark.parametrize(
    ("others", "place", "queue"),
    [
        ("(81, 2, 7007, 1, NULL)", 2, 2),
        ("(81, 2, 7007, 4, NULL)", 1, 2),
        ("(81, 2, 7007, 0, 'W')", 1, 1),
        ("(79, 2, 7007, 3, NULL)", 2, 2),  # of one priority, which old databases have, the elder is first
        ("(81, 2, 7007, 3, NULL)", 1, 2),
        ("(81, 2, 8, 1, NULL)", 1, 1),
    ],
)
async def test_a_place_is_counted_among_all_who_wait_for_the_title(
    koha: Koha, others: str, place: int, queue: int
) -> None:
    other = (
        f"INSERT INTO reserves (reserve_id, borrowernumber, biblionumber, priority, found) VALUES {others}"
    )
    (hold,) = (await record(koha, TITLE, HOLD, other))["holds"]
    assert (hold["place"], hold["queue"]) == (place, queue)


async def test_a_cancelled_hold_is_what_stands_in_koha(koha: Koha) -> None:
    cancelled = """INSERT INTO old_reserves SET reserve_id = 90, borrowernumber = 1, biblionumber = 7007,
        branchcode = 'HERE', cancellationdate = CURDATE(), cancellation_reason = 'LONG', itemnumber = 70"""
    long = f"UPDATE old_reserves SET cancellation_reason = '{'長' * 80}'"
    (found,) = (await record(koha, TITLE, COPY, cancelled))["cancelled_holds"]
    told = {name: it for name, it in found.items() if name != "cancelled_on"}
    assert told == {
        "key": "90",
        "title": "題 第1巻 春の部",
        "material_type": "COPY",
        "reason": "LONG",
        "branch": "HERE",
    }
    (found,) = (await record(koha, long))["cancelled_holds"]
    assert found["reason"] == "長" * 63 + "…"


SUGGESTED = """INSERT INTO suggestions SET suggestionid = 60, suggestedby = 1, suggesteddate = '2026-11-15',
    title = 'ほしい本', branchcode = 'HERE', STATUS = '{status}',
    lastmodificationdate = CURDATE() - INTERVAL {ago} DAY"""


@pytest.mark.parametrize(
    ("status", "ago", "is_told"),
    [
        ("ASKED", 1000, True),
        ("ORDERED", 1000, True),
        ("REJECTED", 5, True),
        ("REJECTED", 1000, False),
        ("AVAILABLE", 5, True),
        ("AVAILABLE", 1000, False),
    ],
)
async def test_a_suggestion_that_was_settled_long_ago_is_not_told(
    koha: Koha, status: str, ago: int, *, is_told: bool
) -> None:
    found = (await record(koha, SUGGESTED.format(status=status, ago=ago)))["requests"]
    request = {
        "key": "s60",
        "title": "ほしい本",
        "status": status,
        "received_on": "2026-11-15",
        "branch": "HERE",
    }
    assert found == ([request] if is_told else [])


BORROWED = """INSERT INTO illrequests SET illrequest_id = 61, borrowernumber = 1, branchcode = 'HERE',
    placed = '2026-11-16', status = 'REQ'"""
ATTRIBUTES = """INSERT INTO illrequestattributes (illrequest_id, type, value) VALUES (61, 'author', '著者'),
    (61, 'title', '遠くの本'), (62, 'title', 'ほかの本')"""


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("status = 'REQ'", "REQ"),
        ("status_alias = 'OURS'", "OURS"),
        ("status_alias = ''", "REQ"),
        ("status = 'COMP'", None),
        ("status = 'KILL'", None),
        ("completed = '2026-11-20'", None),
    ],
)
async def test_an_interlibrary_request_is_told_until_it_is_over(
    koha: Koha, change: str, status: str | None
) -> None:
    found = (await record(koha, BORROWED, ATTRIBUTES, f"UPDATE illrequests SET {change}"))["requests"]
    request = {
        "key": "i61",
        "title": "遠くの本",
        "status": status,
        "received_on": "2026-11-16",
        "branch": "HERE",
    }
    assert found == ([] if status is None else [request])


async def test_a_restriction_is_what_stands_in_koha(koha: Koha) -> None:
    restriction = """INSERT INTO borrower_debarments SET borrower_debarment_id = 50, borrowernumber = 1,
        expiration = '2099-06-02', type = 'FEE', comment = '弁償金', manager_id = 3"""
    manager = "INSERT INTO borrowers SET borrowernumber = 3, surname = '青木', firstname = '見本'"
    cached = (
        "UPDATE borrowers SET debarred = '2099-06-02', debarredcomment = '弁償金' WHERE borrowernumber = 1"
    )
    (found,) = (await record(koha, restriction, manager, cached))["restrictions"]
    assert found == {
        "key": "d50",
        "type": "FEE",
        "until": "2099-06-01",
        "started_by": "青木 見本",
        "note": "弁償金",
        "stops_loans": 1,
        "stops_holds": 1,
        "stops_renewals": 1,
    }


async def test_names_and_words_are_kohas(koha: Koha) -> None:
    rows = """('HOLD_CANCELLATION', 'OWN', '利用者の都合'), ('SUGGEST_STATUS', 'OWN', '検討中'),
        ('SUGGEST_STATUS', 'ASKED', '図書館の言い方'), ('ILL_STATUS_ALIAS', 'OWN', '遠方'), ('LOC', 'OWN', '書架'),
        ('HOLD_CANCELLATION', 'NAMELESS', ''), ('HOLD_CANCELLATION', '', 'なし')"""
    await koha.run(
        "SET NAMES utf8mb4",
        "INSERT INTO branches VALUES ('MADE', ' '), ('', '無名')",
        "INSERT INTO itemtypes VALUES ('MADE', NULL)",
        "INSERT INTO restriction_types VALUES ('MADE', ''), ('', '無名')",
        "DELETE FROM authorised_values",
        f"INSERT INTO authorised_values (category, authorised_value, lib) VALUES {rows}",
        "INSERT INTO authorised_values (category, authorised_value, lib)"
        f" VALUES ('HOLD_CANCELLATION', '{'x' * 65}', 'long')",
    )
    async with koha.opened() as views:
        masters = json.loads(await views.masters())

    for name, words in (("branches", "name"), ("material_types", "name"), ("restriction_types", "words")):
        named = {it["key"]: it[words] for it in masters[name]}
        assert named["MADE"] == "MADE"
        assert "" not in named
    labels = [(it["kind"], it["code"], it["label"]) for it in masters["labels"]]
    assert len(set(labels)) == len(labels)
    assert {it for it in labels if it[0] == "cancel_reason"} == {
        ("cancel_reason", "OWN", "利用者の都合"),
        ("cancel_reason", "NAMELESS", "NAMELESS"),
    }
    statuses = {code: label for kind, code, label in labels if kind == "request_status"}
    assert (statuses["OWN"], statuses["ASKED"]) == ("検討中", "受付済")
    assert len([it for it in labels if it[:2] == ("request_status", "OWN")]) == 1
