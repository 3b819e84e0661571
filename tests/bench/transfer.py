"""`python -m tests.bench.transfer`: a whole city in and out, as the commands do it, with the memory they take.

The files are a demo library's of 200,000 patrons, with titles and items added up to 1.5 million items. Each command
runs in a process of its own; its peak memory is the system's count.
"""

import argparse
import asyncio
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.own_schema.database.engine import Database
from services.own_schema.schema import upgrade
from services.own_schema.transfer.exporting import export_folder
from services.own_schema.transfer.master_files import export_masters
from tests.bench.city.making import fill_city
from tests.bench.figures import machine
from tests.bench.library import NOW, SEED
from tests.bench.others import watch_others
from tests.helpers.postgres import left_out_because, running_server

_COPIES = 2
_FREE_IDS = 100_000_000
_CHANGED_EVERY = 100


@dataclass(frozen=True, slots=True)
class Run:
    """One command's cost.

    Attributes:
        seconds: as a clock tells them.
        processor_seconds: without those of the database's server.
        others_percent: how much of the machine others took meanwhile, the database's server included.
    """

    what: str
    seconds: float
    processor_seconds: float
    megabytes: float
    others_percent: float | None
    answer: dict[str, Any]


def main() -> int:
    """Measure on SQLite, and on PostgreSQL where there is one; everything is removed afterwards."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-import-") as place:
        folder = Path(place)
        print(", ".join(f"{name}: {value}" for name, value in machine().items()))
        rows = asyncio.run(_make_files(folder, arguments.patrons, arguments.items))
        size = sum(path.stat().st_size for path in (folder / "files").iterdir())
        told = ", ".join(f"{name} {count:,}" for name, count in rows.items())
        print(f"{size / 1e6:.0f} MB in files: {told}", flush=True)
        for dialect in ("sqlite", "postgresql"):
            if dialect in arguments.databases and (dialect == "sqlite" or left_out_because() is None):
                for run in _measure(dialect, folder):
                    others = "?" if run.others_percent is None else f"{run.others_percent:.0f}"
                    print(
                        f"| {dialect} | {run.what} | {run.seconds:.1f} s | {run.processor_seconds:.1f} s"
                        f" | {run.megabytes:.0f} MB | {others} % |",
                        flush=True,
                    )
    return 0


def _measure(dialect: str, folder: Path) -> Iterator[Run]:
    files, changed = folder / "files", folder / "changed"
    with ExitStack() as stack:
        if dialect == "sqlite":
            file = folder / "library.sqlite3"
            stack.callback(file.unlink)
            url = f"sqlite:///{file}"
            asyncio.run(upgrade.init(url))
        else:
            server = stack.enter_context(running_server())
            url = stack.enter_context(server.library())
        asyncio.run(_masters(url, folder / "masters"))
        first = _run("import into an empty library", url, "import", str(files), "--json")
        assert all(table["changed"] == 0 for table in first.answer["tables"].values())
        yield first
        again = _run("import of the same again", url, "import", str(files), "--json")
        assert all(table["inserted"] + table["changed"] == 0 for table in again.answer["tables"].values())
        yield again
        yield _run(
            "dry run of one item in a hundred changed", url, "import", str(changed), "--json", "--dry-run"
        )
        some = _run("import of one item in a hundred changed", url, "import", str(changed), "--json")
        assert some.answer["tables"]["item"]["changed"] > 0
        yield some
        with tempfile.TemporaryDirectory(dir=folder) as out:
            yield _run("export", url, "export", out)


async def _masters(url: str, folder: Path) -> None:
    from services.contract.actor import StaffMember
    from services.own_schema.transfer.master_files import import_masters
    from services.rules.vocabulary import Role

    db = Database.open(url)
    await import_masters(db, folder, StaffMember("bench", "bench", Role.SUPERVISOR), 1)
    await db.dispose()


def _run(what: str, url: str, *words: str) -> Run:
    """Run a command in a process of its own, which tells its peak memory when it is done."""
    share = watch_others()
    start, used = time.perf_counter(), _processor_seconds()
    command = [sys.executable, "-c", _COMMAND, *words, "--database", url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds, used = time.perf_counter() - start, _processor_seconds() - used
    assert done.returncode == 0, done.stdout[:2000] + done.stderr
    answer = json.loads(done.stdout) if "--json" in words else {}
    kilobytes = int(done.stderr.splitlines()[-1])
    return Run(what, seconds, used, kilobytes / 1024, share(), answer)


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


# The peak that `getrusage` tells is at least that of the program which started this one.
_COMMAND = """
import re, sys
from pathlib import Path
from app.__main__ import main
code = main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1], file=sys.stderr)
sys.exit(code)
"""


async def _make_files(folder: Path, patrons: int, items: int) -> dict[str, int]:
    """Write the files, from a demo library that is thrown away."""
    path = folder / "demo.sqlite3"
    url = f"sqlite:///{path}"
    await fill_city(url, patrons=patrons, seed=SEED, now=NOW)
    rows = await export_folder(url, folder / "files")
    db = Database.open(url)
    await export_masters(db, folder / "masters")
    await db.dispose()
    path.unlink()
    more = max(0, items - rows["item"])
    first = _FREE_IDS
    titles = (
        (first + place, f"加えた題名{place}", "著者", "架空書房", 2000, "book")
        for place in range(more // _COPIES)
    )
    copies = (
        (f"A{place:09}", first + place // _COPIES, "chuo", "false", "913.6")
        for place in range(more // _COPIES * _COPIES)
    )
    rows["bib_record"] += _append(folder / "files" / "bib_record.tsv", titles)
    rows["item"] += _append(folder / "files" / "item.tsv", copies)
    _change(folder / "files" / "item.tsv", folder / "changed")
    return rows


def _append(path: Path, rows: Iterator[Sequence[object]]) -> int:
    count = 0
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _change(path: Path, folder: Path) -> None:
    """Write the items with one in a hundred on another shelf."""
    folder.mkdir()
    with path.open(encoding="utf-8") as old, (folder / path.name).open("w", encoding="utf-8") as new:
        for place, line in enumerate(old):
            changes = place % _CHANGED_EVERY == 1
            new.write(line.rstrip("\n") + " B\n" if changes else line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.transfer", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"], metavar="DATABASE")
    parser.add_argument("--patrons", type=int, default=200_000, help="how many (default 200,000)")
    parser.add_argument("--items", type=int, default=1_500_000, help="how many (default 1,500,000)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
