"""The windows before the desk open as large as they stay."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.rules.vocabulary import Role
from tests.viewmodels.sign_in.test_sign_in import Door
from viewmodels.sign_in.sign_in import DemoStaff, SignInViewModel
from views.sign_in.sign_in_window import SignInWindow
from views.sign_in.start_window import OpeningWindow, PreparingWindow
from views.style.icons import Icons
from views.style.theme import Theme


class Seen(QObject):
    """Notes how large a window is whenever it is shown or resized."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.sizes: list[QSize] = []
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in {QEvent.Type.Show, QEvent.Type.Resize}:
            self.sizes.append(self._window.size())
        return False


def sign_in(theme: Theme, icons: Icons) -> OpeningWindow:
    model = SignInViewModel(
        Door(),
        on_signed_in=lambda _: None,
        report_bug=lambda _error: "4F2A",
        demo_staff=(DemoStaff("counter", Role.COUNTER, "demo-word"),),
    )
    return SignInWindow(model, theme=theme, icons=icons)


def preparing(theme: Theme, icons: Icons) -> OpeningWindow:
    return PreparingWindow.for_demo(theme=theme, icons=icons)


def in_trouble(theme: Theme, icons: Icons) -> OpeningWindow:
    told = "図書館のシステムにつながりません。\n少し待ってから、もう一度開いてください。"
    return PreparingWindow.for_trouble(told, theme=theme, icons=icons)


@pytest.fixture
def enlarged(theme: Theme, request: pytest.FixtureRequest) -> Iterator[Theme]:
    theme.rescale(request.param)
    yield theme
    theme.rescale(1.0)


@pytest.mark.parametrize("enlarged", [1.0, 2.0], indirect=True)
@pytest.mark.parametrize("make", [sign_in, preparing, in_trouble])
async def test_a_window_opens_as_large_as_it_stays(
    qtbot: QtBot, enlarged: Theme, icons: Icons, make: Callable[[Theme, Icons], OpeningWindow]
) -> None:
    window = make(enlarged, icons)
    qtbot.addWidget(window, before_close_func=lambda _: window.let_close())
    seen = Seen(window)
    window.show_centred()
    QApplication.processEvents()
    assert {it.toTuple() for it in seen.sizes} == {window.size().toTuple()}
    around = window.panel.parentWidget()
    assert around is not None
    high = max(around.sizeHint().height(), around.heightForWidth(window.width()))
    assert window.height() >= min(high, window.screen().availableGeometry().height() - 40)
