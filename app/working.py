"""The worker put together: from an open library and the settings of the machine it runs on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from services.library import Library
    from services.worker import Worker


def build_worker(library: "Library", settings: Settings) -> "Worker":
    """Build the worker; without a mail server in the settings its mail waits."""
    from services.housekeeping import Housekeeping
    from services.mail.outbox import Outbox
    from services.mail.smtp import MailSecurity, MailServer
    from services.worker import Worker

    server = None
    if settings.mail_host is not None and settings.mail_from is not None:
        server = MailServer(
            host=settings.mail_host,
            sender=settings.mail_from,
            port=settings.mail_port,
            security=MailSecurity(settings.mail_security.value),
            user=settings.mail_user,
            password=settings.mail_password,
        )
    outbox = Outbox(library.db, library.masters)
    return Worker(outbox, Housekeeping(library.db, library.masters), server, library.sealing)


@asynccontextmanager
async def worker_beside(library: "Library", settings: Settings) -> AsyncIterator[None]:
    """Let a worker work while the block runs; a round that has begun is finished first."""
    stop = asyncio.Event()
    working = asyncio.create_task(build_worker(library, settings).until(stop))
    try:
        yield
    finally:
        stop.set()
        await working
