"""How far away a day is, beside the day: in the colour of what is over or soon will be."""

from datetime import date

from views.panels.table_model import Beside, CellKind
from views.text import row_remarks

_SOON = 2
"""Days before one that counts from which it stands out."""


def beside(days_left: int) -> Beside:
    """Say of something due how many days are left: 「あと1日」, 「今日まで」, 「60日延滞」."""
    soon = CellKind.WARN if days_left <= _SOON else CellKind.NUMBER
    return Beside(row_remarks.until_due(days_left), CellKind.OVER if days_left < 0 else soon)


def until(day: date | None, today: date | None, *, soon: bool = False) -> Beside | None:
    """Say of a day how many days are left, as far as there are some.

    Args:
        day: the last one.
        today: the present one; None where nobody is shown.
        soon: what is near stands out.
    """
    if day is None or today is None or day < today:
        return None
    left = beside((day - today).days)
    return left if soon else Beside(left.text, CellKind.NUMBER)
