"""Changing, checking, unlocking and switching off a password at the desk, on fakes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.acts.password_use import (
    ChangePassword,
    CheckPassword,
    DisablePassword,
    PasswordChange,
    PasswordCheck,
    UnlockPassword,
)
from services.contract.errors import (
    ActRefused,
    OutcomeUnknown,
    RowChanged,
    SystemReadOnly,
    SystemUnreachable,
)
from services.rules.decision import Allowed, Reason, Refused
from services.rules.passwords.passwords import PasswordFault
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof
from tests.helpers.snapshots import password
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.passwords.keeping import WatchedSecret, watch
from tests.viewmodels.passwords.password_fakes import Dialogs
from viewmodels.core.notes import Done
from viewmodels.core.trouble import Bug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.passwords.password_form_base import FormStage
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm
from viewmodels.passwords.password_use import PasswordUseViewModel

OLD, NEW = Secret("Kingyo2026"), Secret("Hanabi0815")
WRONG = PasswordChange((PasswordFault.OLD_WRONG,), until_lock=2)


class Scene:
    """A desk with an open patron, acts, and somebody in front of the dialogs."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.bench = Bench()
        self.desk = self.bench.desk
        self.acts = self.bench.acts
        self.dialogs = Dialogs()
        self.acting = ActCommands(self.desk, self.acts, self.bench.bugs)
        self.use = PasswordUseViewModel(
            self.acting,
            self.acts,
            self.dialogs,
            policy=lambda: policy or Policy(),
            report_bug=self.bench.bugs,
        )

    async def open(self, *, scanned: bool = True, **changed: Any) -> None:
        may_all = replace(patron(CARD_A).password_use, unlock=Allowed())
        everyday = replace(patron(CARD_A), password_use=may_all, password=password(version=7))
        self.bench.look_ups.answer(CARD_A, replace(everyday, **changed))
        (self.desk.scanned if scanned else self.desk.typed)(CARD_A)
        await self.desk.look_up.settled()

    async def changing(self) -> ChangeForm:
        return await self.dialogs.opened(ChangeForm, self.use.change.start)

    async def checking(self) -> CheckForm:
        return await self.dialogs.opened(CheckForm, self.use.check.start)


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def typed(form: ChangeForm, old: Secret = OLD, new: Secret = NEW, again: Secret = NEW) -> None:
    form.send.start(old, new, again)
    await form.send.settled()


async def checked(form: CheckForm, text: str = "Kingyo2026") -> None:
    form.send.start(Secret(text))
    await form.send.settled()


# パスワード変更


async def test_a_change_is_ordered_with_the_opening_scan_and_told(scene: Scene) -> None:
    await scene.open()
    form = await scene.changing()
    await typed(form)
    (order,) = scene.acts.sent
    assert isinstance(order, ChangePassword)
    assert (order.old, order.new, order.again, order.seen_version) == (OLD, NEW, NEW, 7)
    assert (order.proof, order.shown_card) == (CardProof.OPENING_SCAN, CARD_A)
    assert (form.stage.value, form.outcome.value) == (FormStage.DONE, PasswordChange())
    assert scene.desk.note.value is Done.PASSWORD_CHANGED
    assert scene.desk.snapshot == scene.acts.after
    assert not form.send.can_execute.value


async def test_a_wrong_old_one_is_told_in_the_dialog_which_stays(scene: Scene) -> None:
    scene.acts.outcomes = [WRONG]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    assert (form.stage.value, form.outcome.value) == (FormStage.ASKING, WRONG)
    assert scene.desk.note.value is Done.PASSWORD_NOT_CHANGED
    assert scene.desk.snapshot == scene.acts.after
    assert form.send.can_execute.value


async def test_the_same_fault_again_is_told_again(scene: Scene) -> None:
    scene.acts.outcomes = [WRONG, WRONG]
    await scene.open()
    form = await scene.changing()
    told: list[PasswordChange | None] = []
    form.outcome.subscribe(told.append)
    await typed(form)
    await typed(form)
    assert told == [None, WRONG, None, WRONG]


async def test_what_locked_it_leaves_nothing_to_try(scene: Scene) -> None:
    scene.acts.outcomes = [replace(WRONG, until_lock=0)]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    assert not form.send.can_execute.value


async def test_a_blank_old_one_is_no_try(scene: Scene) -> None:
    await scene.open()
    form = await scene.changing()
    await typed(form, Secret(""), Secret("kurz"), Secret("kura"))
    assert form.outcome.value == PasswordChange(
        (
            PasswordFault.OLD_MISSING,
            PasswordFault.TOO_SHORT,
            PasswordFault.LETTERS_ONLY,
            PasswordFault.MISMATCH,
        )
    )
    assert scene.acts.sent == []


async def test_without_a_card_nothing_is_sent(scene: Scene) -> None:
    await scene.open(scanned=False)
    form = await scene.changing()
    await typed(form)
    assert scene.acts.sent == []
    scene.desk.scanned(CARD_B)
    assert isinstance(form.trouble.value, ActRefused)
    await typed(form)
    assert scene.acts.sent == []
    scene.desk.scanned(CARD_A)
    await typed(form)
    (order,) = scene.acts.sent
    assert isinstance(order, ChangePassword)
    assert (order.proof, order.shown_card) == (CardProof.SCANNED, CARD_A)
    assert scene.bench.look_ups.asked == [CARD_A]


async def test_an_old_opening_scan_is_no_proof(scene: Scene) -> None:
    await scene.open()
    scene.bench.ticks.pass_by(timedelta(minutes=3))
    form = await scene.changing()
    assert form.card.shown.value is None


async def test_what_the_act_refuses_is_told_and_wants_the_card_anew(scene: Scene) -> None:
    refusal = ActRefused(Refused((Reason.CARD_SHOWN_TOO_LONG_AGO,)))
    scene.acts.outcomes = [refusal]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    assert (form.trouble.value, form.card.shown.value) == (refusal, None)
    assert (form.stage.value, form.outcome.value) == (FormStage.ASKING, None)
    assert scene.bench.look_ups.asked[-1] == f"refresh {int(CARD_A[-2:])}"


async def test_another_password_meanwhile_is_told_and_read(scene: Scene) -> None:
    scene.acts.outcomes = [RowChanged()]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    assert isinstance(form.trouble.value, RowChanged)
    scene.bench.look_ups.answer(
        f"refresh {int(CARD_A[-2:])}", replace(patron(CARD_A), password=password(version=8))
    )
    await scene.desk.refresh.settled()
    await typed(form)
    assert isinstance(scene.acts.sent[-1], ChangePassword)
    assert scene.acts.sent[-1].seen_version == 8


async def test_a_bug_is_told_by_its_reference(scene: Scene) -> None:
    scene.acts.outcomes = [KeyError("x")]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    assert form.trouble.value == Bug("R1")


async def test_an_unknown_outcome_is_sent_again_as_it_was_until_it_is_known(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), SystemUnreachable(), None]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    scene.desk.scanned(CARD_A)
    await typed(form)
    await typed(form)
    first, second, third = scene.acts.sent
    assert first == second == third
    assert form.stage.value is FormStage.DONE


@pytest.mark.parametrize("trouble", [SystemReadOnly(), ArithmeticError()])
async def test_what_is_no_answer_leaves_the_doubt(scene: Scene, trouble: Exception) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), trouble, None]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    await typed(form)
    (first, second) = scene.acts.sent
    assert scene.desk.unanswered.open.value == (first.act_id,)
    await typed(form)
    assert first == second == scene.acts.sent[-1]
    assert not scene.desk.unanswered.open.value


async def test_other_words_after_an_unknown_outcome_are_another_order(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), RowChanged()]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    await typed(form, new=Secret("Fuurin0707"), again=Secret("Fuurin0707"))
    first, second = scene.acts.sent
    assert first.act_id != second.act_id


async def test_a_settled_order_is_not_sent_again(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), ActRefused(Refused((Reason.CARD_SHOWN_TOO_LONG_AGO,)))]
    await scene.open()
    form = await scene.changing()
    await typed(form)
    await typed(form)
    scene.desk.scanned(CARD_A)
    await typed(form)
    first, second, third = scene.acts.sent
    assert first.act_id == second.act_id != third.act_id


async def test_a_closed_dialog_keeps_no_password(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.open()
    form = await scene.changing()
    await typed(form, WatchedSecret("Kingyo2026"))
    is_kept = watch(scene.acts.sent.pop().old)
    form.trouble.set(None)  # whose traceback knows what was sent
    assert is_kept()
    form.close()
    await scene.use.change.settled()
    assert (is_kept(), form.stage.value) == (False, FormStage.CLOSED)


# パスワード確認, ロック解除, 利用停止


async def test_a_check_may_be_tried_again(scene: Scene) -> None:
    wrong = PasswordCheck(LogInOutcome.WRONG, free_left=2)
    late = PasswordCheck(LogInOutcome.EXPIRED, free_left=2)
    right = PasswordCheck(LogInOutcome.OK, free_left=1)
    scene.acts.outcomes = [wrong, late, right]
    await scene.open()
    form = await scene.checking()
    await checked(form, "kingyo2026")
    assert (form.outcome.value, form.stage.value) == (wrong, FormStage.ASKING)
    told = [scene.desk.note.value]
    await checked(form)
    told.append(scene.desk.note.value)
    await checked(form)
    orders = [order for order in scene.acts.sent if isinstance(order, CheckPassword)]
    assert [order.password.reveal() for order in orders] == ["kingyo2026", "Kingyo2026", "Kingyo2026"]
    assert form.outcome.value == right
    told.append(scene.desk.note.value)
    assert told == [Done.PASSWORD_WRONG, Done.PASSWORD_WOULD_NOT_LOG_IN, Done.PASSWORD_WOULD_LOG_IN]


async def test_an_unlock_wants_the_card_and_closes_the_dialog(scene: Scene) -> None:
    await scene.open(scanned=False)
    form = await scene.dialogs.opened(UnlockForm, scene.use.unlock.start)
    assert not form.send.can_execute.value
    scene.desk.scanned(CARD_A)
    form.send.start()
    await scene.use.unlock.settled()
    (order,) = scene.acts.sent
    assert isinstance(order, UnlockPassword)
    assert (order.seen_version, order.proof) == (7, CardProof.SCANNED)
    assert scene.desk.note.value is Done.PASSWORD_UNLOCKED


async def test_switching_off_wants_no_card_and_closes_the_dialog(scene: Scene) -> None:
    await scene.open(scanned=False)
    form = await scene.dialogs.opened(DisableForm, scene.use.disable.start)
    form.send.start()
    await scene.use.disable.settled()
    (order,) = scene.acts.sent
    assert isinstance(order, DisablePassword)
    assert order.seen_version == 7
    assert scene.desk.note.value is Done.PASSWORD_DISABLED


@pytest.mark.parametrize("name", ["change", "check", "unlock", "disable"])
async def test_what_may_not_be_is_told_and_opens_nothing(scene: Scene, name: str) -> None:
    refused = Refused((Reason.NO_PASSWORD,))
    await scene.open(password_use=replace(patron(CARD_A).password_use, **{name: refused}))
    command = getattr(scene.use, name)
    command.start()
    await command.settled()
    told = scene.desk.note.value
    assert isinstance(told, ActRefused)
    assert told.refusal == refused
    assert scene.dialogs.forms == []


async def test_nobody_open_means_nothing_to_do(scene: Scene) -> None:
    scene.use.change.start()
    await scene.use.change.settled()
    assert scene.dialogs.forms == []


# Scans, and the end


async def test_another_card_is_for_the_dialog_until_it_is_done(scene: Scene) -> None:
    await scene.open()
    form = await scene.changing()
    waiting: list[str | None] = []
    scene.desk.waiting_scan.subscribe(waiting.append)
    scene.desk.scanned(CARD_B)
    scene.desk.scanned(CARD_A)
    await typed(form)
    assert waiting == [None]
    scene.desk.scanned(CARD_B)
    assert waiting == [None, CARD_B]
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    form.close()
    await scene.use.change.settled()
    await scene.desk.look_up.settled()
    assert scene.desk.snapshot is not None
    assert scene.desk.snapshot.card_number == CARD_B


async def test_a_card_is_the_desks_again_once_the_dialog_closed(scene: Scene) -> None:
    await scene.open()
    (await scene.checking()).close()
    await scene.use.check.settled()
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    await scene.desk.look_up.settled()
    assert scene.bench.look_ups.asked[-1] == CARD_B


async def test_the_end_waits_for_the_act_and_closes_the_dialog(scene: Scene) -> None:
    await scene.open()
    form = await scene.changing()
    answer = scene.acts.gate()
    form.send.start(OLD, NEW, NEW)
    await asyncio.sleep(0)
    stages: list[FormStage] = []
    form.stage.subscribe(stages.append)
    form.close()
    ending = asyncio.ensure_future(scene.use.aclose())
    await asyncio.sleep(0)
    assert not ending.done()
    answer.set()
    await ending
    await scene.acting.aclose()
    assert stages == [FormStage.WORKING, FormStage.ASKING, FormStage.DONE, FormStage.CLOSED]
