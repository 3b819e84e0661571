"""The ILS database's tables, in SQLAlchemy Core: named by domain, one file a part of it."""

from services.own_schema.database.tables.approvals import approval
from services.own_schema.database.tables.base import metadata
from services.own_schema.database.tables.circulation import (
    bib_record,
    hold,
    hold_cancellation,
    item,
    loan,
    purchase_request,
    reference_question,
)
from services.own_schema.database.tables.masters import (
    branch,
    circulation_rule,
    clock_offset,
    closed_day,
    closing_rule,
    code_label,
    masters_version,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)
from services.own_schema.database.tables.people import (
    card,
    password_credential,
    patron,
    patron_gram,
    staff,
    suspension,
)
from services.own_schema.database.tables.proofs import (
    chain_seal,
    clearing,
    contact_attempt,
    identity_check,
    identity_miss,
    patron_report,
)
from services.own_schema.database.tables.records import (
    access_log,
    act,
    act_intent,
    outgoing_mail,
    slip_hand_over,
)

__all__ = [
    "access_log",
    "act",
    "act_intent",
    "approval",
    "bib_record",
    "branch",
    "card",
    "chain_seal",
    "circulation_rule",
    "clearing",
    "clock_offset",
    "closed_day",
    "closing_rule",
    "code_label",
    "contact_attempt",
    "hold",
    "hold_cancellation",
    "identity_check",
    "identity_miss",
    "item",
    "loan",
    "masters_version",
    "material_type",
    "metadata",
    "mobile_stop",
    "outgoing_mail",
    "password_credential",
    "patron",
    "patron_gram",
    "patron_report",
    "public_holiday",
    "purchase_request",
    "reference_question",
    "slip_hand_over",
    "staff",
    "suspension",
    "wording",
]
