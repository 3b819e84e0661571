"""Makes the fields that `services.contract.decode` reads of a patron's record, and from them the snapshot.

Everything here is pure. What the record doesn't have is null there, what no master has stands by its key, and texts
become one line of what can be seen.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from services.contract.actor import Actor
from services.contract.cards import clean_card_number
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.errors import (
    CardNumberMalformed,
    RecordFault,
    RecordFaultKind,
    RecordUnfit,
    SystemDocument,
)
from services.contract.recording import RecordFields
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.rules.card_numbers import CardNumbers
from services.rules.characters import one_line
from services.rules.clock import tokyo_day
from services.rules.people.identity import facts_needed
from services.rules.vocabulary import CardStatus
from services.systems.documents import Document
from services.systems.keys import number_of, version_of
from services.systems.system_masters import SystemMasters

type PartValues = Mapping[str, Any]
type RecordValues = dict[str, Any]

_NO_END: Final = "9999-12-31"
_LISTS: Final = ("cancelled_holds", "requests")


def snapshot_of(
    record: Document, system: SystemMasters, *, patron_id: int, kept: RecordFields, actor: Actor
) -> PatronSnapshot:
    """Make the snapshot of a record, with every row's decisions.

    Args:
        record: as `services.systems.documents.read_record` read it.
        system: the masters.
        patron_id: the number of the record's key.
        kept: what the counter keeps of the patron (`KeptOfPatron.whole`), with `now`.
        actor: whose decisions are wanted.

    Raises:
        RecordUnfit: it lacks a part that the masters say it fills.
    """
    return decode_snapshot(
        JsonRow({**record_fields(record, system, patron_id, kept), **kept}), system.masters, actor
    )


def summary_of(
    record: Document, system: SystemMasters, *, patron_id: int, kept: RecordFields
) -> PhoneSummary:
    """Make what the phone channel gets before the caller is identified; raises as `snapshot_of`.

    Args:
        record: see there.
        system: the masters.
        patron_id: the number of the record's key.
        kept: `KeptOfPatron.summary`.
    """
    fields = record_fields(record, system, patron_id, kept)
    patron, card = fields["patron"], fields["card"]
    needed = facts_needed(
        kana=patron["kana"], has_birth_date=patron["birth_date"] is not None, phone=patron["phone"]
    )
    counts = {name: len(fields[name]) for name in ("loans", "holds", "requests")}
    told = {
        **counts,
        "cancelled": fields["cancelled"],
        "card_number": None if card is None else card["number"],
        "patron_id": patron_id,
        "needed": needed,
    }
    return decode_glimpse(JsonRow({**told, **kept}), system.masters)


def nothing_kept(now: datetime) -> RecordFields:
    """Give what a counter keeps of a patron that it never saw."""
    nothing: RecordValues = {name: [] for name in ("reports", "contacts", "questions")}
    return {**nothing, "now": now.isoformat(), "email_notice": None}


def record_fields(
    record: Document, system: SystemMasters, patron_id: int, kept: RecordFields
) -> RecordValues:
    """Give the system's part of what is decoded; raises as `snapshot_of`."""
    _require_filled(record, system)
    today = tokyo_day(JsonRow(kept).instant("now"))
    return {
        "is_other_systems": True,
        "card": _card(record.get("card"), system.masters.cards),
        "patron": _patron(record["patron"], patron_id, system),
        "has_namesake": bool(record["patron"].get("has_namesake")),
        "password": _password(record.get("password")) if "password" in system.fills else None,
        "suspensions": [],
        "restrictions": [
            _restriction(row, system) for row in record["restrictions"] if _is_told(row, today, system)
        ],
        "loans": [_loan(row, record["patron"].get("category"), system) for row in record["loans"]],
        "holds": [_hold(row, system) for row in record["holds"]],
        "cancelled": [_cancelled(row, system) for row in _rows(record, "cancelled_holds", system)],
        "requests": [_request(row, system) for row in _rows(record, "requests", system)],
    }


def _require_filled(record: Document, system: SystemMasters) -> None:
    missing = [it for it in ("password", *_LISTS) if it in system.fills and it not in record]
    faults = [RecordFault(it, RecordFaultKind.MISSING) for it in missing]
    faults += [
        RecordFault(it, RecordFaultKind.NULL)
        for it in _LISTS
        if it in system.fills and it in record and record[it] is None
    ]
    if faults:
        raise RecordUnfit(SystemDocument.RECORD, tuple(faults))


def _rows(record: Document, name: str, system: SystemMasters) -> list[PartValues]:
    return record[name] if name in system.fills else []


def _named(row: PartValues) -> RecordValues:
    return {"id": number_of(row["key"]), "version": version_of(row)}


def _text(row: PartValues, name: str) -> str | None:
    """Read a text as it is shown; one of which nothing is seen is null."""
    found = row.get(name)
    return None if found is None else one_line(found) or None


def _number(key: str | None, numbers: Mapping[str, int]) -> int | str | None:
    """Give a master's number; of a key that no master has, the key as it is shown."""
    return None if key is None else numbers.get(key) or one_line(key) or "?"


def _code(kind: str, code: str | None, system: SystemMasters) -> str | None:
    """Give a code that has words; any other as it is shown."""
    return code if code is None or (kind, code) in system.masters.labels else one_line(code) or "?"


def _noon(day: str | None) -> str | None:
    """Give a moment of a day of which no hour is known."""
    return None if day is None else f"{day}T12:00:00+09:00"


def _end(row: PartValues, name: str) -> str | None:
    found: str | None = row.get(name)
    return None if found == _NO_END else found


def _card(row: PartValues | None, cards: CardNumbers) -> RecordValues | None:
    number = None if row is None else _text(row, "number")
    if row is None or number is None:
        return None
    with suppress(CardNumberMalformed):  # one that is none of the library's is shown as it is
        number = clean_card_number(number, cards)
    return {"number": number, "status": CardStatus.LOST if row.get("lost") else CardStatus.ACTIVE}


def _patron(row: PartValues, patron_id: int, system: SystemMasters) -> RecordValues:
    texts = ("name", "kana", "alias", "romaji", "phone", "email", "postal_code", "address")
    told: RecordValues = {name: _text(row, name) for name in texts}
    named = (told[name] for name in ("name", "alias", "kana", "romaji"))
    return {
        **told,
        "id": patron_id,
        "version": version_of(row),
        "name": next(filter(None, named), ""),
        "birth_date": row.get("birth_date"),
        "age_group": row.get("age_group"),
        "branch_id": _number(row.get("branch"), system.branches),
        "registered_on": row.get("registered_on"),
        "expires_on": _end(row, "expires_on"),
    }


def _password(row: PartValues | None) -> RecordValues | None:
    if row is None:
        return None
    until = row.get("locked_until") or "infinity"
    return {
        "kind": row.get("kind"),
        "must_change": bool(row.get("must_change")),
        "issued_at": _noon(row.get("issued_on")),
        "expires_on": _end(row, "expires_on"),
        "locked_until": until if row["locked"] else None,
        "disabled_at": "" if row.get("disabled") else None,
        "version": version_of(row),
    }


def _is_told(row: PartValues, today: date, system: SystemMasters) -> bool:
    """Tell whether a restriction is in force, or lifted ones are shown."""
    if row.get("lifted_on") is not None:
        return "past_restrictions" in system.fills
    until = row.get("until")
    return until is None or until >= today.isoformat()


def _restriction(row: PartValues, system: SystemMasters) -> RecordValues:
    known = system.restrictions.get(row["type"])
    return {
        **_named(row),
        "code": one_line(row["type"]) or "?",
        "reason": None if known is None else known.reason,
        "words": _text(row, "words") or (None if known is None else known.words),
        **{it: row[it] for it in ("stops_loans", "stops_holds", "stops_renewals")},
        "started_on": row.get("started_on"),
        "until": _end(row, "until"),
        **{it: _text(row, it) for it in ("started_by", "lifted_by", "note")},
        "lifted_on": row.get("lifted_on"),
    }


def _loan(row: PartValues, category: str | None, system: SystemMasters) -> RecordValues:
    branch = row.get("branch")
    deciding = row.get("rule_branch") or branch
    return {
        **_named(row),
        "title": _text(row, "title"),
        "material_type_id": _number(row.get("material_type"), system.types),
        "item_number": _text(row, "item_number"),
        "branch_id": _number(branch, system.branches),
        "loaned_on": row.get("loaned_on"),
        "due_on": row.get("due_on"),
        "interlibrary": bool(row.get("interlibrary")),
        "renewals": row["renewals"],
        "renewed_on": row.get("renewed_on"),
        "waiting": row.get("waiting") or 0,
        "renewal": {
            "verdict": _verdict(row.get("verdict"), system),
            "rule": system.rule_for(deciding, category, row.get("material_type")),
            "branch_id": _number(deciding, system.branches),
            "waiting": row.get("waiting"),
        },
    }


def _verdict(row: PartValues | None, system: SystemMasters) -> RecordValues | None:
    if row is None:
        return None
    reasons = [it for it in row.get("reasons") or () if one_line(it)]
    return {
        "renewable": row["renewable"],
        "new_due_on": row.get("new_due_on"),
        "said": reasons[0] if len(reasons) == 1 else "・".join(_said(it, system) for it in reasons) or None,
    }


def _said(code: str, system: SystemMasters) -> str:
    """Give the words for a code, where several stand side by side."""
    label = system.masters.labels.get(("refusal", code))
    return one_line(code) if label is None else label.label


def _hold(row: PartValues, system: SystemMasters) -> RecordValues:
    status, waits = row["status"], row["status"] == "waiting"
    return {
        **_named(row),
        "status": status,
        "title": _text(row, "title"),
        "material_type_id": _number(row.get("material_type"), system.types),
        "place": row.get("place") if waits else None,
        "queue": row.get("queue") if waits else None,
        "placed_at": _noon(row.get("placed_on")),
        "branch_id": _number(row.get("branch"), system.branches),
        "mobile_stop_id": _text(row, "stop"),
        "contact": row.get("contact"),
        "wait_until": _end(row, "wait_until"),
        "shelf_until": row.get("shelf_until"),
        "shelf_place": _text(row, "shelf_place"),
        "shelf_extensions": 0,
        "item_id": None,
        "item_number": _text(row, "item_number"),
        "paused": waits and bool(row.get("paused")),
        "paused_until": _end(row, "paused_until"),
        "preparing": status == "in_transit" and bool(row.get("preparing")),
    }


def _cancelled(row: PartValues, system: SystemMasters) -> RecordValues:
    return {
        **_named(row),
        "title": _text(row, "title"),
        "material_type_id": _number(row.get("material_type"), system.types),
        "reason": _code("cancel_reason", row.get("reason"), system),
        "cancelled_at": _noon(row["cancelled_on"]),
        "branch_id": _number(row.get("branch"), system.branches),
        "contact": row.get("contact"),
    }


def _request(row: PartValues, system: SystemMasters) -> RecordValues:
    return {
        **_named(row),
        "title": _text(row, "title"),
        "status": _code("request_status", row.get("status"), system),
        "received_on": row.get("received_on"),
        "branch_id": _number(row.get("branch"), system.branches),
    }
