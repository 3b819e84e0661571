"""The permission table of the counter (permission_table.py), line by line.

Who may is decided in Python, before the database is written to: every attempt is made on both databases.
With a login of each role PostgreSQL itself is held to the table in `tests/services/own_schema/schema/postgresql/`.
"""

from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import insert, update

from services.contract.actor import Actor
from services.contract.errors import ActRefused, NotPermitted
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import circulation_rule, identity_check, masters_version
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.vocabulary import CardProof, Channel, CheckOutcome, Role
from tests.helpers.patrons import NOW, Town, at, clerk, days_ago, in_days
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.permission_table import HEAD, MAY, SEES
from tests.services.acts.staging import Staged, StagedAct, all_rows, changed, colleague, records
from tests.services.conftest import DIALECTS

BY_ROLE_OR_CHANNEL = {
    Reason.ROLE_MAY_NOT,
    Reason.NEEDS_VISIT,
    Reason.NOT_IDENTIFIED,
    Reason.BY_PHONE,
}

on_one_loop = pytest.mark.asyncio(loop_scope="module")
each_act = pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: act.name)


@dataclass(frozen=True)
class Attempt:
    role: Role
    channel: Channel
    identified: bool

    @property
    def actor(self) -> Actor:
        return clerk(self.role, self.channel)

    @property
    def on_the_phone(self) -> bool:
        return self.channel is Channel.PHONE or self.role is Role.PHONE

    @property
    def column(self) -> str:
        return "phone" if self.on_the_phone else self.role.value

    def __str__(self) -> str:
        return f"{self.role}-{self.channel}{'-identified' if self.identified else ''}"

    def is_allowed(self, act: StagedAct) -> bool:
        return self._may(MAY[act.verb, self.column])

    def sees_the_panels(self) -> bool:
        return self._may(SEES["the panels", self.column])

    def _may(self, word: str) -> bool:
        return {"yes": True, "card": True, "check": self.identified, "-": False}[word]


ATTEMPTS = tuple(Attempt(*each) for each in product(Role, Channel, (False, True)))


async def identify(town: Town, staged: Staged) -> None:
    """Record that the caller named two facts to `clerk()`."""
    actor = clerk()
    await town.row(
        identity_check,
        patron_id=staged.patron_id,
        staff_id=actor.staff.id,
        branch_id=actor.branch_id,
        workstation=actor.workstation,
        at=NOW,
        outcome=CheckOutcome.PASSED,
        facts={},
        open_until=at(in_days(1)),
    )


async def is_refused(act: StagedAct, library: Library, staged: Staged, actor: Actor) -> bool:
    """Try the act; True when role or channel are what speaks against it."""
    try:
        await act.done(library, act.ordered(staged, actor))
    except NotPermitted:
        return True
    except ActRefused as refused:
        return BY_ROLE_OR_CHANNEL.issuperset(refused.refusal.reasons)
    return False


def test_the_table_has_a_line_for_each_act() -> None:
    assert {verb for verb, _ in MAY} == {act.verb for act in EVERY_ACT}
    assert [role.value for role in Role] == HEAD


on_each = pytest.mark.parametrize("shared_url", DIALECTS, indirect=True)


@on_one_loop
@on_each
@each_act
async def test_who_may_not_changes_nothing(
    act: StagedAct, shared_library: Library, shared_town: Town
) -> None:
    staged = await act.staged(shared_town, shared_library)
    for identified in (False, True):
        if identified:
            await identify(shared_town, staged)
        before = await all_rows(shared_town.db)
        for attempt in ATTEMPTS:
            if attempt.identified is identified and not attempt.is_allowed(act):
                assert await is_refused(act, shared_library, staged, attempt.actor), attempt
        assert changed(before, await all_rows(shared_town.db)) == frozenset()


@on_one_loop
@each_act
async def test_who_may_does_it(act: StagedAct, shared_library: Library, shared_town: Town) -> None:
    orders = []
    for attempt in ATTEMPTS:
        if not attempt.is_allowed(act):
            continue
        staged = await act.staged(shared_town, shared_library)
        if attempt.identified:
            await identify(shared_town, staged)
        orders.append(act.ordered(staged, attempt.actor))
        await act.done(shared_library, orders[-1])
    assert [record["verb"] for record in await records(shared_town, *orders)] == [act.verb] * len(orders)


def test_the_card_is_wanted_where_the_table_says_so() -> None:
    assert {act.verb for act in EVERY_ACT if act.needs_card} == {
        verb for (verb, role), word in MAY.items() if role == "counter" and word == "card"
    }


@on_one_loop
@pytest.mark.parametrize("act", [act for act in EVERY_ACT if act.needs_card], ids=lambda act: act.name)
async def test_without_this_patrons_card_nothing_changes(
    act: StagedAct, shared_library: Library, shared_town: Town
) -> None:
    staged = await act.staged(shared_town, shared_library)
    other = await act.staged(shared_town, shared_library)
    before = await all_rows(shared_town.db)
    for shown, reason in (
        ({"shown_card": None}, Reason.CARD_NOT_SHOWN),
        ({"shown_card": other.card}, Reason.OTHER_CARD_SHOWN),
        ({"proof": CardProof.TYPED}, Reason.PROOF_NOT_ACCEPTED),
        ({"proof": CardProof.SEEN, "shown_card": None}, Reason.PROOF_NOT_ACCEPTED),
    ):
        for role in (Role.COUNTER, Role.SUPERVISOR):
            with pytest.raises(ActRefused) as refused:
                await act.done(shared_library, act.ordered(staged, clerk(role), **shown))
            assert refused.value.refusal.reasons == (reason,)
    assert changed(before, await all_rows(shared_town.db)) == frozenset()


@pytest.mark.parametrize("identified", [False, True], ids=["", "identified"])
async def test_a_library_may_allow_renewing_by_phone(identified: bool, library: Library, town: Town) -> None:
    (renewal,) = (act for act in EVERY_ACT if act.verb == "loan.renew")
    async with town.db.transaction() as conn:
        value = {"name": "renewal_by_phone", "valid_from": days_ago(1), "value": True}
        await conn.execute(insert(circulation_rule).values(value))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    staged = await renewal.staged(town, library)
    if identified:
        await identify(town, staged)
    assert await is_refused(renewal, library, staged, clerk(Role.PHONE)) is not identified
    assert len(await town.acts()) == identified


@on_one_loop
@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
async def test_who_sees_what(attempt: Attempt, shared_library: Library, shared_town: Town) -> None:
    (ask,) = (act for act in EVERY_ACT if act.verb == "question.ask")
    staged = await ask.staged(shared_town, shared_library)
    for actor in (clerk(), colleague(clerk())):
        await ask.done(shared_library, ask.ordered(staged, actor))
    if attempt.identified:
        await identify(shared_town, staged)

    answer = await shared_library.backend.look_ups.again(staged.patron_id, attempt.actor)
    assert isinstance(answer, PatronSnapshot) is attempt.sees_the_panels()

    if not attempt.sees_the_panels():
        with pytest.raises(ActRefused):
            await shared_library.records.act_history.of_patron(staged.patron_id, attempt.actor)
        return
    seen = await shared_library.records.act_history.of_patron(staged.patron_id, attempt.actor)
    assert len(seen.rows) == {"own": 1, "all": 2}[SEES["records of acts", attempt.column]]
