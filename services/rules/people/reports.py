"""Decides on patrons' reports (申し出の記録), made at the counter or on the phone, for a supervisor to settle."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from services.rules.decision import Decision, Reason, decide
from services.rules.vocabulary import PatronReport, SuspensionReason


def may_take(kind: PatronReport, unsettled: Collection[PatronReport]) -> Decision:
    """Decide on recording a report: one of a kind is enough until it is settled."""
    return decide({Reason.REPORTED_ALREADY} if kind in unsettled else set())


def still_to_take(unsettled: Collection[PatronReport]) -> tuple[PatronReport, ...]:
    """Choose the kinds that can be recorded now."""
    return tuple(kind for kind in PatronReport if kind not in unsettled)


LED_BY: Final[Mapping[SuspensionReason, tuple[PatronReport, ...]]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: (PatronReport.CARD_FOUND,),
        SuspensionReason.UNREACHABLE: (PatronReport.REACHED, PatronReport.ADDRESS_CHANGED),
        SuspensionReason.LONG_OVERDUE: (PatronReport.RETURNED,),
        SuspensionReason.ADDRESS_CHANGE: (PatronReport.ADDRESS_CHANGED,),
        SuspensionReason.CONTACT_WANTED: (PatronReport.REACHED,),
    }
)
"""What a patron reports that may lead to the lift of a suspension."""
