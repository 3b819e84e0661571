"""What has the keyboard has one ring: the same colour, as wide, at the same place, whatever it is."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.helpers.windows import active
from tests.views.style.style_rules import holds, rules
from tests.views.style.test_theme import light  # noqa: F401 - a fixture
from views.style.theme import Theme
from views.style.tokens import Scheme

RING = "$ring"
FOCUSABLE = {
    "QPushButton": "",
    "QLineEdit": "",
    "QComboBox": "",
    "QPlainTextEdit": "",
    "QTextEdit": "listed=",
    "QListWidget": "nav=",
    "QScrollArea": "read=",
    "QTextBrowser": "",
    "QCheckBox": "",
    "QRadioButton": "",
    "QFrame": 'surface="card"',
}
"""The classes that take the keyboard, and with which property only; tables paint theirs themselves."""


def _looks() -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Give each class that takes the keyboard, with each property, in each state in which it has the keyboard."""
    for widget, needed in FOCUSABLE.items():
        own = [rule for rule in rules() if rule.widget == widget]
        states = frozenset[str]().union(*(rule.states for rule in own)) - {"focus", "disabled", "read-only"}
        known = dict.fromkeys((frozenset[str](), *(rule.attributes for rule in own)))
        for attributes in known:
            if not any(it.startswith(needed) for it in attributes or {""}):
                continue
            for count in range(3):
                for some in combinations(sorted(states), count):
                    yield widget, attributes, frozenset((*some, "focus"))


def _edge(widget: str, attributes: frozenset[str], states: frozenset[str]) -> dict[str, str]:
    """Tell which border a widget has, as the rules that hold for it say one after the other."""
    said: dict[str, str] = {}
    for rule in rules():
        if rule.widget == widget and holds(rule, attributes, states):
            for name, value in rule.edges.items():
                if name == "border":
                    said = {}
                said[name] = value
    return {name: value for name, value in said.items() if name != "outline"}


def test_every_rule_of_what_has_the_keyboard_ends_in_the_ring() -> None:
    edges = {look: _edge(*look) for look in _looks()}
    assert {look: edge for look, edge in edges.items() if edge != {"border": RING}} == {}
    assert edges.keys() > {("QPushButton", frozenset(), frozenset({"focus"}))}


def test_no_class_has_a_ring_that_is_not_looked_at() -> None:
    assert {rule.widget for rule in rules() if "focus" in rule.states} == FOCUSABLE.keys()


KINDS = ("", "primary", "ending", "act", "plain", "chip", "tile")


def _button(kind: str) -> QPushButton:
    button = QPushButton("更新する")
    button.setProperty("kind", kind)
    return button


def _checked_segment() -> QPushButton:
    button = QPushButton("窓口")
    button.setCheckable(True)
    button.setChecked(True)
    button.setProperty("segment", "right")
    return button


def _with(widget: QWidget, name: str) -> QWidget:
    widget.setProperty(name, "true")
    return widget


def _card() -> QWidget:
    card = QFrame()
    card.setMinimumSize(80, 60)
    card.setProperty("surface", "card")
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return card


def _area() -> QWidget:
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return _with(area, "read")


MADE: dict[str, Callable[[], QWidget]] = {
    **{f"button {kind}": partial(_button, kind) for kind in KINDS},
    "checked segment": _checked_segment,
    "line": QLineEdit,
    "line at fault": lambda: _with(QLineEdit(), "fault"),
    "text": QPlainTextEdit,
    "text at fault": lambda: _with(QPlainTextEdit(), "fault"),
    "list of lines": lambda: _with(QTextEdit(), "listed"),
    "choice": QComboBox,
    "menu": lambda: _with(QListWidget(), "nav"),
    "area": _area,
    "card": _card,
    "browser": QTextBrowser,
    "tick": lambda: QCheckBox("確認しました"),
    "one of several": lambda: QRadioButton("本人"),
}


def _at_edges(picture: QImage, inwards: int) -> list[str]:
    """Tell the colours so many pixels from the left, the right, the top and the bottom, in the middle of each."""
    wide, high = picture.width(), picture.height()
    across, down = wide // 2, high // 2
    places = (
        (inwards, down),
        (wide - 1 - inwards, down),
        (across, inwards),
        (across, high - 1 - inwards),
    )
    return [picture.pixelColor(*place).name() for place in places]


async def _with_ring(qtbot: QtBot, widget: QWidget) -> tuple[QImage, bool]:
    """Give the keyboard to a widget in a window of its own; tell how it looks then, and whether its size stays."""
    window = QWidget()
    column = QVBoxLayout(window)
    other = QPushButton("ほか")
    for each in (other, widget):
        column.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    await active(window)
    other.setFocus()
    size = widget.size()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    picture, size_with_ring = window.grab(widget.geometry()).toImage(), widget.size()
    window.close()
    return picture, size_with_ring == size


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("scale", [1.0, 2.0])
async def test_the_ring_is_the_outermost_of_what_has_the_keyboard_and_stands_alone(
    qtbot: QtBot,
    light: Theme,  # noqa: F811
    scheme: Scheme,
    scale: float,
) -> None:
    light.apply(scheme)
    light.rescale(scale)
    try:
        shown = {what: await _with_ring(qtbot, make()) for what, make in MADE.items()}
    finally:
        light.rescale(1.0)
    accent, width = QColor(light.tokens.colours.accent).name(), light.tokens.sizes.ring
    wide = round(width * scale)

    for what, (picture, keeps_its_size) in shown.items():
        for inwards in range(wide):
            assert _at_edges(picture, inwards) == [accent] * 4, (what, inwards)
        assert accent not in _at_edges(picture, wide), what
        assert accent not in _at_edges(picture, 2 * wide - 1), what
        assert keeps_its_size, what


@pytest.mark.parametrize("what", MADE)
async def test_the_platform_style_draws_no_box_of_its_own_for_those_who_press_keys(
    qtbot: QtBot,
    light: Theme,  # noqa: F811
    what: str,
) -> None:
    """Qt lets it draw one from the first Tab on: a grey box on the pink of a red button."""
    window = QWidget()
    column = QVBoxLayout(window)
    widget = MADE[what]()
    column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    await active(window)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    pictures = []
    for by_keys in (True, False):
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_keys)
        pictures.append(window.grab(widget.geometry()).toImage())
    assert pictures[0] == pictures[1]
