"""The table of the library's rules by act: what each refuses, and what one might take for a refusal and is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from services.own_schema.database.tables import (
    card,
    hold,
    hold_cancellation,
    loan,
    password_credential,
    patron,
)
from services.rules.decision import Reason
from services.rules.people.contacts import NextStep
from services.rules.vocabulary import (
    CardProof,
    CardStatus,
    Channel,
    ContactMeans,
    ContactMethod,
    ContactStep,
    CredentialKind,
    HoldStatus,
    Receiver,
    SuspensionReason,
)
from tests.helpers.patrons import NOW, TODAY, at, clerk, days_ago, in_days
from tests.services.acts.happenings import (
    Happening,
    another_hold,
    another_loan,
    another_waits,
    checked,
    closed_for_days,
    found,
    has,
    held_again,
    interlibrary,
    just_changed_the_address,
    lost,
    no_copy_is_left,
    of_the_mobile_library,
    reported_already,
    still_on_its_way,
    suspended,
    suspended_for,
    the_library_says,
    waits_again,
    without_a_password,
)

CALLED_YESTERDAY = NextStep(ContactStep.CALL, days_ago(1))
ON_THE_PHONE = clerk(channel=Channel.PHONE)


@dataclass(frozen=True)
class Line:
    """One rule: what happens on the stage, how the order differs, and what the act answers."""

    rule: str
    act: str
    reasons: tuple[Reason, ...] = ()
    happens: tuple[Happening, ...] = ()
    order: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return f"{self.act}: {self.rule}"


LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
_SEEN_TOO_LONG_AGO = {"proof": CardProof.OPENING_SCAN, "shown_at": NOW.replace(hour=9)}

RULES = (
    Line("貸出禁止中", "loan.renew", (Reason.SUSPENDED,), (suspended(),)),
    Line(
        "更新期限切れ", "loan.renew", (Reason.REGISTRATION_EXPIRED,), (has(patron, expires_on=days_ago(1)),)
    ),
    Line("15日以上の延滞", "loan.renew", (Reason.LONG_OVERDUE,), (another_loan(15),)),
    Line("返却期限日を過ぎて", "loan.renew", (Reason.PAST_DUE,), (has(loan, due_on=days_ago(1)),)),
    Line("once", "loan.renew", (Reason.ALREADY_RENEWED,), (has(loan, renewals=1, renewed_on=days_ago(1)),)),
    Line("予約待ちあり", "loan.renew", (Reason.HOLD_WAITING,), (another_waits,)),
    Line(
        "from the day after the loan",
        "loan.renew",
        (Reason.LENT_TODAY,),
        (has(loan, loaned_on=TODAY, due_on=in_days(14)),),
    ),
    Line("around a closure", "loan.renew", (Reason.CLOSURE,), (closed_for_days,)),
    Line("電話では延長できません", "loan.renew", (Reason.BY_PHONE,), (), {"actor": ON_THE_PHONE}),
    Line("a date not later", "loan.renew", (Reason.NOT_LATER,), (has(loan, due_on=in_days(30)),)),
    Line("相互貸借 without the item", "loan.renew", (Reason.ITEM_NOT_SHOWN,), (interlibrary,)),
    Line(
        "on the due date without the item", "loan.renew", (Reason.ITEM_NOT_SHOWN,), (has(loan, due_on=TODAY),)
    ),
    Line(
        "移動図書館, where the library says so",
        "loan.renew",
        (Reason.MOBILE_LIBRARY,),
        (of_the_mobile_library, the_library_says(renewal_of_mobile_loans_at_counter=False)),
    ),
    Line(
        "all reasons in their order",
        "loan.renew",
        (
            Reason.SUSPENDED,
            Reason.REGISTRATION_EXPIRED,
            Reason.LONG_OVERDUE,
            Reason.PAST_DUE,
            Reason.ALREADY_RENEWED,
            Reason.HOLD_WAITING,
            Reason.CLOSURE,
        ),
        (
            another_waits,
            has(loan, loaned_on=days_ago(40), due_on=days_ago(20), renewals=1, renewed_on=days_ago(30)),
            suspended(OVERDUE),
            has(patron, expires_on=days_ago(1)),
            closed_for_days,
        ),
    ),
    Line("メール needs an address", "hold.change", (Reason.NO_MAIL_ADDRESS,), (has(patron, email=None),)),
    Line(
        "the mobile library needs a 受取ポイント", "hold.change", (Reason.STOP_NEEDED,), (), {"stop_id": None}
    ),
    Line("受取ポイント only there", "hold.change", (Reason.STOP_ONLY_FOR_MOBILE,), (), {"branch_id": 1}),
    Line(
        "電話, where the library doesn't offer it",
        "hold.change",
        (Reason.CONTACT_NOT_OFFERED,),
        (the_library_says(staff_may_set_phone_contact=False),),
        {"contact": ContactMethod.PHONE},
    ),
    Line("受取館 only while waiting", "hold.change", (Reason.NOT_WAITING,), (found(HoldStatus.IN_TRANSIT),)),
    Line("解除 only while waiting", "hold.cancel", (Reason.NOT_WAITING,), (found(HoldStatus.READY),)),
    Line("窓口取消 only after that", "hold.staff_cancel", (Reason.STILL_WAITING,), (waits_again,)),
    Line(
        "利用者取消 is the patron's own",
        "hold.staff_cancel",
        (Reason.CANCEL_REASON_NOT_OFFERED,),
        (),
        {"reason": "by_patron"},
    ),
    Line("取置延長 not while waiting", "hold.extend_shelf", (Reason.STILL_WAITING,), (waits_again,)),
    Line("nor on the way", "hold.extend_shelf", (Reason.NOT_ON_SHELF,), (still_on_its_way,)),
    Line("once", "hold.extend_shelf", (Reason.SHELF_ALREADY_EXTENDED,), (has(hold, shelf_extensions=1),)),
    Line(
        "nor when it is over",
        "hold.extend_shelf",
        (Reason.SHELF_TIME_OVER,),
        (has(hold, shelf_until=days_ago(1)),),
    ),
    Line(
        "the same day",
        "hold.undo_cancel",
        (Reason.UNDO_DAY_OVER,),
        (has(hold_cancellation, cancelled_at=at(days_ago(1))),),
    ),
    Line("held again", "hold.undo_cancel", (Reason.HELD_AGAIN,), (held_again,)),
    Line(
        "the limit is full",
        "hold.undo_cancel",
        (Reason.HOLD_LIMIT_REACHED,),
        (another_hold, the_library_says(hold_limits={"book": 1, "av": 5, "language": 3})),
    ),
    Line("no copy is left", "hold.undo_cancel", (Reason.COPY_GONE,), (no_copy_is_left,)),
    Line(
        "予約待ち期限日",
        "hold.undo_cancel",
        (Reason.WAIT_TIME_OVER,),
        (has(hold_cancellation, wait_until=days_ago(1)),),
    ),
    Line(
        "not deleted while a hold wants mail",
        "email.change to none",
        (Reason.MAIL_WANTED_BY_HOLD,),
        (),
        {"holds_to_none": False},
    ),
    Line("no address, no notice", "email.resend", (Reason.NO_MAIL_ADDRESS,), (has(patron, email=None),)),
    Line("one notice at a time", "email.resend", (Reason.MAIL_ON_ITS_WAY,), (just_changed_the_address,)),
    Line("not for ①", "password.issue", (Reason.CARD_LOST,), (lost,)),
    Line("nor before ① is lifted", "password.issue", (Reason.LOSS_NOT_LIFTED,), (suspended(LOST),)),
    Line(
        "保護者 only of a child", "password.issue", (Reason.NOT_A_CHILD,), (), {"receiver": Receiver.GUARDIAN}
    ),
    Line("代理 is off", "password.issue", (Reason.PROXY_NOT_ACCEPTED,), (), {"receiver": Receiver.PROXY}),
    Line("with the card shown", "password.issue", (Reason.CARD_NOT_SHOWN,), (), {"shown_card": None}),
    Line("this patron's", "password.issue", (Reason.OTHER_CARD_SHOWN,), (), {"shown_card": "800000009"}),
    Line(
        "at most two minutes ago", "password.issue", (Reason.CARD_SHOWN_TOO_LONG_AGO,), (), _SEEN_TOO_LONG_AGO
    ),
    Line("目視 is a setting", "password.issue", (Reason.PROOF_NOT_ACCEPTED,), (), {"proof": CardProof.SEEN}),
    Line(
        "an expired registration, where the library says so",
        "password.issue",
        (Reason.REGISTRATION_EXPIRED,),
        (
            has(patron, expires_on=days_ago(1)),
            the_library_says(password_issue_when_registration_expired=False),
        ),
    ),
    Line(
        "none issued", "password.change", (Reason.NO_PASSWORD,), (without_a_password,), {"seen_version": None}
    ),
    Line(
        "無効", "password.change", (Reason.PASSWORD_DISABLED,), (has(password_credential, disabled_at=NOW),)
    ),
    Line(
        "ロック中",
        "password.change",
        (Reason.PASSWORD_LOCKED,),
        (has(password_credential, locked_until=at(in_days(1))),),
    ),
    Line(
        "an expired initial one can't be the old one",
        "password.change",
        (Reason.PASSWORD_EXPIRED,),
        (has(password_credential, kind=CredentialKind.INITIAL, expires_on=days_ago(1)),),
    ),
    Line(
        "while a lock would hide the answer",
        "password.check",
        (Reason.PASSWORD_LOCKED,),
        (has(password_credential, locked_until=at(in_days(1))),),
    ),
    Line(
        "nothing to unlock",
        "password.unlock",
        (Reason.PASSWORD_NOT_LOCKED,),
        (has(password_credential, locked_until=None, wrong_logins=0),),
    ),
    Line(
        "once", "password.disable", (Reason.PASSWORD_DISABLED,), (has(password_credential, disabled_at=NOW),)
    ),
    Line(
        "ご住所を確認できるもの",
        "registration.renew",
        (Reason.ADDRESS_NOT_PROVEN,),
        (),
        {"address_proven": False},
    ),
    Line(
        "ご本人から申し出を受けました", "card.report_lost", (Reason.NOT_BY_PATRON,), (), {"by_patron": False}
    ),
    Line("貸出禁止の了承を得ました", "card.report_lost", (Reason.NO_CONSENT,), (), {"consent": False}),
    Line("reported already", "card.report_lost", (Reason.ALREADY_IN_FORCE,), (lost,)),
    Line(
        "neither lost nor damaged",
        "card.replace",
        (Reason.CARD_NOT_LOST,),
        (has(card, status=CardStatus.ACTIVE),),
    ),
    Line("① only by the report", "suspension.set", (Reason.NO_CONSENT,), (), {"reason": LOST}),
    Line("once at a time", "suspension.set", (Reason.ALREADY_IN_FORCE,), (suspended(UNREACHABLE),)),
    Line("③ when nothing is overdue", "suspension.set", (Reason.NOTHING_OVERDUE,), (), {"reason": OVERDUE}),
    Line("codes only", "suspension.set", (Reason.CODE_NOT_OFFERED,), (), {"note": "a note of one's own"}),
    Line("the checklist", "suspension.lift", (Reason.CHECKLIST_OPEN,), (), {"checked": frozenset()}),
    Line(
        "① without a replacement card",
        "suspension.lift",
        (Reason.CARD_NOT_REPLACED,),
        (has(card, status=CardStatus.LOST), *suspended_for(LOST)),
        checked(LOST),
    ),
    Line(
        "③ while items are overdue",
        "suspension.lift",
        (Reason.ITEMS_STILL_OVERDUE,),
        suspended_for(OVERDUE, another_loan(3)),
        checked(OVERDUE),
    ),
    Line(
        "④ while the address is the old one",
        "suspension.lift",
        (Reason.ADDRESS_NOT_CHANGED,),
        suspended_for(ADDRESS),
        checked(ADDRESS),
    ),
    Line("one at a time", "report.take", (Reason.REPORTED_ALREADY,), (reported_already,)),
    Line("②③⑤ alone", "contact.record", (Reason.NOT_FOR_CONTACTS,), suspended_for(ADDRESS)),
    Line("a ready hold alone", "contact.record of a hold", (Reason.NOT_FOR_CONTACTS,), (still_on_its_way,)),
    Line(
        "a result of its means",
        "contact.record",
        (Reason.CODE_NOT_OFFERED,),
        (),
        {"means": ContactMeans.MAIL},
    ),
    Line("a day to come", "contact.record", (Reason.DAY_IS_OVER,), (), {"after": CALLED_YESTERDAY}),
)

SUSPENDED_OR_NOT = (
    "hold.change",
    "hold.cancel",
    "email.change to another",
    "question.ask",
    "registration.renew",
    "password.issue",
)

STILL_ALLOWED = (
    *(
        Line(
            "while suspended for ② to ⑤",
            act,
            (),
            tuple(map(suspended, (UNREACHABLE, OVERDUE, ADDRESS, CONTACT))),
        )
        for act in SUSPENDED_OR_NOT
    ),
    *(Line("when a card is lost", act, (), (lost,)) for act in SUSPENDED_OR_NOT[:4]),
    Line("when the registration expired", "password.issue", (), (has(patron, expires_on=days_ago(1)),)),
    Line("on 更新期限日", "loan.renew", (), (has(patron, expires_on=TODAY),)),
    Line("14 days overdue elsewhere", "loan.renew", (), (another_loan(14),)),
    Line("the day after the loan", "loan.renew", (), (has(loan, loaned_on=days_ago(1)),)),
    Line("相互貸借 with the item", "loan.renew", (), (interlibrary,), {"item_checked": True}),
    Line(
        "on the due date with the item", "loan.renew", (), (has(loan, due_on=TODAY),), {"item_checked": True}
    ),
    Line("移動図書館", "loan.renew", (), (of_the_mobile_library,)),
    Line(
        "電話 stays 電話",
        "hold.change",
        (),
        (has(hold, contact=ContactMethod.PHONE), the_library_says(staff_may_set_phone_contact=False)),
        {"contact": ContactMethod.PHONE},
    ),
    Line(
        "連絡方法 of a hold on its way",
        "hold.change",
        (),
        (found(HoldStatus.IN_TRANSIT),),
        {"branch_id": 1, "stop_id": None, "contact": ContactMethod.MAIL},
    ),
    Line("on 取置期限日", "hold.extend_shelf", (), (has(hold, shelf_until=TODAY),)),
    Line("on 予約待ち期限日", "hold.undo_cancel", (), (has(hold_cancellation, wait_until=TODAY),)),
    Line(
        "④ after the address changed",
        "suspension.lift",
        (),
        (*suspended_for(ADDRESS), has(patron, address_changed_on=TODAY)),
        checked(ADDRESS),
    ),
    Line("③ when nothing is overdue", "suspension.lift", (), suspended_for(OVERDUE), checked(OVERDUE)),
    Line("once more", "contact.record", (), suspended_for(UNREACHABLE), {"after": None}),
    Line("a damaged card", "card.replace", (), (has(card, status=CardStatus.ACTIVE),), {"damaged": True}),
)

NOT_AN_ACTS = {
    # Said by the patron page alone; the counter asks for the item.
    Reason.INTERLIBRARY,
    # Who may act at all: permission_table.py.
    Reason.ROLE_MAY_NOT,
    Reason.NEEDS_VISIT,
    Reason.NOT_IDENTIFIED,
    # No restriction of the own schema stops renewals or holds alone: people/test_suspension.py, test_renewal.py.
    Reason.RESTRICTED,
    # No patron of the own schema lacks a card, and no lock of it an end: tests/services/rules/passwords.
    Reason.NO_CARD,
    Reason.LOCK_WITHOUT_END,
    # A patron who was imported without a birth date: transfer/all_without_birth_date.py.
    Reason.AGE_UNKNOWN,
    # Another system's answer, in its words: views/text/test_refusal_words.py.
    Reason.SYSTEM_REFUSES,
    # What a library system doesn't offer: test_as_offered.py.
    Reason.NOT_OFFERED,
    # What another library system answers: tests/views/circulation/test_whose_decisions.py.
    Reason.SYSTEM_REFUSES,
    # A suspension that isn't in force any more is told as done by somebody else: test_lifting.py.
    Reason.NOT_IN_FORCE,
}
