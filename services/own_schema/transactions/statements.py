"""Gives the row statements of each change: written once, for acts on every database."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from services.acts import act_changes
from services.acts.act_changes import ActChange, SetPassword
from services.own_schema.transactions import circulation_statements as circulation
from services.own_schema.transactions import mail_statements as mail
from services.own_schema.transactions import password_statements as password
from services.own_schema.transactions import patron_statements as patron
from services.own_schema.transactions.binds import Binds, Statements

type Built = Callable[[Binds], Statements]

STATEMENTS: Final[Mapping[type[Any], Built]] = MappingProxyType(
    {
        act_changes.SetLoanDueDate: circulation.set_loan_due_date,
        act_changes.SetHoldHandover: circulation.set_hold_handover,
        act_changes.SetShelfUntil: circulation.set_shelf_until,
        act_changes.MoveHoldToCancelled: circulation.move_hold_to_cancelled,
        act_changes.AssignItem: circulation.assign_item,
        act_changes.MoveHoldBack: circulation.move_hold_back,
        act_changes.DeleteCancellation: circulation.delete_cancellation,
        act_changes.SetMailedHoldsToNone: circulation.set_mailed_holds_to_none,
        act_changes.SetPassword: password.set_password,
        act_changes.SetWrongLogins: password.set_wrong_logins,
        act_changes.ClearWrongLogins: password.clear_wrong_logins,
        act_changes.SetPasswordDisabled: password.set_password_disabled,
        act_changes.SetEmail: patron.set_email,
        act_changes.SetRegistration: patron.set_registration,
        act_changes.SetCardLost: patron.set_card_lost,
        act_changes.SetCardActive: patron.set_card_active,
        act_changes.InsertReplacementCard: patron.insert_replacement_card,
        act_changes.InsertSuspension: patron.insert_suspension,
        act_changes.SetSuspensionLifted: patron.set_suspension_lifted,
        act_changes.InsertReport: patron.insert_report,
        act_changes.SetReportSettled: patron.set_report_settled,
        act_changes.InsertContactAttempt: patron.insert_contact_attempt,
        act_changes.InsertMail: mail.insert_mail,
        act_changes.DeleteMail: mail.delete_mail,
        act_changes.InsertQuestion: mail.insert_question,
        act_changes.SetQuestionTold: mail.set_question_told,
    }
)
"""What builds each kind of change; `FIRST_PASSWORD` stands beside it for a password where there was none."""

FIRST_PASSWORD: Final[Built] = password.first_password


def statements(change: ActChange, binds: Binds) -> Statements:
    """Build what a change writes."""
    if isinstance(change, SetPassword) and change.version == 1:
        return FIRST_PASSWORD(binds)
    return STATEMENTS[type(change)](binds)
