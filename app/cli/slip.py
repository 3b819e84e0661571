"""`madoguchi slip --sample`: a password slip for checking paper, printer and wording."""

import argparse
import sys
from pathlib import Path

from app.cli.running import Commands, wait_for
from app.cli.transfer import tell
from services.rules.vocabulary import Paper


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = "write a sample password slip as PDF, to check paper, printer and wording"
    parser = commands.add_parser("slip", parents=[common], help=help_text, description=help_text)
    parser.add_argument(
        "--sample", action="store_true", required=True, help="with a password that opens nothing"
    )
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], default=Paper.A6.value)
    parser.add_argument(
        "--masters", type=Path, metavar="DIR", help="say it in the words of the masters' wording.csv there"
    )
    parser.add_argument(
        "--output", required=True, metavar="FILE", help="where to write it; - for standard output"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from services.contract.errors import FileNotWritable
    from services.contract.file_faults import FileFaults
    from services.own_schema.transfer.master_reading import read_wording
    from services.slips.sample import sample_slip

    texts = None
    if arguments.masters is not None:
        faults = FileFaults()
        texts = read_wording(arguments.masters, faults)
        if faults:
            tell({}, faults)
            return 1
    pdf = wait_for(sample_slip(Paper(arguments.paper), texts))
    if arguments.output == "-":
        sys.stdout.buffer.write(pdf)
        return 0
    try:
        Path(arguments.output).write_bytes(pdf)
    except OSError as error:
        raise FileNotWritable(arguments.output) from error
    return 0
