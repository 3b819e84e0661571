"""The statements that the worker's functions are made of."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Date, Integer, any_, literal_column

from services.contract.today.own_work import SLIPS_FOR
from services.own_schema.audit import record_times, seals
from services.own_schema.database.next_in_line import next_in_line
from services.own_schema.database.tables import hold
from services.own_schema.database.waiting import worker_traces
from services.own_schema.mail import outbox_statements
from services.own_schema.schema.postgresql.compiled import VariableBinds, all_of, compiled, interval, moment
from services.own_schema.transactions.circulation_statements import assign_item, move_hold_to_cancelled
from services.own_schema.worker import clearing_statements
from services.rules import mailing
from services.rules.circulation.holds import SHELF_TIME_OVER, WAIT_TIME_OVER


def places() -> Mapping[str, str]:
    """Give the contents of the `{names}` in the worker's scripts."""
    return {
        **_of_mail(),
        **_of_holds(),
        **_of_clearing(),
        "last_seal": compiled(seals.last_seal()),
        "chain_heads": compiled(seals.chain_heads()),
        "seal_state": compiled(seals.seal_state()),
        "sealed_every": interval(seals.SEALED_EVERY),
        "worker_traces": compiled(worker_traces(literal_column("yesterday", Date()))),
    }


def _of_mail() -> dict[str, str]:
    now, code = moment("moment"), literal_column("code", Integer())
    mine = literal_column("of_mail", BigInteger()), literal_column("of_try", Integer())
    until = moment(f"moment + {interval(outbox_statements.CLAIM)}")

    def settled(values: Mapping[str, Any]) -> str:
        return compiled(outbox_statements.settle(*mine, values))

    return {
        "waiting_mails": compiled(outbox_statements.waiting()),
        "due_mail": compiled(outbox_statements.due(now)),
        "take_mail": compiled(outbox_statements.take(literal_column("mail_id", BigInteger()), until)),
        "said_mail": compiled(outbox_statements.said(*mine)),
        "mail_sent": settled(outbox_statements.sent(now)),
        "mail_failed": settled(outbox_statements.failed(now, code)),
        "tries_of_mail": str(mailing.TRIES),
        "first_wait_of_mail": interval(mailing.FIRST_WAIT),
        "longest_wait_of_mail": interval(mailing.LONGEST_WAIT),
        "doublings_of_mail": str(mailing.DOUBLINGS),
        "mail_later": settled(outbox_statements.later(moment("again"), code)),
    }


def _of_holds() -> dict[str, str]:
    today = literal_column("today", Date())
    over, most = clearing_statements.wait_is_over(today), clearing_statements.AT_ONCE
    among = hold.c.id == any_(literal_column("ids", ARRAY(BigInteger())))
    waited = {"hold_id": "ended.id", "version": "ended.version", "reason": f"'{WAIT_TIME_OVER}'"}
    shelved = {"hold_id": "freed.id", "version": "freed.version", "reason": f"'{SHELF_TIME_OVER}'"}
    given = {
        "expected": "turn.id",
        "version": "turn.version",
        "item_id": "freed.item_id",
        "status": "CASE WHEN stays THEN 'ready' ELSE 'in_transit' END",
        "shelf_until": "told.shelf_until",
        "shelf_place": "CASE WHEN stays THEN freed.shelf_place END",
    }
    return {
        "most_at_once": str(most),
        "waits_over": compiled(clearing_statements.due_holds(over, most)),
        "waits_still_over": compiled(clearing_statements.locked(among, over)),
        "end_wait": all_of(move_hold_to_cancelled(VariableBinds(waited, "ended.patron_id"))),
        "shelves_over": compiled(clearing_statements.shelves_over(today, most)),
        "next_of_freed": compiled(next_in_line(literal_column("freed.bib_record_id", BigInteger()))),
        "end_shelf": all_of(move_hold_to_cancelled(VariableBinds(shelved, "freed.patron_id"))),
        "assign_freed": all_of(assign_item(VariableBinds(given, "freed.patron_id"))),
    }


def _of_clearing() -> dict[str, str]:
    now, due = moment("moment"), moment("due")
    cleared = {
        "clear_cancelled_holds": clearing_statements.cancelled_before(due),
        "clear_mail_contents": clearing_statements.mails_before(due, now),
        "clear_looks": clearing_statements.looks_before(due),
        "clear_contacts": clearing_statements.contacts_before(due),
        "clear_slips": clearing_statements.slips_before(due),
    }
    proof = clearing_statements.proof(literal_column("kind"), now, due, literal_column("done", Integer()))
    oldest, newest = moment("oldest"), moment("newest")
    return {
        **{name: compiled(statement) for name, statement in cleared.items()},
        "days_of_slips": str(SLIPS_FOR.days),
        "prove_clearing": compiled(proof),
        "silent_since": compiled(record_times.silent_since(oldest, newest)),
        "clock_ahead": interval(record_times.AHEAD),
        "just_now": interval(record_times.JUST_NOW),
    }
