"""A button that this desk may not press now is grey, and says why: beside it, as its tooltip and to screen readers.

One that it may press with a supervisor's approval says so, and is grey only for other reasons. What a library system
lacks isn't made at all.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from services.rules.decision import Allowed, Decision, Refused
from views.text import approval_words, row_remarks

type OnceApproved = Callable[[Decision], Decision]
"""Gives what a decision becomes at this desk with an approval (`services.rules.people.approvals.once_approved`)."""


def there[T](part: T | None) -> T:
    """Give a part of the screen that is known to be made on this desk; raises LookupError where it isn't."""
    if part is None:
        raise LookupError
    return part


def offer(button: QPushButton, decision: Decision | None, *, otherwise: str = "") -> str:
    """Let a button be pressed, or make it grey with the reasons.

    Args:
        button: its text names what it does.
        decision: what the rules say; None while no patron is open.
        otherwise: what a screen reader adds to the button's name while it may be pressed.

    Returns:
        What is to be read beside it: 「代替カードの登録: この担当ではできません」; blank where it may be pressed.
    """
    why = row_remarks.refusal(decision) if isinstance(decision, Refused) else ""
    button.setEnabled(not isinstance(decision, Refused))
    if button.toolTip() != why:  # an event goes round for an equal one, too
        button.setToolTip(why)
    button.setAccessibleDescription(why or otherwise)
    return row_remarks.refusal_of(button.text(), why) if why else ""


def never_approved(decision: Decision) -> Decision:
    """Leave a decision as it is: nobody asks for approvals here."""
    return decision


def approvable(decision: Decision, once: OnceApproved) -> bool:
    """Tell whether an approval is all that an act lacks."""
    after = once(decision)
    return after != decision and isinstance(after, Allowed)


def offer_with_approval(button: QPushButton, word: str, decision: Decision | None, once: OnceApproved) -> str:
    """Let a button be pressed, with or without an approval, or make it grey with the other reasons.

    Args:
        button: shows the word, and that it needs an approval.
        word: what it does.
        decision: what the rules say; None while no patron is open.
        once: see `OnceApproved`.

    Returns:
        What is to be read beside it where it is grey; blank where it may be pressed.
    """
    after = None if decision is None else once(decision)
    needs = decision is not None and approvable(decision, once)
    button.setText(approval_words.with_approval(word) if needs else word)
    return offer(button, after)
