"""統計 on real databases: each line against rows that are counted by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, Final

import pytest
from sqlalchemy import Table, insert, text

from services.acts.register import REGISTER
from services.contract.errors import ActRefused
from services.contract.today.figures import YearFigures
from services.own_schema.database.tables import (
    access_log,
    act,
    approval,
    clearing,
    identity_check,
    patron,
)
from services.own_schema.library import Library
from services.own_schema.today.figures_statement import BEFORE
from services.rules.clock import TOKYO
from services.rules.figures import SPLIT, FigureLine, Untold
from services.rules.vocabulary import Channel, Role, SuspensionReason
from tests.helpers.patrons import NOW, Town, clerk
from tests.services.acts.suspension_scene import CONTACT, LOST, OVERDUE, SUPERVISOR

type Counted = Counter[tuple[FigureLine, str | None, int, int]]

MOMENTS: Final = (
    (datetime(2025, 3, 31, 23, 59, 59, 999999, tzinfo=TOKYO), BEFORE),
    (datetime(2025, 4, 1, tzinfo=TOKYO), 0),
    (datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=TOKYO), 8),
    (datetime(2026, 1, 1, tzinfo=TOKYO), 9),
    (datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=TOKYO), 11),
    (datetime(2026, 4, 1, tzinfo=TOKYO), 12),
    (datetime(2026, 11, 24, 9, 0, tzinfo=TOKYO), 19),
)
"""When rows are written, each with the month that it is in, from April of the year before."""
_NUMBERS: Final = count(1)


@dataclass(frozen=True)
class Written:
    """A row, and the lines that it counts for, of which part."""

    table: Table
    values: dict[str, Any]
    lines: tuple[tuple[FigureLine, str | None], ...]
    at: str = "at"


def _act(verb: str, *lines: FigureLine, part: str | None = None, **values: Any) -> Written:
    return Written(act, {"verb": verb, **values}, tuple((it, part if it in SPLIT else None) for it in lines))


def _approval(*lines: FigureLine, **values: Any) -> Written:
    told = tuple((it, None) for it in (FigureLine.APPROVALS_ASKED, *lines))
    return Written(approval, values, told, at="asked_at")


_DECIDED: Final = {"decided_at": NOW, "decided_by": "supervisor"}
COUNTED: Final = (
    _act("password.issue", FigureLine.PASSWORDS_ISSUED),
    _act("password.reissue", FigureLine.PASSWORDS_REISSUED),
    _act("password.unlock", FigureLine.PASSWORDS_UNLOCKED),
    _act("loan.renew", FigureLine.LOANS_RENEWED),
    _act("hold.change", FigureLine.HOLDS_CHANGED),
    _act("hold.extend_shelf", FigureLine.HOLDS_CHANGED),
    _act("hold.cancel", FigureLine.HOLDS_CANCELLED),
    _act("hold.staff_cancel", FigureLine.HOLDS_CANCELLED),
    _act("hold.undo_cancel", FigureLine.HOLDS_RESTORED),
    _act("email.change", FigureLine.EMAILS, outcome="registered"),
    _act("email.change", FigureLine.EMAILS, outcome="changed"),
    _act("email.change", FigureLine.EMAILS, outcome="deleted"),
    _act("email.change", outcome="unchanged"),
    _act("question.ask", FigureLine.QUESTIONS_AT_COUNTER),
    _act("question.ask", FigureLine.QUESTIONS_BY_PHONE, channel=Channel.PHONE),
    _act("registration.renew", FigureLine.REGISTRATIONS_RENEWED, outcome="renewed"),
    _act("registration.renew", outcome="corrected"),
    _act("registration.renew", outcome="unchanged"),
    _act("card.report_lost", FigureLine.CARDS_LOST, details={"suspended": False, "password_disabled": True}),
    _act(
        "card.report_lost",
        FigureLine.CARDS_LOST,
        FigureLine.SUSPENSIONS_SET,
        part=LOST,
        details={"suspended": True},
    ),
    _act("card.replace", FigureLine.CARDS_REPLACED, details={"new_card": 7, "reason": "damaged"}),
    _act(
        "card.replace",
        FigureLine.CARDS_REPLACED,
        FigureLine.SUSPENSIONS_LIFTED,
        part=LOST,
        details={"lifted": 7},
    ),
    _act("suspension.set", FigureLine.SUSPENSIONS_SET, part=OVERDUE, details={"reason": "long_overdue"}),
    _act(
        "suspension.lift", FigureLine.SUSPENSIONS_LIFTED, part=CONTACT, details={"reason": "contact_wanted"}
    ),
    _act("report.take", FigureLine.REPORTS),
    _act("contact.record", FigureLine.CONTACTS),
    _act("contact.record", FigureLine.CONTACTS, channel=Channel.PHONE),
    *(
        _act(verb)
        for verb in (
            *("hold.acknowledge", "email.resend", "question.told", "password.change", "password.check"),
            *("password.disable", "report.settle", "own_password.change", "masters.import"),
        )
    ),
    _approval(FigureLine.APPROVALS_RUN_OUT),
    _approval(withdrawn_at=NOW),
    _approval(FigureLine.APPROVALS_GIVEN, approved=True, **_DECIDED),
    _approval(FigureLine.APPROVALS_GIVEN, approved=True, used_at=NOW, **_DECIDED),
    _approval(FigureLine.APPROVALS_GIVEN, approved=True, withdrawn_at=NOW, **_DECIDED),
    _approval(FigureLine.APPROVALS_REFUSED, approved=False, refusal="other", **_DECIDED),
    Written(identity_check, {"outcome": "passed"}, ((FigureLine.CALLERS_IDENTIFIED, None),)),
    Written(identity_check, {"outcome": "failed"}, ((FigureLine.CALLERS_NOT_IDENTIFIED, None),)),
    *(
        Written(access_log, {"purpose": it}, ((FigureLine.LOOKS, None),))
        for it in ("look_up", "identified", "found_by_facts")
    ),
    Written(access_log, {"purpose": "read_again"}, ()),
    Written(access_log, {"purpose": "unknown", "patron_id": None}, ()),
    Written(access_log, {"purpose": "list", "patron_id": None, "listed": {"kind": "reports"}}, ()),
)


def test_every_line_and_every_act_is_tried() -> None:
    lines = {line for written in COUNTED for line, _ in written.lines}
    assert lines == set(FigureLine) - {FigureLine.SUSPENSIONS_IN_FORCE}
    tried = {written.values.get("verb") for written in COUNTED if written.table is act}
    assert tried >= {verb for entry in REGISTER.values() for verb in entry.verbs}


async def test_a_row_counts_for_its_lines_in_its_month_and_branch(library: Library, town: Town) -> None:
    patron_id = await town.patron(branch_id=3)
    before: Counted = Counter()
    for written in COUNTED:
        rows, expected = [], Counter(before)
        for moment, month in MOMENTS:
            for branch_id in (1, 2, 2):
                values = {"patron_id": patron_id, "branch_id": branch_id, written.at: moment}
                rows.append(_whole(written.table, values | written.values))
                for line, part in written.lines if month != BEFORE else ():
                    expected.update({(line, it, branch_id, month): 1 for it in {None, part}})
        await _write(town, written.table, rows)
        before = await _counted(library)
        assert +before == expected, written


async def test_a_request_for_an_approval_runs_out_when_its_time_is_over(library: Library, town: Town) -> None:
    await _write(
        town,
        approval,
        [_whole(approval, {"patron_id": await town.patron(), "branch_id": 1, "asked_at": NOW})],
    )
    assert +(await _counted(library)) == {(FigureLine.APPROVALS_ASKED, None, 1, 19): 1}


async def test_what_is_in_force_is_counted_at_each_months_end_where_the_patron_belongs(
    library: Library, town: Town
) -> None:
    """Begun long before and never lifted; within a month; at the first moment of one, lifted at that of another."""
    one, other = await town.patron("200000001"), await town.patron("200000002", branch_id=2)
    began, april = datetime(2019, 5, 1, tzinfo=TOKYO), datetime(2026, 4, 1, tzinfo=TOKYO)
    await _suspended(town, one, OVERDUE, began)
    await _suspended(town, one, CONTACT, began, datetime(2025, 3, 1, tzinfo=TOKYO))
    await _suspended(town, one, LOST, datetime(2025, 6, 2, tzinfo=TOKYO), datetime(2025, 6, 3, tzinfo=TOKYO))
    await _suspended(town, other, OVERDUE, datetime(2026, 1, 1, tzinfo=TOKYO), april)
    line, part = FigureLine.SUSPENSIONS_IN_FORCE, OVERDUE.value
    expected = {(line, it, 1, month): 1 for it in (None, part) for month in range(-1, 24)}
    expected |= {(line, it, 2, month): 1 for it in (None, part) for month in (9, 10, 11)}
    assert +(await _counted(library)) == expected


async def test_looks_are_unknown_in_months_of_which_some_were_cleared(library: Library, town: Town) -> None:
    assert (await _whole_year(library)).counts.unknown == {}
    begun = datetime(2026, 6, 1, tzinfo=TOKYO)
    for due, months in ((begun, 14), (datetime(2026, 6, 1, 0, 0, 1, tzinfo=TOKYO), 15)):
        for kind, moment in (("access_log", due), ("contact", NOW)):
            await town.row(clearing, at=NOW, kind=kind, due_before=moment, rows=1)
        found = await _whole_year(library)
        assert (found.whole, found.counts.unknown) == (True, {FigureLine.LOOKS: months})


async def test_looks_are_being_counted_until_they_are_added(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    look = {"patron_id": patron_id, "branch_id": 1, "at": NOW, "purpose": "look_up"}
    await _write(town, access_log, [_whole(access_log, look)])
    others = await library.records.today.figures(2026, SUPERVISOR)
    assert (others.whole, others.row(FigureLine.LOOKS).months[:9]) == (
        False,
        (Untold.COUNTING,) * 8 + (Untold.TO_COME,),
    )
    assert others.row(FigureLine.LOOKS).year is Untold.COUNTING
    known = others.with_looks(await library.records.today.looks_of_year(2026, SUPERVISOR))
    assert (known.row(FigureLine.LOOKS).months[:8], known.row(FigureLine.LOOKS).year) == ((0,) * 7 + (1,), 1)
    assert others.without_looks().row(FigureLine.LOOKS).year is Untold.UNKNOWN
    assert known.without_looks() == known


async def test_what_another_system_suspends_is_unknown(library: Library, town: Town) -> None:
    nobody = dict.fromkeys(("name", "kana", "romaji", "kana_key", "search_key", "postal_code", "address"), "")
    days = {"registered_on": NOW.date(), "expires_on": NOW.date()}
    await town.row(patron, **nobody, **days, branch_id=1, system_key="k7")
    found = await library.records.today.figures(2026, SUPERVISOR)
    assert found.counts.unknown == {FigureLine.SUSPENSIONS_IN_FORCE: 24}


@pytest.mark.parametrize(("year", "until"), [(2025, 32), (2026, 20), (2027, 8), (2028, -4)])
async def test_months_that_have_begun_are_told(library: Library, town: Town, year: int, until: int) -> None:
    found = await library.records.today.figures(year, SUPERVISOR)
    assert (found.year, found.counts.until, len(found.branches)) == (year, until, 10)
    assert await town.looks() == []


@pytest.mark.parametrize("role", [Role.COUNTER, Role.PHONE])
async def test_they_are_for_supervisors(library: Library, town: Town, role: Role) -> None:
    with pytest.raises(ActRefused):
        await library.records.today.figures(2026, clerk(role))
    with pytest.raises(ActRefused):
        await library.records.today.looks_of_year(2026, clerk(role))


def _whole(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """Fill what a row needs besides."""
    number = next(_NUMBERS)
    needed: dict[Table, dict[str, Any]] = {
        act: {
            "id": f"act-{number}",
            "outcome": "done",
            "details": {},
            "sequence": number,
            "hash": "0" * 64,
        },
        approval: {
            "act_id": f"act-{number}",
            "verb": "suspension.set",
            "wanted": {},
            "state": "",
            "asked_by": "staff01",
            **dict.fromkeys(
                ("decided_at", "decided_by", "approved", "refusal", "withdrawn_at", "used_at"), None
            ),
        },
        identity_check: {"facts": {}, "ended_at": NOW, "open_until": NOW},
        access_log: {"listed": None},
    }
    place = {"workstation": "2番窓口"}
    if table is not approval:
        place |= {"staff_id": "staff01", "channel": Channel.COUNTER}
    if table is identity_check:
        del place["channel"]
    return place | needed[table] | values


async def _write(town: Town, table: Table, rows: list[dict[str, Any]]) -> None:
    """Write rows of the past, which a server's guards would date anew."""
    async with town.db.transaction() as conn:
        if town.db.dialect == "postgresql":
            await conn.execute(text("SET LOCAL session_replication_role = replica"))
        await conn.execute(insert(table), rows)


async def _suspended(
    town: Town, patron_id: int, reason: SuspensionReason, began: datetime, lifted: datetime | None = None
) -> None:
    by = None if lifted is None else "supervisor"
    await town.suspend(patron_id, reason, started_at=began, lifted_at=lifted, lifted_by=by)


async def _counted(library: Library) -> Counted:
    return Counter((await _whole_year(library)).counts.of)


async def _whole_year(library: Library) -> YearFigures:
    today = library.records.today
    return (await today.figures(2026, SUPERVISOR)).with_looks(await today.looks_of_year(2026, SUPERVISOR))
