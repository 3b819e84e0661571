"""`make fuzz-mail`: sends mail to 100,000 hostile addresses, through a real outbox and a real mail server.

Every address stands in the outbox as another program may write it there, past the form. A mail to one that may be
registered must arrive there, by envelope and header, and nowhere else; one to any other must be given up, and no mail
may end the worker. Anything else ends the run with 1.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, insert, select

from services.own_schema.database.tables import outgoing_mail
from services.own_schema.library import Library, open_library
from services.own_schema.mail.smtp import MailServer
from services.own_schema.schema import upgrade
from services.own_schema.worker.worker import Worker
from services.rules.people.email import check_address
from services.rules.vocabulary import MailKind, MailStatus
from tests.helpers.patrons import NOW, Town
from tests.services.own_schema.mail.post import Postbox, post_office, serving

ROUND = 250
"""Mails that wait at once."""

_MEMORY = Path("/dev/shm")
"""Where a library of 100,000 mails waits for no disk, on Linux."""
_LONGEST = 254
_TOLD = 20
"""How much of what went wrong is written out."""
_PIECES = (
    "hanako",
    "a",
    "x.y",
    "o'hara",
    "+books",
    "100%",
    "victim",
    "else.example",
    "example.jp",
    "co.jp",
    "=?utf-8?b??=",
    "=?utf-8?q?victim=40else.example=3E?=",
    "=?iso-2022-jp?b?GyRCQG4bKEI=?=",
    "=?utf-8?q?=0D=0ABcc:_b=40else.example?=",
    "=?utf-8*ja?q?a?=",
    "=?x?z?a?=",
    "=?",
    "?=",
    "=?=",
    "=40",
    "@",
    ".",
    "..",
    ",",
    ";",
    ":",
    "<",
    ">",
    "(",
    ")",
    "[127.0.0.1]",
    '"',
    '"a b"',
    "\\",
    "\r\nBcc: b@else.example",
    "\n",
    "\r",
    "\t",
    " ",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "花子",
    "＠",
    "。",
    "\u200b",
    "xn--fsq",
    "-",
    "_",
    "!#$%&'*+/=?^`{|}~",
    "b" * 63,
    "a" * 64,
)
_LOCAL = "abcXYZ019!#$%&'*+-/=?^_`{|}~"


def addresses(count: int, chance: random.Random) -> Iterator[str]:
    """Make addresses: a quarter that look right, a quarter that once did nearly, and pieces in any order."""
    for _ in range(count):
        match chance.randrange(4):
            case 0:
                yield _plausible(chance)
            case 1:
                yield _spoilt(_plausible(chance), chance)
            case 2:
                around = (_pieces(chance, 4), _pieces(chance, 4))
                yield "@".join(around)[:_LONGEST]
            case _:
                yield _pieces(chance, 8)[:_LONGEST]


def _plausible(chance: random.Random) -> str:
    local = ".".join(_word(_LOCAL, chance, 12) for _ in range(chance.randint(1, 4)))
    letters = _LOCAL if chance.random() < 0.2 else "abcxyz019-"
    domain = ".".join(_word(letters, chance, 20) for _ in range(chance.randint(1, 6)))
    return f"{local}@{domain}.jp"


def _word(letters: str, chance: random.Random, longest: int) -> str:
    return "".join(chance.choices(letters, k=chance.randint(1, longest)))


def _spoilt(address: str, chance: random.Random) -> str:
    """Put a piece into an address."""
    place = chance.randrange(len(address) + 1)
    return f"{address[:place]}{chance.choice(_PIECES)}{address[place:]}"[:_LONGEST]


def _pieces(chance: random.Random, most: int) -> str:
    return "".join(chance.choices(_PIECES, k=chance.randint(1, most)))


@dataclass(slots=True)
class Tally:
    """What came of the addresses.

    Attributes:
        sent: mails that arrived where they were addressed to.
        refused: mails to addresses that may not be registered, which were given up before a server was asked.
        wrong: what must not be, in words.
    """

    sent: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


async def attack(library: Library, count: int, seed: int) -> Tally:
    """Queue addresses, let the worker work, and hold what the mail server got against what was queued."""
    tally, box = Tally(), Postbox()
    town = await Town.found(library.db)
    patron_id = await town.patron()
    made = addresses(count, random.Random(seed))
    done = 0
    async with serving(post_office(box)) as server:
        while batch := list(islice(made, ROUND)):
            ids = await _queue(town, patron_id, batch)
            try:
                await _worker(library, server).once(clear=False)
            except Exception as error:  # noqa: BLE001 - what this is about
                tally.wrong.append(f"the worker ended by {type(error).__name__} among {batch!a}")
                return tally
            await _compare(town, box, ids, tally)
            done += len(batch)
            print(f"\r{done:,} of {count:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tally


def _worker(library: Library, server: MailServer) -> Worker:
    return Worker(library.outbox(), library.housekeeping(), server, library.sealing())


async def _queue(town: Town, patron_id: int, batch: list[str]) -> dict[int, str]:
    """Put addresses into the outbox, each mail's text being its number; answers the addresses by row."""
    common = {"patron_id": patron_id, "kind": MailKind.EMAIL_REGISTERED.value, "queued_at": NOW}
    waiting = {"status": MailStatus.WAITING.value, "next_try_at": NOW, "tries": 0}
    rows = [
        {"recipient": address, "body": str(number), **common, **waiting}
        for number, address in enumerate(batch)
    ]
    async with town.db.transaction() as conn:
        await conn.execute(delete(outgoing_mail))
        await conn.execute(insert(outgoing_mail), rows)
        found = await conn.execute(select(outgoing_mail.c.id, outgoing_mail.c.body))
    return {row.id: batch[int(row.body)] for row in found}


async def _compare(town: Town, box: Postbox, ids: dict[int, str], tally: Tally) -> None:
    """Hold each row, and each mail that arrived, against the address it was for."""
    arrived = {}
    for mail, envelope in zip(box.taken, box.envelopes, strict=True):
        named = [it.addr_spec for it in mail["To"].addresses]
        mail_id = int(str(mail["Message-ID"]).removeprefix("<").partition(".")[0])
        if mail_id in arrived:
            tally.wrong.append(f"sent twice: {ids[mail_id]!a}")
        arrived[mail_id] = (envelope.rcpt_tos, named)
    box.taken.clear()
    box.envelopes.clear()
    for row in await town.all_rows(outgoing_mail):
        address = ids[row["id"]]
        got = arrived.pop(row["id"], None)
        may_be_sent = not check_address(address, "")
        if may_be_sent and row["status"] == MailStatus.SENT and got == ([address], [address]):
            tally.sent += 1
        elif not may_be_sent and row["status"] == MailStatus.FAILED and got is None:
            tally.refused += 1
        else:
            state = f"{row['status']} {row['answer_code'] or ''}".strip()
            tally.wrong.append(f"{address!a} is {state}, and arrived at {got!a}")
    tally.wrong += [f"a mail of no row arrived at {got!a}" for got in arrived.values()]


async def run(count: int, seed: int) -> Tally:
    """Attack a library of its own."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        url = f"sqlite:///{(Path(folder) / 'library.sqlite3').as_posix()}"
        await upgrade.init(url)
        async with open_library(url) as library:
            return await attack(library, count, seed)


def main() -> int:
    """Attack; answers 1 where anything went as it must not."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz.mail", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--addresses", type=int, default=100_000, help="how many (default 100,000)")
    parser.add_argument("--seed", type=int, default=1, help="other addresses (default 1)")
    arguments = parser.parse_args()
    logging.disable(logging.ERROR)  # a line for each mail that is given up
    begun = time.monotonic()
    tally = asyncio.run(run(arguments.addresses, arguments.seed))
    seconds = time.monotonic() - begun
    for line in tally.wrong[:_TOLD]:
        print(line, file=sys.stderr)
    print(
        f"{arguments.addresses:,} addresses (seed {arguments.seed}) in {seconds:.0f} s: {tally.sent:,} mails sent, "
        f"{tally.refused:,} given up, wrong {len(tally.wrong):,}"
    )
    return 0 if tally.sent and tally.refused and not tally.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
