"""What is left on the clipboard, and its marks; the offscreen platform owns none, so a stand-in says whose it is."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextBrowser,
)
from pytestqt.qtbot import QtBot

from views.widgets.clipboard import MarkedClipboard, forget, marks, put


class StandIn:
    def __init__(self, own: set[QClipboard.Mode]) -> None:
        self._own = own
        self.cleared: set[QClipboard.Mode] = set()

    def ownsClipboard(self) -> bool:  # noqa: N802 - Qt's name
        return QClipboard.Mode.Clipboard in self._own

    def ownsSelection(self) -> bool:  # noqa: N802 - Qt's name
        return QClipboard.Mode.Selection in self._own

    def clear(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        self.cleared.add(mode)


@pytest.mark.parametrize(
    "own",
    [
        set(),
        {QClipboard.Mode.Clipboard},
        {QClipboard.Mode.Selection},
        {QClipboard.Mode.Clipboard, QClipboard.Mode.Selection},
    ],
)
def test_only_what_is_ours_is_forgotten(own: set[QClipboard.Mode]) -> None:
    clipboard = StandIn(own)
    forget(clipboard)
    assert clipboard.cleared == own


WANTED = {**marks("win32"), **marks("linux")}


class Ours:
    """The real clipboard, for whose content this program answers; the offscreen platform's owns nothing."""

    def __init__(self, real: QClipboard) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def ownsClipboard(self) -> bool:  # noqa: N802 - Qt's name
        return True


def marked_clipboard(qapp: QApplication, *, is_told_late: bool = False) -> Iterator[MarkedClipboard]:
    clipboard: Any = Ours(qapp.clipboard())
    made = MarkedClipboard(clipboard, WANTED, is_told_late=is_told_late)
    made.listen(qapp)
    yield made
    made.stop(qapp)


@pytest.fixture
def told_at_once(qapp: QApplication) -> Iterator[MarkedClipboard]:
    yield from marked_clipboard(qapp)


@pytest.fixture
def told_late(qapp: QApplication) -> Iterator[MarkedClipboard]:
    """A clipboard that tells of no change while a test looks, as Windows' does until the next turn of the loop."""
    made = marked_clipboard(qapp, is_told_late=True)
    marked = next(made)
    qapp.clipboard().dataChanged.disconnect(marked.mark)
    yield marked
    qapp.clipboard().dataChanged.connect(marked.mark)
    next(made, None)


def is_marked(qapp: QApplication) -> bool:
    data = qapp.clipboard().mimeData()
    return all(bytes(data.data(name).data()) == content for name, content in WANTED.items())


def test_windows_and_kde_are_asked_to_leave_it_out() -> None:
    assert {name.partition('"')[2].rstrip('"'): content for name, content in marks("win32").items()} == {
        "ExcludeClipboardContentFromMonitorProcessing": bytes(4),
        "CanIncludeInClipboardHistory": bytes(4),
        "CanUploadToCloudClipboard": bytes(4),
    }
    assert marks("linux") == {"x-kde-passwordManagerHint": b"secret"}
    assert marks("darwin") == {}


def test_a_text_is_put_there_with_its_marks(qapp: QApplication) -> None:
    put(qapp.clipboard(), "番号 B501")
    data = qapp.clipboard().mimeData()
    assert data.text() == "番号 B501"
    assert all(data.hasFormat(name) for name in marks())


@pytest.mark.usefixtures("told_at_once")
def test_what_any_widget_copies_is_marked_once_and_keeps_its_formats(qapp: QApplication) -> None:
    changes: list[None] = []
    count = functools.partial(changes.append, None)
    qapp.clipboard().dataChanged.connect(count)
    data = QMimeData()
    data.setText("川口 花子")
    data.setHtml("<b>川口</b> 花子")
    qapp.clipboard().setMimeData(data)
    qapp.clipboard().dataChanged.disconnect(count)

    there = qapp.clipboard().mimeData()
    assert (there.text(), there.html()) == ("川口 花子", "<b>川口</b> 花子")
    assert is_marked(qapp)
    assert len(changes) == 2  # what was put there, and the same with its marks


def test_what_others_put_there_is_left_alone(qapp: QApplication) -> None:
    marked = MarkedClipboard(qapp.clipboard(), WANTED)
    marked.listen(qapp)
    qapp.clipboard().setText("another program's")  # the offscreen platform says that it isn't ours
    marked.stop(qapp)
    assert not is_marked(qapp)
    assert qapp.clipboard().text() == "another program's"


@pytest.mark.usefixtures("told_at_once")
def test_an_empty_clipboard_stays_empty(qapp: QApplication) -> None:
    qapp.clipboard().setText("a")
    qapp.clipboard().clear()
    there: QMimeData | None = qapp.clipboard().mimeData()
    assert there is None or there.formats() == []


def test_nothing_is_marked_any_more_after_the_end(qapp: QApplication, told_at_once: MarkedClipboard) -> None:
    told_at_once.stop(qapp)
    qapp.clipboard().setText("a")
    assert not is_marked(qapp)
    told_at_once.listen(qapp)


def line() -> QLineEdit:
    return QLineEdit("川口 花子")


def lines() -> QPlainTextEdit:
    return QPlainTextEdit("川口 花子")


def page() -> QTextBrowser:
    browser = QTextBrowser()
    browser.setPlainText("川口 花子")
    return browser


def shown(qtbot: QtBot, widget: QLineEdit | QPlainTextEdit | QTextBrowser) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    widget.selectAll()


@pytest.mark.usefixtures("told_late")
@pytest.mark.parametrize("make", [line, lines, page])
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_a_key_copies_with_marks_although_the_change_is_told_late(
    qapp: QApplication,
    qtbot: QtBot,
    make: Callable[[], QLineEdit | QPlainTextEdit | QTextBrowser],
    key: Qt.Key,
) -> None:
    widget = make()
    shown(qtbot, widget)
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)
    if key == Qt.Key.Key_X and isinstance(widget, QTextBrowser):
        return  # nothing can be cut out of it
    assert qapp.clipboard().text() == "川口 花子"
    assert is_marked(qapp)
    if key == Qt.Key.Key_X:
        assert isinstance(widget, QLineEdit | QPlainTextEdit)
        left = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
        assert left == ""


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.usefixtures("told_late")
@pytest.mark.parametrize("make", [line, lines, page])
def test_the_menu_copies_with_marks_although_the_change_is_told_late(
    qapp: QApplication, qtbot: QtBot, make: Callable[[], QLineEdit | QPlainTextEdit | QTextBrowser]
) -> None:
    widget = make()
    shown(qtbot, widget)
    asked = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    place = asked.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, asked.mapToGlobal(place))
    QApplication.sendEvent(asked, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    copy = next(it for it in menu.actions() if it.objectName() == "edit-copy")
    assert copy.isEnabled()
    copy.trigger()
    menu.close()
    assert qapp.clipboard().text() == "川口 花子"
    assert is_marked(qapp)


@pytest.mark.usefixtures("told_late")
def test_keys_that_copy_nothing_are_the_fields_own(qapp: QApplication, qtbot: QtBot) -> None:
    widget = line()
    shown(qtbot, widget)
    QTest.keyClicks(widget, "ab")
    assert widget.text() == "ab"
    assert qapp.clipboard().text() == ""
