"""Handing one mail to the library's mail server (RFC 5321), and what came of it."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from enum import Enum, StrEnum

import aiosmtplib

from services.clock import to_tokyo
from services.mail.outbox import Letter
from services.secret import Secret

_PERMANENT = range(500, 600)


class MailSecurity(StrEnum):
    """How the way to the mail server is encrypted: from the first byte, after STARTTLS, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


_PORTS = {MailSecurity.TLS: 465, MailSecurity.STARTTLS: 587, MailSecurity.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out.

    Attributes:
        host: the server's name.
        port: None for the usual one of `security`.
        security: the encryption; a server that doesn't offer it gets no mail.
        user, password: None where the server wants none.
        sender: the From line, with or without a name.
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
    """What came of one try."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


class Obstacle(Enum):
    """What keeps a mail from being handed over, though nothing is wrong with the mail.

    NO_ANSWER: nobody is there, or falls silent.
    UNTRUSTED: the server's certificate is from nobody who is trusted here, or is another server's.
    NOT_OFFERED: the server doesn't offer the encryption or the login that the settings want.
    LOGIN_REFUSED: it doesn't take user and password.
    TURNED_AWAY: it says to come again, or to come in another way.
    """

    NO_ANSWER = "no_answer"
    UNTRUSTED = "untrusted"
    NOT_OFFERED = "not_offered"
    LOGIN_REFUSED = "login_refused"
    TURNED_AWAY = "turned_away"


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


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Make the mail of a row in the outbox. Its Message-ID is the row's, so that a mail sent twice shows as one.

    Raises:
        ValueError: the recipient can't stand in a header.
    """
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(to_tokyo(letter.queued_at))
    message["Message-ID"] = f"<{letter.id}.{int(letter.queued_at.timestamp())}.madoguchi@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, charset="utf-8")
    return message


async def deliver(letter: Letter, server: MailServer) -> Answer:
    """Send a mail, in bounded time. What the server said about the rest of the library's set-up is tried again."""
    try:
        message = compose(letter, server.sender)
    except ValueError:
        return Answer(Delivery.REFUSED)
    client = _client(server)
    try:
        async with asyncio.timeout(server.patience):
            await client.connect()
            await client.send_message(message)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _refused(error.recipients[0].code)
    except aiosmtplib.SMTPDataError as error:
        return _refused(error.code)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        return _later(error)
    else:
        # The server has the mail: whatever happens to the goodbye, it isn't sent again.
        with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            async with asyncio.timeout(server.patience):
                await client.quit()
        return Answer(Delivery.SENT)
    finally:
        client.close()


async def greet(server: MailServer, patience: float) -> Answer | None:
    """Go to the server and leave it again without a mail.

    Args:
        server: where to.
        patience: seconds it may take.

    Returns:
        What kept it from being ready for a mail; None if nothing did.
    """
    client = _client(server)
    try:
        async with asyncio.timeout(patience):
            await client.connect()
            await client.noop()
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        return _later(error)
    else:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            async with asyncio.timeout(patience):
                await client.quit()
        return None
    finally:
        client.close()


def _client(server: MailServer) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=_PORTS[server.security] if server.port is None else server.port,
        use_tls=server.security is MailSecurity.TLS,
        start_tls=server.security is MailSecurity.STARTTLS,
        username=server.user,
        password=None if server.password is None else server.password.reveal(),
        timeout=server.patience,
    )


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
