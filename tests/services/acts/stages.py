"""The stages of all acts: each registers a patron for whom one act is allowed."""

from typing import Any

from services.acts.registration import registered
from services.contract.snapshot import CancelledHoldRow
from services.own_schema.library import Library
from services.rules.passwords.passwords import generate
from services.rules.people.contacts import NextStep
from services.rules.people.reference import QuestionForm
from services.rules.people.registration import RegistrationForm
from services.rules.people.suspension import CHECKLISTS
from services.rules.secret import Secret
from services.rules.vocabulary import (
    CardStatus,
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    HoldStatus,
    PatronReport,
    Receiver,
    SuspensionReason,
)
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import TODAY, Town, at, days_ago, in_days
from tests.services.acts.staging import Staged, seen

QUESTION = QuestionForm(
    name="浦和 二郎",
    email="jiro.urawa@mail.example.jp",
    phone="",
    question="荒川の渡し場はどこか",
)

NO_ANSWER: dict[str, Any] = {
    "means": ContactMeans.PHONE,
    "result": ContactResult.NO_ANSWER,
    "after": NextStep(ContactStep.CALL, in_days(3)),
}

REGISTRATION = RegistrationForm(
    kana="ハトガヤ サブロウ",
    alias="鳩ヶ谷 三郎",
    phone="090-0000-0033",
    postal_code="334-0002",
    address="川口市鳩ヶ谷本町9-9-9",
)


async def with_a_loan(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.loan(patron_id)
    (row,) = (await seen(library, patron_id)).loans
    return Staged(patron_id, card, {"loan_id": row.id, "seen_version": row.version})


async def with_a_hold(town: Town, library: Library, card: str, **changed: Any) -> Staged:
    patron_id = await town.patron(card)
    title = await town.title()
    await town.item(title)
    await town.hold(patron_id, bib=title, **changed)
    (row,) = (await seen(library, patron_id)).holds
    return Staged(patron_id, card, {"hold_id": row.id, "seen_version": row.version})


async def with_a_hold_to_change(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_hold(town, library, card)
    wanted = {"contact": ContactMethod.MAIL, "branch_id": town.mobile_id, "stop_id": town.stop_id}
    return Staged(staged.patron_id, card, {**staged.fields, **wanted})


async def with_a_hold_on_the_shelf(town: Town, library: Library, card: str) -> Staged:
    return await with_a_hold(town, library, card, status=HoldStatus.READY)


async def with_a_hold_that_another_waits_for(town: Town, library: Library, card: str) -> Staged:
    title = await town.title()
    await town.hold(await town.patron(f"8{card[1:]}"), bib=title, placed_at=at(days_ago(2)))
    patron_id = await town.patron(card)
    await town.hold(patron_id, bib=title, status=HoldStatus.READY)
    (row,) = (await seen(library, patron_id)).holds
    fields = {"hold_id": row.id, "seen_version": row.version, "reason": "by_staff"}
    return Staged(patron_id, card, fields)


async def with_a_cancelled_hold(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    title = await town.title()
    await town.item(title)
    await town.cancelled(patron_id, bib_record_id=title, cancelled_at=at(TODAY))
    (row,) = (await seen(library, patron_id)).cancelled_holds
    return Staged(patron_id, card, coming_back(row))


async def with_a_cancelled_hold_of_the_shelf(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    title = await town.title()
    kept: dict[str, Any] = {
        "bib_record_id": title,
        "freed_item_id": await town.item(title),
        "status": HoldStatus.READY,
        "shelf_until": in_days(5),
        "shelf_place": "予約棚A",
        "shelf_extensions": 1,
    }
    await town.cancelled(patron_id, cancelled_at=at(TODAY), **kept)
    (row,) = (await seen(library, patron_id)).cancelled_holds
    return Staged(patron_id, card, coming_back(row))


def coming_back(row: CancelledHoldRow) -> dict[str, Any]:
    """What an order of 予約に戻す names of its row."""
    return {"cancellation_id": row.id, "seen_version": row.version, "comes_back": row.comes_back.status}


async def with_another_address(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    version = (await seen(library, patron_id)).patron.version
    return Staged(patron_id, card, {"address": "shinki.doc@mail.example.jp", "seen_version": version})


async def with_mail_no_longer_wanted(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.hold(patron_id, contact=ContactMethod.MAIL)
    version = (await seen(library, patron_id)).patron.version
    return Staged(patron_id, card, {"address": "", "seen_version": version, "holds_to_none": True})


async def just_registered(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card)


async def with_a_question(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card, {"form": QUESTION})


async def with_a_question_asked(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.question(patron_id)
    (row,) = (await seen(library, patron_id)).questions
    return Staged(patron_id, card, {"question_id": row.id, "seen_version": row.version})


async def without_a_password(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    fields = {
        "password": generate(library.masters.current.policy),
        "seen_version": None,
        "receiver": Receiver.SELF,
    }
    return Staged(patron_id, card, fields)


async def with_a_password_forgotten(town: Town, library: Library, card: str) -> Staged:
    staged = await without_a_password(town, library, card)
    await town.password(staged.patron_id)
    return Staged(staged.patron_id, card, {**staged.fields, "seen_version": 1})


async def with_a_password_known(town: Town, library: Library, card: str, **changed: Any) -> Staged:
    patron_id = await town.patron(card)
    await town.password(patron_id, CHEAP_HASHER.hash_now(Secret("Kingyo2026")), **changed)
    return Staged(patron_id, card, {"seen_version": 1})


async def with_a_password_to_change(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_password_known(town, library, card)
    typed = {"old": Secret("Kingyo2026"), "new": Secret("Hanabi0815"), "again": Secret("Hanabi0815")}
    return Staged(staged.patron_id, card, {**staged.fields, **typed})


async def with_a_password_to_check(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_password_known(town, library, card)
    return Staged(staged.patron_id, card, {"password": Secret("Kingyo2026")})


async def with_a_password_locked(town: Town, library: Library, card: str) -> Staged:
    return await with_a_password_known(town, library, card, wrong_logins=5, locked_until=at(in_days(1)))


async def with_another_registration(town: Town, _library: Library, card: str) -> Staged:
    fields = {"seen_version": 1, "form": REGISTRATION, "address_proven": True}
    return Staged(await town.patron(card), card, fields)


async def with_the_same_registration(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    form = registered((await seen(library, patron_id)).patron)
    return Staged(patron_id, card, {"seen_version": 1, "form": form, "address_proven": True})


async def with_a_card_that_is_gone(town: Town, _library: Library, card: str) -> Staged:
    fields = {"card_number": card, "by_patron": True, "consent": True}
    return Staged(await town.patron(card), card, fields)


async def with_a_card_that_is_gone_and_a_password(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_card_that_is_gone(town, library, card)
    await town.password(staged.patron_id)
    return Staged(staged.patron_id, card, {**staged.fields, "disable_password": True})


async def with_a_lost_card(town: Town, _library: Library, card: str) -> Staged:
    patron_id = await town.patron(card, CardStatus.LOST)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    return Staged(patron_id, card, {"card_number": card, "new_number": f"7{card[1:]}"})


async def with_a_lost_card_to_lift(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_lost_card(town, library, card)
    checked = frozenset(CHECKLISTS[SuspensionReason.CARD_LOST])
    return Staged(staged.patron_id, card, {**staged.fields, "checked": checked})


async def to_suspend(town: Town, _library: Library, card: str) -> Staged:
    reason = {"reason": SuspensionReason.UNREACHABLE, "note": "mail_returned"}
    return Staged(await town.patron(card), card, reason)


async def with_a_suspension(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.suspend(patron_id, SuspensionReason.CONTACT_WANTED)
    (row,) = (await seen(library, patron_id)).suspensions
    checked = frozenset(CHECKLISTS[SuspensionReason.CONTACT_WANTED])
    fields = {"suspension_id": row.id, "seen_version": row.version, "checked": checked}
    return Staged(patron_id, card, fields)


async def to_report(town: Town, _library: Library, card: str) -> Staged:
    return Staged(await town.patron(card), card, {"kind": PatronReport.REACHED})


async def with_a_report(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.report(patron_id)
    (row,) = (await seen(library, patron_id)).reports
    return Staged(patron_id, card, {"report_id": row.id, "seen_version": row.version})


async def with_somebody_to_reach(town: Town, library: Library, card: str) -> Staged:
    patron_id = await town.patron(card)
    await town.suspend(patron_id, SuspensionReason.CONTACT_WANTED)
    (row,) = (await seen(library, patron_id)).suspensions
    fields = {"suspension_id": row.id, "seen_version": row.version, **NO_ANSWER}
    return Staged(patron_id, card, fields)


async def with_a_ready_hold_to_tell_of(town: Town, library: Library, card: str) -> Staged:
    staged = await with_a_hold(town, library, card, status=HoldStatus.READY, contact=ContactMethod.PHONE)
    return Staged(staged.patron_id, card, {**staged.fields, **NO_ANSWER})
