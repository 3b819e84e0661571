"""The statements that the portal's functions are made of."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, literal_column

from services.lookup.own_page_statement import own_page
from services.rules.circulation.holds import BY_PATRON
from services.rules.vocabulary import CredentialKind, MailKind
from services.schema.postgresql.compiled import Variables, all_of, compiled
from services.transactions import circulation_statements as circulation
from services.transactions import mail_statements as mail
from services.transactions.password_statements import count_logins, set_password, unlock
from services.transactions.patron_statements import set_email


def places() -> Mapping[str, str]:
    """Give what stands for the `{names}` in the portal's scripts."""
    return {**_of_log_in(), **_of_page()}


def _of_log_in() -> dict[str, str]:
    counted = {
        "version": "kept.version",
        "counted": "kept.wrong_logins",
        "wrong_logins": "counted",
        "locked_until": "until",
    }
    password = {
        "hashed": "new_hash",
        "kind": f"'{CredentialKind.PATRON}'",
        "must_change": "false",
        "expires_on": "NULL",
        "version": "kept.version + 1",
    }
    return {
        "count_try": all_of(count_logins(Variables(counted))),
        "end_count": all_of(unlock(Variables({}))),
        "set_own_password": all_of(set_password(Variables(password))),
    }


def _of_page() -> dict[str, str]:
    changed = {
        "hold_id": "kept.id",
        "version": "kept.version",
        "contact": "by_contact",
        "branch_id": "at_branch",
        "stop_id": "at_stop",
    }
    cancelled = {"hold_id": "kept.id", "version": "kept.version", "reason": f"'{BY_PATRON}'"}
    asked = {"name": "by_name", "email": "by_email", "phone": "by_phone", "question": "of_question"}
    return {
        "own_page": compiled(own_page(literal_column("whose", BigInteger()))),
        "renew_loan": all_of(circulation.renew_loan(Variables({"loan_id": "kept.id", "due_on": "until"}))),
        "change_hold": all_of(circulation.change_hold(Variables(changed))),
        "cancel_hold": all_of(circulation.cancel_hold(Variables(cancelled))),
        "stop_mail_for_holds": all_of(circulation.stop_mail_for_holds(Variables({}))),
        "set_email": all_of(set_email(Variables({"address": "new_address"}))),
        "take_back": all_of(mail.take_back(Variables({"mail_id": "notice"}))),
        "queue_notice": _mail(MailKind.EMAIL_REGISTERED),
        "take_question": all_of(mail.take_question(Variables(asked))),
        "queue_receipt": _mail(MailKind.QUESTION_RECEIVED),
    }


def _mail(kind: MailKind) -> str:
    """Queue a mail whose words are made when it is sent."""
    return all_of(mail.queue_mail(Variables({"kind": f"'{kind}'"})))
