"""`madoguchi`, or `python -m app`: reads the command line and runs one command."""

import io
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the command line, in a process that has other work, too; this process's own when left out, which then
            leaves no core dump.

    Returns:
        0 fine, 1 refused or failed (one plain line on standard error), 2 wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know Japanese

    if argv is None:  # then the process is this program's alone
        from app.support import core_dumps

        core_dumps.switch_off()

    from app.cli.parser import parse

    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2

    from app.cli.running import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
