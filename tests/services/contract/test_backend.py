"""The own schema behind the seam: a counter's day through the Protocols alone. That it satisfies them mypy checks.

`services.own_schema.library.build_library` is where it does.
"""

import subprocess
import sys
from contextlib import aclosing

import pytest

from services.acts.as_offered import EVERYTHING
from services.acts.contact import ChangeEmail, EmailChange
from services.contract.backend import Backend, CounterRecords
from services.contract.change_events import Changed, Connected
from services.contract.errors import SignInFailed
from services.contract.recorded_acts import Outcome
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role
from tests.helpers.city import PASSWORD, City
from tests.helpers.patrons import CARD, Town, clerk


@pytest.fixture
def backend(library: Library) -> Backend:
    return library.backend


@pytest.fixture
def records(library: Library) -> CounterRecords:
    return library.records


async def test_everything_is_offered(backend: Backend) -> None:
    assert backend.offers is EVERYTHING


async def test_a_patron_is_looked_up_found_and_identified(backend: Backend, town: Town) -> None:
    patron_id = await town.patron()
    looked = await backend.look_ups.by_card(CARD, clerk())
    assert isinstance(looked, PatronSnapshot)
    (hit,) = (await backend.searches.find(SearchText(words="カワグチ"), clerk())).hits
    found = await backend.look_ups.by_patron(hit.id, clerk())
    again = await backend.look_ups.again(patron_id, clerk())
    for answer in (found, again, await backend.look_ups.refresh(patron_id, clerk())):
        assert isinstance(answer, PatronSnapshot)
        assert answer.patron == looked.patron
    caller = clerk(channel=Channel.PHONE)
    assert isinstance(await backend.look_ups.by_card(CARD, caller), PhoneSummary)
    identified = await backend.identity.check(patron_id, CallerFacts(birth_date="S55.4.2"), caller)
    assert identified.patron.id == patron_id
    await backend.identity.end(patron_id, caller)
    assert isinstance(await backend.look_ups.again(patron_id, caller), PhoneSummary)
    branch = backend.masters.current.branches[clerk().branch_id]
    assert looked.patron.branch == branch.short_name


async def test_an_act_is_carried_out_recorded_and_settled_by_its_id(
    backend: Backend, records: CounterRecords, town: Town
) -> None:
    patron_id = await town.patron()
    request = ChangeEmail(actor=clerk(), patron_id=patron_id, address="neu@example.jp", seen_version=1)
    assert await backend.outcomes.of(request.act_id, clerk().staff.id) is None
    done = await backend.acts.perform(request)
    assert (done.result, done.repeated) == (EmailChange.CHANGED, False)
    assert (await backend.acts.perform(request)).repeated
    assert await backend.outcomes.of(request.act_id, clerk().staff.id) == Outcome("email.change", "changed")
    history = await records.act_history.of_patron(patron_id, clerk())
    assert [row.verb for row in history.rows] == ["email.change"]


async def test_what_others_change_is_followed(
    backend: Backend, town: Town, database_url: str, cheap_hasher: PasswordHasher
) -> None:
    patron_id = await town.patron()
    async with (
        aclosing(backend.changes.reports()) as reports,
        open_library(database_url, hasher=cheap_hasher) as elsewhere,
    ):
        assert await anext(reports) == Connected()
        request = ChangeEmail(actor=clerk(), patron_id=patron_id, address="neu@example.jp", seen_version=1)
        await elsewhere.backend.acts.perform(request)
        assert await anext(reports) in {Changed(None), Changed(patron_id)}
    backend.changes.follow(patron_id)
    backend.changes.reconnect()
    assert isinstance(await backend.look_ups.by_card(CARD, clerk()), PatronSnapshot)


async def test_staff_sign_in_on_sqlite(sqlite_url: str, cheap_hasher: PasswordHasher) -> None:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        staff: Backend = library.backend
        await library.staff.add(
            "aoki", name="青木", role=Role.COUNTER, branch_id=1, password=Secret(PASSWORD)
        )
        await signs_in(staff, "aoki")


async def test_staff_sign_in_on_postgresql(city: City) -> None:
    async with city.open("counter") as library:
        await signs_in(library.backend, city.names["counter"])


async def signs_in(backend: Backend, staff_id: str) -> None:
    member = await backend.staff.sign_in(staff_id, Secret(PASSWORD))
    assert (member.id, member.role) == (staff_id, Role.COUNTER)
    assert await backend.staff.default_branch(member) in backend.masters.current.branches
    with pytest.raises(SignInFailed):
        await backend.staff.sign_in("nobody", Secret(PASSWORD))


def test_the_seam_loads_neither_sql_nor_the_acts_plans() -> None:
    told = "import sys, services.contract.backend; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "services.contract.snapshot" in loaded
    assert not {"sqlalchemy", "asyncpg", "aiosqlite", "services.acts.register"}.intersection(loaded)
