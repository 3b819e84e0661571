"""The outbox and the worker on real databases and a real mail server."""

import asyncio
import logging
import shutil
import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from trustme import CA

from services.acts.act_changes import InsertMail
from services.contract.errors import DatabaseReplaced, SystemUnreachable
from services.own_schema.backup.backup import back_up
from services.own_schema.database.tables import masters_version, outgoing_mail, wording
from services.own_schema.library import Library, open_library
from services.own_schema.mail.outbox import Claim, Letter, Outbox
from services.own_schema.mail.smtp import Answer, Delivery, MailServer, Obstacle
from services.own_schema.mail.wording import body
from services.own_schema.transactions.binds import ParameterBinds
from services.own_schema.transactions.mail_statements import insert_mail
from services.own_schema.worker.worker import WorkDone, Worker
from services.rules.clock import tokyo_day
from services.rules.mailing import TRIES
from services.rules.vocabulary import Clearing, MailKind, MailSecurity
from tests.helpers.masters import masters_of
from tests.helpers.patrons import NOW, TODAY, Town
from tests.helpers.waiting import HOPELESS
from tests.services.own_schema.mail.post import (
    SENDER,
    Postbox,
    guarded_post_office,
    post_office,
    serving,
    silent,
)


def worker(library: Library, server: MailServer | None, outbox: Outbox | None = None) -> Worker:
    return Worker(outbox or library.outbox(), library.housekeeping(), server, library.sealing())


async def write(town: Town, recipient: str | None = None) -> None:
    """Queue a mail as an act does; with a recipient as other programs do, which write down what it says."""
    kind, own = MailKind.EMAIL_REGISTERED, await patron_id(town)
    async with town.db.transaction() as conn:
        for made in insert_mail(ParameterBinds(InsertMail(kind=kind), own, "", NOW)).writes:
            await conn.execute(made)
        if recipient is not None:
            said = {"recipient": recipient, "body": body(kind, masters_of(), tokyo_day(NOW))}
            unsaid = outgoing_mail.c.recipient.is_(None)
            await conn.execute(update(outgoing_mail).where(unsaid).values(said))


async def patron_id(town: Town) -> int:
    rows = await town.all_rows(outgoing_mail)
    return int(rows[0]["patron_id"]) if rows else await town.patron()


async def test_waiting_mail_is_sent_once(library: Library, town: Town) -> None:
    await write(town)
    box = Postbox()
    async with serving(post_office(box)) as server:
        first = await worker(library, server).once()
        second = await worker(library, server).once()
    assert (first.sent, first.failed, first.waiting) == (1, 0, 0)
    assert (second.sent, second.failed, second.waiting) == (0, 0, 0)
    assert len(box.taken) == 1
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["tries"], mail["answer_code"]) == ("sent", 1, None)
    assert mail["settled_at"] >= NOW


async def test_a_mail_without_words_says_the_librarys(library: Library, town: Town) -> None:
    await write(town)
    await town.change(outgoing_mail, outgoing_mail.c.tries == 0, body=None)
    box = Postbox()
    async with serving(post_office(box)) as server:
        await worker(library, server).once(clear=False)
    (mail,) = box.taken
    said = mail.get_content()
    assert said.strip() == body(MailKind.EMAIL_REGISTERED, masters_of(), TODAY).strip()


async def test_several_workers_never_send_one_twice(library: Library, town: Town) -> None:
    for number in range(6):
        await write(town, f"patron{number}@example.jp")
    box = Postbox()
    async with serving(post_office(box)) as server:
        workers = [worker(library, server) for _ in range(3)]
        done = await asyncio.gather(*(each.once(clear=False) for each in workers))
    assert sum(each.sent for each in done) == 6
    assert sorted(mail["To"] for mail in box.taken) == [f"patron{number}@example.jp" for number in range(6)]


async def test_without_a_server_mail_waits(library: Library, town: Town) -> None:
    await write(town)
    done = await worker(library, None).once()
    assert (done.sent, done.waiting, done.has_server) == (0, 1, False)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["tries"]) == ("waiting", 0)


async def test_what_keeps_mail_back_is_told_and_the_mail_waits(library: Library, town: Town) -> None:
    await write(town)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    CA().issue_cert("127.0.0.1").configure_cert(tls)
    box = Postbox()
    async with serving(guarded_post_office(box, tls)) as server:
        done = await worker(library, replace(server, security=MailSecurity.STARTTLS)).once()
    assert (done.sent, done.failed, done.waiting) == (0, 0, 1)
    assert done.trouble == Answer(Delivery.LATER, obstacle=Obstacle.UNTRUSTED)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["tries"], mail["answer_code"]) == ("waiting", 1, None)


async def test_a_refused_mail_has_failed_with_the_servers_code(library: Library, town: Town) -> None:
    await write(town)
    async with serving(post_office(Postbox(to_recipient="550 no such user"))) as server:
        done = await worker(library, server).once()
    assert (done.sent, done.failed, done.waiting) == (0, 1, 0)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["answer_code"]) == ("failed", 550)
    assert mail["settled_at"] >= NOW


async def test_a_mail_turned_away_waits_longer_each_time_until_it_is_given_up(
    library: Library, town: Town
) -> None:
    await write(town)
    moment = NOW
    async with serving(post_office(Postbox(to_recipient="450 come again"))) as server:
        for tries in range(1, TRIES):
            await worker(library, server).once(clear=False)
            await worker(library, server).once(clear=False)
            (mail,) = await town.all_rows(outgoing_mail)
            assert (mail["status"], mail["tries"], mail["answer_code"]) == ("waiting", tries, 450)
            moment = mail["next_try_at"] + timedelta(seconds=1)
            await town.set_time(moment)
        done = await worker(library, server).once(clear=False)
    assert (done.failed, done.waiting) == (1, 0)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["answer_code"]) == ("failed", 450)


async def test_a_dead_workers_mail_is_taken_over_and_its_late_word_ignored(
    library: Library, town: Town
) -> None:
    await write(town)
    outbox = library.outbox()
    lost = await outbox.claim()
    assert lost is not None
    assert await outbox.claim() is None
    await town.set_time(NOW + timedelta(minutes=16))
    taken = await outbox.claim()
    assert taken is not None
    assert (taken.id, taken.tries) == (lost.id, 2)
    await outbox.refused(lost, 550)
    await outbox.sent(taken)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["answer_code"]) == ("sent", None)


async def test_a_worker_stops_when_told(library: Library, town: Town) -> None:
    await write(town)
    stop, box = asyncio.Event(), Postbox()
    async with serving(post_office(box)) as server, asyncio.timeout(HOPELESS):
        await worker(library, server).until(stop, lambda _: stop.set())
    assert len(box.taken) == 1


async def test_clearing_that_failed_is_tried_again_in_the_next_round(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.own_schema.worker.worker.MAIL_SECONDS", 0.0)
    housekeeping, came = library.housekeeping(), 0
    clears = housekeeping.run

    async def away_at_first() -> dict[Clearing, int]:
        nonlocal came
        came += 1
        if came == 1:
            raise SystemUnreachable
        return await clears()

    monkeypatch.setattr(housekeeping, "run", away_at_first)
    works = Worker(library.outbox(), housekeeping, None, library.sealing())
    stop, rounds = asyncio.Event(), list[WorkDone]()

    def ended(done: WorkDone) -> None:
        rounds.append(done)
        if len(rounds) == 2:
            stop.set()

    async with asyncio.timeout(HOPELESS):
        await works.until(stop, ended)
    assert (came, len(rounds)) == (2, 2)


async def test_a_worker_whose_library_was_replaced_ends(sqlite_url: str, tmp_path: Path) -> None:
    async with open_library(sqlite_url) as library:
        await back_up(sqlite_url, tmp_path / "backup")
        shutil.copyfile(tmp_path / "backup", sqlite_url.removeprefix("sqlite:///"))
        with pytest.raises(DatabaseReplaced):
            await worker(library, None).until(asyncio.Event())


async def test_a_subject_is_the_librarys_own_from_its_day_on(library: Library, town: Town) -> None:
    async with town.db.transaction() as conn:
        for day, text in ((TODAY, "{library}より"), (TODAY + timedelta(days=1), "明日から")):
            own = {"name": "mail.email_registered.subject", "valid_from": day, "text": text}
            await conn.execute(insert(wording).values(own))
        await conn.execute(update(masters_version).values(version=2))
    box = Postbox()
    async with serving(post_office(box)) as server:
        for moment in (NOW, NOW + timedelta(days=1)):
            await town.set_time(moment)
            await write(town)
            await worker(library, server).once(clear=False)
    assert [mail["Subject"] for mail in box.taken] == ["川口市立図書館より", "明日から"]


DECODED = "=?utf-8?q?victim=40else.example=3E?=O?=@t.jp"
HOSTILE = {
    "sqlite": (
        ("recipient", "'=?utf-8?b??=@x.jp'"),
        ("recipient", f"'{DECODED}'"),
        ("recipient", "'a@x.jp' || char(10) || 'Bcc: b@x.jp'"),
        ("recipient", "CAST(x'61ff62' AS TEXT)"),
        ("recipient", "x'00ff'"),
        ("body", "CAST(x'61ff62' AS TEXT)"),
        ("body", "x'00ff'"),
        ("queued_at", "'yesterday'"),
        ("kind", "'overdue'"),
    ),
    "postgresql": (
        ("recipient", "'=?utf-8?b??=@x.jp'"),
        ("recipient", f"'{DECODED}'"),
        ("recipient", "E'a@x.jp\nBcc: b@x.jp'"),
        ("kind", "'overdue'"),
    ),
}
"""Columns and values, as SQL, that another program could have written and no mail can be made of."""

WITHOUT_CHECK = {
    "sqlite": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'kind IN (', 'kind IN (''overdue'',') WHERE type = 'table'",
        "PRAGMA schema_version = 4711",  # so that every connection reads it anew
        "PRAGMA writable_schema = RESET",
    ),
    "postgresql": ("ALTER TABLE outgoing_mail DROP CONSTRAINT ck_outgoing_mail_kind",),
}
"""What makes the table as it was when any kind could stand in it."""


async def test_whatever_is_wrong_with_mails_they_are_given_up_and_the_next_one_goes_out(
    library: Library, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "services")
    dialect = library.db.dialect
    async with town.db.transaction() as conn:
        for statement in WITHOUT_CHECK[dialect]:
            await conn.exec_driver_sql(statement)
    for _ in HOSTILE[dialect]:
        await write(town)
    ids = [row["id"] for row in await town.all_rows(outgoing_mail)]
    await write(town, "jiro@example.jp")
    async with town.db.transaction() as conn:
        for mail_id, (column, value) in zip(ids, HOSTILE[dialect], strict=True):
            await conn.exec_driver_sql(f"UPDATE outgoing_mail SET {column} = {value} WHERE id = {mail_id}")
    box = Postbox()
    async with serving(post_office(box)) as server:
        done = await worker(library, server).once(clear=False)
    assert [it.rcpt_tos for it in box.envelopes] == [["jiro@example.jp"]]
    assert (done.sent, done.failed, done.waiting, done.trouble) == (1, len(ids), 0, None)
    mail = outgoing_mail.c
    async with town.db.reading() as conn:
        rows = (await conn.execute(select(mail.id, mail.status, mail.answer_code, mail.tries))).all()
    (last,) = {row.id for row in rows} - set(ids)
    states = {row.id: (row.status, row.answer_code, row.tries) for row in rows}
    assert states == {**dict.fromkeys(ids, ("failed", None, 1)), last: ("sent", None, 1)}
    told = [it for it in caplog.messages if "given up" in it]
    for mail_id, reference, line in zip(ids, done.references, told, strict=True):
        assert line.startswith(f"mail {mail_id} can't be sent and is given up, reference {reference}: ")
    own = [caplog.handler.format(it) for it in caplog.records if it.name.startswith("services.")]
    for private in ("x.jp", "t.jp", "example", "登録", "Bcc", "overdue"):
        assert not [line for line in own if private in line]


@pytest.mark.parametrize("tries", [-(2**31), -1, 2**31 - 1])
async def test_a_number_of_tries_that_no_worker_counted_to_gives_the_mail_up(
    library: Library, town: Town, tries: int
) -> None:
    await write(town)
    await town.change(outgoing_mail, outgoing_mail.c.tries == 0, tries=tries)
    async with serving(post_office(Postbox(to_recipient="450 come again"))) as server:
        done = await worker(library, server).once(clear=False)
    assert (done.failed, done.waiting) == (1, 0)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["answer_code"]) == ("failed", 450)


async def test_a_sender_that_is_no_address_fails_no_mail(library: Library, town: Town) -> None:
    await write(town)
    async with serving(post_office(Postbox())) as server:
        done = await worker(library, replace(server, sender="図書館")).once(clear=False)
    assert (done.sent, done.failed, done.waiting, done.references) == (0, 0, 1, ())
    assert done.trouble == Answer(Delivery.LATER, obstacle=Obstacle.SENDER_UNFIT)


async def test_a_database_that_is_away_is_no_mails_fault(
    library: Library, town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_claim: Claim) -> Letter:
        raise SystemUnreachable

    await write(town)
    server, outbox = MailServer(host="127.0.0.1", sender=SENDER, port=1), library.outbox()
    monkeypatch.setattr(outbox, "letter", away)
    works = worker(library, server, outbox)
    with pytest.raises(SystemUnreachable):
        await works.once(clear=False)
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["tries"]) == ("sending", 1)
    assert "given up" not in caplog.text


async def test_a_worker_that_is_stopped_in_a_mail_leaves_it_claimed(library: Library, town: Town) -> None:
    await write(town)
    met = asyncio.Event()

    def says_nothing() -> asyncio.BaseProtocol:
        met.set()
        return silent()

    async with serving(says_nothing) as server, asyncio.timeout(HOPELESS):
        round_ = asyncio.create_task(worker(library, server).once(clear=False))
        await met.wait()
        round_.cancel()
        with pytest.raises(asyncio.CancelledError):
            await round_
    (mail,) = await town.all_rows(outgoing_mail)
    assert (mail["status"], mail["tries"]) == ("sending", 1)
