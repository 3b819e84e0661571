"""A few of `make fuzz-mail`'s addresses, and that it finds what once was wrong."""

from email.message import EmailMessage

import pytest

from services.own_schema.mail import smtp
from services.own_schema.mail.outbox import Letter
from services.rules.people.email import Sender
from tests.fuzz.mail import run


async def test_a_few_addresses_end_no_worker_and_mislead_no_mail() -> None:
    tally = await run(60, seed=5)
    assert tally.wrong == []
    assert tally.sent + tally.refused == 60
    assert tally.sent > 5
    assert tally.refused > 5


async def test_mails_made_of_unchecked_texts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unchecked(letter: Letter, sender: Sender) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = sender.address, letter.recipient
        message["Message-ID"] = f"<{letter.id}.x@example.jp>"
        return message

    monkeypatch.setattr(smtp, "compose_from", unchecked)
    assert (await run(60, seed=5)).wrong
