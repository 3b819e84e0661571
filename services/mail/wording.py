"""What each kind of mail says, from resources/wording/mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from sqlalchemy import Insert, insert

from services.clock import tokyo_day
from services.database.tables import outgoing_mail
from services.resources import resource_toml
from services.rules.policy import Policy
from services.rules.vocabulary import MailKind, MailStatus


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind's subject, and its body with places to be filled in."""

    subject: str
    body: str


@cache
def _wordings() -> Mapping[MailKind, Wording]:
    return MappingProxyType(
        {kind: Wording(**resource_toml(f"wording/mail/{kind.value}.toml")) for kind in MailKind}
    )


def subject(kind: MailKind) -> str:
    """Give the subject of a kind of mail."""
    return _wordings()[kind].subject


def body(kind: MailKind, policy: Policy, day: date) -> str:
    """Write a mail's text.

    Args:
        kind: what it is about.
        policy: ◇ the library's name and its patron page's.
        day: the day it is about, written as the patron page writes days.
    """
    text = _wordings()[kind].body.lstrip("\n")
    return text.format(
        library=policy.library_name,
        portal=policy.portal_name,
        date=f"{day.year}/{day.month}/{day.day}",
    )


def queue(kind: MailKind, patron_id: int, recipient: str, now: datetime, policy: Policy) -> Insert:
    """Build what puts a mail into the outbox, in an act's own transaction."""
    return insert(outgoing_mail).values(
        patron_id=patron_id,
        kind=kind.value,
        recipient=recipient,
        body=body(kind, policy, tokyo_day(now)),
        status=MailStatus.WAITING.value,
        queued_at=now,
        next_try_at=now,
        tries=0,  # a statement within another one gets no defaults
    )
