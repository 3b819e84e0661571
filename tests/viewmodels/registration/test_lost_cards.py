"""カード紛失の届出 and 代替カードの登録 on fakes."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.acts.cards import ReplaceCard, ReportLost
from services.contract.errors import (
    ActRefused,
    CardInUse,
    CardNumberMalformed,
    CardRetired,
    OutcomeUnknown,
    RowChanged,
    SystemBusy,
)
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.policy import DEFAULT_POLICY, Policy
from services.rules.vocabulary import CardStatus, Role, SuspensionReason
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.registration.registration_fakes import NEW_CARD, LossClerk, as_read_at
from viewmodels.core.notes import Done
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import Loss, LostCardViewModel, ReplacementForm

LONGER = Policy(card_lengths="9-10", item_number_digits=8, typed_card_accepted=True)
LONGER_CARD = "0012345678"
LOST = (snapshots.suspended(SuspensionReason.CARD_LOST),)


class Scene:
    """A desk with an open patron, and a clerk who confirms what is asked."""

    def __init__(self, role: Role = Role.SUPERVISOR, policy: Policy = DEFAULT_POLICY) -> None:
        self.bench = Bench(role=role, policy=policy)
        self.acts = self.bench.acts
        self.clerk = LossClerk()
        acting = ActCommands(self.bench.desk, self.acts, self.bench.bugs)
        masters = self.bench.masters
        self.cards = LostCardViewModel(
            acting, self.clerk, policy=lambda: masters.current.policy, report_bug=self.bench.bugs
        )

    async def open(self, status: CardStatus = CardStatus.ACTIVE, **changed: Any) -> None:
        base = patron(CARD_A)
        opened = replace(base, patron=replace(base.patron, card_status=status), **changed)
        self.bench.look_ups.answer(CARD_A, as_read_at(self.bench.desk, opened))
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()

    async def report(self) -> None:
        self.cards.report_lost.start()
        await self.cards.report_lost.settled()

    async def replacing(self, status: CardStatus = CardStatus.LOST) -> ReplacementForm:
        await self.open(status)
        self.cards.open_replacement()
        form = self.cards.open_form.value
        assert form is not None
        return form

    async def register(self, *, damaged: bool = False) -> None:
        self.cards.register.start(damaged=damaged)
        await self.cards.register.settled()


@pytest.fixture
def scene() -> Scene:
    return Scene()


# カード紛失の届出


@pytest.mark.parametrize("disable", [False, True])
async def test_a_loss_is_reported_and_what_follows_is_said(scene: Scene, disable: bool) -> None:
    scene.clerk.says = Loss(by_patron=True, consent=True, disable_password=disable)
    await scene.open()
    await scene.report()
    (order,) = scene.acts.sent
    assert isinstance(order, ReportLost)
    assert (order.card_number, order.by_patron, order.consent) == (CARD_A, True, True)
    assert order.disable_password is disable
    assert (scene.clerk.asked, scene.clerk.told) == ([True], [(True, disable)])
    assert scene.bench.desk.note.value is Done.CARD_REPORTED_LOST
    assert scene.bench.desk.snapshot == scene.acts.after


@pytest.mark.parametrize("password", [None, snapshots.password(disabled=True)])
async def test_no_password_is_offered_where_none_is_in_force(scene: Scene, password: Any) -> None:
    await scene.open(password=password)
    await scene.report()
    assert (scene.clerk.asked, scene.clerk.told) == ([False], [(False, False)])


async def test_a_report_not_taken_does_nothing(scene: Scene) -> None:
    scene.clerk.says = None
    await scene.open()
    await scene.report()
    assert (scene.acts.sent, scene.clerk.told) == ([], [])


async def test_a_lost_card_is_told_before_any_question(scene: Scene) -> None:
    await scene.open(CardStatus.LOST, suspensions=LOST)
    await scene.report()
    assert isinstance(scene.bench.desk.note.value, ActRefused)
    assert scene.bench.desk.note.value.refusal.reasons == (Reason.ALREADY_IN_FORCE,)
    assert scene.clerk.asked == []


async def test_a_refused_report_says_nothing_of_what_follows(scene: Scene) -> None:
    changed = RowChanged()
    scene.acts.outcomes = [changed]
    await scene.open()
    scene.bench.look_ups.answer("refresh 11", patron(CARD_A, version=5))
    await scene.report()
    await scene.bench.desk.refresh.settled()
    assert scene.clerk.told == []
    assert scene.bench.desk.note.value is changed


async def test_a_lost_answers_report_is_sent_again_as_it_was(scene: Scene) -> None:
    await scene.open()
    for failure in (OutcomeUnknown("x"), None):
        scene.acts.outcomes = [failure]
        await scene.report()
    first, second = scene.acts.sent
    assert first == second


async def test_a_report_is_taken_by_phone(scene: Scene) -> None:
    desk = scene.bench.desk
    desk.switch_channel.start()
    await desk.switch_channel.settled()
    await scene.open()
    await scene.report()
    assert len(scene.acts.sent) == 1


async def test_without_a_patron_nothing_is_asked(scene: Scene) -> None:
    await scene.report()
    scene.cards.open_replacement()
    await scene.register()
    assert (scene.clerk.asked, scene.acts.sent, scene.cards.open_form.value) == ([], [], None)


# 代替カードの登録


async def test_the_new_card_is_scanned_and_registered(scene: Scene) -> None:
    form = await scene.replacing()
    assert form.lost
    await scene.register()
    assert scene.acts.sent == []
    scene.bench.desk.scanned(f"a{NEW_CARD[:-1]}-{NEW_CARD[-1]}b")
    assert form.number.value == NEW_CARD
    scene.acts.after = replace(scene.acts.after, card_number=NEW_CARD)
    await scene.register()
    (order,) = scene.acts.sent
    assert isinstance(order, ReplaceCard)
    assert (order.card_number, order.new_number, order.damaged) == (CARD_A, NEW_CARD, False)
    assert scene.cards.open_form.value is None
    assert scene.bench.desk.note.value is Done.CARD_REPLACED
    assert isinstance(scene.bench.desk.answer.value, PatronSnapshot)
    assert scene.bench.desk.answer.value.card_number == NEW_CARD
    assert scene.bench.look_ups.asked == [CARD_A]


async def test_a_damaged_card_is_replaced_by_its_tick(scene: Scene) -> None:
    form = await scene.replacing(CardStatus.ACTIVE)
    assert not form.lost
    scene.bench.desk.scanned(NEW_CARD)
    await scene.register(damaged=True)
    (order,) = scene.acts.sent
    assert isinstance(order, ReplaceCard)
    assert order.damaged


async def test_what_is_no_new_card_is_told_and_takes_the_number_away(scene: Scene) -> None:
    form = await scene.replacing()
    for text, error in (("123", CardNumberMalformed), (CARD_A, CardInUse)):
        scene.bench.desk.scanned(NEW_CARD)
        assert (form.number.value, form.trouble.value) == (NEW_CARD, None)
        scene.bench.desk.scanned(text)
        assert isinstance(form.trouble.value, error)
        assert form.number.value is None


@pytest.mark.parametrize("way", ["scanned", "typed"])
async def test_a_card_of_a_new_form_is_read_by_the_masters_in_force(way: str) -> None:
    scene = Scene(policy=Policy(typed_card_accepted=True))
    form = await scene.replacing()
    scene.bench.masters.policy = LONGER
    getattr(scene.bench.desk if way == "scanned" else form, way)(LONGER_CARD)
    await scene.bench.desk.unread.reading.settled()
    assert (form.number.value, form.trouble.value) == (LONGER_CARD, None)
    await scene.register()
    (order,) = scene.acts.sent
    assert isinstance(order, ReplaceCard)
    assert order.new_number == LONGER_CARD


@pytest.mark.parametrize("then", ["scanned", "typed", "left", "covered"])
async def test_what_comes_meanwhile_goes_before_a_card_of_a_new_form(then: str) -> None:
    scene = Scene(policy=Policy(typed_card_accepted=True))
    desk, masters = scene.bench.desk, scene.bench.masters
    form = await scene.replacing()
    masters.policy, masters.gate = LONGER, asyncio.Event()
    desk.scanned(LONGER_CARD)
    await asyncio.sleep(0)
    match then:
        case "scanned":
            desk.scanned(NEW_CARD)
        case "typed":
            form.typed(NEW_CARD)
        case "left":
            scene.cards.close()
        case _:
            desk.suppress_scans(lambda: None)
    masters.gate.set()
    await desk.unread.reading.settled()
    await desk.look_up.settled()
    assert form.number.value == (NEW_CARD if then in {"scanned", "typed"} else None)
    assert desk.snapshot is not None
    assert desk.snapshot.card_number == CARD_A


@pytest.mark.parametrize("error", [CardInUse(NEW_CARD), CardRetired(NEW_CARD)])
async def test_a_number_that_is_taken_asks_for_another_card(
    scene: Scene, error: CardInUse | CardRetired
) -> None:
    form = await scene.replacing()
    scene.acts.outcomes = [error]
    scene.bench.desk.scanned(NEW_CARD)
    await scene.register()
    assert (form.trouble.value, form.number.value) == (error, None)
    assert scene.cards.open_form.value is form
    assert scene.bench.desk.snapshot is not None


async def test_a_card_replaced_meanwhile_is_told_and_its_new_state_read(scene: Scene) -> None:
    form = await scene.replacing()
    scene.acts.outcomes = [RowChanged()]
    scene.bench.look_ups.answer("refresh 11", replace(patron(CARD_A), card_number="200000088"))
    scene.bench.desk.scanned(NEW_CARD)
    await scene.register()
    await scene.bench.desk.refresh.settled()
    assert isinstance(form.trouble.value, RowChanged)
    assert form.subject.card_number == "200000088"


async def test_typing_the_number_is_the_librarys_choice() -> None:
    form = await Scene().replacing()
    form.typed(NEW_CARD)
    assert form.number.value is None
    form = await Scene(policy=Policy(typed_card_accepted=True)).replacing()
    form.typed(NEW_CARD)
    assert form.number.value == NEW_CARD


async def test_a_check_digit_that_is_wrong_warns_and_refuses_nothing() -> None:
    scene = Scene(policy=Policy(card_check_digit="modulus7"))
    form = await scene.replacing()
    scene.bench.desk.scanned("200000081")
    assert (form.fits.value, form.number.value) == (False, "200000081")
    scene.bench.desk.scanned("200000080")
    assert (form.fits.value, form.number.value) == (True, "200000080")


async def test_it_cannot_be_left_while_the_card_is_registered(scene: Scene) -> None:
    form = await scene.replacing()
    scene.acts.outcomes = [SystemBusy()]

    async def try_to_leave() -> None:
        scene.cards.close()
        scene.bench.desk.scanned(CARD_B)

    scene.acts.meanwhile = try_to_leave
    scene.bench.desk.scanned(NEW_CARD)
    await scene.register()
    assert scene.cards.open_form.value is form
    assert scene.bench.desk.waiting_scan.value == CARD_B
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.cards.close()
    await scene.bench.desk.look_up.settled()
    assert scene.cards.open_form.value is None


async def test_the_counter_is_told_that_a_supervisor_replaces_cards() -> None:
    scene = Scene(Role.COUNTER)
    await scene.open(CardStatus.LOST)
    scene.cards.open_replacement()
    assert scene.cards.open_form.value is None
    assert isinstance(scene.bench.desk.note.value, ActRefused)
    assert scene.bench.desk.note.value.refusal.reasons == (Reason.ROLE_MAY_NOT,)


async def test_a_card_read_in_the_moment_of_the_key_is_not_the_one_that_is_registered(scene: Scene) -> None:
    form = await scene.replacing()
    desk = scene.bench.desk
    desk.scanned(NEW_CARD)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.cards.register.start(damaged=False)
    desk.scanned(CARD_B)
    assert (form.number.value, desk.waiting_scan.value) == (NEW_CARD, CARD_B)
    await scene.cards.register.settled()
    await desk.look_up.settled()
    assert [it.new_number for it in scene.acts.sent] == [NEW_CARD]
    assert desk.patron_id == 22


async def test_another_card_can_be_read_once_registering_came_to_nothing(scene: Scene) -> None:
    form = await scene.replacing()
    scene.bench.desk.scanned(NEW_CARD)
    scene.acts.outcomes = [SystemBusy()]
    await scene.register()
    scene.bench.desk.scanned(CARD_B)
    assert form.number.value == CARD_B
