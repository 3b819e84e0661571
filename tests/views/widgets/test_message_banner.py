"""The banner for one message."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.views.ear import Ear
from views.style.theme import Theme
from views.widgets.message_banner import MessageBanner, MessageKind

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


class Window(QWidget):
    """A window with a banner above a rest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedSize(400, 300)
        self.banner = MessageBanner(theme, "知らせ")
        self.rest = QWidget()
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addWidget(self.rest, 1)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Window:
    made = Window(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_there_while_it_says_something(window: Window) -> None:
    assert not window.banner.isVisible()
    window.banner.tell("保存できませんでした。")
    assert window.banner.isVisible()
    assert window.banner.text == "保存できませんでした。"
    window.banner.tell("")
    assert not window.banner.isVisible()
    assert window.banner.accessibleName() == "知らせ"


@pytest.mark.parametrize(
    ("kind", "politeness"), [("bad", ASSERTIVE), ("good", POLITE), ("notice", POLITE)], ids=str
)
def test_what_went_wrong_is_announced_at_once_and_the_rest_in_turn(
    window: Window, ear: Ear, kind: MessageKind, politeness: QAccessible.AnnouncementPoliteness
) -> None:
    window.banner.tell("できました。", kind)
    assert window.banner.property("surface") == kind
    assert ear.heard == [("できました。", politeness)]


def test_what_a_dialog_opens_with_is_not_announced(window: Window, ear: Ear) -> None:
    window.banner.tell("取置棚から外してください", aloud=False)
    assert window.banner.text == "取置棚から外してください"
    assert ear.heard == []


def test_the_edge_of_another_ground_is_measured_anew(window: Window) -> None:
    """The ground of what went wrong has an edge at the left, the one of what went well hasn't."""
    window.banner.tell("あ")
    with_edge = window.banner.contentsRect().left()
    window.banner.tell("あ", "good")
    assert window.banner.contentsRect().left() < with_edge


def test_a_banner_that_keeps_its_place_moves_nothing(window: Window) -> None:
    window.banner.keep_place(4)
    layout = window.layout()
    assert layout is not None
    layout.activate()
    before = window.rest.y()
    assert before > 0
    window.banner.tell("一行\n二行")
    layout.activate()
    assert window.rest.y() == before
