"""A desk reads everything by functions: its login needs no privilege on a table but the schema's revision."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest

from services.act_requests import ActRequest, ChangeOwnPassword
from services.audit.verification import verify
from services.diagnosis.diagnosis import Subject
from services.diagnosis.library import examine
from services.errors import ActRefused, NotPermitted, ServiceError
from services.lookup.snapshot import PatronSnapshot, PhoneSummary
from services.password_hashing import PasswordHasher
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel
from services.secret import Secret
from services.sign_in_postgresql import entered
from tests.helpers.chains import record
from tests.helpers.city import PASSWORD, City, founded
from tests.helpers.patrons import CARD
from tests.helpers.postgres import Server
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import records
from tests.services.acts.test_permissions_of_acts import MAY

GROUPS = "madoguchi_counter, madoguchi_phone, madoguchi_supervisor"
LEFT = """
    SELECT relname FROM pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'S') AND CASE relkind
        WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
        ELSE has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
             OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END
"""


@pytest.fixture
async def closed(postgres: Server, cheap_hasher: PasswordHasher) -> AsyncIterator[City]:
    """Give a city whose tables are closed to the staff's logins."""
    with postgres.library_to_break() as url:
        async with founded(url, cheap_hasher) as city:
            admin = await city.connect()
            for kind in ("TABLES", "SEQUENCES"):
                await admin.execute(f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {GROUPS}")
            await admin.execute(f"GRANT SELECT ON alembic_version TO {GROUPS}")
            await admin.close()
            yield city


async def test_the_tables_are_closed_indeed(closed: City) -> None:
    for who in ("counter", "phone", "supervisor"):
        conn = await closed.connect(who)
        assert [row["relname"] for row in await conn.fetch(LEFT)] == ["alembic_version"]
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table patron"):
            await conn.fetch("SELECT FROM patron")
        await conn.close()


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_the_counter_does_all_its_reading(closed: City, who: str) -> None:
    town, actor = closed.town, closed.actor(who)
    patron_id = await town.patron(CARD)
    await town.loan(patron_id)
    await town.report(patron_id)
    own = ActRequest[None](actor=actor, patron_id=patron_id)
    for request in (own, ActRequest[None](actor=closed.actor("other"), patron_id=patron_id)):
        await record(closed.library.db, request)
    login = closed.names[who]
    async with entered(closed.url, login, Secret(PASSWORD), hasher=closed.hasher) as at_desk:
        library, backend = at_desk.library, at_desk.library.backend
        assert (at_desk.member.id, at_desk.member.role) == (login, actor.staff.role)
        assert await backend.staff.default_branch(at_desk.member) == town.branch_id
        assert len(library.masters.current.branches) == 10

        snapshot = await backend.look_ups.by_card(CARD, actor)
        assert isinstance(snapshot, PatronSnapshot)
        assert len(snapshot.loans) == 1
        found = await backend.searches.find(SearchText(words="カワグチ"), actor)
        assert [hit.id for hit in found.hits] == [patron_id]
        for answer in (
            await backend.look_ups.by_patron(patron_id, actor),
            await backend.look_ups.again(patron_id, actor),
            await backend.look_ups.refresh(patron_id, actor),
        ):
            assert isinstance(answer, PatronSnapshot)

        history = await library.records.act_history.of_patron(patron_id, actor)
        assert history.total == len(history.rows) == (2 if who == "supervisor" else 1)
        assert await backend.outcomes.of(own.act_id, login) is not None
        if who == "supervisor":
            reports = await library.records.reports.unsettled(actor)
            assert [row.card_number for row in reports.rows] == [CARD]
        else:
            with pytest.raises(ActRefused):
                await library.records.reports.unsettled(actor)


async def test_the_telephone_does_its_reading(closed: City) -> None:
    patron_id = await closed.town.patron(CARD)
    actor = closed.actor("phone", Channel.PHONE)
    await record(closed.library.db, ActRequest[None](actor=actor, patron_id=patron_id))
    async with entered(closed.url, closed.names["phone"], Secret(PASSWORD), hasher=closed.hasher) as at_desk:
        library, backend = at_desk.library, at_desk.library.backend
        assert isinstance(await backend.look_ups.by_card(CARD, actor), PhoneSummary)
        with pytest.raises(NotPermitted):
            await backend.searches.find(SearchText(words="カワグチ"), actor)
        with pytest.raises(ActRefused):
            await library.records.act_history.of_patron(patron_id, actor)
        await closed.town.identified(patron_id, actor)
        assert isinstance(await backend.look_ups.again(patron_id, actor), PatronSnapshot)
        assert (await library.records.act_history.of_patron(patron_id, actor)).total == 1


async def test_masters_that_changed_are_read_again(closed: City) -> None:
    patron_id = await closed.town.patron(CARD)
    actor = closed.actor("counter")
    async with closed.open("counter") as library:
        await library.backend.look_ups.by_card(CARD, actor)
        admin = await closed.connect()
        await admin.execute("UPDATE branch SET name = 'あたらしい名' WHERE id = $1", closed.town.branch_id)
        await admin.execute("UPDATE masters_version SET version = version + 1")
        await admin.close()
        await library.backend.look_ups.again(patron_id, actor)
        assert library.masters.current.branches[closed.town.branch_id].name == "あたらしい名"


@pytest.mark.parametrize("who", ["counter", "supervisor", "phone"])
async def test_doctor_tells_as_much_as_before(city: City, closed: City, who: str) -> None:
    told = []
    for place in (city, closed):
        async with place.open(who) as library:
            examined = await examine(library.db, lambda: datetime.now(UTC))
        told.append({it.subject: it for it in examined.diagnoses})
    before, after = told
    assert {subject: it.verdict for subject, it in after.items()} == {
        subject: it.verdict for subject, it in before.items()
    }
    assert not [it for it in after.values() if isinstance(it.verdict, ServiceError)]
    assert Subject.CLOCK_OFFSET in after


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_the_counter_does_every_act(closed: City, who: str) -> None:
    actor, done = closed.actor(who), []
    async with closed.open(who) as library:
        for act in EVERY_ACT:
            if MAY[act.verb, who] == "-":
                continue
            staged = await act.staged(closed.town, closed.library)
            await library.backend.look_ups.by_card(staged.card, actor)
            request = act.ordered(staged, actor)
            await act.done(library, request)
            assert (await act.done(library, request)).repeated
            (made,) = await records(closed.town, request)
            done.append(made["verb"])
    assert len(done) > 15
    assert (await verify(closed.library.db)).findings == ()


async def test_the_telephone_does_every_act_of_its_own(closed: City) -> None:
    actor, done = closed.actor("phone", Channel.PHONE), []
    async with closed.open("phone") as library:
        for act in EVERY_ACT:
            if MAY[act.verb, "phone"] == "-":
                continue
            staged = await act.staged(closed.town, closed.library)
            await library.backend.look_ups.by_card(staged.card, actor)
            await library.backend.identity.check(staged.patron_id, CallerFacts(birth_date="S55.4.2"), actor)
            request = act.ordered(staged, actor)
            await act.done(library, request)
            (made,) = await records(closed.town, request)
            done.append(made["verb"])
            await library.backend.identity.end(staged.patron_id, actor)
    assert len(done) > 8
    assert (await verify(closed.library.db)).findings == ()


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor"])
async def test_everybody_changes_their_own_password(closed: City, who: str) -> None:
    login, new = closed.names[who], Secret("あたらしい合言葉です")
    channel = Channel.PHONE if who == "phone" else Channel.COUNTER
    async with entered(closed.url, login, Secret(PASSWORD), hasher=closed.hasher) as at_desk:
        wanted = ChangeOwnPassword(actor=closed.actor(who, channel), old=Secret(PASSWORD), new=new)
        await at_desk.library.backend.staff.change_own(wanted)
    async with entered(closed.url, login, new, hasher=closed.hasher):
        pass
    (made,) = await closed.town.acts()
    assert (made["verb"], made["staff_id"], made["patron_id"]) == ("own_password.change", login, None)
    assert (await verify(closed.library.db)).findings == ()
