"""Staff change their own password: checked and counted as at the sign-in, kept with its record or not at all."""

from typing import Any

import pytest
from sqlalchemy import select

from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import Actor, StaffMember
from services.contract.errors import (
    NotPermitted,
    OutcomeUnknown,
    PasswordChangedJustNow,
    PasswordUnfit,
    SignInFailed,
    StaffLocked,
    SystemLoginRefused,
)
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import staff
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.sign_in_postgresql import entered
from services.own_schema.staff.account_records import AccountVerb
from services.own_schema.staff.own_password import VERB
from services.own_schema.staff.staff_accounts_postgresql import StaffDirectoryPostgresql
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role
from tests.helpers.city import PASSWORD, City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import Town
from tests.helpers.proxy import Way, proxied

OLD, NEW, WRONG = Secret("ただしい合言葉です"), Secret("あたらしい合言葉です"), Secret("まちがった合言葉です")


class Desk:
    """One clerk at a library in a file."""

    def __init__(self, library: Library, town: Town) -> None:
        self.library = library
        self.town = town
        self.actor = Actor(StaffMember("clerk", "窓口", Role.COUNTER), 2, "2番窓口", Channel.PHONE)

    async def change(self, old: Secret = OLD, new: Secret = NEW) -> None:
        await self.library.staff.change_own(ChangeOwnPassword(actor=self.actor, old=old, new=new))

    async def acts(self) -> list[Any]:
        """Read the records since the account was opened."""
        return [it for it in await self.town.acts() if it["verb"] != AccountVerb.ADD]

    async def row(self) -> dict[str, Any]:
        async with self.library.db.reading() as conn:
            return dict((await conn.execute(select(staff))).mappings().one())


@pytest.fixture
async def desk(sqlite_url: str, cheap_hasher: PasswordHasher) -> Any:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        town = await Town.found(library.db)
        await library.staff.add("clerk", name="窓口", role=Role.COUNTER, branch_id=2, password=OLD)
        yield Desk(library, town)


async def test_the_new_password_signs_in_and_the_record_is_about_nobody(desk: Desk) -> None:
    await desk.change()
    await desk.library.staff.sign_in("clerk", NEW)
    with pytest.raises(SignInFailed):
        await desk.library.staff.sign_in("clerk", OLD)
    (act,) = await desk.acts()
    assert (act["verb"], act["staff_id"], act["patron_id"], act["details"]) == (VERB, "clerk", None, {})
    assert (act["branch_id"], act["workstation"], act["channel"]) == (2, "2番窓口", Channel.PHONE)
    assert (await verify(desk.library.db)).findings == ()


async def test_a_wrong_old_one_counts_as_at_the_sign_in(desk: Desk) -> None:
    with pytest.raises(SignInFailed):
        await desk.library.staff.sign_in("clerk", WRONG)
    for left in (3, 2, 1):
        with pytest.raises(SignInFailed) as failed:
            await desk.change(WRONG)
        assert failed.value.tries_left == left
    with pytest.raises(StaffLocked):
        await desk.change(WRONG)
    with pytest.raises(StaffLocked):
        await desk.change()
    assert await desk.acts() == []


async def test_a_right_one_ends_the_count(desk: Desk) -> None:
    with pytest.raises(SignInFailed):
        await desk.change(WRONG)
    await desk.change()
    assert (await desk.row())["wrong_tries"] == 0


async def test_an_unfit_new_one_is_no_try(desk: Desk) -> None:
    before = await desk.row()
    with pytest.raises(PasswordUnfit):
        await desk.change(WRONG, Secret("short"))
    assert await desk.row() == before


async def test_one_that_was_given_meanwhile_stays(desk: Desk) -> None:
    given = Secret("責任者が決めた合言葉")

    class Overtaken(PasswordHasher):
        async def hash(self, password: Secret) -> str:
            if password.reveal() == NEW.reveal():
                await desk.library.staff.set_password("clerk", given)
            return await CHEAP_HASHER.hash(password)

        async def verify(self, stored: str | None, password: Secret) -> bool:
            return await CHEAP_HASHER.verify(stored, password)

    directory = type(desk.library.staff)(desk.library.db, desk.library.masters, Overtaken())
    with pytest.raises(SignInFailed):
        await directory.change_own(ChangeOwnPassword(actor=desk.actor, old=OLD, new=NEW))
    await desk.library.staff.sign_in("clerk", given)
    assert await desk.acts() == []


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor"])
async def test_every_role_changes_its_own_login(city: City, who: str) -> None:
    actor = city.actor(who, Channel.PHONE if who == "phone" else Channel.COUNTER)
    async with city.open(who) as library:
        await library.staff.change_own(ChangeOwnPassword(actor=actor, old=Secret(PASSWORD), new=NEW))
        await made_anew(library)  # and its next connection is made with the new one
        conn = await library.db.connect_apart()
        await conn.close()
    async with entered(city.url, city.names[who], NEW, hasher=city.hasher) as came_in:
        assert came_in.member.id == city.names[who]
    with pytest.raises(SystemLoginRefused):
        async with city.open(who):
            pytest.fail("the old password still works")
    (act,) = await city.town.acts()
    assert (act["verb"], act["staff_id"], act["patron_id"]) == (VERB, city.names[who], None)
    assert (await verify(city.library.db)).findings == ()
    admin = await city.connect()
    kept = await admin.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = $1", city.names[who])
    await admin.close()
    assert kept.startswith("SCRAM-SHA-256$4096:")


async def test_one_is_changed_and_recorded_once_a_minute_on_postgresql(city: City) -> None:
    actor, another = city.actor("counter"), Secret("三つめの合言葉です")
    async with city.open("counter") as library:
        await library.staff.change_own(ChangeOwnPassword(actor=actor, old=Secret(PASSWORD), new=NEW))
        with pytest.raises(PasswordChangedJustNow):
            await library.staff.change_own(ChangeOwnPassword(actor=actor, old=NEW, new=another))
        await made_anew(library)
        conn = await library.db.connect_apart()  # the one before is in force
        await conn.close()
    (act,) = await city.town.acts()
    admin = await city.connect()
    try:
        await admin.execute("SET session_replication_role = replica")
        await admin.execute("UPDATE act SET at = at - interval '1 minute'")
    finally:
        await admin.close()
    async with entered(city.url, city.names["counter"], NEW, hasher=city.hasher) as came_in:
        change = ChangeOwnPassword(actor=actor, old=NEW, new=another)
        await came_in.library.staff.change_own(change)
    assert [it["verb"] for it in await city.town.acts()] == [act["verb"]] * 2


async def test_a_stolen_login_records_no_second_change_of_its_password(city: City) -> None:
    conn = await city.connect("counter")
    call = "SELECT madoguchi_note_own_password($1, $2, 1, '2番窓口', 'counter')"
    try:
        written = [await conn.fetchval(call, f"an-act-{place}", city.names["counter"]) for place in range(5)]
    finally:
        await conn.close()
    assert written == [True, False, False, False, False]
    assert len(await city.town.acts()) == 1


async def made_anew(library: Library) -> None:
    library.db.invalidate_connections()
    async with library.db.reading() as conn:
        await conn.exec_driver_sql("SELECT 1")


async def test_a_wrong_old_one_changes_no_login_and_ends_no_desk(city: City) -> None:
    async with city.open("counter") as library:
        request = ChangeOwnPassword(actor=city.actor("counter"), old=WRONG, new=NEW)
        with pytest.raises(SignInFailed):
            await library.staff.change_own(request)
        for text in ("\ud800", "control\u0007character"):
            strange = ChangeOwnPassword(actor=city.actor("counter"), old=Secret(text), new=NEW)
            with pytest.raises(SignInFailed):
                await library.staff.change_own(strange)
        await made_anew(library)
    async with city.open("counter"):
        pass
    assert await city.town.acts() == []


async def test_nobody_changes_it_in_another_name(city: City) -> None:
    request = ChangeOwnPassword(actor=city.actor("other"), old=Secret(PASSWORD), new=NEW)
    async with city.open("counter") as library:
        with pytest.raises(NotPermitted):
            await library.staff.change_own(request)
        await made_anew(library)
    for who in ("counter", "other"):
        async with city.open(who):
            pass
    assert await city.town.acts() == []


@pytest.mark.parametrize("way", list(Way))
async def test_where_the_answer_is_lost_the_desk_goes_on_with_whichever_holds(city: City, way: Way) -> None:
    async with proxied(city.url_of("counter")) as (proxy, url), open_library(url) as library:
        assert isinstance(library.staff, StaffDirectoryPostgresql)
        request = ChangeOwnPassword(actor=city.actor("counter"), old=Secret(PASSWORD), new=NEW)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(library.db, "transaction", cut_at_commit(library.db.transaction, proxy, way))
            with pytest.raises(OutcomeUnknown):
                await library.staff.change_own(request)
        await made_anew(library)
        await (await library.db.connect_apart()).close()
        done = await library.backend.outcomes.of(request.act_id, city.names["counter"])
        assert (done is None) == (way is Way.TO_SERVER)


def cut_at_commit(transaction: Any, proxy: Any, way: Way) -> Any:
    """Let a transaction's connection break as its COMMIT is sent, or as that is answered."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def cut(act_id: str | None = None) -> Any:
        async with transaction(act_id) as conn:
            yield conn
            proxy.cut_after(way, 0)

    return cut
