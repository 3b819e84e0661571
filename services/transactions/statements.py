"""Gives the row statements of each change: written once, for acts on every database."""

from typing import assert_never

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.transactions import circulation_statements as circulation
from services.transactions import mail_statements as mail
from services.transactions import password_statements as password
from services.transactions import patron_statements as patron
from services.transactions.binds import Binds, Statements


def statements(change: ActChange, binds: Binds) -> Statements:  # noqa: C901, PLR0911, PLR0912 - one line a change
    """Build what a change writes."""
    match change:
        case act_changes.RenewLoan():
            return circulation.renew_loan(binds)
        case act_changes.ChangeHold():
            return circulation.change_hold(binds)
        case act_changes.ExtendShelf():
            return circulation.extend_shelf(binds)
        case act_changes.CancelHold():
            return circulation.cancel_hold(binds)
        case act_changes.AssignItem():
            return circulation.assign_item(binds)
        case act_changes.RestoreHold():
            return circulation.restore_hold(change, binds)
        case act_changes.ForgetCancellation():
            return circulation.forget_cancellation(binds)
        case act_changes.StopMailForHolds():
            return circulation.stop_mail_for_holds(binds)
        case act_changes.SetPassword():
            return password.set_password(change, binds)
        case act_changes.CountLogins():
            return password.count_logins(binds)
        case act_changes.UnlockPassword():
            return password.unlock(binds)
        case act_changes.DisablePassword():
            return password.disable(binds)
        case act_changes.SetEmail():
            return patron.set_email(binds)
        case act_changes.SetRegistration():
            return patron.set_registration(change, binds)
        case act_changes.LoseCard():
            return patron.lose_card(binds)
        case act_changes.FindCard():
            return patron.find_card(binds)
        case act_changes.ReplaceCard():
            return patron.replace_card(binds)
        case act_changes.Suspend():
            return patron.suspend(binds)
        case act_changes.LiftSuspension():
            return patron.lift_suspension(binds)
        case act_changes.KeepReport():
            return patron.keep_report(binds)
        case act_changes.SettleReport():
            return patron.settle_report(binds)
        case act_changes.QueueMail():
            return mail.queue_mail(binds)
        case act_changes.TakeBackMail():
            return mail.take_back(binds)
        case act_changes.TakeQuestion():
            return mail.take_question(binds)
        case act_changes.SetQuestionTold():
            return mail.set_told(binds)
        case _:
            assert_never(change)
