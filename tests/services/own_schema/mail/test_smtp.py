"""One mail and a real mail server: taken, refused, silent, dying, gone."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtplib.email import extract_recipients, flatten_message, quote_address
from hypothesis import given, settings
from hypothesis import strategies as st

from services.own_schema.mail.outbox import Letter
from services.own_schema.mail.smtp import (
    Answer,
    Delivery,
    MailPart,
    MailServer,
    MailUnfit,
    Obstacle,
    compose,
    deliver,
)
from services.rules.people.email import check_address
from services.rules.vocabulary import MailSecurity
from tests.helpers.waiting import HOPELESS
from tests.services.own_schema.mail.post import (
    SENDER,
    Postbox,
    Talks,
    dies_at_the_message,
    post_office,
    serving,
    silent,
)

LETTER = Letter(
    17,
    "hanako@example.jp",
    "メールアドレス登録確認のお知らせ",
    "川口市立図書館です。\n登録を受け付けました。\n",
    datetime(2026, 11, 24, 1, 0, tzinfo=UTC),
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
    again = compose(LETTER, SENDER)
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
    async with serving(silent, patience=0.2) as server, asyncio.timeout(HOPELESS):
        assert await deliver(LETTER, server) == UNANSWERED


async def test_a_server_that_dies_in_the_message_is_tried_again() -> None:
    async with serving(dies_at_the_message) as server, asyncio.timeout(HOPELESS):
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


NOWHERE = MailServer(host="127.0.0.1", sender=SENDER, port=1)
UNFIT = [
    "a@example.jp\r\nBcc: all@example.jp",
    "a@example.jp\nBcc: all@example.jp",
    "=?utf-8?b??=@x.jp",
    "=?utf-8?q?victim=40else.example=3E?=O?=@t.jp",
    "b@=?utf-8?q?x?=.jp",
    "a=?utf-8?q?b?=@x.jp",
    "a@x.jp,b@x.jp",
    "all:a@x.jp;",
    "<a@x.jp>",
    "a(b)@x.jp",
    '"a"@x.jp',
    "@y.jp:a@x.jp",
    "a..b@x.jp",
    "花子@x.jp",
    "\ud800@x.jp",
    "a\0@x.jp",
    "",
]
"""What an older version or another program may have registered; some of them ended the worker, or misled it."""


@pytest.mark.parametrize("recipient", UNFIT)
async def test_an_address_that_may_not_be_registered_gets_no_mail(recipient: str) -> None:
    with pytest.raises(MailUnfit) as caught:
        await deliver(replace(LETTER, recipient=recipient), NOWHERE)
    assert caught.value.part is MailPart.RECIPIENT


@pytest.mark.parametrize("sender", ["", "図書館", "a@b", "=?utf-8?b??=@x.jp", "図書館 <a@x.jp>, <b@x.jp>"])
async def test_a_sender_that_is_no_address_lets_mail_wait(sender: str) -> None:
    with pytest.raises(MailUnfit) as caught:
        compose(LETTER, sender)
    assert caught.value.part is MailPart.SENDER
    answer = await deliver(LETTER, replace(NOWHERE, sender=sender))
    assert answer == Answer(Delivery.LATER, obstacle=Obstacle.SENDER_UNFIT)


@pytest.mark.parametrize(
    "changed", [{"subject": "a\nBcc: all@example.jp"}, {"body": "\ud800"}, {"body": b"a"}]
)
async def test_a_text_that_no_mail_can_hold_is_the_mails_fault(changed: dict[str, Any]) -> None:
    with pytest.raises(MailUnfit) as caught:
        await deliver(replace(LETTER, **changed), NOWHERE)
    assert caught.value.part is MailPart.CONTENT


@pytest.mark.parametrize("host", ["post..example.jp", "a" * 70 + ".jp", "a\nb", "a\0b", "\ud800.jp"])
async def test_a_name_that_no_server_has_is_no_mails_fault(host: str) -> None:
    assert await deliver(LETTER, replace(NOWHERE, host=host)) == UNANSWERED


def labels(most: int) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("aZ09-_!#$%&'*+/=?^`{|}~") | st.characters(codec="ascii"), max_size=most)


@given(st.lists(labels(64), max_size=4), st.lists(labels(120), min_size=1, max_size=4))
@settings(max_examples=150)
def test_whatever_may_be_registered_is_what_every_reader_of_the_mail_reads(
    local: list[str], domain: list[str]
) -> None:
    address = f"{'.'.join(local)}@{'.'.join(domain)}"
    if check_address(address, ""):
        with pytest.raises(MailUnfit):
            compose(replace(LETTER, recipient=address), SENDER)
        return
    message = compose(replace(LETTER, recipient=address), SENDER)
    for cte_type in ("7bit", "8bit"):
        sent = message_from_bytes(flatten_message(message, cte_type=cte_type), policy=default)
        assert [it.addr_spec for it in sent["To"].addresses] == [address]
        assert sent["To"].defects == ()
    assert quote_address(address) == f"<{address}>"
    assert extract_recipients(message) == [address]


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("library@example.jp", ""),
        ("<library@example.jp>", ""),
        ("川口市立 図書館 <library@example.jp>", "川口市立 図書館"),
        ("川口市立\u3000図書館 <library@example.jp>", "川口市立\u3000図書館"),
        ("図書館, 中央 <library@example.jp>", "図書館, 中央"),
        ("Kawaguchi, Main <library@example.jp>", "Kawaguchi, Main"),
        ('"Library \\"K\\"" <library@example.jp>', 'Library "K"'),
    ],
)
async def test_the_sender_arrives_as_the_settings_name_it(sender: str, name: str) -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        assert await deliver(LETTER, replace(server, sender=sender)) == Answer(Delivery.SENT)
    ((mail,), (envelope,)) = box.taken, box.envelopes
    (address,) = mail["From"].addresses
    assert (address.addr_spec, address.display_name) == ("library@example.jp", name)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("library@example.jp", [LETTER.recipient])


async def test_a_server_that_turns_everybody_away_at_the_door_has_answered() -> None:
    async with serving(lambda: Talks(("421 not now",), hangs_up=True)) as server:
        assert await deliver(LETTER, server) == Answer(Delivery.LATER, 421, Obstacle.TURNED_AWAY)
