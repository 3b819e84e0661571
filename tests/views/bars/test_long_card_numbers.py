"""The longest card number in the patron's line: told by its ends where it has no room, and whole to whoever asks."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.card_numbers import LONGEST
from tests.helpers import snapshots
from views.bars.patron_header import PatronHeaderBar
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme

NUMBER = "AB-0123456789-0123456789-0123456"


@pytest.fixture(autouse=True)
def usual_size(qapp: QApplication) -> Iterator[None]:
    """Leave the application as it was."""
    yield
    Theme(qapp, Scheme.LIGHT)


def heard(header: PatronHeaderBar) -> str:
    return QAccessible.queryAccessibleInterface(header.line.card).text(QAccessible.Text.Name)


@pytest.mark.parametrize(
    ("width", "scale", "low", "whole"),
    [
        (1920, 1.0, False, True),
        (1366, 1.0, False, False),
        (1024, 1.5, False, False),
        (1366, 2.0, True, False),
    ],
)
def test_it_is_told_by_its_ends_where_it_has_no_room(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, scale: float, *, low: bool, whole: bool
) -> None:
    scaled = Theme(qapp, theme.tokens.scheme, scale)
    header = PatronHeaderBar(scaled, Icons(scaled), offers=EVERYTHING)
    qtbot.addWidget(header)
    header.stand_low(low=low)
    header.resize(width, 100)
    header.show()
    header.set_snapshot(snapshots.everyday(card_number=NUMBER))
    card, (begin, cut, end) = header.line.card, header.line.card.text().partition("…")

    assert len(NUMBER) == LONGEST
    assert (not cut) is whole
    assert NUMBER.startswith(begin)
    assert whole or (len(end) > 4 and NUMBER.endswith(end))
    assert card.width() >= card.sizeHint().width()
    assert card.toolTip() == ("" if whole else NUMBER)
    assert heard(header) == f"利用カード番号 {NUMBER}"

    header.stand_low(low=False)
    header.resize(round(2000 * scale), 100)
    assert card.text() == NUMBER
    header.line.forget()
    assert (card.text(), card.toolTip(), heard(header)) == ("", "", "")
