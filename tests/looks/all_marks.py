"""The auditor of what colours say: it finds what has no word, and lets pass what has one."""

import pytest
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.marks import Seen, faults_in_marks
from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.widgets.labels import styled_label


def window_of(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    window.show()
    return window


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ([("bad", "延滞 2026/11/20"), ("", "貸出中 2026/11/20")], ""),
        ([("bad", "返却期限 2026/11/20"), ("", "返却期限 2026/12/4")], "is  and was bad"),
        ([("bad", "3")], "is bad and has no word"),
        ([("good", "✓ 3")], ""),
    ],
)
def test_a_colour_says_what_the_words_say(
    qtbot: QtBot, theme: Theme, shown: list[tuple[str, str]], told: str
) -> None:
    seen: Seen = {}
    found: list[str] = []
    for tone, text in shown:
        found += faults_in_marks(window_of(qtbot, styled_label(text, tone)), seen)

    assert (told in found[0]) if told else (found == []), found


def test_a_field_marked_as_wrong_wants_a_sentence(qtbot: QtBot, theme: Theme) -> None:
    said, field = styled_label("入力してください"), QLineEdit()
    window = window_of(qtbot, said, field)
    set_styled(field, "fault", "true")
    assert any("nothing says why" in it for it in faults_in_marks(window, {}))

    set_tone(said, "bad")

    assert list(faults_in_marks(window, {})) == []


def test_a_coloured_frame_wants_a_word(qtbot: QtBot, theme: Theme) -> None:
    frame = QFrame()
    frame.setProperty("surface", "bad")
    frame.setFixedSize(20, 20)

    assert any("a frame of bad without a word" in it for it in faults_in_marks(window_of(qtbot, frame), {}))
