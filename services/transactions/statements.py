"""Gives the row statements of each change: written once, for acts on every database."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from services.acts import act_changes
from services.acts.act_changes import ActChange, SetPassword
from services.transactions import circulation_statements as circulation
from services.transactions import mail_statements as mail
from services.transactions import password_statements as password
from services.transactions import patron_statements as patron
from services.transactions.binds import Binds, Statements

type Built = Callable[[Binds], Statements]

STATEMENTS: Final[Mapping[type[Any], Built]] = MappingProxyType(
    {
        act_changes.RenewLoan: circulation.renew_loan,
        act_changes.ChangeHold: circulation.change_hold,
        act_changes.ExtendShelf: circulation.extend_shelf,
        act_changes.CancelHold: circulation.cancel_hold,
        act_changes.AssignItem: circulation.assign_item,
        act_changes.RestoreHold: circulation.restore_hold,
        act_changes.ForgetCancellation: circulation.forget_cancellation,
        act_changes.StopMailForHolds: circulation.stop_mail_for_holds,
        act_changes.SetPassword: password.set_password,
        act_changes.CountLogins: password.count_logins,
        act_changes.UnlockPassword: password.unlock,
        act_changes.DisablePassword: password.disable,
        act_changes.SetEmail: patron.set_email,
        act_changes.SetRegistration: patron.set_registration,
        act_changes.LoseCard: patron.lose_card,
        act_changes.FindCard: patron.find_card,
        act_changes.ReplaceCard: patron.replace_card,
        act_changes.Suspend: patron.suspend,
        act_changes.LiftSuspension: patron.lift_suspension,
        act_changes.KeepReport: patron.keep_report,
        act_changes.SettleReport: patron.settle_report,
        act_changes.KeepContact: patron.keep_contact,
        act_changes.QueueMail: mail.queue_mail,
        act_changes.TakeBackMail: mail.take_back,
        act_changes.TakeQuestion: mail.take_question,
        act_changes.SetQuestionTold: mail.set_told,
    }
)
"""What builds each kind of change; `FIRST_PASSWORD` stands beside it for a password where there was none."""

FIRST_PASSWORD: Final[Built] = password.first_password


def statements(change: ActChange, binds: Binds) -> Statements:
    """Build what a change writes."""
    if isinstance(change, SetPassword) and change.version == 1:
        return FIRST_PASSWORD(binds)
    return STATEMENTS[type(change)](binds)
