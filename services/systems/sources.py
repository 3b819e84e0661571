"""Opens a library system by its address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from services.rules.secret import Secret
from services.systems.record_source import RecordSource


@asynccontextmanager
async def open_source(address: str, password: Secret) -> AsyncIterator[RecordSource]:
    """Open a library system to be read.

    Args:
        address: `mysql://…`, or a folder of files.
        password: of the login that the address names; a folder wants none.

    Raises:
        SystemAddressBad: there is no such kind.
        ServiceError: it can't be read now.
    """
    if "://" not in address:
        from services.systems.folder_source import FolderSource

        yield FolderSource(Path(address))
        return
    # The driver's modules are needed by who has such a system alone.
    from services.systems.mariadb.views import open_views

    async with open_views(address, password) as views:
        yield views
