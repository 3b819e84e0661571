"""Which of Koha's rules foresee a renewal: only a plain one that nothing else has a say in."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from tests.helpers.mariadb import Koha, MariaDb

type Rule = tuple[str | None, str | None, str | None]

ALL: Rule = (None, None, None)
PLAIN = {
    "issuelength": "14",
    "renewalperiod": "7",
    "lengthunit": "days",
    "renewalsallowed": "2",
    "norenewalbefore": "",
}


@pytest.fixture
async def koha(mariadb: MariaDb) -> AsyncIterator[Koha]:
    async with mariadb.koha(patrons=1) as made:
        await made.run("DELETE FROM circulation_rules")
        yield made


async def masters(koha: Koha) -> dict[str, Any]:
    async with koha.opened() as views:
        read: dict[str, Any] = json.loads(await views.masters())
    return read


async def add(koha: Koha, rule: Rule, values: Mapping[str, str]) -> None:
    branch, category, kind = ("NULL" if it is None else f"'{it}'" for it in rule)
    for name, value in values.items():
        await koha.run(
            "INSERT INTO circulation_rules (branchcode, categorycode, itemtype, rule_name, rule_value)"
            f" VALUES ({branch}, {category}, {kind}, '{name}', '{value}')"
        )


async def prefer(koha: Koha, **values: str) -> None:
    for name, value in values.items():
        await koha.run(f"REPLACE INTO systempreferences (variable, value) VALUES ('{name}', '{value}')")


async def foreseen(koha: Koha) -> dict[Rule, tuple[int, int] | None]:
    """Tell renewals and days of each rule, None where the system decides."""
    return {
        (it["branch"], it["category"], it["material_type"]): None
        if it["renewals"] is None
        else (it["renewals"], it["days"])
        for it in (await masters(koha))["renewal_rules"]
    }


async def test_a_plain_rule_foresees(koha: Koha) -> None:
    await add(koha, ALL, PLAIN)
    await add(koha, ("CHUO", "IPPAN", "AV"), {**PLAIN, "renewalsallowed": "0", "renewalperiod": ""})

    assert await foreseen(koha) == {ALL: (2, 7), ("CHUO", "IPPAN", "AV"): (0, 14)}
    (rule, _) = sorted((await masters(koha))["renewal_rules"], key=lambda it: it["branch"] or "")
    assert (rule["counted_from"], rule["closed_days"], rule["holds_stop"]) == ("today", "moved_on", 1)


@pytest.mark.parametrize(
    ("changed", "is_plain"),
    [
        ({"renewalsallowed": ""}, False),
        ({"renewalsallowed": "many"}, False),
        ({"renewalperiod": "x"}, False),
        ({"lengthunit": "hours"}, False),
        ({"lengthunit": ""}, False),
        ({"norenewalbefore": "3"}, False),
        ({"hardduedate": "2026-12-28"}, False),
        ({"hardduedate": ""}, True),
        ({"daysmode": "Calendar"}, True),
        ({"daysmode": "Dayweek"}, False),
        ({"daysmode": ""}, True),
        ({"fine": "10"}, True),
        ({"renewalsallowed": " 2 ", "lengthunit": "days "}, True),
    ],
)
async def test_only_what_is_plain_does(koha: Koha, changed: dict[str, str], *, is_plain: bool) -> None:
    await add(koha, ALL, {**PLAIN, **changed})

    assert await foreseen(koha) == {ALL: (2, 7) if is_plain else None}


@pytest.mark.parametrize("missing", ["issuelength", "lengthunit", "renewalsallowed"])
async def test_a_rule_that_is_not_whole_does_not(koha: Koha, missing: str) -> None:
    values = {name: value for name, value in PLAIN.items() if name != missing}
    if missing == "issuelength":
        values["renewalperiod"] = ""
    await add(koha, ("CHUO", None, None), values)

    assert await foreseen(koha) == {("CHUO", None, None): None}


@pytest.mark.parametrize(
    ("elsewhere", "name", "value", "is_plain"),
    [
        ((None, None, "AV"), "norenewalbefore", "3", False),
        (("CHUO", None, "AV"), "norenewalbefore", "3", False),
        (("CHUO", "IPPAN", "AV"), "norenewalbefore", "3", True),  # no wildcard: it has no say elsewhere
        ((None, None, "AV"), "hardduedate", "2026-12-28", False),
        ((None, "IPPAN", None), "daysmode", "Calendar", False),
        ((None, "IPPAN", None), "daysmode", "", True),
    ],
)
async def test_a_rule_with_a_wildcard_may_have_a_say_in_others(
    koha: Koha, elsewhere: Rule, name: str, value: str, *, is_plain: bool
) -> None:
    """Koha finds each value by itself: the closest rule that has it, whichever that is."""
    rule = ("HIGASHI", None, None)
    await add(koha, rule, {it: told for it, told in PLAIN.items() if it != "norenewalbefore"})
    await add(koha, elsewhere, {name: value})

    found = await foreseen(koha)
    assert found[rule] == ((2, 7) if is_plain else None)
    assert found[elsewhere] is None


async def test_a_rule_that_says_itself_is_not_overruled(koha: Koha) -> None:
    await add(koha, ("HIGASHI", None, None), PLAIN)
    await add(koha, (None, None, "AV"), {"norenewalbefore": "3"})

    assert (await foreseen(koha))["HIGASHI", None, None] == (2, 7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CircControl", "PickupLibrary"),
        ("UseRecalls", "opac"),
        ("UnseenRenewals", "1"),
        ("ReturnBeforeExpiry", "1"),
        ("AllowRenewalIfOtherItemsAvailable", "1"),
        ("EnableBooking", "1"),
        ("ItemsDeniedRenewal", "itype: [AV]"),
    ],
)
async def test_a_preference_that_lets_more_decide_leaves_all_rules_out(
    koha: Koha, name: str, value: str
) -> None:
    await add(koha, ALL, PLAIN)
    assert await foreseen(koha) == {ALL: (2, 7)}

    await prefer(koha, **{name: value})

    assert await foreseen(koha) == {}


@pytest.mark.parametrize(
    ("mode", "closed_days"),
    [("Days", "counted"), ("Datedue", "moved_on"), ("Calendar", "left_out"), ("Dayweek", None), ("", None)],
)
async def test_closed_days_count_as_usedaysmode_says(koha: Koha, mode: str, closed_days: str | None) -> None:
    await add(koha, ALL, PLAIN)
    await prefer(koha, useDaysMode=mode)

    (rule,) = (await masters(koha))["renewal_rules"]
    assert rule["closed_days"] == closed_days
    assert (rule["renewals"] is None) is (closed_days is None)


async def test_days_may_be_counted_from_the_due_day(koha: Koha) -> None:
    await add(koha, ALL, PLAIN)
    await prefer(koha, RenewalPeriodBase="date_due")

    (rule,) = (await masters(koha))["renewal_rules"]
    assert rule["counted_from"] == "due_on"


async def test_a_library_with_no_preferences_is_read(koha: Koha) -> None:
    await koha.run("DELETE FROM systempreferences", "DELETE FROM circulation_rules")

    assert (await masters(koha))["renewal_rules"] == []
    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    record = json.loads(row.text)
    assert record["loans"][0]["rule_branch"] is not None


@pytest.mark.parametrize(
    ("control", "base", "branch"),
    [
        ("ItemHomeLibrary", "homebranch", "HOME"),
        ("ItemHomeLibrary", "holdingbranch", "HOLDING"),
        ("PatronLibrary", "homebranch", "PATRONS"),
    ],
)
async def test_the_branch_whose_rule_counts_is_as_koha_is_told(
    koha: Koha, control: str, base: str, branch: str
) -> None:
    await koha.run(
        "UPDATE borrowers SET branchcode = 'PATRONS'",
        "UPDATE items SET homebranch = 'HOME', holdingbranch = 'HOLDING'",
        "UPDATE issues SET branchcode = 'LENDING'",
    )
    await prefer(koha, CircControl=control, HomeOrHoldingBranch=base)

    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    assert {it["rule_branch"] for it in json.loads(row.text)["loans"]} == {branch}
    assert {it["branch"] for it in json.loads(row.text)["loans"]} == {"LENDING"}


@pytest.mark.parametrize(
    ("column", "value", "waiting"),
    [
        ("suspend", "1", 0),
        ("found", "'W'", 0),
        ("borrowernumber", "1", 0),
        ("priority", "5", 1),
        ("item_level_hold", "1", None),  # of another copy
        ("itemtype", "'AV'", None),
        ("item_group_id", "3", None),
        ("non_priority", "1", None),
    ],
)
async def test_who_waits_is_counted_only_where_every_hold_could_want_this_copy(
    koha: Koha, column: str, value: str, waiting: int | None
) -> None:
    await koha.run(
        "DELETE FROM reserves",
        "DELETE FROM issues WHERE borrowernumber = 1 AND issue_id > 1",
        "INSERT INTO reserves (borrowernumber, biblionumber)"
        " SELECT 2, biblionumber FROM issues JOIN items USING (itemnumber)",
        f"UPDATE reserves SET {column} = {value}",
    )
    async with koha.opened() as views:
        row = await views.by_key("1")

    assert row is not None
    (loan,) = json.loads(row.text)["loans"]
    assert loan["waiting"] == waiting


@pytest.mark.parametrize(
    ("preference", "late", "refused"),
    [("allow", 1, 0), ("blockitem", 1, 1), ("block", 1, 20), ("block", 0, 0)],
)
async def test_overdue_loans_block_as_koha_is_told(
    koha: Koha, preference: str, late: int, refused: int
) -> None:
    await koha.run(
        "UPDATE issues SET date_due = NOW() + INTERVAL 30 DAY",
        f"UPDATE issues SET date_due = NOW() - INTERVAL 3 DAY ORDER BY issue_id LIMIT {late}",
    )
    await prefer(koha, OverduesBlockRenewing=preference)

    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    verdicts = [it["verdict"] for it in json.loads(row.text)["loans"]]
    assert verdicts.count({"renewable": 0, "reasons": ["overdue"]}) == refused
    assert verdicts.count(None) == 20 - refused


async def test_an_exception_goes_before_a_closing_of_the_day(koha: Koha) -> None:
    days = [
        (29, 2, 2028, 0),
        (30, 2, 2028, 0),
        (1, 1, 2028, 0),
        (1, 1, 2028, 1),
        (1, 13, 2028, 0),
        (1, 1, 2001, 0),
    ]
    await koha.run(
        "DELETE FROM special_holidays",
        *(
            "INSERT INTO special_holidays (branchcode, day, month, year, isexception)"
            f" VALUES ('CHUO', {day}, {month}, {year}, {exception})"
            for day, month, year, exception in days
        ),
    )

    found = {(it["day"], it["open"]) for it in (await masters(koha))["closed_days"]}
    assert found == {("2028-02-29", 0), ("2028-01-01", 1)}


@pytest.mark.parametrize(
    ("password", "tries", "limit", "state"),
    [
        (None, 9, "5", None),
        ("!", 9, "5", None),  # what Koha writes where none was set
        ("", 0, "5", None),
        ("x", 0, "5", 0),
        ("x", 4, "5", 0),
        ("x", 5, "5", 1),
        ("x", 99, "", 0),
        ("x", 99, "0", 0),
        ("x", -1, "0", 1),  # locked by staff
    ],
)
async def test_a_password_is_locked_as_koha_is_told(
    koha: Koha, password: str | None, tries: int, limit: str, state: int | None
) -> None:
    kept = "NULL" if password is None else f"'{password}'"
    await koha.run(f"UPDATE borrowers SET password = {kept}, login_attempts = {tries}")
    await prefer(koha, FailedLoginAttempts=limit)

    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    told = json.loads(row.text)["password"]
    assert (None if told is None else told["locked"]) == state


async def test_koha_counts_weekdays_from_sunday(koha: Koha) -> None:
    await koha.run(
        "DELETE FROM repeatable_holidays",
        *(
            f"INSERT INTO repeatable_holidays (branchcode, weekday) VALUES ('CHUO', {day})"
            for day in range(8)
        ),
        "INSERT INTO repeatable_holidays (branchcode, weekday) VALUES ('', 3)",
    )

    assert [it["weekday"] for it in (await masters(koha))["closed_weekdays"]] == [7, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("until", "told"), [("2099-06-02", "2099-06-01"), ("9999-12-31", None)])
async def test_a_patron_who_is_only_flagged_is_restricted(koha: Koha, until: str, told: str | None) -> None:
    """Old databases have the flag without the row that it is made from."""
    await koha.run(f"UPDATE borrowers SET debarred = '{until}', debarredcomment = 'x'")

    async with koha.opened() as views:
        row = await views.by_key("1")
    assert row is not None
    (restriction,) = json.loads(row.text)["restrictions"]
    assert (restriction["type"], restriction["until"], restriction["note"]) == (
        "borrowers.debarred",
        told,
        "x",
    )
