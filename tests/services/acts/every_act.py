"""The register of all acts: `test_every_act.py` holds that none is missing.

Whoever adds an act adds it here, and it is held to the permission table, to repeating, to racing and to dying.
"""

from typing import Any

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.library import Library
from services.rules.permissions import Power
from services.rules.reference import QuestionForm
from services.rules.registration import RegistrationForm
from services.rules.suspension import CHECKLISTS
from services.rules.vocabulary import (
    CardStatus,
    ContactMethod,
    HoldStatus,
    PatronReport,
    Receiver,
    SuspensionReason,
)
from services.secret import Secret
from tests.helpers.patrons import TODAY, Town, at, days_ago, in_days
from tests.services.acts.staging import Staged, StagedAct, seen

QUESTION = QuestionForm(
    name="浦和 二郎",
    email="jiro.urawa@mail.example.jp",
    phone="",
    question="荒川の渡し場はどこか",
)

REGISTRATION = RegistrationForm(
    kana="ハトガヤ サブロウ",
    alias="鳩ヶ谷 三郎",
    phone="090-0000-0033",
    postal_code="334-0002",
    address="川口市鳩ヶ谷本町9-9-9",
)


async def _with_a_loan(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.loan(patron_id)
    (row,) = (await seen(library, patron_id)).loans
    return Staged(patron_id, card, {"loan_id": row.id, "seen_version": row.version})


async def _with_a_hold(town: Town, library: Library, card: str, **changed: Any) -> Staged:
    patron_id = await town.patron(card)
    title = await town.title()
    await town.item(title)
    await town.hold(patron_id, bib=title, **changed)
    (row,) = (await seen(library, patron_id)).holds
    return Staged(patron_id, card, {"hold_id": row.id, "seen_version": row.version})


async def _with_a_hold_to_change(town: Town, library: Library, card: str) -> Staged:
    staged = await _with_a_hold(town, library, card)
    wanted = {"contact": ContactMethod.MAIL, "branch_id": town.mobile_id, "stop_id": town.stop_id}
    return Staged(staged.patron_id, card, {**staged.fields, **wanted})


async def _with_a_hold_on_the_shelf(town: Town, library: Library, card: str) -> Staged:
    return await _with_a_hold(town, library, card, status=HoldStatus.READY)


async def _with_a_hold_that_another_waits_for(town: Town, library: Library, card: str) -> Staged:
    title = await town.title()
    await town.hold(await town.patron(f"8{card[1:]}"), bib=title, placed_at=at(days_ago(2)))
    patron_id = await town.patron(card)
    await town.hold(patron_id, bib=title, status=HoldStatus.READY)
    (row,) = (await seen(library, patron_id)).holds
    fields = {"hold_id": row.id, "seen_version": row.version, "reason": "by_staff"}
    return Staged(patron_id, card, fields)


async def _with_a_cancelled_hold(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    title = await town.title()
    await town.item(title)
    await town.cancelled(patron_id, bib_record_id=title, cancelled_at=at(TODAY))
    (row,) = (await seen(library, patron_id)).cancelled_holds
    return Staged(patron_id, card, {"cancellation_id": row.id, "seen_version": row.version})


async def _with_another_address(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    version = (await seen(library, patron_id)).patron.version
    return Staged(patron_id, card, {"address": "shinki.doc@mail.example.jp", "seen_version": version})


async def _with_mail_no_longer_wanted(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.hold(patron_id, contact=ContactMethod.MAIL)
    version = (await seen(library, patron_id)).patron.version
    return Staged(patron_id, card, {"address": "", "seen_version": version, "holds_to_none": True})


async def _just_registered(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card)


async def _with_a_question(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card, {"form": QUESTION})


async def _with_a_question_asked(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.question(patron_id)
    (row,) = (await seen(library, patron_id)).questions
    return Staged(patron_id, card, {"question_id": row.id, "seen_version": row.version})


async def _without_a_password(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    fields = {"password": library.passwords.generate(), "seen_version": None, "receiver": Receiver.SELF}
    return Staged(patron_id, card, fields)


async def _with_a_password_forgotten(town: Town, library: Library, card: str) -> Staged:
    staged = await _without_a_password(town, library, card)
    await town.password(staged.patron_id)
    return Staged(staged.patron_id, card, {**staged.fields, "seen_version": 1})


async def _with_a_password_known(town: Town, library: Library, card: str, **changed: Any) -> Staged:
    patron_id = await town.patron(card)
    await town.password(patron_id, library.hasher.hash_now(Secret("Kingyo2026")), **changed)
    return Staged(patron_id, card, {"seen_version": 1})


async def _with_a_password_to_change(town: Town, library: Library, card: str) -> Staged:
    staged = await _with_a_password_known(town, library, card)
    typed = {"old": Secret("Kingyo2026"), "new": Secret("Hanabi0815"), "again": Secret("Hanabi0815")}
    return Staged(staged.patron_id, card, {**staged.fields, **typed})


async def _with_a_password_to_check(town: Town, library: Library, card: str) -> Staged:
    staged = await _with_a_password_known(town, library, card)
    return Staged(staged.patron_id, card, {"password": Secret("Kingyo2026")})


async def _with_a_password_locked(town: Town, library: Library, card: str) -> Staged:
    return await _with_a_password_known(town, library, card, wrong_logins=5, locked_until=at(in_days(1)))


async def _with_another_registration(town: Town, _library: Library, card: str) -> Staged:
    fields = {"seen_version": 1, "form": REGISTRATION, "address_proven": True}
    return Staged(await town.patron(card), card, fields)


async def _with_a_card_that_is_gone(town: Town, _library: Library, card: str) -> Staged:
    fields = {"card_number": card, "by_patron": True, "consent": True}
    return Staged(await town.patron(card), card, fields)


async def _with_a_card_that_is_gone_and_a_password(town: Town, library: Library, card: str) -> Staged:
    staged = await _with_a_card_that_is_gone(town, library, card)
    await town.password(staged.patron_id)
    return Staged(staged.patron_id, card, {**staged.fields, "disable_password": True})


async def _with_a_lost_card(town: Town, _library: Library, card: str) -> Staged:
    patron_id = await town.patron(card, CardStatus.LOST)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    return Staged(patron_id, card, {"card_number": card, "new_number": f"7{card[1:]}"})


async def _to_suspend(town: Town, _library: Library, card: str) -> Staged:
    reason = {"reason": SuspensionReason.UNREACHABLE, "note": "mail_returned"}
    return Staged(await town.patron(card), card, reason)


async def _with_a_suspension(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.suspend(patron_id, SuspensionReason.CONTACT_WANTED)
    (row,) = (await seen(library, patron_id)).suspensions
    checked = frozenset(CHECKLISTS[row.reason])
    fields = {"suspension_id": row.id, "seen_version": row.version, "checked": checked}
    return Staged(patron_id, card, fields)


async def _to_report(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card, {"kind": PatronReport.REACHED})


async def _with_a_report(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.report(patron_id)
    (row,) = (await seen(library, patron_id)).reports
    return Staged(patron_id, card, {"report_id": row.id, "seen_version": row.version})


EVERY_ACT: tuple[StagedAct, ...] = (
    StagedAct(
        name="loan.renew",
        power=Power.RENEW_LOANS,
        order=RenewLoan,
        stage=_with_a_loan,
        perform=lambda library: library.loans.renew,
        changes=frozenset({"loan"}),
    ),
    StagedAct(
        name="hold.change",
        power=Power.SERVE_PATRON,
        order=ChangeHold,
        stage=_with_a_hold_to_change,
        perform=lambda library: library.holds.change,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.cancel",
        power=Power.SERVE_PATRON,
        order=CancelHold,
        stage=_with_a_hold,
        perform=lambda library: library.holds.cancel,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.staff_cancel",
        power=Power.SERVE_PATRON,
        order=StaffCancelHold,
        stage=_with_a_hold_that_another_waits_for,
        perform=lambda library: library.holds.staff_cancel,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.extend_shelf",
        power=Power.SERVE_PATRON,
        order=ExtendShelf,
        stage=_with_a_hold_on_the_shelf,
        perform=lambda library: library.holds.extend,
        changes=frozenset({"hold"}),
    ),
    StagedAct(
        name="hold.undo_cancel",
        power=Power.SERVE_PATRON,
        order=UndoCancel,
        stage=_with_a_cancelled_hold,
        perform=lambda library: library.holds.undo,
        changes=frozenset({"hold", "hold_cancellation"}),
    ),
    StagedAct(
        name="hold.acknowledge",
        power=Power.SERVE_PATRON,
        order=Acknowledge,
        stage=_with_a_cancelled_hold,
        perform=lambda library: library.holds.acknowledge,
        changes=frozenset({"hold_cancellation"}),
    ),
    StagedAct(
        name="email.change to another",
        power=Power.SERVE_PATRON,
        order=ChangeEmail,
        stage=_with_another_address,
        perform=lambda library: library.contact.change_email,
        changes=frozenset({"patron", "outgoing_mail"}),
    ),
    StagedAct(
        name="email.change to none",
        power=Power.SERVE_PATRON,
        order=ChangeEmail,
        stage=_with_mail_no_longer_wanted,
        perform=lambda library: library.contact.change_email,
        changes=frozenset({"patron", "hold"}),
    ),
    StagedAct(
        name="email.resend",
        power=Power.SERVE_PATRON,
        order=ResendNotice,
        stage=_just_registered,
        perform=lambda library: library.contact.resend,
        changes=frozenset({"outgoing_mail"}),
    ),
    StagedAct(
        name="question.ask",
        power=Power.SERVE_PATRON,
        order=AskQuestion,
        stage=_with_a_question,
        perform=lambda library: library.reference.ask,
        changes=frozenset({"reference_question", "outgoing_mail"}),
        excludes_itself=False,
    ),
    StagedAct(
        name="question.told",
        power=Power.SERVE_PATRON,
        order=MarkTold,
        stage=_with_a_question_asked,
        perform=lambda library: library.reference.mark_told,
        changes=frozenset({"reference_question"}),
    ),
    StagedAct(
        name="password.issue",
        power=Power.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=_without_a_password,
        perform=lambda library: library.passwords.issue,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.reissue",
        power=Power.ISSUE_PASSWORD,
        order=IssuePassword,
        stage=_with_a_password_forgotten,
        perform=lambda library: library.passwords.issue,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.change",
        power=Power.TRY_PASSWORD,
        order=ChangePassword,
        stage=_with_a_password_to_change,
        perform=lambda library: library.password_use.change,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.check",
        power=Power.TRY_PASSWORD,
        order=CheckPassword,
        stage=_with_a_password_to_check,
        perform=lambda library: library.password_use.check,
        changes=frozenset(),
        needs_card=True,
        excludes_itself=False,
    ),
    StagedAct(
        name="password.unlock",
        power=Power.TRY_PASSWORD,
        order=UnlockPassword,
        stage=_with_a_password_locked,
        perform=lambda library: library.password_use.unlock,
        changes=frozenset({"password_credential"}),
        needs_card=True,
    ),
    StagedAct(
        name="password.disable",
        power=Power.DISABLE_PASSWORD,
        order=DisablePassword,
        stage=_with_a_password_known,
        perform=lambda library: library.password_use.disable,
        changes=frozenset({"password_credential"}),
    ),
    StagedAct(
        name="registration.renew",
        power=Power.RENEW_REGISTRATION,
        order=RenewRegistration,
        stage=_with_another_registration,
        perform=lambda library: library.registration.renew,
        changes=frozenset({"patron"}),
        needs_card=True,
    ),
    StagedAct(
        name="card.report_lost",
        power=Power.TAKE_REPORT,
        order=ReportLost,
        stage=_with_a_card_that_is_gone,
        perform=lambda library: library.cards.report_lost,
        changes=frozenset({"card", "suspension"}),
    ),
    StagedAct(
        name="card.report_lost and the password",
        power=Power.TAKE_REPORT,
        order=ReportLost,
        stage=_with_a_card_that_is_gone_and_a_password,
        perform=lambda library: library.cards.report_lost,
        changes=frozenset({"card", "suspension", "password_credential"}),
    ),
    StagedAct(
        name="card.replace",
        power=Power.SUPERVISE,
        order=ReplaceCard,
        stage=_with_a_lost_card,
        perform=lambda library: library.cards.replace,
        changes=frozenset({"card"}),
    ),
    StagedAct(
        name="suspension.set",
        power=Power.SUPERVISE,
        order=Suspend,
        stage=_to_suspend,
        perform=lambda library: library.suspensions.suspend,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="suspension.lift",
        power=Power.SUPERVISE,
        order=Lift,
        stage=_with_a_suspension,
        perform=lambda library: library.suspensions.lift,
        changes=frozenset({"suspension"}),
    ),
    StagedAct(
        name="report.take",
        power=Power.TAKE_REPORT,
        order=TakeReport,
        stage=_to_report,
        perform=lambda library: library.reports.take,
        changes=frozenset({"patron_report"}),
    ),
    StagedAct(
        name="report.settle",
        power=Power.SUPERVISE,
        order=SettleReport,
        stage=_with_a_report,
        perform=lambda library: library.reports.settle,
        changes=frozenset({"patron_report"}),
    ),
)
