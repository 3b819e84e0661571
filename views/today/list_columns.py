"""The columns that the lists of the empty desk share: whose row it is, and what patrons reported."""

from collections.abc import Callable

from services.rules.vocabulary import Channel, PatronReport
from views.language.translation import translate
from views.panels.table_model import CellKind, Column, Width
from views.text import suspension_words, words


def patron[R](name: Callable[[R], str]) -> Column[R]:
    """Describe the column of names, which leads its rows."""
    return Column(
        "patron",
        translate("today", "利用者"),
        name,
        Width("小林 久美子", 3),
        kind=CellKind.TITLE,
        wrap=True,
        leads=True,
    )


def card[R](number: Callable[[R], str]) -> Column[R]:
    """Describe the column of card numbers, given as the database keeps them."""
    return Column(
        "card",
        translate("today", "カード番号"),
        lambda row: words.card_number(number(row)),
        Width("12345678-9"),
        kind=CellKind.NUMBER,
    )


def report_width(day: str = "") -> Width:
    """Tell how wide a column of reports is, with the channel beside each, behind a day if there is one."""
    return Width(
        "連絡がついた",
        others=tuple(map(suspension_words.report, PatronReport)),
        note=f"{day} {max(map(words.channel, Channel), key=len)}".lstrip(),
    )
