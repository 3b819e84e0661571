"""Mail on an encrypted way, with a login: to the right server only, and to no other."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from trustme import CA

from services.own_schema.mail.smtp import Answer, Delivery, MailServer, Obstacle, deliver
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity
from tests.services.own_schema.mail.post import (
    PASSWORD,
    USER,
    Postbox,
    guarded_post_office,
    post_office,
    serving,
)
from tests.services.own_schema.mail.test_smtp import LETTER

HERE = "127.0.0.1"
SENT = Answer(Delivery.SENT)
UNTRUSTED = Answer(Delivery.LATER, obstacle=Obstacle.UNTRUSTED)
NOT_OFFERED = Answer(Delivery.LATER, obstacle=Obstacle.NOT_OFFERED)

each_way = pytest.mark.parametrize("security", [MailSecurity.TLS, MailSecurity.STARTTLS])


@pytest.fixture(scope="module")
def authority() -> CA:
    return CA()


@pytest.fixture
def trusted(authority: CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the authority, as a library does that has its own."""
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def certified(authority: CA, name: str = HERE) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


async def send(box: Postbox, security: MailSecurity, tls: ssl.SSLContext, **settings: object) -> Answer:
    """Send a letter to a server that has a certificate and wants a login."""
    over_all = security is MailSecurity.TLS
    office = guarded_post_office(box, None if over_all else tls)
    async with serving(office, tls=tls if over_all else None) as server:
        login = {"user": USER, "password": PASSWORD, "security": security}
        return await deliver(LETTER, replace(server, **(login | settings)))  # type: ignore[arg-type]


@each_way
@pytest.mark.usefixtures("trusted")
async def test_a_mail_arrives(authority: CA, security: MailSecurity) -> None:
    box = Postbox()
    assert await send(box, security, certified(authority)) == SENT
    assert len(box.taken) == 1


@each_way
@pytest.mark.usefixtures("trusted")
async def test_a_wrong_password_sends_nothing(authority: CA, security: MailSecurity) -> None:
    box = Postbox()
    answer = await send(box, security, certified(authority), password=Secret("tegami-2025"))
    assert answer == Answer(Delivery.LATER, 535, Obstacle.LOGIN_REFUSED)
    assert box.taken == []


@each_way
@pytest.mark.usefixtures("trusted")
async def test_without_the_login_it_wants_a_server_takes_nothing(
    authority: CA, security: MailSecurity
) -> None:
    box = Postbox()
    answer = await send(box, security, certified(authority), user=None, password=None)
    assert answer == Answer(Delivery.LATER, 530, Obstacle.TURNED_AWAY)
    assert box.taken == []


@each_way
async def test_a_server_that_nobody_vouches_for_gets_nothing(authority: CA, security: MailSecurity) -> None:
    box = Postbox()
    assert await send(box, security, certified(authority)) == UNTRUSTED
    assert box.taken == []


@each_way
@pytest.mark.usefixtures("trusted")
async def test_another_authoritys_server_gets_nothing(security: MailSecurity) -> None:
    box = Postbox()
    assert await send(box, security, certified(CA())) == UNTRUSTED
    assert box.taken == []


@each_way
@pytest.mark.usefixtures("trusted")
async def test_a_certificate_for_another_name_is_none(authority: CA, security: MailSecurity) -> None:
    box = Postbox()
    assert await send(box, security, certified(authority, "elsewhere.example.jp")) == UNTRUSTED
    assert box.taken == []


@each_way
async def test_a_server_without_encryption_gets_nothing(security: MailSecurity) -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        assert await deliver(LETTER, replace(server, security=security)) == NOT_OFFERED
    assert box.taken == []


async def test_a_login_is_never_sent_in_the_open() -> None:
    box = Postbox()
    async with serving(post_office(box)) as server:
        wanted = replace(server, user=USER, password=PASSWORD)
        assert await deliver(LETTER, wanted) == NOT_OFFERED
    assert box.taken == []


def test_the_password_is_not_shown() -> None:
    server = MailServer(host=HERE, sender="a@example.jp", user=USER, password=PASSWORD)
    assert PASSWORD.reveal() not in repr(server)
