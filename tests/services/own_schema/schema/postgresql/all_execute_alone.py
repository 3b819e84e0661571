"""A desk reads everything by functions: its login needs no privilege on a table but the schema's revision."""

from datetime import UTC, datetime

import pytest

from services.contract.act_requests import ActRequest, ChangeOwnPassword
from services.contract.diagnosis import Subject
from services.contract.errors import ActRefused, NotPermitted, ServiceError
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.audit.verification import verify
from services.own_schema.diagnosis.library import examine
from services.own_schema.sign_in_postgresql import entered
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, SuspensionReason
from tests.helpers.chains import record
from tests.helpers.city import PASSWORD, City
from tests.helpers.patrons import CARD
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import MAY
from tests.services.acts.staging import records


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_the_counter_does_all_its_reading(city: City, who: str) -> None:
    town, actor = city.town, city.actor(who)
    patron_id = await town.patron(CARD)
    await town.loan(patron_id)
    await town.report(patron_id)
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    own = ActRequest[None](actor=actor, patron_id=patron_id)
    for request in (own, ActRequest[None](actor=city.actor("other"), patron_id=patron_id)):
        await record(city.library.db, request)
    login = city.names[who]
    async with entered(city.url, login, Secret(PASSWORD), hasher=city.hasher) as at_desk:
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
            today = library.records.today
            for reports in (
                await today.reports(ReportFilter(), actor),
                await today.reports_again(ReportFilter(), actor),
                await today.reports_again(ReportFilter(branch_id=1), actor),  # not on record yet
            ):
                assert [entry.card_number for entry in reports.entries] == [CARD]
            assert (await today.counts(actor)).of(None).suspended == 1
            for listed in (
                await backend.suspension_lists.suspensions(SuspensionFilter(), actor),
                await backend.suspension_lists.suspensions_again(SuspensionFilter(), actor),
                await backend.suspension_lists.suspensions_for_file(SuspensionFilter(), actor),
                await backend.suspension_lists.suspensions_again(
                    SuspensionFilter(ready_only=True), actor
                ),  # not on record yet
            ):
                assert [entry.card_number for entry in listed.entries] == [CARD]
        else:
            with pytest.raises(ActRefused):
                await library.records.today.reports(ReportFilter(), actor)


async def test_the_telephone_does_its_reading(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    actor = city.actor("phone", Channel.PHONE)
    await record(city.library.db, ActRequest[None](actor=actor, patron_id=patron_id))
    async with entered(city.url, city.names["phone"], Secret(PASSWORD), hasher=city.hasher) as at_desk:
        library, backend = at_desk.library, at_desk.library.backend
        assert isinstance(await backend.look_ups.by_card(CARD, actor), PhoneSummary)
        with pytest.raises(NotPermitted):
            await backend.searches.find(SearchText(words="カワグチ"), actor)
        with pytest.raises(ActRefused):
            await library.records.act_history.of_patron(patron_id, actor)
        await city.town.identified(patron_id, actor)
        assert isinstance(await backend.look_ups.again(patron_id, actor), PatronSnapshot)
        assert (await library.records.act_history.of_patron(patron_id, actor)).total == 1


async def test_masters_that_changed_are_read_again(city: City) -> None:
    patron_id = await city.town.patron(CARD)
    actor = city.actor("counter")
    async with city.open("counter") as library:
        await library.backend.look_ups.by_card(CARD, actor)
        admin = await city.connect()
        await admin.execute("UPDATE branch SET name = 'あたらしい名' WHERE id = $1", city.town.branch_id)
        await admin.execute("UPDATE masters_version SET version = version + 1")
        await admin.close()
        await library.backend.look_ups.again(patron_id, actor)
        assert library.masters.current.branches[city.town.branch_id].name == "あたらしい名"


@pytest.mark.parametrize("who", ["counter", "supervisor", "phone"])
async def test_doctor_tells_all_that_it_tells_them(city: City, who: str) -> None:
    async with city.open(who) as library:
        examined = await examine(library.db, lambda: datetime.now(UTC))
    told = {it.subject: it for it in examined}
    assert not [it for it in told.values() if isinstance(it.result, ServiceError)]
    assert Subject.CLOCK_OFFSET in told


@pytest.mark.parametrize("who", ["counter", "supervisor"])
async def test_the_counter_does_every_act(city: City, who: str) -> None:
    actor, done = city.actor(who), []
    async with city.open(who) as library:
        for act in EVERY_ACT:
            if MAY[act.verb, who] == "-":
                continue
            staged = await act.staged(city.town, city.library)
            await library.backend.look_ups.by_card(staged.card, actor)
            request = act.ordered(staged, actor)
            await act.done(library, request)
            assert (await act.done(library, request)).repeated
            (made,) = await records(city.town, request)
            done.append(made["verb"])
    assert len(done) > 15
    assert (await verify(city.library.db)).findings == ()


async def test_the_telephone_does_every_act_of_its_own(city: City) -> None:
    actor, done = city.actor("phone", Channel.PHONE), []
    async with city.open("phone") as library:
        for act in EVERY_ACT:
            if MAY[act.verb, "phone"] == "-":
                continue
            staged = await act.staged(city.town, city.library)
            await library.backend.look_ups.by_card(staged.card, actor)
            await library.backend.identity.check(staged.patron_id, CallerFacts(birth_date="S55.4.2"), actor)
            request = act.ordered(staged, actor)
            await act.done(library, request)
            (made,) = await records(city.town, request)
            done.append(made["verb"])
            await library.backend.identity.end(staged.patron_id, actor)
    assert len(done) > 8
    assert (await verify(city.library.db)).findings == ()


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor"])
async def test_everybody_changes_their_own_password(city: City, who: str) -> None:
    login, new = city.names[who], Secret("あたらしい合言葉です")
    channel = Channel.PHONE if who == "phone" else Channel.COUNTER
    async with entered(city.url, login, Secret(PASSWORD), hasher=city.hasher) as at_desk:
        wanted = ChangeOwnPassword(actor=city.actor(who, channel), old=Secret(PASSWORD), new=new)
        await at_desk.library.backend.staff.change_own(wanted)
    async with entered(city.url, login, new, hasher=city.hasher):
        pass
    (made,) = await city.town.acts()
    assert (made["verb"], made["staff_id"], made["patron_id"]) == ("own_password.change", login, None)
    assert (await verify(city.library.db)).findings == ()
