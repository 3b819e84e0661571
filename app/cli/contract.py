"""`madoguchi contract example|check`: the counter contract, shown and held against what a system hands over."""

import argparse
import json
import statistics
from contextlib import suppress
from gettext import gettext as _
from typing import TYPE_CHECKING

from app.cli.running import Commands, complain, wait_for
from app.cli.staff import add_password_stdin, read_password
from services.contract.errors import KeyringMissing, SystemPasswordMissing
from services.rules.secret import Secret

if TYPE_CHECKING:
    from services.systems.contract_check import ContractReport

_DOCUMENTS = ("masters", "record", "roster")
_RECORDS, _MOST_RECORDS = 200, 10_000_000


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("contract", help="what another library system hands over to a counter")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    help_text = "print one invented document of each kind, or of one (docs/counter-contract.md)"
    example = actions.add_parser("example", parents=[common], help=help_text, description=help_text)
    example.add_argument(
        "document", nargs="?", choices=_DOCUMENTS, help="this kind alone, as a document by itself"
    )
    example.set_defaults(run=_example)

    help_text = (
        "read a system's masters and records, and tell what isn't as the contract has it; no value is told"
    )
    check = actions.add_parser("check", parents=[common], help=help_text, description=help_text)
    check.add_argument(
        "address", metavar="ADDRESS", help="of the views, or a folder: masters.json, the others are records"
    )
    check.add_argument("--records", type=_count, default=_RECORDS, metavar="N", help="how many (%(default)s)")
    check.add_argument("--json", action="store_true", help="answer as JSON")
    add_password_stdin(check)
    check.set_defaults(run=_check)


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= _MOST_RECORDS:
        raise argparse.ArgumentTypeError(_("not a number from 1 to %d: %s") % (_MOST_RECORDS, text))
    return number


def _example(arguments: argparse.Namespace) -> int:
    from services.contract.errors import SystemDocument
    from services.systems.schemas import example

    if arguments.document is None:
        shown = {it.value: example(it) for it in SystemDocument}
    else:
        shown = example(SystemDocument(arguments.document))
    print(json.dumps(shown, ensure_ascii=False, indent=2))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    password = _password(arguments)
    if password is None:
        return 2
    report = wait_for(_report(arguments.address, password, arguments.records))
    print(json.dumps(_as_json(report), indent=2) if arguments.json else _told(report))
    if report.faults:
        complain(f"not as the contract has it: {len(report.faults)} kinds of faults")
    return 1 if report.faults else 0


def _password(arguments: argparse.Namespace) -> Secret | None:
    """Find the password: none for a folder, else the keyring's, else one that is typed."""
    if "://" not in arguments.address:
        return Secret("")
    if not arguments.password_stdin:
        from app.settings.system_keyring import read_password as kept_password

        with suppress(KeyringMissing, SystemPasswordMissing):
            return kept_password(arguments.address)
    return read_password(arguments, twice=False)


async def _report(address: str, password: Secret, records: int) -> "ContractReport":
    from services.systems.contract_check import check_contract
    from services.systems.sources import open_source

    async with open_source(address, password) as source:
        return await check_contract(source, records)


def _told(report: "ContractReport") -> str:
    lines = [f"system: {report.system or 'unknown'}", f"records: {report.records}"]
    lines += [
        f"{it.document.value} {it.fault}" + (f" ({it.records} records)" if it.records > 1 else "")
        for it in report.faults
    ]
    lines += [
        f"shown by its key, which the masters lack: {place} ({count})" for place, count in report.unnamed
    ]
    if report.clock is not None:
        lines.append(f"clock: {report.clock:+.1f} s")
    lines += [f"{name}: {value:.1f} ms" for name, value in _times(report).items()]
    return "\n".join(lines)


def _as_json(report: "ContractReport") -> dict[str, object]:
    return {
        "ok": not report.faults,
        "system": report.system,
        "records": report.records,
        "faults": [
            {
                "document": it.document.value,
                "place": it.fault.place,
                "kind": it.fault.kind.value,
                "records": it.records,
            }
            for it in report.faults
        ],
        "unnamed": dict(report.unnamed),
        "clock_seconds": report.clock,
        "milliseconds": _times(report),
    }


def _times(report: "ContractReport") -> dict[str, float]:
    times = report.times
    told = {"reading masters": times.masters}
    for name, taken in (("reading a record", times.read), ("decoding a record", times.decoded)):
        if taken:
            told |= {f"{name}, median": statistics.median(taken), f"{name}, slowest": max(taken)}
    return {name: round(seconds * 1000, 3) for name, seconds in told.items()}
