"""The mail server, met and left without a mail; broken as mail servers break."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from trustme import CA

from services.contract.diagnosis import CheckResult, Subject
from services.own_schema.diagnosis.mail import check_mail
from services.own_schema.mail.smtp import MailServer
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity
from tests.services.own_schema.mail.post import (
    PASSWORD,
    USER,
    Postbox,
    Talks,
    guarded_post_office,
    post_office,
    serving,
    silent,
)


async def told(server: MailServer | None, patience: float = 20) -> CheckResult:
    found = await check_mail(server, patience=patience)
    assert found.subject is Subject.MAIL_SERVER
    assert isinstance(found.result, CheckResult)
    return found.result


async def test_no_server_in_the_settings_is_no_fault() -> None:
    assert await told(None) is CheckResult.MAIL_NONE


async def test_a_server_that_takes_mail_gets_none() -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        assert await told(server) is CheckResult.MAIL_READY
    assert box.taken == []


async def test_nobody_there_and_a_server_without_a_word_are_told() -> None:
    async with serving(silent) as server:
        assert await told(server, patience=0.2) is CheckResult.MAIL_NO_ANSWER
    assert await told(server) is CheckResult.MAIL_NO_ANSWER


async def test_a_server_that_turns_away_is_told_with_its_number() -> None:
    async with serving(lambda: Talks(("421 not now",), hangs_up=True)) as server:
        found = await check_mail(server)
    assert (found.result, found.values) == (CheckResult.MAIL_TURNED_AWAY, (421,))


async def test_a_sender_that_is_no_address_is_told_before_anybody_is_met() -> None:
    nowhere = MailServer(host="127.0.0.1", sender="図書館 <library>", port=1)
    assert await told(nowhere) is CheckResult.MAIL_SENDER_UNFIT


async def test_encryption_that_is_not_offered_is_told() -> None:
    async with serving(post_office(Postbox())) as server:
        assert await told(replace(server, security=MailSecurity.STARTTLS)) is CheckResult.MAIL_NOT_OFFERED


@pytest.mark.parametrize(
    ("trusts", "password", "expected"),
    [
        (True, PASSWORD, CheckResult.MAIL_READY),
        (True, Secret("wrong"), CheckResult.MAIL_LOGIN_REFUSED),
        (False, PASSWORD, CheckResult.MAIL_UNTRUSTED),
    ],
    ids=["fine", "wrong password", "unknown authority"],
)
async def test_certificate_and_login_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusts: bool, password: Secret, expected: CheckResult
) -> None:
    authority = CA()
    if trusts:
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    box = Postbox()
    async with serving(guarded_post_office(box, context)) as server:
        guarded = replace(server, security=MailSecurity.STARTTLS, user=USER, password=password)
        assert await told(guarded) is expected
    assert box.taken == []
