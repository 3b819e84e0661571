"""The rows of 操作の一覧, which name no patron: a card's last digits stand for one."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services.contract.today.act_list import ActEntry
from views.language import dates
from views.language.translation import translate
from views.panels.grid import Rest, Slot
from views.panels.table_model import CellKind, Column
from views.text import act_words, row_remarks, words
from views.today import list_columns
from views.today.list_columns import open_patron

REST: Final[Rest] = MappingProxyType(
    {
        Slot.STATE: 140,
        Slot.TITLE: 210,
        Slot.DAY: 60,
        Slot.CARD: 84,
        Slot.SAYS: 170,
        Slot.REPORT: 220,
        Slot.NEXT: 160,
        Slot.HOW: 64,
        Slot.ACT: 56,
    }
)
"""Where everything stands in a row."""


@dataclass(frozen=True, slots=True)
class ActRow:
    """A row of the list."""

    entry: ActEntry

    @property
    def id(self) -> int:
        """Its place among those that were found, 1 for the oldest."""
        return self.entry.record.id


def card(entry: ActEntry) -> str:
    """Say whose card it was by its last digits: 「…6789」; blank for nobody's."""
    return "" if entry.card_end is None else f"…{entry.card_end}"


def place(entry: ActEntry) -> str:
    """Say at which branch and counter it was."""
    return f"{entry.record.branch} {entry.record.workstation}".strip()


def columns() -> tuple[Column[ActRow], ...]:
    """Describe the columns."""
    return (
        Column(
            "outcome",
            translate("records", "結果"),
            lambda row: act_words.outcome(row.entry.record),
            kind=CellKind.MUTED,
            dated=True,
            slot=Slot.STATE,
        ),
        Column(
            "verb",
            translate("records", "操作"),
            lambda row: act_words.verb(row.entry.record),
            kind=CellKind.TITLE,
            slot=Slot.TITLE,
        ),
        Column(
            "at",
            translate("records", "時刻"),
            lambda row: dates.time(row.entry.record.at),
            kind=CellKind.NUMBER,
            slot=Slot.DAY,
        ),
        Column(
            "card",
            translate("records", "カード末尾"),
            lambda row: card(row.entry),
            kind=CellKind.NUMBER,
            slot=Slot.CARD,
        ),
        Column(
            "subject",
            translate("records", "対象"),
            lambda row: act_words.subject(row.entry.record),
            kind=CellKind.MUTED,
            dated=True,
            slot=Slot.SAYS,
        ),
        Column(
            "staff",
            translate("records", "担当"),
            lambda row: row_remarks.who(row.entry.record),
            kind=CellKind.STAFF,
            slot=Slot.REPORT,
        ),
        Column(
            "place",
            translate("records", "館・窓口"),
            lambda row: place(row.entry),
            kind=CellKind.MUTED,
            slot=Slot.NEXT,
        ),
        Column(
            "channel",
            translate("records", "受付"),
            lambda row: words.channel(row.entry.record.channel),
            kind=CellKind.MUTED,
            slot=Slot.HOW,
        ),
        list_columns.acts(
            lambda row: () if row.entry.patron_id is None else (open_patron(),),
            translate("today", "利用者"),
        ),
    )
