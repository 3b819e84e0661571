"""The worker put together: from an open library and the settings of the machine it runs on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from app.settings.settings_files import Settings

if TYPE_CHECKING:
    from services.own_schema.library import Library
    from services.own_schema.mail.smtp import MailServer
    from services.own_schema.worker.worker import Worker


def build_worker(library: "Library", settings: Settings, *, clock_is_right: bool = False) -> "Worker":
    """Build the worker; without a mail server in the settings its mail waits.

    Args:
        library: the open library.
        settings: of the machine it runs on.
        clock_is_right: see `Housekeeping`.
    """
    from services.own_schema.worker.worker import Worker

    outbox = library.outbox()
    keeping = library.housekeeping(clock_is_right=clock_is_right)
    return Worker(outbox, keeping, mail_server(settings), library.sealing())


def mail_server(settings: Settings) -> "MailServer | None":
    """Give the mail server that the settings name; None without a host or a sender."""
    from services.own_schema.mail.smtp import MailServer

    if settings.mail_host is None or settings.mail_from is None:
        return None
    return MailServer(
        host=settings.mail_host,
        sender=settings.mail_from,
        port=settings.mail_port,
        security=settings.mail_security,
        user=settings.mail_user,
        password=settings.mail_password,
    )


@asynccontextmanager
async def worker_beside(library: "Library", settings: Settings) -> AsyncIterator[None]:
    """Let the demo's worker work while the block runs; a round that has begun is finished first."""
    stop = asyncio.Event()
    worker = build_worker(library, settings, clock_is_right=True)  # the demo's time is what `--now` says
    working = asyncio.create_task(worker.until(stop))
    try:
        yield
    finally:
        stop.set()
        await working
