"""`madoguchi audit verify|seal`: whether the records of acts are whole, and where they stand now."""

import argparse
import json
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, database_of, wait_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.own_schema.audit.seals import Seal
    from services.own_schema.audit.verification import Finding, Verified


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the group."""
    group = commands.add_parser("audit", help="check or seal the records of acts")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    for name, run, login, help_text in (
        (
            "verify",
            _verify,
            Login.ADMINISTRATOR,
            "find any record or seal that was altered, removed or slipped in",
        ),
        ("seal", _seal, Login.WORKER, "write down where every login's records stand now"),
    ):
        parser = actions.add_parser(name, parents=[common], help=help_text, description=help_text)
        add_database(parser)
        takes(parser, login)
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.set_defaults(run=run)
        if name == "verify":
            noted = (
                "a seal that was noted when it was written: it must still be there; again for each"
                " (an older one alone doesn't show what was made anew behind it)"
            )
            parser.add_argument(
                "--noted", type=_noted, action="append", default=[], metavar="NUMBER:HASH", help=noted
            )


def _noted(text: str) -> tuple[int, str]:
    number, colon, hash_ = text.partition(":")
    if not colon or not number.isdecimal():
        msg = _("not NUMBER:HASH: %r") % text
        raise argparse.ArgumentTypeError(msg)
    return int(number), hash_.strip().lower()


def _verify(arguments: argparse.Namespace) -> int:
    verified = wait_for(_verified(database_of(arguments), arguments.noted))
    if arguments.json:
        print(json.dumps(_as_json(verified), indent=2))
    else:
        for finding in verified.findings:
            print(_line(finding))
        print(_summary(verified))
    if not verified.findings:
        return 0
    complain(
        "the records were tampered with or damaged;"
        f" broken chains: {verified.broken}, findings: {len(verified.findings)}"
    )
    return 1


async def _verified(url: str, noted: "Sequence[tuple[int, str]]") -> "Verified":
    from services.own_schema.audit.verification import verify
    from services.own_schema.database.engine import Database
    from services.own_schema.schema import upgrade

    db = Database.open(url, answer_within=None)
    try:
        await upgrade.check_revision(db)
        return await verify(db, noted)
    finally:
        await db.dispose()


def _seal(arguments: argparse.Namespace) -> int:
    new, last = wait_for(_sealed(database_of(arguments)))
    if arguments.json:
        named = None if last is None else _named(last.sequence, last.hash)
        print(json.dumps({"sealed": new is not None, "last_seal": named}, indent=2))
    elif new is not None:
        print(f"seal {new.noted}, logins {len(new.heads)}")
    elif last is not None:
        print(f"nothing to seal since seal {last.noted}")
    else:
        print("nothing to seal")
    return 0


async def _sealed(url: str) -> "tuple[Seal | None, Seal | None]":
    from services.own_schema.library import open_library

    async with open_library(url) as library:
        sealing = library.sealing()
        new = await sealing.seal()
        return new, new or await sealing.last()


def _line(finding: "Finding") -> str:
    from services.own_schema.audit.hash_chain import ChainFault

    said = {
        ChainFault.ALTERED: "was altered, or isn't the one that stood there",
        ChainFault.UNPROVEN: "doesn't follow on the one before it: that one is at fault, this one may be",
        ChainFault.UNREADABLE: "can't be read as one: it was altered or damaged",
        ChainFault.MISSING: "is missing",
        ChainFault.SLIPPED_IN: "was slipped in",
        ChainFault.CUT_OFF: f"and what followed it were cut off, as seal {finding.seal} shows",
        ChainFault.NOT_AS_SEALED: f"isn't the one that seal {finding.seal} names",
        ChainFault.NOT_AS_NOTED: "isn't there as it was noted",
    }[finding.fault]
    whose, what = ("seals", "seal") if finding.login is None else (_printable(finding.login), "record")
    named = f"{what} {finding.sequence} {said}"
    if finding.through is not None and finding.through > finding.sequence:
        named = f"{what}s {finding.sequence} to {finding.through} are missing"
    at = None if finding.at is None else finding.at.isoformat()
    found = " ".join(_printable(it) for it in (finding.act_id, at) if it)
    if not found:
        return f"{whose}: {named}"
    instead = "found instead: " if finding.fault is ChainFault.MISSING else ""
    return f"{whose}: {named} ({instead}{found})"


def _printable(text: str) -> str:
    """Write what may stand in a damaged record, without what would move a terminal's cursor."""
    return "".join(it if it.isprintable() else ascii(it)[1:-1] for it in text) or "(nobody)"


def _summary(verified: "Verified") -> str:
    counts = f"logins {verified.logins}, records {verified.acts}, seals {verified.seals}"
    if verified.last_seal is None:
        return counts
    number, hash_ = verified.last_seal
    return f"{counts}, last seal {number}:{hash_}"


def _as_json(verified: "Verified") -> dict[str, Any]:
    return {
        "ok": not verified.findings,
        "logins": verified.logins,
        "records": verified.acts,
        "seals": verified.seals,
        "last_seal": None if verified.last_seal is None else _named(*verified.last_seal),
        "broken": [
            {
                "login": it.login,
                "fault": it.fault.value,
                "sequence": it.sequence,
                "act_id": it.act_id,
                "at": None if it.at is None else it.at.isoformat(),
                "seal": it.seal,
                "through": it.through,
            }
            for it in verified.findings
        ],
    }


def _named(sequence: int, hash_: str) -> dict[str, Any]:
    return {"sequence": sequence, "hash": hash_}
