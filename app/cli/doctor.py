"""`madoguchi doctor`: what works here, what doesn't, and what to do about it."""

import argparse
import json
import os
import sys
from datetime import datetime

from app.cli.logins import Login, takes
from app.cli.running import Commands, add_database, complain, folders_of, wait_for


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = "tell what works here and what to do: database, clock, mail, printer, fonts, disk"
    parser = commands.add_parser("doctor", parents=[common], help=help_text, description=help_text)
    add_database(parser)
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=_run)
    takes(parser, Login.ANY)


def _run(arguments: argparse.Namespace) -> int:
    from app import __version__
    from app.diagnosis import diagnose
    from services.contract.diagnosis import DiagnosisState
    from views.text.diagnosis import diagnosis_words

    given = arguments.settings is not None
    found = wait_for(diagnose(folders_of(arguments), os.environ, option=arguments.database, given=given))
    to_do = sum(diagnosis.state is DiagnosisState.TO_DO for diagnosis in found)
    if arguments.json:
        told = [
            {
                "subject": diagnosis.subject.value,
                "state": diagnosis.state.value,
                "code": diagnosis.code,
                "values": [it.isoformat() if isinstance(it, datetime) else it for it in diagnosis.values],
                "said": diagnosis_words.said(diagnosis),
            }
            for diagnosis in found
        ]
        print(json.dumps({"ok": not to_do, "findings": told}, ensure_ascii=False, indent=2))
    else:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"  # a program without a console has none
        print(diagnosis_words.report(found, __version__, encoding))
    if to_do:
        complain(f"things to put right: {to_do}")
    return 1 if to_do else 0
