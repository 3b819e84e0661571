"""The members of the trial, each in a folder of its own: etcd servers, and Patronis with their PostgreSQL."""

import asyncio
import base64
import http.client
import json
import secrets
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import asyncpg
from sqlalchemy.engine import URL

from tests.helpers import postgres as helper
from tools.try_patroni import processes
from tools.try_patroni.debian import Programs

HERE = "127.0.0.1"
TEMPLATE = Path(__file__).with_name("patroni.yml")
_ANSWERS_WITHIN = 3.0
_DONE_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """What Patroni is told, in seconds but for `failsafe_mode`; the names are Patroni's."""

    ttl: int = 20
    loop_wait: int = 5
    retry_timeout: int = 5
    primary_start_timeout: int = 300
    failsafe_mode: bool = True

    def lines(self) -> dict[str, str]:
        """Give each value as it stands in patroni.yml."""
        return {name: str(getattr(self, name)).lower() for name in self.__slots__}


@dataclass
class Program:
    """A member: one program, and what it starts, in a folder.

    Attributes:
        name: its own.
        place: its folder.
    """

    name: str
    place: Path
    programs: Programs
    _process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.place.mkdir()
        self._owner = helper.owner_of(self.place)

    def freeze(self) -> None:
        """Stop every process where it stands (SIGSTOP); nothing is closed, nothing is answered."""
        processes.signal_all(self.place, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let everything go on."""
        processes.signal_all(self.place, signal.SIGCONT)

    def kill(self) -> None:
        """Kill every process where it stands (SIGKILL)."""
        processes.kill_all(self.place)
        if self._process is not None:
            self._process.wait()
            self._process = None

    def _start(self, *command: str | Path) -> None:
        environment = self.programs.environment(self.place)
        self._process = processes.start(command, self.place, environment, self._owner)


@dataclass
class Etcd(Program):
    """One etcd server."""

    port: int = field(default_factory=helper.free_port)
    peers: int = field(default_factory=helper.free_port)

    def start(self, together: str) -> None:
        """Start, as one of those that are named together."""
        clients, peers = f"http://{HERE}:{self.port}", f"http://{HERE}:{self.peers}"
        told = {
            "name": self.name,
            "data-dir": self.place / "data",
            "listen-client-urls": clients,
            "advertise-client-urls": clients,
            "listen-peer-urls": peers,
            "initial-advertise-peer-urls": peers,
            "initial-cluster": together,
            "log-level": "warn",
        }
        self._start(self.programs.etcd, *(f"--{name}={value}" for name, value in told.items()))

    async def is_ready(self) -> bool:
        """Ask whether it and the others take orders together: before, Patroni ends when it asks for their version."""
        place = f"http://{HERE}:{self.port}"
        together = (await _told(f"{place}/version")).get("etcdcluster", "not_decided")
        return together != "not_decided" and (await _told(f"{place}/health")).get("health") == "true"

    async def delete(self, key: str) -> None:
        """Delete a key that all etcd servers have together."""
        coded = base64.b64encode(key.encode()).decode()
        await _order(f"http://{HERE}:{self.port}/v3/kv/deleterange", {"key": coded})


@dataclass
class Patroni(Program):
    """One Patroni with its PostgreSQL."""

    port: int = field(default_factory=helper.free_port)
    api_port: int = field(default_factory=helper.free_port)

    def configure(self, etcd: list[int], password: str, timing: Timing) -> None:
        """Write its patroni.yml.

        Args:
            etcd: the ports on which it reaches etcd.
            password: the administrator's of PostgreSQL.
            timing: see `Timing`.
        """
        text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
            name=self.name,
            place=self.place,
            port=self.port,
            api_port=self.api_port,
            binaries=self.programs.postgres,
            etcd=", ".join(f"{HERE}:{port}" for port in etcd),
            password=password,
            **timing.lines(),
        )
        file = self.place / "patroni.yml"
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
        if self._owner:
            shutil.chown(file, self._owner["user"], self._owner["group"])

    def start(self) -> None:
        """Start Patroni, which starts PostgreSQL."""
        self._start(*self.programs.patroni, self.place / "patroni.yml")

    def kill_postgres(self) -> None:
        """Kill PostgreSQL alone, whose processes work among its data (SIGKILL)."""
        processes.kill_all(self.place / "data")

    async def switch_over(self, to: "Patroni") -> None:
        """Have it give the lead to another."""
        order = {"leader": self.name, "candidate": to.name}
        await _order(f"http://{HERE}:{self.api_port}/switchover", order)

    async def told(self) -> dict[str, dict[str, Any]]:
        """Ask what it knows of the cluster: each member by name; nothing where it doesn't answer."""
        said = await _told(f"http://{HERE}:{self.api_port}/cluster")
        return {member["name"]: member for member in said.get("members", ())}

    async def ask(self, url: URL, question: str) -> object:
        """Ask its PostgreSQL for one value as the administrator; None where it doesn't answer."""
        place = url.set(host=HERE, port=self.port).render_as_string(hide_password=False)
        try:
            async with asyncio.timeout(_ANSWERS_WITHIN):
                conn = await asyncpg.connect(place)
                try:
                    answer: object = await conn.fetchval(question)
                finally:
                    conn.terminate()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return None
        return answer


async def _told(url: str) -> dict[str, Any]:
    """Ask over HTTP, where the answer is JSON; nothing without an answer."""

    def ask() -> dict[str, Any]:
        with urllib.request.urlopen(url, timeout=_ANSWERS_WITHIN) as answer:  # noqa: S310 - ours alone
            read: dict[str, Any] = json.load(answer)
            return read

    try:
        return await asyncio.to_thread(ask)
    except (OSError, ValueError, http.client.HTTPException):
        return {}


async def _order(url: str, order: Mapping[str, str]) -> None:
    """Send an order over HTTP, as JSON, and wait until it is carried out."""

    def send() -> None:
        with urllib.request.urlopen(url, json.dumps(order).encode(), timeout=_DONE_WITHIN) as answer:  # noqa: S310 - ours alone
            answer.read()

    await asyncio.to_thread(send)


def new_password() -> str:
    """Make a password that no file has yet."""
    return secrets.token_urlsafe(12)
