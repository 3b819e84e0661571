"""The list of a choice that drops down is drawn by the style sheet alone: the same lines on every platform."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
)
from pytestqt.qtbot import QtBot

from tests.views.style.style_rules import rules
from tests.views.style.test_theme import light  # noqa: F401 - a fixture
from views.style.theme import Theme
from views.widgets.fields.choice_list import ChoiceList

LINE = "QComboBox QAbstractItemView::item"


@pytest.fixture(params=[1.0, 2.0])
def scaled(light: Theme, request: pytest.FixtureRequest) -> Iterator[Theme]:  # noqa: F811
    light.rescale(request.param)
    yield light
    light.rescale(1.0)


def test_its_lines_are_the_style_sheets_and_grow_with_the_text(qtbot: QtBot, scaled: Theme) -> None:
    choice = ChoiceList()
    qtbot.addWidget(choice)
    choice.addItems(("中央図書館", "横曽根図書館"))
    view = choice.view()
    view.ensurePolished()
    assert (
        type(view.itemDelegate()) is QStyledItemDelegate
    )  # which asks the style sheet; Qt's own asks the platform
    assert view.sizeHintForRow(0) >= 29 * scaled.tokens.scale


def test_it_drops_down_below_the_field_and_doesnt_lie_over_it(qtbot: QtBot, scaled: Theme) -> None:
    choice = ChoiceList()
    qtbot.addWidget(choice)
    choice.ensurePolished()
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert not choice.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, option, choice)


def test_the_current_line_has_a_bar_and_its_text_stays_where_it_was() -> None:
    edges = {rule.states: rule.edges for rule in rules() if rule.widget == LINE}
    assert edges[frozenset()]["border-left"].startswith("3px solid")
    assert edges[frozenset({"selected"})]["border-left"] == "3px solid $text"


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175, 200])
def test_a_radio_button_is_round_at_every_size_of_text(
    qtbot: QtBot,
    light: Theme,  # noqa: F811
    percent: int,
) -> None:
    light.rescale(percent / 100)
    button = QRadioButton("電話")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    option = QStyleOptionButton()
    button.initStyleOption(option)
    box = button.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, button)
    picture = button.grab().toImage()
    light.rescale(1.0)
    assert picture.pixelColor(box.topLeft()) == picture.pixelColor(box.left(), button.height() - 1)
