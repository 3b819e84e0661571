"""解除 on real databases: what the database knows about each reason, the checklist, and overrides."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.registration import RenewRegistration
from services.contract.errors import ActRefused, RowChanged
from services.own_schema.database.tables import card, patron
from services.own_schema.library import Library
from services.rules.decision import Allowed, Reason
from services.rules.people.registration import RegistrationForm
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import CardProof, CardStatus, PatronReport, SuspensionReason
from tests.helpers.patrons import CARD, TODAY, Town, at, clerk, days_ago, open_card, reasons
from tests.services.acts.suspension_scene import (
    ADDRESS,
    CONTACT,
    LOST,
    NEW_CARD,
    OVERDUE,
    SUPERVISOR,
    UNREACHABLE,
    allow_overriding,
    lift_order,
    nothing,
    refused_with,
    shown,
    suspended,
)

# 解除: what the database knows


async def _overdue(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, due_on=days_ago(1))


async def _due_today(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, due_on=TODAY)


async def _returned_late(town: Town, patron_id: int) -> None:
    await town.loan(patron_id, loaned_on=days_ago(40), due_on=days_ago(20), returned_on=TODAY)


async def _moved_before(town: Town, patron_id: int) -> None:
    await town.change(patron, patron.c.id == patron_id, address_changed_on=days_ago(31))


async def _moved_since(town: Town, patron_id: int) -> None:
    await town.change(patron, patron.c.id == patron_id, address_changed_on=days_ago(30))


async def _replaced(town: Town, patron_id: int) -> None:
    await town.replace_card(patron_id, CARD, NEW_CARD)


async def _replaced_before(town: Town, patron_id: int) -> None:
    await _replaced(town, patron_id)
    await town.change(card, card.c.number == NEW_CARD, issued_on=days_ago(31))


async def _replaced_and_lost_again(town: Town, patron_id: int) -> None:
    await _replaced(town, patron_id)
    await town.change(card, card.c.number == NEW_CARD, status=CardStatus.LOST)


@dataclass(frozen=True)
class Known:
    """Suspended a month ago; then something happened, and it speaks against lifting, or doesn't."""

    reason: SuspensionReason
    happened: Callable[[Town, int], Awaitable[None]]
    number: str
    against: Reason | None


KNOWN = [
    (LOST, nothing, CARD, Reason.CARD_NOT_REPLACED),
    (LOST, _replaced, NEW_CARD, None),
    (LOST, _replaced_before, NEW_CARD, Reason.CARD_NOT_REPLACED),
    (LOST, _replaced_and_lost_again, NEW_CARD, Reason.CARD_NOT_REPLACED),
    (UNREACHABLE, _overdue, CARD, None),
    (OVERDUE, nothing, CARD, None),
    (OVERDUE, _overdue, CARD, Reason.ITEMS_STILL_OVERDUE),
    (OVERDUE, _due_today, CARD, None),
    (OVERDUE, _returned_late, CARD, None),
    (ADDRESS, nothing, CARD, Reason.ADDRESS_NOT_CHANGED),
    (ADDRESS, _moved_before, CARD, Reason.ADDRESS_NOT_CHANGED),
    (ADDRESS, _moved_since, CARD, None),
    (CONTACT, _overdue, CARD, None),
]
each_fact = pytest.mark.parametrize(
    "known", [Known(*it) for it in KNOWN], ids=lambda it: f"{it.reason}{it.happened.__name__}"
)


@each_fact
async def test_what_the_database_knows_decides(library: Library, town: Town, known: Known) -> None:
    await suspended(town, known.reason, known.happened)
    (row,) = (await open_card(library.backend.look_ups, known.number, SUPERVISOR)).suspensions
    order = await lift_order(library, known.reason, number=known.number)
    if known.against is None:
        assert row.lift == Allowed()
        answer = shown(await library.backend.acts.perform(order))
        assert (answer.suspensions, answer.notices) == ((), ())
        (past,) = answer.past_suspensions
        assert (past.lifted_on, past.lifted_by, past.override) == (TODAY, "staff01", None)
        assert (past.started_by, past.version) == ("supervisor", 2)
    else:
        assert reasons(row.lift) == (known.against,)
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(order)
        assert refused_with(refused) == (known.against,)
        assert await town.acts() == []


@each_fact
async def test_an_override_goes_past_the_facts_where_the_library_allows_it(
    library: Library, town: Town, known: Known
) -> None:
    await suspended(town, known.reason, known.happened)
    code = "library_decision"
    order = await lift_order(library, known.reason, number=known.number, override=code)
    if known.against is not None:
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(order)
        assert refused_with(refused) == (known.against,)
    await allow_overriding(town)
    (past,) = shown(await library.backend.acts.perform(order)).past_suspensions
    assert past.override == ("館の判断" if known.against else None)
    (record,) = await town.acts()
    assert record["details"] == {"reason": known.reason.value, "override": code if known.against else None}


async def test_an_override_is_one_of_the_librarys_codes(library: Library, town: Town) -> None:
    await suspended(town, OVERDUE, _overdue)
    await allow_overriding(town)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await lift_order(library, OVERDUE, override="because"))
    assert refused_with(refused) == (Reason.CODE_NOT_OFFERED,)


async def test_a_card_found_again_is_no_longer_lost(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    await town.suspend(patron_id, LOST)
    await town.patron("200000001", CardStatus.LOST)
    await allow_overriding(town)
    answer = shown(await library.backend.acts.perform(await lift_order(library, LOST, override="card_found")))
    assert answer.patron.card_status is CardStatus.ACTIVE
    assert answer.issue_password == Allowed()
    statuses = {row["number"]: row["status"] for row in await town.all_rows(card)}
    assert statuses == {CARD: CardStatus.ACTIVE, "200000001": CardStatus.LOST}


async def test_another_reason_leaves_a_lost_card_lost(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    for reason in (LOST, CONTACT):
        await town.suspend(patron_id, reason)
    answer = shown(await library.backend.acts.perform(await lift_order(library, CONTACT)))
    assert answer.patron.card_status is CardStatus.LOST


@pytest.mark.parametrize("reason", SuspensionReason)
async def test_each_item_of_the_checklist_has_to_be_ticked(
    library: Library, town: Town, reason: SuspensionReason
) -> None:
    patron_id = await town.patron(address_changed_on=TODAY)
    await town.suspend(patron_id, reason)
    await town.replace_card(patron_id, CARD, NEW_CARD)
    for item in CHECKLISTS[reason]:
        checked = frozenset(CHECKLISTS[reason]) - {item}
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(
                await lift_order(library, reason, number=NEW_CARD, checked=checked)
            )
        assert refused_with(refused) == (Reason.CHECKLIST_OPEN,)
    await library.backend.acts.perform(await lift_order(library, reason, number=NEW_CARD))


# 解除: the report that led to it


async def test_the_report_that_led_to_it_is_settled_with_it(library: Library, town: Town) -> None:
    await suspended(town, OVERDUE)
    patron_id = (await open_card(library.backend.look_ups)).patron.id
    led = await town.report(patron_id, kind=PatronReport.RETURNED)
    await town.report(patron_id, kind=PatronReport.REACHED)
    order = await lift_order(library, OVERDUE, settles=(led, 1))
    answer = shown(await library.backend.acts.perform(order))
    assert [(row.kind, row.settled_on, row.settled_by) for row in answer.reports] == [
        (PatronReport.REACHED, None, None),
        (PatronReport.RETURNED, TODAY, "staff01"),
    ]
    assert answer.suspensions == ()
    (record,) = await town.acts()
    assert (record["verb"], record["subject"]) == ("suspension.lift", "suspension")
    assert record["details"] == {"reason": "long_overdue", "override": None, "settled": "returned"}
    assert (await library.backend.acts.perform(order)).repeated


async def test_a_report_that_somebody_settled_meanwhile_stays_theirs(library: Library, town: Town) -> None:
    await suspended(town, OVERDUE)
    patron_id = (await open_card(library.backend.look_ups)).patron.id
    led = await town.report(patron_id, settled_at=at(days_ago(1)), settled_by="staff09", version=2)
    answer = shown(await library.backend.acts.perform(await lift_order(library, OVERDUE, settles=(led, 1))))
    assert (answer.suspensions, [row.settled_by for row in answer.reports]) == ((), ["staff09"])
    (record,) = await town.acts()
    assert record["details"] == {"reason": "long_overdue", "override": None}


@pytest.mark.parametrize(("settles", "version"), [((0, 1), 1), ((1, 0), 2)], ids=["gone", "changed"])
async def test_a_report_that_changed_stops_the_lift(
    library: Library, town: Town, settles: tuple[int, int], version: int
) -> None:
    await suspended(town, OVERDUE)
    patron_id = (await open_card(library.backend.look_ups)).patron.id
    led = await town.report(patron_id, version=version)
    key, seen = settles
    order = await lift_order(library, OVERDUE, settles=(led if key else led + 1, seen or 1))
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(order)
    assert await town.acts() == []


# 解除: the facts as the other acts leave them


async def test_a_lost_cards_replacement_lifts_it(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    loss = ReportLost(actor=clerk(), patron_id=patron_id, card_number=CARD, by_patron=True, consent=True)
    await library.backend.acts.perform(loss)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await lift_order(library, LOST))
    assert refused_with(refused) == (Reason.CARD_NOT_REPLACED,)
    new = ReplaceCard(actor=SUPERVISOR, patron_id=patron_id, card_number=CARD, new_number=NEW_CARD)
    await library.backend.acts.perform(new)
    answer = shown(await library.backend.acts.perform(await lift_order(library, LOST, number=NEW_CARD)))
    assert (answer.card_number, answer.patron.card_status) == (NEW_CARD, CardStatus.ACTIVE)
    assert answer.suspensions == ()


async def test_an_address_registered_anew_lifts_it(library: Library, town: Town) -> None:
    await suspended(town, ADDRESS)
    before = (await open_card(library.backend.look_ups)).patron
    form = RegistrationForm(
        kana=before.kana or "",
        alias="",
        phone=before.phone or "",
        postal_code=before.postal_code or "",
        address="川口市栄町9-9-9",
    )
    renewing = RenewRegistration(
        actor=SUPERVISOR,
        patron_id=before.id,
        proof=CardProof.SCANNED,
        shown_card=CARD,
        shown_at=None,
        seen_version=before.version,
        form=form,
        address_proven=True,
    )
    await library.backend.acts.perform(renewing)
    assert shown(await library.backend.acts.perform(await lift_order(library, ADDRESS))).suspensions == ()
