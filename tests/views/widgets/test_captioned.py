"""A caption stands beside its field, on its first line, and above it where the field has no room beside."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from views.style.theme import Theme
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.form_rows import captioned
from views.widgets.labels import WrappedLabel


@pytest.mark.parametrize(("wide", "beside"), [(600, True), (260, False)])
def test_where_a_caption_stands(qtbot: QtBot, theme: Theme, wide: int, beside: bool) -> None:
    holder, field, below = QWidget(), ChoiceList(), WrappedLabel("bad", "理由")
    qtbot.addWidget(holder)
    field.setAccessibleName("承認しない理由")
    field.addItem("ほかの理由(責任者に聞いてください)")
    holder.setLayout(captioned(field, theme, below=below))
    holder.resize(wide, 160)
    holder.show()
    (caption,) = (it for it in holder.findChildren(WrappedLabel) if it.buddy() is field)
    at = field.mapTo(holder, QPoint()) - caption.mapTo(holder, QPoint())
    assert (at == QPoint(157, 0)) is beside
    assert (at.y() >= caption.height()) is not beside
    assert caption.height() == theme.tokens.sizes.control
