"""A button that this desk may not press now is grey, and says why: beside it, as its tooltip and to screen readers."""

from PySide6.QtWidgets import QPushButton

from services.rules.decision import Decision, Refused
from views.text import row_remarks


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
    button.setEnabled(not why)
    button.setToolTip(why)
    button.setAccessibleDescription(why or otherwise)
    return row_remarks.refusal_of(button.text(), why) if why else ""
