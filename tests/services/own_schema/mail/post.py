"""Mail servers on loopback: one that takes mail, and ones that don't."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from services.own_schema.mail.smtp import MailServer
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity
from tests.helpers.listening import HERE, close, port_of

SENDER = "川口市立図書館 <no-reply@library.example.jp>"
USER = "madoguchi"
PASSWORD = Secret("tegami-2026")


@dataclass
class Postbox:
    """What an aiosmtpd handler does; the answers are the test's.

    Attributes:
        to_recipient, to_data: the server's answers.
        taken: the mails that came, and `envelopes` from whom and for whom each came.
    """

    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
            self.envelopes.append(envelope)
        return self.to_data


@asynccontextmanager
async def serving(
    protocol: Callable[[], asyncio.BaseProtocol], patience: float = 20, tls: ssl.SSLContext | None = None
) -> AsyncIterator[MailServer]:
    """Serve on a free port of loopback while the block runs; with `tls` encrypted from the first byte."""
    server = await asyncio.get_running_loop().create_server(protocol, HERE, 0, ssl=tls)
    try:
        yield MailServer(
            host=HERE, sender=SENDER, port=port_of(server), security=MailSecurity.NONE, patience=patience
        )
    finally:
        await close(server)


def post_office(box: Postbox) -> Callable[[], asyncio.BaseProtocol]:
    """Make a real SMTP server over a postbox."""
    return lambda: SMTP(box, hostname="post.example.jp", enable_SMTPUTF8=True)


def guarded_post_office(
    box: Postbox, tls: ssl.SSLContext | None = None
) -> Callable[[], asyncio.BaseProtocol]:
    """Make a server that takes mail from `USER` only, with `tls` not before STARTTLS."""

    def known(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        said = (data.login.decode(), data.password.decode())
        return AuthResult(success=said == (USER, PASSWORD.reveal()), handled=False)

    def made() -> asyncio.BaseProtocol:
        with warnings.catch_warnings():
            # It doesn't see that its port is encrypted from the first byte.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
            return SMTP(
                box,
                hostname="post.example.jp",
                authenticator=known,
                auth_required=True,
                auth_require_tls=tls is not None,
                tls_context=tls,
                require_starttls=tls is not None,
            )

    return made


class Talks(asyncio.Protocol):
    """A server that says its lines one after the other, each in answer to a line, and then hangs up or is silent."""

    def __init__(self, lines: tuple[str, ...], *, hangs_up: bool) -> None:
        self._lines = list(lines)
        self._hangs_up = hangs_up
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._say()

    def data_received(self, data: bytes) -> None:
        self._say()

    def _say(self) -> None:
        if self._lines:
            self._transport.write(f"{self._lines.pop(0)}\r\n".encode())
        elif self._hangs_up:
            self._transport.abort()


def silent() -> asyncio.BaseProtocol:
    """Make a server that never says a word."""
    return Talks((), hangs_up=False)


def dies_at_the_message() -> asyncio.BaseProtocol:
    """Make a server that asks for the message and is gone while it comes."""
    lines = ("220 post.example.jp", "250 post.example.jp", "250 OK", "250 OK", "354 go on")
    return Talks(lines, hangs_up=True)
