"""What the worker tells of the mail server, and of notices."""

from dataclasses import replace
from typing import Any

import pytest

from app.cli.worker import Teller
from services.own_schema.database.change_feeds.notice_queue import NoticeQueue
from services.own_schema.mail.smtp import Answer, Delivery, Obstacle
from services.own_schema.worker.worker import WorkDone


def a_round(obstacle: Obstacle | None = None, code: int | None = None, **changed: Any) -> WorkDone:
    trouble = None if obstacle is None else Answer(Delivery.LATER, code, obstacle)
    done = WorkDone(sent=0, failed=0, waiting=3, has_server=True, cleared={}, seal=None, trouble=trouble)
    return replace(done, **changed)


def test_each_obstacle_is_told_in_words_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    for obstacle in Obstacle:
        Teller()(a_round(obstacle, 450))
    said = capfd.readouterr().err.splitlines()
    assert len(set(said)) == len(Obstacle)
    assert all(line.endswith("(it says 450); mails that wait: 3") for line in said)


def test_what_lasts_is_told_once_and_what_comes_again_once_more(capfd: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    gone = a_round(Obstacle.NO_ANSWER)
    for done in (gone, a_round(), gone, a_round(sent=1), gone, a_round(Obstacle.UNTRUSTED)):
        tell(done)
    said = capfd.readouterr().err.splitlines()
    assert ["answer" in line for line in said] == [True, True, False]


def test_that_notices_are_off_is_told_once_and_who_may_be_why(capfd: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    full, kept = NoticeQueue(60, are_off=True), NoticeQueue(70, are_off=True, processes=(11, 12))
    for queue in (None, NoticeQueue(3), full, kept, kept, NoticeQueue(0), NoticeQueue(0), full):
        tell(a_round(notices=queue))
    said = [it for it in capfd.readouterr().err.splitlines() if "notices" in it]
    assert ["none that lasts" in said[0], "11, 12 " in said[1], said[2], said[3:]] == [
        True,
        True,
        "madoguchi: notices are sent again",
        said[:1],
    ]
