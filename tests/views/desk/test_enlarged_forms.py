"""Forms and rows at 200 %: fields and captions stand where they belong, outlines are as thick as everywhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from tests.helpers import snapshots
from views.circulation.loans_panel import LoansPanel
from views.email.email_page import EmailPage
from views.panels.row_actions import RowAction
from views.reference.reference_page import ReferencePage
from views.style.theme import Theme
from views.style.tokens import Scheme

WIDE = 1300


@pytest.fixture
def large(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    yield Theme(qapp, theme.tokens.scheme, 2.0)
    Theme(qapp, Scheme.LIGHT)


def left_of(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, QPoint(0, 0)).x()


def test_the_address_begins_where_its_buttons_do(qtbot: QtBot, large: Theme) -> None:
    page = EmailPage(large, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.offer()
    page.set_snapshot(snapshots.everyday())
    page.resize(WIDE, 600)
    page.show()

    assert left_of(page.field, page) == left_of(page.change_button, page)


def test_a_caption_stands_nearer_to_its_own_field(qtbot: QtBot, large: Theme) -> None:
    page = ReferencePage(large, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.offer()
    page.set_snapshot(snapshots.everyday())
    page.resize(WIDE, 600)
    page.show()
    (caption,) = [it for it in page.findChildren(QLabel) if it.text() == "電話番号"]
    words = caption.contentsRect().translated(caption.mapTo(page, QPoint(0, 0)))
    before = page.email.mapTo(page, page.email.rect().bottomLeft()).y()
    own = page.phone.mapTo(page, QPoint(0, 0)).y()

    assert words.top() - before > own - words.bottom()


@pytest.mark.parametrize(("scale", "thick"), [(1.0, 1), (2.0, 2)])
def test_an_act_under_the_mouse_has_an_outline_as_thick_as_buttons_have(
    qtbot: QtBot, qapp: QApplication, theme: Theme, scale: float, thick: int
) -> None:
    enlarged = Theme(qapp, theme.tokens.scheme, scale)
    panel = LoansPanel(enlarged, frozenset(RowAction))
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.loan(1),))
    panel.resize(WIDE, 300)
    panel.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the keyboard has a ring
    panel.show()
    QApplication.sendPostedEvents()
    (box,) = panel.table.button_boxes(0, 0)
    QTest.mouseMove(panel.table.viewport(), box.center().toPoint())
    image = panel.table.viewport().grab().toImage()
    full = 255 - QColor(enlarged.tokens.colours.accent).red()
    middle, left = round(box.center().y()), int(box.left())
    inked = [255 - image.pixelColor(x, middle).red() for x in range(left - 3, left + 4)]
    Theme(qapp, Scheme.LIGHT)

    assert round(sum(inked) / full) == thick
