"""Opens a library system by its address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from services.contract.errors import SystemAddressBad
from services.rules.secret import Secret
from services.systems.record_source import RecordSource


@asynccontextmanager
async def open_source(
    address: str,
    password: Secret,  # noqa: ARG001 - no kind that is known here wants one
) -> AsyncIterator[RecordSource]:
    """Open a library system to be read.

    Args:
        address: `KIND://…`, or a folder of files.
        password: of the login that the address names; a folder wants none.

    Raises:
        SystemAddressBad: there is no such kind.
        ServiceError: it can't be read now.
    """
    if "://" in address:
        raise SystemAddressBad
    from services.systems.folder_source import FolderSource

    yield FolderSource(Path(address))
