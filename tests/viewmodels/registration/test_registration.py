"""登録更新 on fakes: the form, the card, the new date beforehand, and what the desk is told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.acts.registration import (
    RegistrationOutcome,
    RegistrationRenewed,
    RenewRegistration,
    registered,
)
from services.contract.errors import (
    ActRefused,
    OutcomeUnknown,
    RegistrationMalformed,
    RowChanged,
    SystemBusy,
)
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason, Refused
from services.rules.people.registration import RegistrationFault, RegistrationForm
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CardProof, Role
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.registration.registration_fakes import as_read_at
from viewmodels.core.notes import Done, Result
from viewmodels.core.trouble import Bug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.registration import RegistrationViewModel, RenewalForm


class Scene:
    """A desk with an open patron and the form of 登録更新."""

    def __init__(self, role: Role = Role.COUNTER) -> None:
        self.bench = Bench(role=role)
        self.acts = self.bench.acts
        acting = ActCommands(self.bench.desk, self.acts, self.bench.bugs)
        self.registration = RegistrationViewModel(
            acting, policy=lambda: DEFAULT_POLICY, report_bug=self.bench.bugs
        )

    def patron(self, version: int = 1, **changed: Any) -> PatronSnapshot:
        base = patron(CARD_A, version=version)
        return replace(base, patron=replace(base.patron, **changed))

    async def open(self, *, scanned: bool = True, **changed: Any) -> RenewalForm:
        self.bench.look_ups.answer(CARD_A, self.patron(**changed))
        (self.bench.desk.scanned if scanned else self.bench.desk.typed)(CARD_A)
        await self.bench.desk.look_up.settled()
        self.registration.open()
        form = self.registration.open_form.value
        assert form is not None
        return form

    async def save(self, *, proven: bool = True) -> None:
        self.registration.save.start(address_proven=proven)
        await self.registration.save.settled()

    def correct(self, **changed: str) -> None:
        form = self.registration.open_form.value
        assert form is not None
        form.typed(replace(form.form.value, **changed))

    def faults(self) -> tuple[RegistrationFault, ...]:
        form = self.registration.open_form.value
        assert form is not None
        return form.faults.value

    def is_dirty(self) -> bool:
        form = self.registration.open_form.value
        assert form is not None
        return form.dirty

    @property
    def order(self) -> RenewRegistration:
        order = self.acts.sent[-1]
        assert isinstance(order, RenewRegistration)
        return order


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_the_form_holds_what_is_registered_and_the_new_date(scene: Scene) -> None:
    form = await scene.open(expires_on=date(2026, 12, 11), alias=None, phone=None)
    assert form.form.value == RegistrationForm(
        kana="ミホン ハナコ",
        alias="",
        phone="",
        postal_code="333-0844",
        address="川口市上青木1丁目1-1",
    )
    assert (form.expires_on, form.new_expiry) == (date(2026, 12, 11), date(2029, 12, 11))
    assert not form.dirty


async def test_a_renewal_is_ordered_with_card_form_and_version(scene: Scene) -> None:
    await scene.open(version=3)
    scene.correct(phone="090-0000-0001")
    await scene.save()
    order = scene.order
    assert (order.proof, order.shown_card, order.seen_version) == (CardProof.OPENING_SCAN, CARD_A, 3)
    assert (order.form.phone, order.address_proven) == ("090-0000-0001", True)
    assert scene.registration.open_form.value is None
    assert scene.bench.desk.note.value == Result(Done.REGISTRATION_RENEWED, day=date(2029, 12, 11))
    assert scene.bench.desk.snapshot == scene.acts.after
    await scene.bench.leave()
    assert scene.bench.answers.asked == 0


@pytest.mark.parametrize(
    ("outcome", "note"),
    [
        (RegistrationOutcome.CORRECTED, Done.REGISTRATION_CORRECTED),
        (RegistrationOutcome.UNCHANGED, Done.REGISTRATION_UNCHANGED),
    ],
)
async def test_what_came_of_it_is_told(scene: Scene, outcome: RegistrationOutcome, note: Done) -> None:
    scene.acts.outcomes = [RegistrationRenewed(outcome, date(2029, 12, 11))]
    await scene.open()
    await scene.save()
    assert scene.bench.desk.note.value is note


async def test_the_card_is_scanned_in_the_dialog_and_nowhere_else(scene: Scene) -> None:
    form = await scene.open(scanned=False)
    await scene.save()
    told = []
    for card in (CARD_B, CARD_A):
        assert scene.acts.sent == []
        scene.bench.desk.scanned(card)
        told.append((form.card.shown.value is not None, type(form.card.trouble.value)))
    assert told == [(False, ActRefused), (True, type(None))]
    assert scene.bench.look_ups.asked == [CARD_A]
    await scene.save()
    assert scene.order.proof is CardProof.SCANNED


async def test_every_fault_is_told_at_once_and_each_until_it_is_mended(scene: Scene) -> None:
    await scene.open()
    scene.correct(kana="", phone="1", address=" ")
    assert scene.faults() == ()
    await scene.save()
    assert scene.acts.sent == []
    assert scene.faults() == (
        RegistrationFault.KANA_MISSING,
        RegistrationFault.PHONE_DIGIT_COUNT,
        RegistrationFault.ADDRESS_MISSING,
    )
    scene.correct(kana="ミホン")
    scene.correct(postal_code="")
    assert scene.faults() == (RegistrationFault.PHONE_DIGIT_COUNT, RegistrationFault.ADDRESS_MISSING)


async def test_what_only_the_database_finds_is_told_beside_its_field(scene: Scene) -> None:
    scene.acts.outcomes = [RegistrationMalformed((RegistrationFault.ALIAS_TOO_LONG,))]
    form = await scene.open()
    await scene.save()
    assert form.faults.value == (RegistrationFault.ALIAS_TOO_LONG,)
    assert form.card.trouble.value is None


async def test_a_refusal_stays_in_the_dialog_and_wants_the_card_again(scene: Scene) -> None:
    refusal = ActRefused(Refused((Reason.CARD_SHOWN_TOO_LONG_AGO,)))
    scene.acts.outcomes = [refusal]
    form = await scene.open()
    await scene.save()
    assert form.card.trouble.value is refusal
    assert (form.card.shown.value, scene.registration.open_form.value) == (None, form)
    scene.bench.desk.scanned(CARD_A)
    await scene.save()
    assert scene.order.proof is CardProof.SCANNED


@pytest.mark.parametrize(("scanned", "shown"), [(CARD_A, True), (CARD_B, False), ("12345678", False)])
async def test_what_is_scanned_while_an_act_runs_that_fails_ends_the_proof(
    scene: Scene, scanned: str, shown: bool
) -> None:
    scene.acts.outcomes = [SystemBusy()]

    async def scan() -> None:
        scene.bench.desk.scanned(scanned)

    scene.acts.meanwhile = scan
    form = await scene.open()
    await scene.save()
    assert (form.card.shown.value is not None) is shown


async def test_a_fault_of_the_program_is_told_by_its_reference(scene: Scene) -> None:
    scene.acts.outcomes = [RuntimeError("x")]
    form = await scene.open()
    await scene.save()
    assert form.card.trouble.value == Bug("R1")


async def test_what_changed_meanwhile_comes_into_the_form_and_what_was_typed_stays(scene: Scene) -> None:
    scene.acts.outcomes = [RowChanged()]
    form = await scene.open()
    scene.correct(address="川口市飯塚1-1", alias="はな")
    renewed = scene.patron(version=2, phone="090-0000-0007", expires_on=date(2029, 12, 11))
    scene.bench.look_ups.answer("refresh 11", renewed)
    await scene.save()
    await scene.bench.desk.refresh.settled()
    assert isinstance(form.card.trouble.value, RowChanged)
    assert form.form.value == replace(registered(renewed.patron), address="川口市飯塚1-1", alias="はな")
    assert form.expires_on == form.new_expiry == date(2029, 12, 11)
    await scene.save()
    assert scene.order.seen_version == 2


async def test_a_lost_answers_order_is_sent_again_as_it_was(scene: Scene) -> None:
    await scene.open()
    scene.correct(phone="090-0000-0001")
    for failure in (OutcomeUnknown("x"), SystemBusy(), None):
        scene.acts.outcomes = [failure]
        await scene.save()
    first, second, third = (order.act_id for order in scene.acts.sent)
    assert first == second == third


async def test_typed_input_is_a_draft_until_it_is_left(scene: Scene) -> None:
    await scene.open()
    scene.correct(phone="090-0000-0001")
    assert scene.is_dirty()
    await scene.bench.leave()
    assert scene.bench.answers.asked == 1
    scene.correct(phone="048-000-1234")
    assert not scene.is_dirty()
    scene.correct(phone="")
    scene.registration.close()
    await scene.bench.leave()
    assert scene.bench.answers.asked == 1


async def test_it_cannot_be_left_while_it_is_saved(scene: Scene) -> None:
    form = await scene.open()

    async def try_to_leave() -> None:
        scene.registration.close()
        scene.bench.desk.scanned(CARD_B)

    scene.acts.meanwhile = try_to_leave
    scene.acts.outcomes = [SystemBusy()]
    await scene.save()
    assert scene.registration.open_form.value is form
    assert scene.bench.desk.waiting_scan.value == CARD_B
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.registration.close()
    await scene.bench.desk.look_up.settled()
    assert scene.bench.look_ups.asked == [CARD_A, CARD_B]


async def test_the_patrons_end_is_the_forms_end(scene: Scene) -> None:
    await scene.open()
    scene.correct(phone="")
    await scene.bench.desk.aclose()
    assert scene.registration.open_form.value is None


async def test_a_second_opening_changes_nothing(scene: Scene) -> None:
    form = await scene.open()
    scene.registration.open()
    assert scene.registration.open_form.value is form


async def test_without_a_patron_nothing_opens(scene: Scene) -> None:
    scene.registration.open()
    await scene.save()
    assert scene.registration.open_form.value is None
    assert scene.acts.sent == []


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SUPERVISOR, Role.PHONE])
async def test_on_the_phone_it_says_that_the_patron_has_to_come(role: Role) -> None:
    scene = Scene(role)
    desk = scene.bench.desk
    if role is not Role.PHONE:
        desk.switch_channel.start()
        await desk.switch_channel.settled()
    scene.bench.look_ups.answer(CARD_A, as_read_at(desk, patron(CARD_A)))
    desk.scanned(CARD_A)
    await desk.look_up.settled()
    scene.registration.open()
    assert scene.registration.open_form.value is None
    assert isinstance(desk.note.value, ActRefused)
    assert desk.note.value.refusal.reasons == (Reason.NEEDS_VISIT,)
