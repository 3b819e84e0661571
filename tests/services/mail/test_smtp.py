"""One mail and a real mail server: taken, refused, silent, dying, gone."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.mail.outbox import Letter
from services.mail.smtp import Answer, Delivery, MailSecurity, MailServer, Obstacle, compose, deliver
from services.rules.vocabulary import MailKind
from tests.services.mail.post import SENDER, Postbox, Talks, dies_at_the_message, post_office, serving, silent

LETTER = Letter(
    17,
    MailKind.EMAIL_REGISTERED,
    "hanako@example.jp",
    "メールアドレス登録確認のお知らせ",
    "川口市立図書館です。\n登録を受け付けました。\n",
    datetime(2026, 11, 24, 1, 0, tzinfo=UTC),
    1,
)
UNANSWERED = Answer(Delivery.LATER, obstacle=Obstacle.NO_ANSWER)


async def test_a_mail_arrives_as_it_was_written() -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        assert await deliver(LETTER, server) == Answer(Delivery.SENT)
    (mail,) = box.taken
    assert mail["Subject"] == "メールアドレス登録確認のお知らせ"
    assert (mail["To"], mail["From"]) == ("hanako@example.jp", SENDER)
    assert mail["Message-ID"] == "<17.1795482000.madoguchi@library.example.jp>"
    assert mail["Date"].datetime == LETTER.queued_at
    assert mail.get_content_charset() == "utf-8"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.body


def test_the_rows_message_id_is_the_same_at_each_try() -> None:
    again = compose(replace(LETTER, tries=2), SENDER)
    assert again["Message-ID"] == compose(LETTER, SENDER)["Message-ID"]


@pytest.mark.parametrize(
    ("box", "answer"),
    [
        (Postbox(to_recipient="550 no such user"), Answer(Delivery.REFUSED, 550)),
        (Postbox(to_recipient="450 come again"), Answer(Delivery.LATER, 450, Obstacle.TURNED_AWAY)),
        (Postbox(to_data="554 not wanted"), Answer(Delivery.REFUSED, 554)),
        (Postbox(to_data="452 full"), Answer(Delivery.LATER, 452, Obstacle.TURNED_AWAY)),
    ],
    ids=["unknown", "greylisted", "unwanted", "full"],
)
async def test_what_the_server_says_decides(box: Postbox, answer: Answer) -> None:
    async with serving(post_office(box)) as server:
        assert await deliver(LETTER, server) == answer
    assert box.taken == []


async def test_a_silent_server_is_left_after_a_while() -> None:
    async with serving(silent, patience=0.2) as server, asyncio.timeout(20):
        assert await deliver(LETTER, server) == UNANSWERED


async def test_a_server_that_dies_in_the_message_is_tried_again() -> None:
    async with serving(dies_at_the_message) as server, asyncio.timeout(20):
        assert await deliver(LETTER, server) == UNANSWERED


async def test_nobody_there_is_tried_again() -> None:
    async with serving(silent) as gone:
        pass
    assert await deliver(LETTER, gone) == UNANSWERED


async def test_a_server_without_the_wanted_encryption_gets_no_mail() -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        answer = await deliver(LETTER, replace(server, security=MailSecurity.STARTTLS))
    assert answer == Answer(Delivery.LATER, obstacle=Obstacle.NOT_OFFERED)
    assert box.taken == []


@pytest.mark.parametrize(
    "recipient", ["a@example.jp\r\nBcc: all@example.jp", "a@example.jp\nBcc: all@example.jp"]
)
async def test_an_address_that_would_be_two_headers_is_refused(recipient: str) -> None:
    nowhere = MailServer(host="127.0.0.1", sender=SENDER, port=1)
    answer = await deliver(replace(LETTER, recipient=recipient), nowhere)
    assert answer == Answer(Delivery.REFUSED)


async def test_a_server_that_turns_everybody_away_at_the_door_has_answered() -> None:
    async with serving(lambda: Talks(("421 not now",), hangs_up=True)) as server:
        assert await deliver(LETTER, server) == Answer(Delivery.LATER, 421, Obstacle.TURNED_AWAY)
