"""Defines the closed vocabularies: the codes that the database stores and the rules decide on.

The values are what stands in the database's columns (VARCHAR + CHECK), so they never change once released.
`views.text.words` has the words that people read for them, domain.md the meaning of each.
"""

from enum import Enum, StrEnum
from typing import Final


class Channel(StrEnum):
    """Where the patron is while staff act: at the counter, or on the phone."""

    COUNTER = "counter"
    PHONE = "phone"


class Role(StrEnum):
    """What a staff member may do (窓口担当, 電話担当, 責任者)."""

    COUNTER = "counter"
    PHONE = "phone"
    SUPERVISOR = "supervisor"


class BranchKind(StrEnum):
    """A branch is a building, or the mobile library, whose loans and pick-ups have rules of their own."""

    LIBRARY = "library"
    MOBILE = "mobile"


class LoanClass(StrEnum):
    """The classes that loan and hold limits are counted in."""

    BOOK = "book"
    AV = "av"
    LANGUAGE = "language"


class CardStatus(StrEnum):
    """A card opens its patron while ACTIVE or reported LOST; RETIRED ones were replaced and open no patron."""

    ACTIVE = "active"
    LOST = "lost"
    RETIRED = "retired"


class HoldStatus(StrEnum):
    """The states of a hold on the patron's list: 予約待ち, 移送中です, ご用意できました."""

    WAITING = "waiting"
    IN_TRANSIT = "in_transit"
    READY = "ready"


class ContactMethod(StrEnum):
    """How the library tells that a hold is ready; PHONE exists on holds placed at a counter."""

    MAIL = "mail"
    NONE = "none"
    PHONE = "phone"


class SuspensionReason(StrEnum):
    """The guide's five reasons for 貸出禁止中, ① to ⑤, in its order."""

    CARD_LOST = "card_lost"
    UNREACHABLE = "unreachable"
    LONG_OVERDUE = "long_overdue"
    ADDRESS_CHANGE = "address_change"
    CONTACT_WANTED = "contact_wanted"


class Stopped(Enum):
    """What a restriction stops: borrowing, placing holds, renewing loans."""

    LOANS = "loans"
    HOLDS = "holds"
    RENEWALS = "renewals"


class CredentialKind(StrEnum):
    """Who made the password in force: the library (初期) or the patron (本人変更済)."""

    INITIAL = "initial"
    PATRON = "patron"


class Receiver(StrEnum):
    """Who takes the slip: 本人, 保護者, 代理. Only the category is recorded."""

    SELF = "self"
    GUARDIAN = "guardian"
    PROXY = "proxy"


class CardProof(StrEnum):
    """How staff know that this patron's card was there: scanned now, opened by a scan, typed, or seen."""

    SCANNED = "scanned"
    OPENING_SCAN = "opening_scan"
    TYPED = "typed"
    SEEN = "seen"


class AgeGroup(Enum):
    """What the header tells of an age: enough to address the patron, no birth date."""

    PRESCHOOL = "preschool"
    PRIMARY_SCHOOL = "primary_school"
    MIDDLE_SCHOOL = "middle_school"
    TEENS = "teens"
    TWENTIES = "twenties"
    THIRTIES = "thirties"
    FORTIES = "forties"
    FIFTIES = "fifties"
    SIXTIES = "sixties"
    SEVENTIES = "seventies"
    EIGHTY_AND_OVER = "eighty_and_over"


class PatronReport(StrEnum):
    """What a patron reports and a supervisor settles (申し出の記録): 返却済, 住所変更, 連絡がついた, カード発見."""

    RETURNED = "returned"
    ADDRESS_CHANGED = "address_changed"
    REACHED = "reached"
    CARD_FOUND = "card_found"


class ContactMeans(StrEnum):
    """How staff try to reach a patron: 電話, 封書, はがき, メール, 窓口で."""

    PHONE = "phone"
    LETTER = "letter"
    POSTCARD = "postcard"
    MAIL = "mail"
    AT_COUNTER = "at_counter"


class ContactResult(StrEnum):
    """What came of trying to reach a patron; which of them a means can have says `services.rules.people.contacts`.

    TOLD: the patron was reached and heard what they were to be told. REACHED: they were reached, and it wasn't said.
    """

    TOLD = "told"
    REACHED = "reached"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    NUMBER_UNUSED = "number_unused"
    REFUSED = "refused"
    SENT = "sent"
    CAME_BACK = "came_back"


class ContactStep(StrEnum):
    """What is done next to reach a patron; PROPOSE_SUSPENSION asks a supervisor to decide."""

    MAIL = "mail"
    MAIL_NO_RENEWAL = "mail_no_renewal"
    CALL = "call"
    POSTCARD = "postcard"
    LETTER = "letter"
    PROPOSE_SUSPENSION = "propose_suspension"


class CheckOutcome(StrEnum):
    """What came of asking a caller for two facts."""

    PASSED = "passed"
    FAILED = "failed"


class MailKind(StrEnum):
    """What a mail of the library's is about: メールアドレス登録確認のお知らせ, or the receipt of a question."""

    EMAIL_REGISTERED = "email_registered"
    QUESTION_RECEIVED = "question_received"


class MailStatus(StrEnum):
    """Where a mail is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Clearing(StrEnum):
    """The kinds of expired rows that are cleared, each with a proof."""

    HOLD_WAIT_OVER = "hold_wait_over"
    HOLD_SHELF_OVER = "hold_shelf_over"
    CANCELLED_HOLD = "cancelled_hold"
    MAIL_CONTENT = "mail_content"
    ACCESS_LOG = "access_log"
    CONTACT = "contact"
    SLIP_HAND_OVER = "slip_hand_over"


class Paper(StrEnum):
    """The papers a slip is laid out for: A6 sheet, 80 mm roll, A4 sheet."""

    A6 = "a6"
    ROLL80 = "roll80"
    A4 = "a4"


class SystemKind(StrEnum):
    """The kind of library system that has the patrons; the values are what settings say."""

    KOHA = "koha"


class MailSecurity(StrEnum):
    """How the way to the mail server is encrypted: after STARTTLS, from the first byte, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


LABEL_KINDS: Final = (
    "cancel_reason",
    "request_status",
    "reference_status",
    "suspension_note",
    "override_reason",
    "refusal",
)
"""The open vocabularies, whose codes the library words itself (`code_label`); `refusal` are another system's codes."""
