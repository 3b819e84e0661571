"""The desk from the command line: one whole run, and what keeps it from starting."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.settings.policy import policy_of_file
from services.contract.errors import PolicyFault, PolicyUntrusted
from services.files.file_lock import lock
from tests.app.cli.conftest import Run
from tests.helpers.platforms import posix
from views.desk.desk_window import DeskWindow
from views.sign_in.start_window import PreparingWindow
from views.widgets.message_banner import MessageBanner


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


class Closer:
    """Closes the desk, or what stands in its place, as soon as there is one."""

    def __init__(self, temporary: Path) -> None:
        self.files: list[str] = []
        self.words: list[str] = []
        self.before: Callable[[], None] = lambda: None
        self._temporary = temporary
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, DeskWindow) and window.isVisible():
                self._timer.stop()
                self.files = [path.name for path in self._temporary.glob("madoguchi-demo-*/*.sqlite3")]
                self.before()
                window.close()
            elif isinstance(window, PreparingWindow) and window.isVisible():
                found = [banner.text for banner in window.findChildren(MessageBanner)]
                if found:  # the demo is being prepared in such a window too
                    self._timer.stop()
                    self.words = found
                    window.close()


@pytest.fixture
def closer(qapp: QApplication, temporary: Path) -> Iterator[Closer]:
    closer = Closer(temporary)
    yield closer
    closer.stop()


def test_the_demo_opens_and_leaves_nothing_behind(run: Run, closer: Closer, temporary: Path) -> None:
    before = set(temporary.iterdir())  # on Windows what captures the output has files with names
    outcome = run("desk", "--demo", "--as", "supervisor", "--now", "2026-11-24T10:00")

    assert outcome.code == 0
    assert closer.files == ["library.sqlite3"]
    assert set(temporary.iterdir()) == before


def test_a_demo_whose_program_was_killed_is_cleared_away_by_the_next(
    run: Run, closer: Closer, temporary: Path
) -> None:
    before = set(temporary.iterdir())
    left, held, new = (temporary / f"madoguchi-demo-{name}" for name in ("left", "held", "new"))
    for folder in (left, held, new):
        folder.mkdir()
        (folder / "in-use").touch()
    for folder in (left, held):
        os.utime(folder / "in-use", (0, 0))
    with (held / "in-use").open("r+b") as file:
        lock(file)
        assert run("desk", "--demo", "--as", "supervisor").code == 0

    assert set(temporary.iterdir()) - before == {held, new}


def test_the_end_of_the_session_counts_as_an_orderly_end(
    run: Run, home: Path, closer: Closer, qapp: QApplication
) -> None:
    """Windows ends the process as soon as it has told of the session's end."""
    left = []

    def end_session() -> None:
        left.append(len(list(home.rglob("*.run"))))
        qapp.commitDataRequest.emit(QObject())  # in place of a QSessionManager, of which only Qt makes one
        left.append(len(list(home.rglob("*.run"))))
        qapp.aboutToQuit.emit()
        left.append(len(list(home.rglob("*.run"))))

    closer.before = end_session
    assert run("desk", "--demo", "--as", "supervisor").code == 0

    assert left == [1, 1, 0]


def test_a_faulty_settings_file_is_told(run: Run, home: Path, closer: Closer) -> None:
    settings = home / "bad.toml"
    settings.write_text('[printing]\npaper = "a5"\n')
    outcome = run("--settings", str(settings))

    assert outcome.code == 1
    assert "printing.paper" in outcome.err
    assert "設定ファイルの printing.paper の値が正しくありません。" in closer.words[0]


@pytest.mark.parametrize(
    "text",
    [f"later = {'[' * 5000}{']' * 5000}\n", f"[scanner]\nkey_ms = {'9' * 4301}\n", None],
    ids=["lists", "number", "pipe"],
)
@posix("Windows has no pipes among its files.")
def test_a_settings_file_that_nobody_can_read_is_told_in_a_window(
    run: Run, home: Path, closer: Closer, text: str | None
) -> None:
    settings = home / "bad.toml"
    if text is None:
        os.mkfifo(settings)
    else:
        settings.write_text(text)
    assert run("--settings", str(settings)).code == 1
    assert "設定ファイルを読めません。" in closer.words[0]
    told = run("doctor", "--settings", str(settings), "--database", "sqlite:////none")
    assert "設定ファイルを読めません。" in told.out


def test_a_faulty_policy_opens_no_desk_and_is_told_as_the_administrators(
    run: Run, home: Path, closer: Closer
) -> None:
    policy = home / "site" / "policy.toml"
    policy.parent.mkdir()
    policy.write_text("[printing\n")
    outcome = run("desk", "--demo")

    assert outcome.code == 1
    assert f"管理者が決めた設定({policy})の1行目を読めません。" in closer.words[0]
    assert str(policy) in outcome.err


def test_a_policy_that_could_be_anybodys_opens_no_desk(
    run: Run, home: Path, closer: Closer, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = home / "site" / "policy.toml"
    policy.parent.mkdir()
    policy.write_text('[database]\nurl = "postgresql://elsewhere.example/library"\n')

    def check(file: Path, _descriptor: int) -> None:
        raise PolicyUntrusted(PolicyFault.OWNER, str(file), "aoki")

    monkeypatch.setattr("app.settings.folders.policy_place", lambda: policy_of_file(policy, check))
    outcome = run("desk", "--demo")

    assert outcome.code == 1
    assert f"管理者が決めた設定の場所({policy})の所有者が、管理者ではありません。" in closer.words[0]
    assert "所有者は aoki です。" in closer.words[0]
    assert "所有者は aoki です。" in outcome.err
    told = run("doctor", "--database", "sqlite:////none")  # which may be mailed to anybody
    assert f"({policy})の所有者が、管理者ではありません。" in told.out
    assert "aoki" not in told.out + told.err


def test_without_a_screen_there_is_no_desk(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    outcome = run("desk")

    assert outcome.code == 1
    assert "no screen" in outcome.err
