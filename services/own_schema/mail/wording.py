"""Words each kind of mail, in the texts in force."""

from datetime import date

from services.contract.masters import Masters
from services.rules.dates import written
from services.rules.vocabulary import MailKind
from services.rules.wording import MAIL, filled


def subject(kind: MailKind, masters: Masters) -> str:
    """Write the subject of a kind of mail."""
    return _said(kind, "subject", masters)


def body(kind: MailKind, masters: Masters, day: date) -> str:
    """Write a mail's text.

    Args:
        kind: what it is about.
        masters: the wording in force, and ◇ the library's name and its patron page's.
        day: the day it is about, written as the patron page writes days.
    """
    return _said(kind, "body", masters, date=written(day))


def _said(kind: MailKind, part: str, masters: Masters, **places: str) -> str:
    policy = masters.policy
    text = masters.wording[f"{MAIL}{kind.value}.{part}"]
    return filled(text, library=policy.library_name, portal=policy.portal_name, **places)
