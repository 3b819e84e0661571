"""Gives the row statements of each change: written once, for acts on every database."""

from typing import assert_never

from services.acts import changes
from services.acts.changes import ActChange
from services.transactions import circulation_statements as circulation
from services.transactions import mail_statements as mail
from services.transactions import password_statements as password
from services.transactions import patron_statements as patron
from services.transactions.binds import Binds, Statements


def statements(change: ActChange, binds: Binds) -> Statements:  # noqa: C901, PLR0911, PLR0912 - one line a change
    """Build what a change writes."""
    match change:
        case changes.RenewLoan():
            return circulation.renew_loan(binds)
        case changes.ChangeHold():
            return circulation.change_hold(binds)
        case changes.ExtendShelf():
            return circulation.extend_shelf(binds)
        case changes.CancelHold():
            return circulation.cancel_hold(binds)
        case changes.AssignItem():
            return circulation.assign_item(binds)
        case changes.RestoreHold():
            return circulation.restore_hold(change, binds)
        case changes.ForgetCancellation():
            return circulation.forget_cancellation(binds)
        case changes.StopMailForHolds():
            return circulation.stop_mail_for_holds(binds)
        case changes.SetPassword():
            return password.set_password(change, binds)
        case changes.CountLogins():
            return password.count_logins(binds)
        case changes.UnlockPassword():
            return password.unlock(binds)
        case changes.DisablePassword():
            return password.disable(binds)
        case changes.SetEmail():
            return patron.set_email(binds)
        case changes.SetRegistration():
            return patron.set_registration(change, binds)
        case changes.LoseCard():
            return patron.lose_card(binds)
        case changes.FindCard():
            return patron.find_card(binds)
        case changes.ReplaceCard():
            return patron.replace_card(binds)
        case changes.Suspend():
            return patron.suspend(binds)
        case changes.LiftSuspension():
            return patron.lift_suspension(binds)
        case changes.KeepReport():
            return patron.keep_report(binds)
        case changes.SettleReport():
            return patron.settle_report(binds)
        case changes.QueueMail():
            return mail.queue_mail(binds)
        case changes.TakeBackMail():
            return mail.take_back(binds)
        case changes.TakeQuestion():
            return mail.take_question(binds)
        case changes.SetQuestionTold():
            return mail.set_told(binds)
        case _:
            assert_never(change)
