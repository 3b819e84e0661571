"""Columns that lists of a patron's items have alike."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from views.language import dates
from views.language.translation import portal, translate
from views.panels.grid import Slot
from views.panels.table_model import Action, CellKind, Column
from views.text import words


class _OfTitle(Protocol):
    @property
    def title(self) -> str | None: ...


class _OfMaterial(Protocol):
    @property
    def material_type(self) -> str | None: ...


def title[R: _OfTitle]() -> Column[R]:
    """タイトル, which leads the row."""
    return Column(
        "title",
        portal("タイトル"),
        lambda row: words.title(row.title),
        kind=lambda row: CellKind.TITLE if row.title else CellKind.MUTED,
        slot=Slot.TITLE,
    )


def second_day[R](key: str, heading: str, day: Callable[[R], date | None]) -> Column[R]:
    """Describe the day that doesn't count any more, in the second line."""
    return Column(
        key,
        heading,
        lambda row: dates.day_or_blank(day(row)),
        kind=CellKind.NUMBER,
        labelled=True,
        dated=True,
        slot=Slot.SECOND,
        sparse=True,
    )


def muted[R](key: str, heading: str, text: Callable[[R], str], slot: Slot) -> Column[R]:
    """Describe what is seldom asked for."""
    return Column(key, heading, text, kind=CellKind.MUTED, slot=slot, sparse=True)


def material[R: _OfMaterial]() -> Column[R]:
    """資料種別."""
    return muted("material", portal("資料種別"), lambda row: row.material_type or "", Slot.MATERIAL)


def staff[R](text: Callable[[R], str], actions: Callable[[R], tuple[Action, ...]]) -> Column[R]:
    """職員: what the patron page doesn't say, and the counter's own acts."""
    return Column(
        "staff",
        translate("panels", "職員"),
        text,
        kind=CellKind.STAFF,
        actions=actions,
        dated=True,
        slot=Slot.STAFF,
    )
