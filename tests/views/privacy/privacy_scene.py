"""A counter's window under a guard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers import snapshots
from tests.helpers.accessible import everything_readable
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import until
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.test_screen_guard import Clock
from tests.views.counter import Counter
from viewmodels.screen_guard import IdleLimits, ScreenGuard
from views.privacy.screen_privacy import ScreenPrivacy
from views.style.icons import Icons
from views.style.theme import Theme

PERSON = snapshots.everyday().patron
TITLE = snapshots.everyday().loans[0].title or ""


def _known(widget: QWidget) -> bool:
    return widget.windowHandle() is not None


class Guarded:
    """The counter's window under a guard."""

    def __init__(self, counter: Counter, theme: Theme, icons: Icons) -> None:
        self.counter = counter
        self.clock = Clock()
        self.guard = ScreenGuard(counter.bench.desk, IdleLimits(3, 10), seconds=self.clock)
        self.privacy = ScreenPrivacy(
            counter.window, self.guard, scans=counter.scans, theme=theme, icons=icons
        )

    async def open(self) -> None:
        self.counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
        await self.counter.scan(CARD_A)

    def readable(self) -> str:
        return everything_readable(self.counter.app)

    def on_screen(self) -> str:
        shown = [it for it in QApplication.topLevelWidgets() if it.isVisible()]
        return "\n".join([self.counter.words(), *(it.windowTitle() for it in shown)])

    async def out_of_sight(self) -> None:
        """Wait until no hidden window is known to the system any more."""
        await until(lambda: not any(_known(it) for it in QApplication.topLevelWidgets() if it.isHidden()))

    def key(self, key: Qt.Key, *, repeat: bool = False) -> None:
        """Send a key as the platform does, to the window that has the keyboard."""
        for kind in (Keyboard.press, Keyboard.release):
            window = QApplication.activeModalWidget() or self.counter.window
            kind(Keyboard(window.windowHandle()), "", key, repeat=repeat)
