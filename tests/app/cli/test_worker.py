"""The worker through main, on real files."""

import os
import signal
import sqlite3
import subprocess
import sys

from tests.app.cli.conftest import Run
from tests.app.cli.test_parser import ROOT


def test_without_a_mail_server_it_says_that_mail_waits(run: Run, url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute(
            "INSERT INTO outgoing_mail (patron_id, kind, recipient, body, status, queued_at, next_try_at)"
            " VALUES (1, 'email_registered', 'a@example.jp', 'b', 'waiting', '2026-11-24 00:00:00.000000',"
            " '2020-01-01 00:00:00.000000')"
        )
    plain.close()

    outcome = run("worker", "--once")

    assert (outcome.code, outcome.out) == (0, "sent 0, failed 0, waiting 1\n")
    assert "[mail] host" in outcome.err
    assert outcome.err.endswith("mails that wait: 1\n")
    assert "example.jp" not in outcome.out + outcome.err


def test_it_works_until_it_is_told_to_stop(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "worker"], cwd=ROOT, stderr=subprocess.PIPE, env=os.environ
    ) as working:
        assert working.stderr is not None
        assert b"no mail server" in working.stderr.readline()
        working.send_signal(signal.SIGTERM)
        assert working.wait(timeout=30) == 0
