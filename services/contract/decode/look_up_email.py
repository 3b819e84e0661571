"""Reads where a look-up's last notice to the patron's address is on its way, and whether it may be sent once more."""

from services.contract.decode.json_row import JsonRow
from services.contract.snapshot import MailState
from services.rules.clock import to_tokyo
from services.rules.decision import Decision, Refused
from services.rules.people.email import may_resend
from services.rules.vocabulary import MailStatus


def email_notice(record: JsonRow) -> MailState | None:
    """Read the last 「メールアドレス登録確認のお知らせ」, if there was one."""
    row = record.maybe_row("email_notice")
    if row is None:
        return None
    settled_at = row.maybe_instant("settled_at")
    return MailState(
        status=MailStatus(row.text("status")),
        queued_at=to_tokyo(row.instant("queued_at")),
        tries=row.number("tries"),
        settled_at=None if settled_at is None else to_tokyo(settled_at),
        answer_code=row.maybe_number("answer_code"),
    )


def may_send_again(record: JsonRow, last: MailState | None, able: Decision) -> Decision:
    """Decide whether it may be sent once more.

    Args:
        record: the look-up's.
        last: as `email_notice` read it.
        able: whether this desk serves the patron at all.
    """
    if isinstance(able, Refused):
        return able
    on_its_way = last is not None and last.settled_at is None
    return may_resend(record.row("patron").maybe_text("email"), on_its_way=on_its_way)
