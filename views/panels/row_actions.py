"""The acts that can stand in a table's cell."""

from enum import StrEnum


class RowAction(StrEnum):
    """One act on one row.

    A desk names the verbs it can do; a cell whose verb is not among them shows the patron's word without being a
    button, and a staff act shows as what the counter may do.
    """

    RENEW = "renew"
    CANCEL_HOLD = "cancel_hold"
    CHANGE_HOLD = "change_hold"
    STAFF_CANCEL_HOLD = "staff_cancel_hold"
    EXTEND_SHELF = "extend_shelf"
    ACKNOWLEDGE = "acknowledge"
    UNDO_CANCEL = "undo_cancel"
    QUESTION_TOLD = "question_told"
    LIFT_SUSPENSION = "lift_suspension"
    RECORD_CONTACT = "record_contact"
    SETTLE_REPORT = "settle_report"
    OPEN_PATRON = "open_patron"
    TICK = "tick"


NO_VERBS: frozenset[RowAction] = frozenset()
