"""Which connections a desk makes (docs/deploy.md): on a file none, and only the database and the mail can."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.appearance import Looks
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.app.all_live import new_address, opened, words_of
from tests.app.sitting import sitting
from tests.helpers.patrons import Town, clerk
from tests.helpers.waiting import until
from tools.drawing import LAYERS, ROOT

SPEAKERS = frozenset(
    {
        "PySide6.QtNetwork",
        "PySide6.QtWebEngineCore",
        "aiohttp",
        "aiosmtplib",
        "asyncmy",
        "asyncpg",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "xmlrpc",
    }
)
"""What Python and Qt can speak over a network with."""

OWN_LOOP = frozenset({"127.0.0.1"}) if sys.platform == "win32" else frozenset()
"""On Windows a pair of sockets is made by asking oneself, and each loop has one."""
ASKED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


class Watch:
    """Notes whom this process asks for, by Python's audit events, which can't be gone around and can't be taken off."""

    def __init__(self) -> None:
        self.is_on = False
        self.asked: set[str] = set()
        sys.addaudithook(self._note)

    def _note(self, event: str, given: tuple[object, ...]) -> None:
        if self.is_on and event in ASKED:
            place = given[0] if event.startswith("socket.get") else given[1]
            self.asked.add(str(place[0] if isinstance(place, tuple) else place))


@pytest.fixture(scope="module")
def hooked() -> Watch:
    return Watch()


@pytest.fixture
def watch(hooked: Watch) -> Iterator[Watch]:
    hooked.asked.clear()
    hooked.is_on = True
    yield hooked
    hooked.is_on = False


async def test_a_library_in_a_file_connects_to_nobody(
    looks: Looks, watch: Watch, sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with (
        open_library(sqlite_url, hasher=cheap_hasher) as library,
        sitting(library, looks, clerk().staff) as desk,
    ):
        town = await Town.found(library.db)
        request = new_address(clerk(), await town.patron())
        await opened(desk)
        await library.backend.acts.perform(request)
        await until(lambda: request.address in words_of(desk))
    assert watch.asked <= OWN_LOOP


def imported(file: Path) -> set[str]:
    """Name the modules that a file imports, anywhere in it, as they are written and by each part of their names."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {it.name for it in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{it.name}" for it in node.names)}
    return {".".join(parts[:count]) for name in names if (parts := name.split(".")) for count in range(1, 9)}


def test_who_may_speak_over_a_network_is_the_database_and_the_mail() -> None:
    speaking = {
        (file.relative_to(ROOT).parent.as_posix(), name)
        for layer in LAYERS
        for file in (ROOT / layer).rglob("*.py")
        for name in imported(file) & SPEAKERS
    }
    places = {(place, name) for place, name in speaking if name not in {"asyncpg", "asyncmy"}}
    assert places == {
        ("services/own_schema/mail", "aiosmtplib"),
        ("app", "socket"),  # a pair of sockets within the process, for the system's signals
        ("services/systems/koha/demo", "socket"),  # a local one of the server that the demo starts
    }
    assert {place.split("/")[0] for place, name in speaking if name != "socket"} == {"services"}
