"""How far away a day is, beside the day: in the colour of what is over or soon will be."""

from datetime import date

from views.panels.table_model import Beside, CellKind
from views.text import row_remarks

_SOON = 2
"""Days before one that counts from which it stands out."""


def beside(days_left: int) -> Beside | None:
    """Say of something due how many days are left, if few: 「あと1日」, 「今日まで」, 「60日延滞」."""
    said = row_remarks.until_due(days_left)
    if not said:
        return None
    soon = CellKind.WARN if days_left <= _SOON else CellKind.NUMBER
    return Beside(said, CellKind.OVER if days_left < 0 else soon)


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
    return left if soon or left is None else Beside(left.text, CellKind.NUMBER)
