"""The columns that the lists of the empty desk share, and where their pages have them."""

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Final

from views.language import dates
from views.language.translation import translate
from views.panels.grid import DAY_AND_AGE, Rest, Slot
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, Beside, CellKind, Column
from views.text import words
from views.today import list_words

REST: Final[Rest] = MappingProxyType(
    {
        Slot.STATE: 174,
        Slot.TICK: 34,
        Slot.DAY: DAY_AND_AGE,
        Slot.CARD: 86,
        Slot.SAYS: 190,
        Slot.REPORT: 184,
        Slot.NEXT: 198,
        Slot.ACT: 106,
    }
)
"""Of 今日の仕事."""
REST_OF_WORK: Final[Rest] = MappingProxyType(
    {Slot.DAY: DAY_AND_AGE, Slot.CARD: 90, Slot.SAYS: 364, Slot.ACT: 56}
)
"""Of 自分の仕事."""


def patron[R](name: Callable[[R], str]) -> Column[R]:
    """Describe the column of names."""
    return Column("patron", translate("today", "利用者"), name, kind=CellKind.TITLE, slot=Slot.TITLE)


def card[R](number: Callable[[R], str | None]) -> Column[R]:
    """Describe the column of card numbers, given as the database keeps them."""
    return Column(
        "card",
        translate("today", "カード番号"),
        lambda row: words.card_number(number(row)),
        kind=CellKind.NUMBER,
        slot=Slot.CARD,
    )


def since[R](title: str, began: Callable[[R], date], age: Callable[[R], int] | None = None) -> Column[R]:
    """Describe the column of days.

    Args:
        title: what was on the day.
        began: the day.
        age: how many days ago that was, if that is told.
    """

    def ago(row: R) -> Beside | None:
        return None if age is None else Beside(list_words.days_ago(age(row)), CellKind.NUMBER)

    return Column(
        "since",
        title,
        lambda row: dates.day(began(row)),
        kind=CellKind.DAY,
        dated=True,
        note=ago,
        slot=Slot.DAY,
        day=began,
    )


def acts[R](of: Callable[[R], tuple[Action, ...]] = lambda _: (open_patron(),), title: str = "") -> Column[R]:
    """Describe the column of acts; without others, it opens the patron, and without a title it is 操作."""
    return Column("acts", title or translate("today", "操作"), lambda _: "", actions=of, slot=Slot.ACT)


def open_patron() -> Action:
    """Make the act that opens the patron."""
    return Action(RowAction.OPEN_PATRON, translate("today", "開く"))
