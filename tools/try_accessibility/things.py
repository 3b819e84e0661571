"""What steps name: things on the screen, as a screen reader finds them."""

from dataclasses import dataclass
from enum import StrEnum


class AtspiRole(StrEnum):
    """What something is, as AT-SPI calls it."""

    BUTTON = "PUSH_BUTTON"
    SWITCH = "TOGGLE_BUTTON"
    TICK = "CHECK_BOX"
    ONE_OF = "RADIO_BUTTON"
    COMBO = "COMBO_BOX"
    ENTRY = "ENTRY"
    TEXT = "TEXT"
    SECRET = "PASSWORD_TEXT"  # noqa: S105 - a role
    TABLE = "TABLE"
    HEADING = "COLUMN_HEADER"
    LIST = "LIST"
    LINE = "LIST_ITEM"
    DIALOG = "DIALOG"
    FRAME = "FRAME"
    LABEL = "LABEL"
    PAGE = "FILLER"
    PART = "PANEL"
    CELL = "TABLE_CELL"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is found by role and name.

    Attributes:
        role: what it is.
        name: what it is called; `*` stands for anything, and what was noted is filled in.
        within: what it stands in, as far as that is asked.
        by_caption: the name is that of the label which it is tied to.
    """

    role: AtspiRole
    name: str
    within: "Thing | None" = None
    by_caption: bool = False


DESK = Thing(AtspiRole.FRAME, "窓口")
CARD_FIELD = Thing(AtspiRole.TEXT, "利用カード番号")
CARD, NAME = "100000001", "佐藤 陽子"
"""The patron whom most steps are about."""


def button(name: str, within: Thing | None = None) -> Thing:
    """Name a button."""
    return Thing(AtspiRole.BUTTON, name, within)


def label(name: str) -> Thing:
    """Name a text on the screen."""
    return Thing(AtspiRole.LABEL, name)


def dialog(name: str) -> Thing:
    """Name a question or a form over the window."""
    return Thing(AtspiRole.DIALOG, name)


def table(name: str) -> Thing:
    """Name a list with cells."""
    return Thing(AtspiRole.TABLE, name)


def page(name: str) -> Thing:
    """Name a page of the desk or of a form."""
    return Thing(AtspiRole.PAGE, name)
