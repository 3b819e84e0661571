"""Whatever a desk may be told of a patron, a record can say; what it can't is named here."""

from typing import Any, Final

from services.contract.contacts import Contacts
from services.contract.snapshot import (
    HoldRow,
    LoanRow,
    MailState,
    PatronSnapshot,
    ReportRow,
    SuspensionRow,
)
from services.systems.schemas import example
from tests.helpers.contract_documents import RECORD, Document, masters, opened, record, system
from tests.helpers.unknown_values import Value
from tests.helpers.whole_patron import OF_A_PATRON, values_of

COUNTERS: Final = frozenset({Contacts, MailState, ReportRow})
"""What the counter keeps of its own."""
NOT_TOLD: Final = frozenset(
    {
        *(it for it in OF_A_PATRON if it.kind in COUNTERS),
        Value(PatronSnapshot, "email_notice"),
        Value(SuspensionRow, "contacts"),
        Value(SuspensionRow, "facts"),  # of lifting, which is the system's to decide
        Value(SuspensionRow, "lift"),
        Value(SuspensionRow, "override"),
        Value(LoanRow, "closure"),  # which the system's rules would have to tell
        Value(HoldRow, "closure"),
        Value(HoldRow, "item_id"),  # numbers for acts of our own
        Value(HoldRow, "stop_id"),
    }
)


def full() -> Document:
    """Make a record that says everything."""
    shown = example(RECORD)

    def row(name: str, **values: Any) -> dict[str, Any]:
        return {**shown[name][0], **values}

    waiting = row("holds", key="2", status="waiting", place=2, queue=5, wait_until="2027-01-31")
    password = {**shown["password"], "kind": "initial", "expires_on": "2026-12-31"}
    return record(
        patron={**shown["patron"], "alias": "みほん"},
        restrictions=[
            row("restrictions", until="2027-01-31", words="督促", note="連絡済"),
            row("restrictions", key="2", lifted_on="2026-11-20", lifted_by="青木"),
        ],
        password={**password, "locked": True, "locked_until": "2026-11-24T12:00:00+09:00"},
        holds=[
            row("holds", stop="見本停留所"),
            {**waiting, "paused": True, "paused_until": "2026-12-24"},
        ],
        cancelled_holds=[row("cancelled_holds", contact="mail", cancelled_on="2026-11-23")],
    )


def test_a_record_can_say_everything_but_what_is_named() -> None:
    fills = ["password", "past_restrictions", "cancelled_holds", "requests"]
    told = values_of(opened(full(), system(masters(fills=fills))))
    assert OF_A_PATRON - told <= NOT_TOLD
    assert {it for it in NOT_TOLD & told if it.kind not in COUNTERS} == set()
