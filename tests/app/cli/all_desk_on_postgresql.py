"""`madoguchi desk` on a city's library, from the shell to the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.rules.secret import Secret
from tests.app.cli.conftest import Run
from tests.app.test_library_access_server import plain
from tests.helpers.city import City
from views.desk.desk_window import DeskWindow
from views.sign_in.sign_in_window import SignInWindow

PASSWORD = "typed-with-keys"


class Clerk:
    """Signs in when asked, and closes whatever comes in the end."""

    def __init__(self) -> None:
        self.at_sign_in: Callable[[SignInWindow], object] = SignInWindow.close
        self.desks: list[str] = []
        self.said: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _look(self) -> None:
        for window in QApplication.topLevelWidgets():
            if not window.isVisible():
                continue
            if isinstance(window, DeskWindow):
                self.desks.append(window.windowTitle())
                window.close()
            elif isinstance(window, SignInWindow) and window.button.isEnabled():
                if window.trouble.text not in {"", *self.said}:
                    self.said.append(window.trouble.text)
                if not window.waiting.isVisible():
                    self.at_sign_in(window)

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def clerk(qapp: QApplication) -> Iterator[Clerk]:
    made = Clerk()
    yield made
    made.stop()


@pytest.fixture
async def counter(city: City) -> str:
    """A counter's id, with a password that keys can type."""
    await city.library.staff.set_password(city.names["counter"], Secret(PASSWORD))
    return city.names["counter"]


def settings(home: Path, city: City, url: str) -> str:
    branch = city.library.masters.current.branches[city.town.branch_id]
    file = home / "settings.toml"
    file.write_text(
        f'[database]\nurl = "{url}"\n[workstation]\nbranch = "{branch.code}"\nname = "w"\n', encoding="utf-8"
    )
    return str(file)


def test_a_counter_opens_with_its_own_login(
    run: Run, home: Path, city: City, counter: str, clerk: Clerk
) -> None:
    words = iter(["something else", PASSWORD])

    def sign_in(window: SignInWindow) -> None:
        word = next(words, None)
        if word is None:
            window.close()
            return
        window.staff_id.setText(counter)
        QTest.keyClicks(window.password, word)
        QTest.keyClick(window.password, Qt.Key.Key_Return)

    clerk.at_sign_in = sign_in
    outcome = run("desk", "--settings", settings(home, city, plain(city)))

    assert (outcome.code, outcome.err) == (0, "")
    assert len(clerk.desks) > 0
    assert ["あと4回" in it for it in clerk.said] == [True]
    kept = (home / "state" / "sign-in.json").read_text(encoding="utf-8")
    assert counter not in kept
    assert '"ids": {}' in kept


def test_an_address_with_a_login_in_it_is_told_at_the_window(
    run: Run, home: Path, city: City, clerk: Clerk
) -> None:
    def close_when_told(window: SignInWindow) -> None:
        if clerk.said:
            window.close()

    clerk.at_sign_in = close_when_told
    outcome = run("desk", "--settings", settings(home, city, city.url))

    assert outcome.code == 0
    assert "ログイン名かパスワードが書かれています。" in clerk.said[0]
    assert clerk.desks == []
