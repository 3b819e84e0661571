"""Hands one mail to the library's mail server (RFC 5321), and reports the outcome."""

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from enum import Enum
from typing import Any

import aiosmtplib

from services.own_schema.mail.outbox import Letter
from services.rules.clock import to_tokyo
from services.rules.people.email import Sender, check_address, sender_of
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity

_PERMANENT = range(500, 600)


_PORTS = {MailSecurity.TLS: 465, MailSecurity.STARTTLS: 587, MailSecurity.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The library's mail server.

    Attributes:
        host: the server's name.
        port: None for the usual one of `security`.
        security: the encryption; a server that doesn't offer it gets no mail.
        user, password: None where the server wants none.
        sender: the From line, with or without a name, as `services.rules.people.email.sender_of` reads it.
        patience: seconds that one mail may take from connecting to the server's last answer.
    """

    host: str
    sender: str
    port: int | None = None
    security: MailSecurity = MailSecurity.STARTTLS
    user: str | None = None
    password: Secret | None = None
    patience: float = 60.0


class Delivery(Enum):
    """The outcome of one try."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


class Obstacle(Enum):
    """What keeps a mail from being handed over, though nothing is wrong with the mail.

    NO_ANSWER: no server is there, or it falls silent. UNTRUSTED: the server's certificate isn't signed by a trusted
    authority, or is another server's. NOT_OFFERED: the server doesn't offer the encryption or the login that the
    settings want. LOGIN_REFUSED: it doesn't take user and password. TURNED_AWAY: it asks to try again, or in another
    way. SENDER_UNFIT: the library's own address, which the settings name, is none.
    """

    NO_ANSWER = "no_answer"
    UNTRUSTED = "untrusted"
    NOT_OFFERED = "not_offered"
    LOGIN_REFUSED = "login_refused"
    TURNED_AWAY = "turned_away"
    SENDER_UNFIT = "sender_unfit"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered.

    Attributes:
        delivery: sent, refused for good (the address or the mail), or to be tried again.
        code: the server's code, where it answered with one.
        obstacle: why it is to be tried again.
    """

    delivery: Delivery
    code: int | None = None
    obstacle: Obstacle | None = None


_SENDER_UNFIT = Answer(Delivery.LATER, obstacle=Obstacle.SENDER_UNFIT)


class MailPart(Enum):
    """What a mail can't be sent for."""

    RECIPIENT = "recipient"
    SENDER = "sender"
    CONTENT = "content"


@dataclass(eq=False)
class MailUnfit(Exception):
    """A mail that can't be sent as it is.

    Attributes:
        part: what is wrong: the address it goes to, the library's own, or its subject or text.
    """

    part: MailPart


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Make the mail of a row in the outbox. Its Message-ID is the row's, so that a mail sent twice shows as one.

    Raises:
        MailUnfit: the recipient or the sender is no address that may be registered, a header would name another one,
            or subject or text can't be written.
    """
    known = sender_of(sender)
    if known is None:
        raise MailUnfit(MailPart.SENDER)
    return compose_from(letter, known)


def compose_from(letter: Letter, sender: Sender) -> EmailMessage:
    """Do as `compose`, for a sender that was read already."""
    message = EmailMessage()
    message["From"] = _address(sender.address, sender.name, MailPart.SENDER)
    message["To"] = _address(letter.recipient, "", MailPart.RECIPIENT)
    domain = sender.address.rpartition("@")[2]
    try:
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(to_tokyo(letter.queued_at))
        message["Message-ID"] = f"<{letter.id}.{int(letter.queued_at.timestamp())}.madoguchi@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body, charset="utf-8")
        sent = message_from_bytes(message.as_bytes(policy=SMTP), policy=default)
    except Exception as error:  # any error of the email package about a text
        raise MailUnfit(MailPart.CONTENT) from error
    # The library may fold a header into what reads as another one. The recipient sees these.
    _must_name(sent["From"], sender.address, MailPart.SENDER)
    _must_name(sent["To"], letter.recipient, MailPart.RECIPIENT)
    return message


def _address(text: str, name: str, part: MailPart) -> Address:
    if check_address(text, ""):
        raise MailUnfit(part)
    try:
        return Address(name, addr_spec=text)
    except Exception as error:  # of many kinds, IndexError among them
        raise MailUnfit(part) from error


def _must_name(header: Any, address: str, part: MailPart) -> None:
    if [it.addr_spec for it in header.addresses] != [address]:
        raise MailUnfit(part)


async def deliver(letter: Letter, server: MailServer) -> Answer:
    """Send a mail, in bounded time, to the letter's recipient alone.

    A fault of the library's set-up, or one before the server got the mail's envelope, is tried again.

    Raises:
        MailUnfit: the mail's own recipient, subject or text won't do; the server wasn't asked.
    """
    sender = sender_of(server.sender)
    if sender is None:
        return _SENDER_UNFIT
    try:
        message = compose_from(letter, sender)
    except MailUnfit as error:
        if error.part is MailPart.SENDER:
            return _SENDER_UNFIT
        raise
    try:
        with _client(server) as client:
            async with asyncio.timeout(server.patience):
                await _connect(client)
                await client.send_message(message, sender=sender.address, recipients=[letter.recipient])
            # The server has the mail: a failing QUIT doesn't send it again.
            await _leave(client, server.patience)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _refused(error.recipients[0].code)
    except aiosmtplib.SMTPDataError as error:
        return _refused(error.code)
    except (aiosmtplib.SMTPException, OSError) as error:
        return _later(error)
    return Answer(Delivery.SENT)


async def greet(server: MailServer, patience: float) -> Answer | None:
    """Connect to the server and quit without sending a mail.

    Args:
        server: the server.
        patience: seconds it may take.

    Returns:
        The obstacle to sending, an unfit sender included; None without any.
    """
    if sender_of(server.sender) is None:
        return _SENDER_UNFIT
    try:
        with _client(server) as client:
            async with asyncio.timeout(patience):
                await _connect(client)
                await client.noop()
            await _leave(client, patience)
    except (aiosmtplib.SMTPException, OSError) as error:
        return _later(error)
    return None


@contextlib.contextmanager
def _client(server: MailServer) -> Iterator[aiosmtplib.SMTP]:
    """Make a client, which is closed at the end; OSError where the server's name can't be one."""
    try:
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=_PORTS[server.security] if server.port is None else server.port,
            use_tls=server.security is MailSecurity.TLS,
            start_tls=server.security is MailSecurity.STARTTLS,
            username=server.user,
            password=None if server.password is None else server.password.reveal(),
            timeout=server.patience,
        )
    except ValueError as error:
        raise ConnectionError from error
    try:
        yield client
    finally:
        client.close()


async def _connect(client: aiosmtplib.SMTP) -> None:
    """Connect and log in; a failure here is no fault of a mail; it is an SMTPException or an OSError."""
    try:
        await client.connect()
    except OSError:  # among them errors of certificates, which are ValueErrors, too
        raise
    except ValueError as error:  # a name or a login that can't be written as the protocol wants it
        raise ConnectionError from error


async def _leave(client: aiosmtplib.SMTP, patience: float) -> None:
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        async with asyncio.timeout(patience):
            await client.quit()


def _refused(code: int) -> Answer:
    if code in _PERMANENT:
        return Answer(Delivery.REFUSED, code)
    return Answer(Delivery.LATER, code, Obstacle.TURNED_AWAY)


def _later(error: Exception) -> Answer:
    code = error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None
    return Answer(Delivery.LATER, code, _obstacle(error))


def _obstacle(error: Exception) -> Obstacle:
    # The library wraps what fails in the first handshake, and not what fails in the one of STARTTLS.
    cause = error.__cause__ if isinstance(error, aiosmtplib.SMTPConnectError) else None
    match cause or error:
        case ssl.SSLCertVerificationError():
            return Obstacle.UNTRUSTED
        case ssl.SSLError():
            return Obstacle.NOT_OFFERED
        case aiosmtplib.SMTPAuthenticationError():
            return Obstacle.LOGIN_REFUSED
        case aiosmtplib.SMTPResponseException():
            return Obstacle.TURNED_AWAY
        case aiosmtplib.SMTPException() as plain if type(plain) is aiosmtplib.SMTPException:
            return Obstacle.NOT_OFFERED
        case _:
            return Obstacle.NO_ANSWER
