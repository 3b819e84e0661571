"""Whatever is done with a patron, no record, proof or log line holds what they read, ask, are called or live by.

A town is filled with words that stand nowhere else, every act is done in it, rightly and wrongly, and then the records'
tables and the log files, written at their most talkative, are searched for each of these words.
"""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, override

import pytest
from sqlalchemy import insert, select

from app.support.bug_log import log_bug
from app.support.logging_setup import set_up_logging, tear_down_logging
from services.acts.contact import ChangeEmail
from services.acts.reference import AskQuestion
from services.contract.act_requests import ActRequest
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import circulation_rule, masters_version, metadata, patron
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.worker.worker import Worker
from services.rules.people.identity import CallerFacts
from services.rules.people.reference import QuestionForm
from services.rules.people.search import SearchText
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, HoldStatus
from tests.helpers.passwords import CHEAP_HASHER, log_in
from tests.helpers.patrons import NOW, Town, at, clerk, days_ago
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct
from tests.services.own_schema.mail.post import Postbox, post_office, serving
from views.text import act_words

PROOFS = ("act", "access_log", "identity_check", "patron_report", "contact_attempt", "chain_seal", "clearing")
TALKATIVE = ("sqlalchemy.engine", "sqlalchemy.pool", "aiosqlite", "asyncio", "aiosmtplib", "mail.log")

PATRON: dict[str, Any] = {
    "name": "霙ヶ谷 露子",
    "kana": "ミゾレガヤ ツユコ",
    "alias": "霰 露",
    "romaji": "Mizoregaya Tsuyuko",
    "search_key": "霙ヶ谷露子",
    "kana_key": "ミゾレガヤツユコ",
    "birth_date": date(1931, 7, 13),
    "phone": "048-000-7193",
    "phone_digits": "0480007193",
    "postal_code": "333-0977",
    "address": "川口市霧笛町7-77-7 雹荘",
    "email": "tsuyuko.mizore@mail.example.jp",
}
TITLE = {"title": "霧笛の町の雹図鑑", "author": "朧月 霞", "publisher": "靄霧書房"}
QUESTION = {
    "question": "霧笛は何里先まで聞こえるか",
    "name": "霙ヶ谷 氷雨",
    "email": "hisame@mail.example.jp",
}
REQUEST = "氷柱の数え方"
PASSWORD = Secret("Tsurara4711")
WRONG_PASSWORD = Secret("Arare0815")
MALFORMED = "tsuyuko..mizore@@霙.example"


class PrivateTown(Town):
    """A town in which nobody and nothing is called as anywhere else."""

    @override
    async def patron(self, *args: Any, **changed: Any) -> int:
        return await super().patron(*args, **(PATRON | changed))

    @override
    async def title(self, title: str = "", **changed: Any) -> int:
        return await super().title(**(TITLE | changed))

    @override
    async def request(self, patron_id: int, title: str = "", **changed: Any) -> int:
        return await super().request(patron_id, REQUEST, **changed)

    @override
    async def question(self, patron_id: int, question: str = "", **changed: Any) -> int:
        return await super().question(patron_id, **(QUESTION | changed))


@pytest.fixture
def log_folder(tmp_path: Path) -> Iterator[Path]:
    """A log at its most talkative."""
    loggers = [logging.getLogger(), *map(logging.getLogger, TALKATIVE)]
    levels = [each.level for each in loggers]
    handler = set_up_logging(tmp_path / "log", logging.DEBUG)
    for each in loggers:
        each.setLevel(logging.DEBUG)
    yield tmp_path / "log"
    tear_down_logging(handler)
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


@pytest.fixture
async def library(
    log_folder: Path, database_url: str, cheap_hasher: PasswordHasher
) -> AsyncIterator[Library]:
    """A library opened after the log: what SQLAlchemy says of itself is decided when its engines are made."""
    assert log_folder.is_dir()
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        yield opened


@pytest.fixture
async def town(library: Library) -> PrivateTown:
    town = await PrivateTown.found(library.db)
    assert isinstance(town, PrivateTown)
    return town


class Deeds:
    """Everything that is done with patrons, and which words went into it."""

    def __init__(self, library: Library, town: Town) -> None:
        self.library = library
        self.town = town
        self.words = {MALFORMED, REQUEST}
        for values in (PATRON, TITLE, QUESTION):
            self.words |= {value for value in values.values() if isinstance(value, str)}
        self.passwords: set[str] = {PASSWORD.reveal(), WRONG_PASSWORD.reveal()}

    async def all(self) -> None:
        for act in EVERY_ACT:
            await self._do(act)
        await self._wrongly()
        await self._search()
        await self._by_phone()
        await self._log_in()
        await self._worker()
        assert await self.library.sealing().last() is not None

    async def _do(self, act: StagedAct) -> None:
        """Do an act twice: what the second one is refused with goes to the log, as if nobody had expected it."""
        staged = await act.staged(self.town, self.library)
        self._note(staged.fields)
        await self.town.request(staged.patron_id)
        await self.library.backend.look_ups.again(staged.patron_id, clerk())
        await act.done(self.library, act.ordered(staged))
        try:
            await act.done(self.library, act.ordered(staged))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
            log_bug(error)

    def _note(self, value: Any) -> None:
        """Take note of every password in a request's fields, and of every text in a form or an address."""
        for name, given in value.items() if isinstance(value, dict) else ():
            if isinstance(given, Secret):
                self.passwords.add(given.reveal())
            elif is_dataclass(given):
                self.words |= {
                    text
                    for each in fields(given)
                    if isinstance(text := getattr(given, each.name), str)
                    and text
                    and not isinstance(text, Enum)
                }
            elif name == "address" and given:
                self.words.add(given)

    async def _wrongly(self) -> None:
        patron_id = await self.town.patron("777777777")
        form = QuestionForm(name=QUESTION["name"], email=MALFORMED, phone="", question=QUESTION["question"])
        wrong: list[tuple[Any, ActRequest[Any]]] = [
            (
                self.library.backend.acts.perform,
                ChangeEmail(actor=clerk(), patron_id=patron_id, address=MALFORMED, seen_version=1),
            ),
            (self.library.backend.acts.perform, AskQuestion(actor=clerk(), patron_id=patron_id, form=form)),
        ]
        for perform, request in wrong:
            await self._fails(perform(request))
        await self._fails(self._break_a_rule_of_the_database())

    async def _break_a_rule_of_the_database(self) -> None:
        """Register somebody whose registration ended before it began: the driver's error holds all that was written."""
        days = {"registered_on": NOW.date(), "expires_on": days_ago(1)}
        await self.town.row(patron, branch_id=self.town.branch_id, **PATRON, **days)

    async def _search(self) -> None:
        found = [
            (await self.library.backend.searches.find(SearchText(words=words), clerk())).hits
            for words in (PATRON["name"], PATRON["kana"], PATRON["romaji"], "1931/7/13", PATRON["phone"])
        ]
        assert any(found)

    async def _by_phone(self) -> None:
        caller = clerk(channel=Channel.PHONE)
        patron_id = await self.town.patron("666666666")
        await self.library.backend.look_ups.by_card("666666666", caller)
        born = PATRON["birth_date"].isoformat()
        for facts in (
            CallerFacts(kana=PATRON["kana"], birth_date="1931/7/14", phone="048-000-7194"),
            CallerFacts(kana=PATRON["kana"], birth_date=born, phone="七一九三"),
        ):
            await self._fails(self.library.backend.identity.check(patron_id, facts, caller))
        told = CallerFacts(kana=PATRON["kana"], birth_date=born, phone=PATRON["phone"])
        await self.library.backend.identity.check(patron_id, told, caller)
        await self.library.records.act_history.of_patron(patron_id, caller)
        await self._fails(self.library.backend.identity.find(told, caller))
        self.words |= {"1931/7/14", "1931-07-14", "048-000-7194", "0480007194", "七一九三"}

    async def _log_in(self) -> None:
        patron_id = await self.town.patron("555555555")
        await self.town.password(patron_id, CHEAP_HASHER.hash_now(PASSWORD))
        for password in (WRONG_PASSWORD, PASSWORD):
            await log_in(self.library.db, "555555555", password)
        await self._fails(self.library.staff.sign_in("霙ヶ谷", WRONG_PASSWORD))

    async def _worker(self) -> None:
        """Send mail that is refused by naming whom it is for, and clear all kinds of things away."""
        patron_id = await self.town.patron("444444444")
        await self.town.hold(patron_id, wait_until=days_ago(1))
        await self.town.hold(patron_id, status=HoldStatus.READY, shelf_until=days_ago(1))
        await self.town.cancelled(patron_id, cancelled_at=at(days_ago(9)))
        async with self.town.db.transaction() as conn:
            rule = {"name": "access_log_kept_days", "valid_from": days_ago(1), "value": 60}
            await conn.execute(insert(circulation_rule).values(rule))
        await self.town.change(masters_version, masters_version.c.id == 1, version=2)
        box = Postbox(to_recipient=f"550 {PATRON['email']} is nobody here")
        async with serving(post_office(box)) as server:

            def worker() -> Worker:
                keeping = self.library.housekeeping(clock_is_right=True)
                return Worker(self.library.outbox(), keeping, server, self.library.sealing())

            assert (await worker().once()).failed
            await self.town.set_time(NOW + timedelta(days=31))
            assert (await worker().once()).cleared

    async def _fails(self, doing: Any) -> None:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, it is logged
            await doing
        log_bug(caught.value)


def variants(word: str) -> set[str]:
    """Write a word as a record might: as it is, without blanks, and as JSON escapes it."""
    together = word.replace(" ", "")
    return {word, together, *(text.encode("unicode_escape").decode() for text in (word, together))}


def dates(day: date) -> set[str]:
    """Write a day as a record might."""
    plain = f"{day.year}, {day.month}, {day.day}"
    return {day.isoformat(), day.strftime("%Y%m%d"), f"{day.year}/{day.month}/{day.day}", plain}


def found(texts: dict[str, str], words: set[str]) -> dict[str, list[str]]:
    """Tell which words stand where."""
    return {
        place: hits
        for place, text in texts.items()
        if (hits := sorted(word for word in words if word in text))
    }


async def all_texts(db: Database) -> dict[str, str]:
    """Read everything the database holds, by table, as the program reads it: kept JSON may escape its letters."""
    async with db.reading() as conn:
        return {
            table.name: "\n".join(str(tuple(row)) for row in await conn.execute(select(table)))
            for table in metadata.sorted_tables
        }


async def untold(town: Town) -> dict[str, set[str]]:
    """Find codes in the records of acts that have no words, by column."""
    words = {"verb": act_words.VERBS, "subject": act_words.SUBJECTS, "outcome": act_words.OUTCOMES}
    records = await town.acts()
    codes = {name: {record[name] for record in records} - {None} for name in words}
    assert codes["verb"] >= {act.verb for act in EVERY_ACT}
    return {name: left for name, known in words.items() if (left := codes[name] - known.keys())}


async def test_no_record_and_no_log_line_holds_anything_of_a_patron(
    library: Library, town: PrivateTown, log_folder: Path
) -> None:
    deeds = Deeds(library, town)
    await deeds.all()

    database = await all_texts(town.db)
    logs = {path.name: path.read_text(encoding="utf-8") for path in log_folder.iterdir()}
    assert all(database[table] for table in PROOFS), "something was written into each"
    assert sum(text.count(" bug ") for text in logs.values()) > len(EVERY_ACT) / 2
    words = {form for word in deeds.words for form in variants(word)} | dates(PATRON["birth_date"])
    elsewhere = "\n".join(text for table, text in database.items() if table not in PROOFS)
    kept = {PATRON["email"], PATRON["address"], PATRON["kana"], TITLE["title"], REQUEST, QUESTION["question"]}
    assert kept == {word for word in kept if word in elsewhere}, "the words stand where they belong"

    assert found({table: database[table] for table in PROOFS}, words | deeds.passwords) == {}
    assert found(logs, words | deeds.passwords) == {}
    assert found(database, deeds.passwords) == {}, "a password stands nowhere"
    assert await untold(town) == {}, "what is kept instead has its words on the screen"
