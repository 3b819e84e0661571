"""Two desks on one library, as the program puts them together: one acts, the other follows."""

import asyncio

import pytest
from PySide6.QtWidgets import QLabel

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.acts.contact import ChangeEmail
from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import Role
from tests.app.sitting import sitting
from tests.helpers.city import City
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.statements import recorded
from tests.helpers.waiting import HOPELESS, until
from viewmodels.core.notes import ChangedElsewhere, Done
from viewmodels.core.snapshot_diff import Part

WHOSE = "PRAGMA data_version"
"""What the file is asked when it was changed: whose change it was."""


async def opened(desk: OpenDesk) -> None:
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    window = desk.window
    window.menu.setCurrentRow(window.pages.index(window.email))


def words_of(desk: OpenDesk) -> str:
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel))


def new_address(actor: Actor, patron_id: int) -> ChangeEmail:
    return ChangeEmail(actor=actor, patron_id=patron_id, address="neu@example.jp", seen_version=1)


async def test_on_sqlite_another_program_is_followed(
    looks: Looks, sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with (
        open_library(sqlite_url, hasher=cheap_hasher) as library,
        open_library(sqlite_url, hasher=cheap_hasher) as other,
        sitting(library, looks) as desk,
    ):
        town = await Town.found(library.db)
        patron_id = await town.patron()
        await opened(desk)
        recorded_looks = await town.looks()
        request = new_address(clerk(), patron_id)
        await other.backend.acts.perform(request)
        await until(lambda: request.address in words_of(desk))
        assert desk.desk.note.value == ChangedElsewhere((Part.EMAIL,))
        assert await town.looks() == recorded_looks


async def test_on_sqlite_a_look_is_read_once(
    looks: Looks, sqlite_url: str, cheap_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []
    ask = Database.changed_by_others

    async def note(db: Database, asker: object) -> bool:
        answers.append(await ask(db, asker))
        return answers[-1]

    monkeypatch.setattr(Database, "changed_by_others", note)
    async with (
        open_library(sqlite_url, hasher=cheap_hasher) as library,
        sitting(library, looks) as desk,
    ):
        town = await Town.found(library.db)
        await town.patron()
        await town.patron("987654321")
        await opened(desk)
        recorded_looks = 1
        with recorded(library.db) as statements:
            # A connection that is asked for the first time doesn't know whose the changes before were.
            for card in ("987654321", CARD) * 4:
                knew = answers[-1:] == [False]
                statements.clear()
                answers.clear()
                desk.desk.scanned(card)
                recorded_looks += 1
                await desk.desk.look_up.settled()
                await until(lambda: bool(answers))
                await until(lambda: not desk.desk.refresh.running.value)
                if knew:
                    break
            assert set(answers) == {False}
            (looked,) = (it for it in statements if it != WHOSE)
            assert "INSERT INTO access_log" in looked
        assert len(await town.looks()) == recorded_looks


async def test_on_postgresql_two_logins_follow_each_other(looks: Looks, city: City) -> None:
    await city.town.patron()
    async with (
        city.open("counter") as library,
        city.open("supervisor") as other,
        sitting(library, looks, StaffMember(city.names["counter"], "窓口 係", Role.COUNTER)) as one,
        sitting(other, looks, StaffMember(city.names["supervisor"], "責任 者", Role.SUPERVISOR)) as two,
    ):
        for desk in (one, two):
            await opened(desk)
        recorded_looks = await city.town.looks()
        for acting, following, address in ((one, two, "neu1@example.jp"), (two, one, "neu2@example.jp")):
            acting.window.email.field.setText(address)
            acting.window.email.change_button.click()
            await until(lambda desk=following, said=address: said in words_of(desk))  # type: ignore[misc]
            assert following.desk.note.value == ChangedElsewhere((Part.EMAIL,))
            await until(lambda desk=acting: desk.desk.note.value is Done.EMAIL_UPDATED)  # type: ignore[misc]
        assert await city.town.looks() == recorded_looks


async def test_on_the_phone_the_counts_follow(looks: Looks, city: City) -> None:
    patron_id = await city.town.patron()
    async with (
        city.open("phone") as library,
        sitting(library, looks, StaffMember(city.names["phone"], "電話 係", Role.PHONE)) as desk,
    ):
        desk.desk.typed(CARD)
        await desk.desk.look_up.settled()
        await city.town.loan(patron_id)
        await until(lambda: "1件" in words_of(desk))
        assert "川口" not in words_of(desk)


async def test_a_server_that_ends_every_connection_is_found_again(looks: Looks, city: City) -> None:
    patron_id = await city.town.patron()
    name = city.names["counter"]
    async with (
        city.open("counter") as library,
        sitting(library, looks, StaffMember(name, "窓口 係", Role.COUNTER)) as desk,
    ):
        await opened(desk)
        told: list[bool] = []
        desk.desk.connected.subscribe(told.append)
        admin = await city.connect()
        try:
            listening = """
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = $1 AND state = 'idle' AND query LIKE '%madoguchi_unnoticed%'"""
            async with asyncio.timeout(HOPELESS):
                while not await admin.fetchval(listening, name):
                    pass
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1"
            await admin.execute(ended, name)
        finally:
            await admin.close()
        await until(lambda: told == [True, False, True])
        assert desk.desk.note.value is Done.RECONNECTED
        request = new_address(city.actor("counter"), patron_id)
        await library.backend.acts.perform(request)
        assert await library.backend.outcomes.of(request.act_id, name) is not None
