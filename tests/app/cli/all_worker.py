"""The worker through main, on real files."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.worker import stopped_by_signals
from tests.app.cli.conftest import Run
from tests.app.cli.test_parser import ROOT
from tests.helpers.platforms import posix
from tests.helpers.waiting import HOPELESS


@pytest.fixture
def written(url: str) -> None:
    """Let a mail wait in the library."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute(
            "INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at)"
            " VALUES (1, 'email_registered', 'a@example.jp', 'b', 'waiting', '2026-11-24 00:00:00.000000',"
            " '2020-01-01 00:00:00.000000')"
        )
    plain.close()


@pytest.mark.usefixtures("written")
def test_without_a_mail_server_it_says_that_mail_waits(run: Run) -> None:
    outcome = run("worker", "--once")

    assert (outcome.code, outcome.out) == (0, "sent 0, failed 0, waiting 1\n")
    assert "[mail] host" in outcome.err
    assert outcome.err.endswith("mails that wait: 1\n")
    assert "example.jp" not in outcome.out + outcome.err


@pytest.mark.usefixtures("written")
def test_a_mail_server_that_is_not_there_is_told(run: Run, home: Path) -> None:
    with socket.socket() as nobody:  # bound, but nobody listens
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        settings = home / "mail.toml"
        settings.write_text(f'[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "library@example.jp"\n')
        outcome = run("worker", "--once", "--settings", str(settings))

    assert (outcome.code, outcome.out) == (0, "sent 0, failed 0, waiting 1\n")
    assert "doesn't answer" in outcome.err
    assert outcome.err.endswith("mails that wait: 1\n")


def test_a_sender_that_is_no_address_is_told_where_it_is_set(run: Run, home: Path) -> None:
    settings = home / "mail.toml"
    settings.write_text('[mail]\nhost = "127.0.0.1"\nfrom = "図書館"\n', encoding="utf-8")
    for command in (("worker", "--once"), ("doctor",)):
        outcome = run(*command, "--settings", str(settings))
        told = outcome.err + outcome.out
        assert outcome.code == 1
        assert "設定ファイルの mail.from の値が正しくありません。" in told
        assert "library@example.jp か 図書館 <library@example.jp> のように書いて" in told


def test_a_mail_that_cannot_be_sent_is_told_with_its_reference(run: Run, home: Path, url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute(
            "INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at)"
            " VALUES (1, 'email_registered', '=?utf-8?b??=@x.jp', 'b', 'waiting',"
            " '2026-11-24 00:00:00.000000', '2020-01-01 00:00:00.000000')"
        )
    plain.close()
    settings = home / "mail.toml"
    settings.write_text('[mail]\nhost = "127.0.0.1"\nport = 1\nfrom = "library@example.jp"\n')
    outcome = run("worker", "--once", "--settings", str(settings))

    assert (outcome.code, outcome.out) == (0, "sent 0, failed 1, waiting 0\n")
    reference = outcome.err.split()[-1]
    (log,) = home.rglob("madoguchi.log")
    assert f"given up, reference {reference}: MailUnfit" in log.read_text(encoding="utf-8")
    assert "x.jp" not in log.read_text(encoding="utf-8") + outcome.err


@pytest.fixture
def silent(url: str) -> str:
    """A library in which the last thing happened years ago."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        plain.execute(
            "INSERT INTO clearing (at, kind, due_before, rows)"
            " VALUES ('2020-11-24 01:00:00.000000', 'cancelled_hold', '2020-11-24 00:00:00.000000', 1)"
        )
    plain.close()
    return url


@pytest.mark.parametrize("words", [("worker",), ("worker", "--once")], ids=len)
@pytest.mark.usefixtures("silent")
def test_a_clock_weeks_past_every_record_stops_it_with_a_code_of_its_own(
    run: Run, words: tuple[str, ...]
) -> None:
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (3, "")
    assert "2020/11/24 10:00" in outcome.err
    assert "--clock-is-right" in outcome.err
    assert run("worker", "--once", "--clock-is-right").code == 0


class WindowsLoop(asyncio.SelectorEventLoop):
    """A loop that knows no signals."""

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: object) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("loop", [asyncio.new_event_loop, WindowsLoop])
def test_signals_stop_it_on_any_loop(
    number: signal.Signals, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    async def work() -> None:
        with stopped_by_signals() as stop:
            signal.raise_signal(number)
            await stop.wait()

    before = signal.getsignal(number)
    asyncio.run(work(), loop_factory=loop)
    assert signal.getsignal(number) is before


@posix("On Windows one process ends another without a signal that it could hear.")
def test_it_works_until_it_is_told_to_stop(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "worker"], cwd=ROOT, stderr=subprocess.PIPE, env=os.environ
    ) as working:
        assert working.stderr is not None
        assert b"no mail server" in working.stderr.readline()
        working.send_signal(signal.SIGTERM)
        assert working.wait(timeout=HOPELESS) == 0
