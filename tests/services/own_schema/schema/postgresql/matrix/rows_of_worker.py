"""What `madoguchi worker` calls."""

from tests.services.own_schema.schema.postgresql.matrix.row import Row, tables

_WORKER = ("worker",)
_HOLDS = tables("hold hold_cancellation")
_MAILS = """
    UPDATE outgoing_mail SET status = 'waiting', tries = 0, next_try_at = madoguchi_now(), settled_at = NULL
    WHERE id = :mail;
    UPDATE outgoing_mail SET status = 'sending', tries = 1, next_try_at = madoguchi_now() + interval '10 minutes',
                             settled_at = NULL, answer_code = NULL WHERE id = :of_mail
"""
_STALE = """
    DELETE FROM patron_gram WHERE patron_id = :shut;
    UPDATE patron SET search_key = '', keys_of = NULL, version = 1 WHERE id = :shut
"""

ROWS = (
    Row("madoguchi_know_patron(text)", _WORKER, said={"known_as": "key"}),
    Row("madoguchi_waiting_mails()", _WORKER),
    Row("madoguchi_claim_mail()", _WORKER, again=_MAILS, changes=tables("outgoing_mail")),
    Row(
        "madoguchi_read_mail(bigint,integer)",
        _WORKER,
        said={"of_try": "1"},
        again=_MAILS,
        may_change=tables("outgoing_mail"),
    ),
    Row(
        "madoguchi_settle_mail(bigint,integer,text,integer)",
        _WORKER,
        said={"of_try": "1", "came_to": "sent", "code": "250"},
        again=_MAILS,
        changes=tables("outgoing_mail"),
    ),
    Row(
        "madoguchi_clear(text)",
        _WORKER,
        said={"kind": "cancelled_hold"},
        again="UPDATE hold_cancellation SET cancelled_at = '2026-09-01'",
        restored="clearing hold_cancellation",
        changes=tables("clearing hold_cancellation"),
        of_shut=tables("hold_cancellation"),
    ),
    Row("madoguchi_shelves_over()", _WORKER),
    Row("madoguchi_silent_since()", _WORKER),
    Row(
        "madoguchi_end_shelves(bigint[],integer[],bigint[],integer[],date[])",
        _WORKER,
        honest={"holds": "over_array", "nexts": "turn_array"},
        said={"versions": "{1}", "next_versions": "{1}", "untils": "{2026-12-05}"},
        restored="hold hold_cancellation clearing",
        changes=_HOLDS | tables("clearing"),
        of_shut=tables("hold"),
    ),
    Row(
        "madoguchi_seal(boolean)",
        _WORKER,
        said={"only_when_due": "false"},
        again="DELETE FROM chain_seal",
        changes=tables("chain_seal"),
    ),
    Row("madoguchi_last_seal()", _WORKER),
    Row("madoguchi_seal_state()", _WORKER),
    Row("madoguchi_seal_fits()", ("counter", "phone", "worker")),
    Row("madoguchi_worker_traces()", _WORKER),
    Row(
        "madoguchi_stale_names(integer)",
        _WORKER,
        said={"most": "10"},
        again=_STALE,
        may_change=tables("patron patron_gram"),
        of_shut=tables("patron patron_gram"),
        tells=frozenset({"name", "kana", "romaji", "phone"}),
    ),
    Row(
        "madoguchi_write_keys(bigint[],text[],bigint[],text[],text[],text[],text[])",
        _WORKER,
        honest={"ids": "shut_array"},
        said={
            "search_keys": "{^ミセナイ}",
            "orders": "{7}",
            "kana_keys": "{ミセナイシメイ}",
            "digits": "{0489999999}",
            "ends": "{9999}",
            "made_of": "{x}",
        },
        again=_STALE,
        changes=tables("patron patron_gram"),
        of_shut=tables("patron patron_gram"),
    ),
)
