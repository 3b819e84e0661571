import asyncio
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, Row, event, insert, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import new_act_id
from services.actor import Actor
from services.acts.passwords import IssuePassword
from services.audit.verification import verify
from services.backend import Acts
from services.database.engine import Database
from services.database.tables import (
    card,
    circulation_rule,
    masters_version,
    metadata,
    password_credential,
    patron,
    suspension,
)
from services.errors import ActRefused, OutcomeUnknown, PatronGone, RowChanged
from services.library import Library
from services.lookup.look_up import LookUps
from services.lookup.snapshot import PatronSnapshot
from services.password_hashing import PasswordHasher
from services.rules.decision import Reason
from services.rules.passwords.passwords import check_new_password, generate
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import Policy
from services.rules.vocabulary import (
    CardProof,
    CardStatus,
    Channel,
    CredentialKind,
    Receiver,
    Role,
    SuspensionReason,
)
from services.secret import Secret
from services.transactions.acts import Acts as OwnActs
from tests.helpers.passwords import portal_of
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, days_ago, in_days
from tests.helpers.statements import recorded

OTHER_CARD = "987654321"

on_a_server = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


@pytest.fixture
async def acts(library: Library, town: Town) -> Acts:
    return library.backend.acts


def an_order(patron_id: int, **changed: Any) -> IssuePassword:
    values: dict[str, Any] = {
        "actor": clerk(),
        "patron_id": patron_id,
        "password": generate(Policy()),
        "seen_version": None,
        "proof": CardProof.SCANNED,
        "shown_card": CARD,
        "shown_at": None,
        "receiver": Receiver.SELF,
    }
    return IssuePassword(**(values | changed))


async def set_rule(town: Town, name: str, value: Any) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(insert(circulation_rule).values(name=name, valid_from=days_ago(1), value=value))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


async def nothing_happened(town: Town) -> bool:
    return await town.acts() == [] and await town.all_rows(password_credential) == []


async def log_in(library: Library, password: str) -> object:
    return (await portal_of(library).log_in(CARD, Secret(password))).outcome


# What an issue does


async def test_the_issued_password_logs_in(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    await acts.perform(order)
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE
    assert await log_in(library, order.password.reveal().upper()) is LogInOutcome.WRONG


async def test_a_reissue_kills_the_password_before(acts: Acts, library: Library, town: Town) -> None:
    first = an_order(await town.patron())
    await acts.perform(first)
    second = an_order(first.patron_id, seen_version=1)
    outcome = await acts.perform(second)
    assert outcome.result.reissued
    assert await log_in(library, first.password.reveal()) is LogInOutcome.WRONG
    assert await log_in(library, second.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_the_outcome_of_a_first_issue(acts: Acts, town: Town) -> None:
    outcome = await acts.perform(an_order(await town.patron()))
    assert (outcome.result.card_number, outcome.result.issued_on, outcome.result.expires_on) == (
        CARD,
        TODAY,
        in_days(60),
    )
    assert (outcome.result.must_change, outcome.result.reissued) == (True, False)
    assert isinstance(outcome.answer, PatronSnapshot)
    state = outcome.answer.password
    assert state is not None
    assert (state.kind, state.must_change, state.expires_on) == (CredentialKind.INITIAL, True, in_days(60))
    assert (state.issued_on, state.expired, state.version) == (TODAY, False, 1)
    assert await town.looks() == []


async def test_a_reissue_resets_lock_count_and_disabling(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(
        patron_id, wrong_logins=5, locked_until=NOW + timedelta(minutes=9), disabled_at=NOW, version=7
    )
    await acts.perform(an_order(patron_id, seen_version=7))
    (row,) = await town.all_rows(password_credential)
    assert timedelta() <= row["issued_at"] - NOW < timedelta(minutes=1)
    assert row["hash"].startswith("$argon2id$")
    assert {name: value for name, value in row.items() if name not in {"issued_at", "hash"}} == {
        "patron_id": patron_id,
        "kind": CredentialKind.INITIAL,
        "must_change": True,
        "expires_on": in_days(60),
        "wrong_logins": 0,
        "locked_until": None,
        "disabled_at": None,
        "version": 8,
    }


async def test_the_librarys_settings_decide(acts: Acts, library: Library, town: Town) -> None:
    await set_rule(town, "initial_password_days", None)
    await set_rule(town, "initial_password_must_change", value=False)
    order = an_order(await town.patron())
    outcome = await acts.perform(order)
    assert (outcome.result.expires_on, outcome.result.must_change) == (None, False)
    assert await log_in(library, order.password.reveal()) is LogInOutcome.OK


def test_what_is_generated_may_be_a_password() -> None:
    made = [generate(Policy()).reveal() for _ in range(50)]
    assert len(set(made)) == 50
    assert all(check_new_password("", it, it) == () for it in made)
    assert all(len(it) == 12 for it in made)


async def test_one_record_by_codes_only(acts: Acts, library: Library, town: Town) -> None:
    first = an_order(await town.patron())
    await acts.perform(first)
    second = an_order(first.patron_id, seen_version=1, proof=CardProof.OPENING_SCAN, shown_at=NOW)
    await acts.perform(second)
    records = {record["id"]: record for record in await town.acts()}
    assert [records[it.act_id]["verb"] for it in (first, second)] == ["password.issue", "password.reissue"]
    record = records[second.act_id]
    assert (record["staff_id"], record["branch_id"], record["workstation"]) == ("staff01", 1, "2番窓口")
    assert (record["channel"], record["patron_id"], record["outcome"]) == (
        Channel.COUNTER,
        first.patron_id,
        "done",
    )
    assert record["details"] == {
        "proof": "opening_scan",
        "receiver": "self",
        "version": 2,
        "expires_on": in_days(60).isoformat(),
        "must_change": True,
    }
    assert (await verify(library.db)).findings == ()


async def test_on_postgresql_an_issue_is_six_round_trips(acts: Acts, library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await library.backend.look_ups.refresh(patron_id, clerk())
    with recorded(library.db) as statements:
        await acts.perform(an_order(patron_id))
    # With BEGIN and COMMIT six; SQLite, which makes no trips, has no row to lock and writes apart.
    assert len(statements) == 4


# The plain password


async def test_the_plain_password_is_nowhere(
    library: Library,
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(temporary)
    caplog.set_level(logging.DEBUG)
    order = an_order(await town.patron())
    outcome = await library.backend.acts.perform(order)
    plain = order.password.reveal()

    said = [record.getMessage() for record in caplog.records] + [repr(order), repr(outcome)]
    stored = [repr(await town.all_rows(table)) for table in metadata.sorted_tables]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    if library.db.path is not None:
        own = [Path(f"{library.db.path}{ending}").read_bytes() for ending in ("", "-wal")]
        assert any(b"$argon2id$" in content for content in own)
        files += own
    assert any("$argon2id$" in rows for rows in stored)
    assert not any(plain in it for it in said + stored)
    assert not any(plain.encode() in content for content in files)


# Who may, and for which card


@pytest.mark.parametrize(
    "actor", [clerk(Role.PHONE), clerk(Role.SUPERVISOR, Channel.PHONE)], ids=["role", "channel"]
)
async def test_not_by_phone(acts: Acts, town: Town, actor: Actor) -> None:
    order = an_order(await town.patron(), actor=actor)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.NEEDS_VISIT, Reason.NOT_IDENTIFIED)
    assert await nothing_happened(town)


async def test_a_supervisor_may(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron(), actor=clerk(Role.SUPERVISOR))
    assert (await acts.perform(order)).result.card_number == CARD


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"shown_card": OTHER_CARD}, [Reason.OTHER_CARD_SHOWN]),
        ({"shown_card": None}, [Reason.CARD_NOT_SHOWN]),
        (
            {"proof": CardProof.OPENING_SCAN, "shown_at": NOW - timedelta(minutes=2, seconds=1)},
            [Reason.CARD_SHOWN_TOO_LONG_AGO],
        ),
        (
            {"proof": CardProof.OPENING_SCAN, "shown_at": NOW + timedelta(minutes=4)},
            [Reason.CARD_SHOWN_TOO_LONG_AGO],
        ),
        ({"proof": CardProof.TYPED}, [Reason.PROOF_NOT_ACCEPTED]),
        ({"proof": CardProof.SEEN, "shown_card": None}, [Reason.PROOF_NOT_ACCEPTED]),
        ({"receiver": Receiver.GUARDIAN}, [Reason.NOT_A_CHILD]),
        ({"receiver": Receiver.PROXY}, [Reason.PROXY_NOT_ACCEPTED]),
        (
            {"shown_card": OTHER_CARD, "receiver": Receiver.GUARDIAN},
            [Reason.OTHER_CARD_SHOWN, Reason.NOT_A_CHILD],
        ),
    ],
)
async def test_refused_with_every_reason(
    acts: Acts, town: Town, changed: dict[str, Any], reasons: list[Reason]
) -> None:
    await town.patron(OTHER_CARD)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(an_order(await town.patron(), **changed))
    assert list(caught.value.refusal.reasons) == reasons
    assert await nothing_happened(town)


async def test_an_opening_scan_still_fresh_is_enough(acts: Acts, town: Town) -> None:
    shown_at = NOW - timedelta(minutes=1, seconds=30)
    order = an_order(await town.patron(), proof=CardProof.OPENING_SCAN, shown_at=shown_at)
    assert (await acts.perform(order)).result.card_number == CARD


async def test_a_childs_guardian_may_take_it(acts: Acts, town: Town) -> None:
    child = await town.patron(birth_date=date(2018, 5, 1))
    await acts.perform(an_order(child, receiver=Receiver.GUARDIAN))
    (record,) = await town.acts()
    assert record["details"]["receiver"] == "guardian"


async def test_settings_read_in_the_act_accept_a_typed_card(acts: Acts, town: Town) -> None:
    await set_rule(town, "typed_card_accepted", value=True)
    await acts.perform(an_order(await town.patron(), proof=CardProof.TYPED))
    (record,) = await town.acts()
    assert record["details"]["proof"] == "typed"


async def test_not_for_a_card_reported_lost_meanwhile(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    order = an_order(patron_id, receiver=Receiver.GUARDIAN)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.CARD_LOST, Reason.NOT_A_CHILD)
    await town.change(suspension, suspension.c.patron_id == patron_id, lifted_at=NOW, lifted_by="supervisor")
    await town.change(card, card.c.patron_id == patron_id, status=CardStatus.LOST)
    with pytest.raises(ActRefused) as caught:
        await acts.perform(order)
    assert caught.value.refusal.reasons == (Reason.CARD_LOST, Reason.NOT_A_CHILD)
    assert await nothing_happened(town)


async def test_a_lost_card_that_was_found_again(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.CARD_LOST, lifted_at=NOW, lifted_by="supervisor")
    assert (await acts.perform(an_order(patron_id))).result.card_number == CARD


async def test_other_suspensions_do_not_matter(acts: Acts, town: Town) -> None:
    patron_id = await town.patron(expires_on=days_ago(40))
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    assert (await acts.perform(an_order(patron_id))).result.card_number == CARD


async def test_a_replaced_card_is_another_card(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    with pytest.raises(ActRefused) as caught:
        await acts.perform(an_order(patron_id))
    assert caught.value.refusal.reasons == (Reason.OTHER_CARD_SHOWN,)
    assert (await acts.perform(an_order(patron_id, shown_card="234567890"))).result.card_number == "234567890"


async def test_a_patron_who_is_gone(acts: Acts, town: Town) -> None:
    with pytest.raises(PatronGone):
        await acts.perform(an_order(4711))


async def test_a_password_nobody_may_have_is_a_bug(acts: Acts, town: Town) -> None:
    with pytest.raises(ValueError, match="may issue"):
        await acts.perform(an_order(await town.patron(), password=Secret("onlyletters")))
    assert await nothing_happened(town)


# Others at work


@pytest.mark.parametrize("seen", [None, 1, 3])
async def test_a_password_changed_since_the_clerk_looked(acts: Acts, town: Town, seen: int | None) -> None:
    patron_id = await town.patron()
    await town.password(patron_id, version=2)
    with pytest.raises(RowChanged):
        await acts.perform(an_order(patron_id, seen_version=seen))
    assert await town.acts() == []


@pytest.mark.parametrize("seen", [None, 1])
async def test_of_two_at_once_one_wins(acts: Acts, library: Library, town: Town, seen: int | None) -> None:
    patron_id = await town.patron()
    if seen:
        await town.password(patron_id)
    other = clerk()
    other = replace(other, staff=replace(other.staff, id="staff02"))
    orders = [
        an_order(patron_id, seen_version=seen),
        an_order(patron_id, seen_version=seen, actor=other),
    ]
    outcomes = await asyncio.gather(*map(acts.perform, orders), return_exceptions=True)
    lost = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, RowChanged)]
    assert len(lost) == 1
    winner, loser = orders[1 - lost[0]], orders[lost[0]]
    assert [record["id"] for record in await town.acts()] == [winner.act_id]
    assert await log_in(library, winner.password.reveal()) is LogInOutcome.MUST_CHANGE
    assert await log_in(library, loser.password.reveal()) is LogInOutcome.WRONG


async def test_one_login_at_two_desks_keeps_its_chain(acts: Acts, library: Library, town: Town) -> None:
    orders = [
        an_order(await town.patron(number), shown_card=number)
        for number in (f"98765432{digit}" for digit in range(6))
    ]
    await asyncio.gather(*map(acts.perform, orders))
    assert sorted(record["sequence"] for record in await town.acts()) == [1, 2, 3, 4, 5, 6]
    assert (await verify(library.db)).findings == ()


class _WaitsInTheAct(LookUps):
    """Reads an act's facts only when the test says so."""

    def __init__(self, library: Library) -> None:
        super().__init__(library.db, library.masters)
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    async def facts(
        self, conn: AsyncConnection, patron_id: int, actor: Actor, columns: tuple[ColumnElement[Any], ...]
    ) -> tuple[Row[Any], PatronSnapshot]:
        self.reached.set()
        await self.go.wait()
        return await super().facts(conn, patron_id, actor, columns)


@on_a_server
async def test_a_look_up_does_not_wait_for_an_issue(
    library: Library, town: Town, cheap_hasher: PasswordHasher
) -> None:
    look_ups = _WaitsInTheAct(library)
    acts = OwnActs(library.db, library.masters, look_ups, cheap_hasher)
    issuing = asyncio.create_task(acts.perform(an_order(await town.patron())))
    await look_ups.reached.wait()  # the patron is locked
    await asyncio.wait_for(library.backend.look_ups.by_card(CARD, clerk()), 5)
    look_ups.go.set()
    await issuing
    assert len(await town.looks()) == 1


class _BusyHasher(PasswordHasher):
    """Lets another desk write while it hashes."""

    def __init__(self, hasher: PasswordHasher, db: Database, patron_id: int) -> None:
        super().__init__()
        self._hasher = hasher
        self._db = db
        self._patron_id = patron_id

    async def hash(self, password: Secret) -> str:
        async with self._db.transaction() as conn:
            await conn.execute(update(patron).where(patron.c.id == self._patron_id).values(romaji="Hanako"))
        return await self._hasher.hash(password)


async def test_others_write_while_the_password_is_hashed(
    library: Library, town: Town, cheap_hasher: PasswordHasher
) -> None:
    patron_id = await town.patron()
    hasher = _BusyHasher(cheap_hasher, library.db, patron_id)
    acts = OwnActs(library.db, library.masters, LookUps(library.db, library.masters), hasher)
    answer = (await acts.perform(an_order(patron_id))).answer
    assert isinstance(answer, PatronSnapshot)
    assert answer.patron.romaji == "Hanako"


# Orders sent twice


async def test_the_same_order_acts_once(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    first = await acts.perform(order)
    await town.hold(order.patron_id)
    await town.set_time(NOW + timedelta(days=1))
    second = await acts.perform(order)
    assert second.result == first.result
    assert isinstance(second.answer, PatronSnapshot)
    assert len(second.answer.holds) == 1
    assert len(await town.acts()) == 1
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_a_reissue_sent_again_is_still_a_reissue(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await set_rule(town, "initial_password_days", None)
    await town.password(patron_id)
    order = an_order(patron_id, seen_version=1)
    first = await acts.perform(order)
    again = await acts.perform(order)
    assert (again.result.reissued, again.result.expires_on, again.result.issued_on) == (
        True,
        None,
        first.result.issued_on,
    )


async def test_the_same_order_at_the_same_time_acts_once(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    first, second = await asyncio.gather(acts.perform(order), acts.perform(order))
    assert first.result.expires_on == second.result.expires_on
    assert len(await town.acts()) == 1
    (row,) = await town.all_rows(password_credential)
    assert row["version"] == 1


async def test_an_order_whose_password_was_replaced_is_not_answered_again(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    await acts.perform(order)
    await acts.perform(an_order(order.patron_id, seen_version=1))
    with pytest.raises(RowChanged):
        await acts.perform(order)
    assert len(await town.acts()) == 2


async def test_an_act_id_of_another_order_is_a_bug(acts: Acts, town: Town) -> None:
    act_id = new_act_id()
    await acts.perform(an_order(await town.patron(), act_id=act_id))
    other = await town.patron(OTHER_CARD)
    with pytest.raises(ValueError, match="belongs to one request"):
        await acts.perform(an_order(other, shown_card=OTHER_CARD, act_id=act_id))


@contextmanager
def broken_commit() -> Iterator[None]:
    """Lose the connection at the moment of COMMIT."""

    def lose(conn: Any) -> None:
        conn.connection.driver_connection.terminate()

    event.listen(Engine, "commit", lose)
    try:
        yield
    finally:
        event.remove(Engine, "commit", lose)


@on_a_server
async def test_an_outcome_that_is_unknown_is_told_as_that(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    with broken_commit(), pytest.raises(OutcomeUnknown) as caught:
        await acts.perform(order)
    assert caught.value.act_id == order.act_id
    await acts.perform(order)
    assert len(await town.acts()) == 1
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_a_snapshot_that_can_not_be_read_undoes_the_act(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    async with town.db.transaction() as conn:
        await conn.execute(text("ALTER TABLE reference_question RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        await acts.perform(order)
    assert await nothing_happened(town)
