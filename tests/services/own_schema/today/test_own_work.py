"""A clerk's own work on real databases: what is listed, for whom, and the record of it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.today.own_work import MOST_SHOWN, WorkKind
from services.own_schema.database.tables import outgoing_mail
from services.own_schema.library import Library
from services.rules.vocabulary import Channel, MailKind, MailStatus, PatronReport, Role
from tests.helpers.chains import record
from tests.helpers.patrons import CARD, NOW, TODAY, Town, at, clerk, days_ago

CLERK = clerk()
AT_PHONE = clerk(Role.PHONE, Channel.PHONE)


async def failed_mail(town: Town, patron_id: int, **changed: Any) -> int:
    values: dict[str, Any] = {
        "kind": MailKind.EMAIL_REGISTERED,
        "status": MailStatus.FAILED,
        "queued_at": at(days_ago(2)),
        "settled_at": at(days_ago(1)),
        "tries": 16,
    }
    return await town.row(outgoing_mail, patron_id=patron_id, **(values | changed))


async def acted(library: Library, patron_id: int, verb: str, actor: Actor = CLERK) -> None:
    await record(library.db, ActRequest[None](actor=actor, patron_id=patron_id), verb)


async def found(library: Library, actor: Actor = CLERK) -> list[tuple[WorkKind, str | None]]:
    return [(it.kind, it.card_number) for it in (await library.records.today.own_work(actor)).entries]


async def test_what_a_clerk_began_is_listed_the_longest_waiting_first(library: Library, town: Town) -> None:
    patron_id = await town.patron(name="戸塚 三郎")
    mine = {"reported_by": CLERK.staff.id}
    report = await town.report(patron_id, kind=PatronReport.REACHED, reported_at=at(days_ago(3)), **mine)
    mail = await failed_mail(town, patron_id)
    await acted(library, patron_id, "email.change")
    question = await town.question(patron_id, status="answered", received_at=at(days_ago(9)))
    work = await library.records.today.own_work(CLERK)
    assert [(it.kind, it.id, it.since) for it in work.entries] == [
        (WorkKind.QUESTION_ANSWERED, question, days_ago(9)),
        (WorkKind.REPORT, report, days_ago(3)),
        (WorkKind.MAIL_FAILED, mail, days_ago(1)),
    ]
    assert [(it.report, it.mail) for it in work.entries] == [
        (None, None),
        (PatronReport.REACHED, None),
        (None, MailKind.EMAIL_REGISTERED),
    ]
    assert {(it.patron_id, it.card_number, it.name) for it in work.entries} == {
        (patron_id, CARD, "戸塚 三郎")
    }
    assert (work.total, work.now.date()) == (3, TODAY)


async def test_what_is_done_or_somebody_elses_is_not(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.report(patron_id)  # another's
    await town.report(patron_id, reported_by=CLERK.staff.id, settled_at=NOW, settled_by="supervisor")
    await failed_mail(town, patron_id)  # after nobody's act
    await acted(library, patron_id, "email.change", replace(CLERK, staff=replace(CLERK.staff, id="staff09")))
    await acted(library, patron_id, "password.check")
    for status, told_at in (("received", None), ("told", NOW)):
        await town.question(patron_id, status=status, told_at=told_at)
    elsewhere = await town.patron("200000002", branch_id=2)
    await town.question(elsewhere, status="answered")
    assert await found(library) == []
    assert await found(library, replace(CLERK, branch_id=2)) == [(WorkKind.QUESTION_ANSWERED, "200000002")]


async def test_a_mail_that_failed_long_ago_or_was_sent_is_not(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await acted(library, patron_id, "email.resend")
    await failed_mail(town, patron_id, settled_at=at(days_ago(15)))
    await failed_mail(town, patron_id, status=MailStatus.SENT)
    assert await found(library) == []
    await failed_mail(town, patron_id, settled_at=at(days_ago(13)))
    assert await found(library) == [(WorkKind.MAIL_FAILED, CARD)]


async def test_by_phone_nobody_is_named(library: Library, town: Town) -> None:
    await town.report(await town.patron(), reported_by=AT_PHONE.staff.id)
    for actor in (
        AT_PHONE,
        replace(AT_PHONE, channel=Channel.COUNTER),
        replace(CLERK, channel=Channel.PHONE),
    ):
        for work in (
            await library.records.today.own_work(actor),
            await library.records.today.own_work_again(actor),
        ):
            assert [(it.card_number, it.name) for it in work.entries] == [(CARD, None)]


async def test_opening_it_is_recorded_and_reading_it_again_is_not(library: Library, town: Town) -> None:
    await town.report(await town.patron(), reported_by=CLERK.staff.id)
    await library.records.today.own_work(CLERK)
    await library.records.today.own_work_again(CLERK)
    (look,) = await town.looks()
    assert look["listed"] == {"kind": "own_work", "branch_id": 1, "rows": 1}
    assert (look["purpose"], look["patron_id"], look["staff_id"]) == ("list", None, "staff01")
    assert (look["channel"], look["workstation"]) == (Channel.COUNTER, "2番窓口")


async def test_no_more_are_shown_than_a_screen_takes(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    async with town.db.transaction() as conn:
        values = {
            "patron_id": patron_id,
            "kind": MailKind.EMAIL_REGISTERED,
            "status": MailStatus.FAILED,
            "queued_at": at(days_ago(2)),
            "settled_at": at(days_ago(1)),
            "tries": 16,
        }
        await conn.execute(insert(outgoing_mail), [values] * (MOST_SHOWN + 2))
    await acted(library, patron_id, "question.ask")
    work = await library.records.today.own_work(CLERK)
    assert (len(work.entries), work.total) == (MOST_SHOWN, MOST_SHOWN + 2)
