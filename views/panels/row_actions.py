"""The acts that can stand in a table's cell."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.acts.contact_attempts import RecordContact
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.reference import MarkTold
from services.acts.reports import SettleReport
from services.acts.suspensions import Lift
from services.contract.offers import Request


class RowAction(StrEnum):
    """One act on one row.

    A desk names the verbs it can do; a cell whose verb is not among them shows the patron's word without being a
    button, and a staff act shows as what the counter may do. They stand from mild to severe.
    """

    TICK = "tick"
    OPEN_PATRON = "open_patron"
    RENEW = "renew"
    CHANGE_HOLD = "change_hold"
    EXTEND_SHELF = "extend_shelf"
    UNDO_CANCEL = "undo_cancel"
    RECORD_CONTACT = "record_contact"
    QUESTION_TOLD = "question_told"
    SETTLE_REPORT = "settle_report"
    LIFT_SUSPENSION = "lift_suspension"
    CANCEL_HOLD = "cancel_hold"
    STAFF_CANCEL_HOLD = "staff_cancel_hold"
    ACKNOWLEDGE = "acknowledge"


REQUESTS: Final[Mapping[RowAction, Request]] = MappingProxyType(
    {
        RowAction.RENEW: RenewLoan,
        RowAction.CHANGE_HOLD: ChangeHold,
        RowAction.EXTEND_SHELF: ExtendShelf,
        RowAction.UNDO_CANCEL: UndoCancel,
        RowAction.RECORD_CONTACT: RecordContact,
        RowAction.QUESTION_TOLD: MarkTold,
        RowAction.SETTLE_REPORT: SettleReport,
        RowAction.LIFT_SUSPENSION: Lift,
        RowAction.CANCEL_HOLD: CancelHold,
        RowAction.STAFF_CANCEL_HOLD: StaffCancelHold,
        RowAction.ACKNOWLEDGE: Acknowledge,
    }
)
"""What a row's act asks of the library system; the others ask nothing of it."""
NO_VERBS: frozenset[RowAction] = frozenset()

LETTERS: Final[Mapping[RowAction, str]] = MappingProxyType(
    {
        RowAction.RENEW: "R",
        RowAction.CHANGE_HOLD: "E",
        RowAction.EXTEND_SHELF: "X",
        RowAction.UNDO_CANCEL: "B",
        RowAction.CANCEL_HOLD: "C",
        RowAction.STAFF_CANCEL_HOLD: "C",
        RowAction.ACKNOWLEDGE: "K",
    }
)
"""The letter of an act on the current row, while the keyboard is in its list."""
RENEW_ALL: Final = "A"
"""The letter of what renews all loans."""
PRINT_DUE: Final = "P"
"""The letter of what prints the 返却期限票, in each list of 貸出・予約照会."""
MILDNESS: Final[Mapping[RowAction, int]] = MappingProxyType({it: place for place, it in enumerate(RowAction)})
"""Where an act stands from mild to severe."""
