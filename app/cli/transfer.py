"""`madoguchi import` and `madoguchi export`: whole tables from files and into files."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Never

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, database_of, wait_for

if TYPE_CHECKING:
    from tqdm import tqdm

    from services.contract.file_faults import FileFault, FileFaults
    from services.own_schema.transfer.comparing import RowCounts
    from services.own_schema.transfer.importing import Imported, TransferProgress
    from services.own_schema.transfer.master_files import MastersRead


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add both commands."""
    help_text = "bring the tables up to what the files of a folder say (docs/ils-contract.md)"
    reading = commands.add_parser("import", parents=[common], help=help_text, description=help_text)
    reading.add_argument(
        "folder", type=Path, metavar="DIR", help="patron.tsv, loan.csv and so on: UTF-8, one file a table"
    )
    reading.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
    reading.add_argument("--json", action="store_true", help="answer as JSON")
    reading.set_defaults(run=_import)

    help_text = "write the tables into a folder as files that import reads"
    writing = commands.add_parser("export", parents=[common], help=help_text, description=help_text)
    writing.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an empty one")
    writing.add_argument("--format", choices=["tsv", "csv"], default="tsv", help="tsv (default) or csv")
    writing.set_defaults(run=_export)

    for parser in (reading, writing):
        add_database(parser)
        takes(parser, Login.ADMINISTRATOR)


def _import(arguments: argparse.Namespace) -> int:
    from services.own_schema.transfer.importing import import_folder

    with progress_bar() as report:
        done = wait_for(
            import_folder(
                database_of(arguments), arguments.folder, dry_run=arguments.dry_run, progress=report
            )
        )
    return answer(done, arguments)


def _export(arguments: argparse.Namespace) -> int:
    from services.own_schema.transfer.exporting import export_folder

    with progress_bar() as report:
        work = export_folder(
            database_of(arguments), arguments.folder, suffix=f".{arguments.format}", progress=report
        )
        rows = wait_for(work)
    for table, count in rows.items():
        print(f"{table}: {count}")
    warn_of_formulas()
    return 0


def warn_of_formulas() -> None:
    """Say what a spreadsheet does with cells that patrons and other programs have filled.

    They are written as they are: `import` has to read the same again.
    """
    complain(
        "spreadsheets run cells that begin with =, +, - or @ as formulas: let yours read every column as text"
    )


def table_file(text: str) -> Path:
    """Read the name of a file with rows; its ending says what is between its cells."""
    path = Path(text)
    if path.suffix.lower() not in {".csv", ".tsv"}:
        msg = _("not a .csv or .tsv file: %s") % text
        raise argparse.ArgumentTypeError(msg)
    return path


def answer(done: "Imported | MastersRead", arguments: argparse.Namespace) -> int:
    """Tell what came of reading files, for people or for a script; gives the exit code."""
    if arguments.json:
        print(json.dumps(as_json(done.counts, done.faults), indent=2))
    else:
        tell(done.counts, done.faults)
    return 1 if done.faults else 0


def tell(counts: "dict[str, RowCounts]", faults: "FileFaults") -> None:
    """Tell what came of reading files: each fault in a line, or what was done to each table."""
    from views.text.diagnosis import file_fault_words

    for table, count in counts.items():
        removed = f", removed {count.removed}" if count.removed else ""
        print(
            f"{table}: inserted {count.inserted}, changed {count.changed}{removed}, unchanged {count.unchanged}"
        )
    for fault in faults:
        print(file_fault_words.line(fault))
    if faults:
        rest = file_fault_words.more(faults)
        if rest is not None:
            print(rest)
        complain(file_fault_words.nothing_done(faults))


def as_json(counts: "dict[str, RowCounts]", faults: "FileFaults") -> dict[str, object]:
    """Give the same for a script."""
    return {
        "ok": not faults,
        "tables": {
            table: {
                "inserted": count.inserted,
                "changed": count.changed,
                "removed": count.removed,
                "unchanged": count.unchanged,
            }
            for table, count in counts.items()
        },
        "fault_count": faults.count,
        "faults": [_fault(fault) for fault in faults],
    }


def _fault(fault: "FileFault") -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "cause": fault.cause.value,
        "found": fault.found,
    }


@contextmanager
def progress_bar() -> "Iterator[TransferProgress]":
    """Show on standard error how far it is, where that is a terminal."""
    from tqdm import tqdm

    with tqdm(unit_scale=True, file=sys.stderr, disable=None, leave=False) as bar:
        yield _shower(bar)


def _shower(bar: "tqdm[Never]") -> Callable[[str, int, int], None]:
    shown = ""

    def show(what: str, done: int, of: int) -> None:
        nonlocal shown
        if bar.disable:
            return
        if what != shown:
            shown = what
            bar.reset(of or None)
            bar.set_description(what, refresh=False)
        bar.update(done - bar.n)

    return show
