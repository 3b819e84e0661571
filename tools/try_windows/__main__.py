"""Tries the program on Windows, as far as Wine goes: `make try-windows`. Wants root on Debian.

Sets a Windows Python up, runs the tests with it, then a desk on a real screen, then the packaged program and
the MSI. The exit code is 0 only if all of it held. What each part printed is kept in build/windows. docs/windows.md
has what came out.

    python -m tools.try_windows                every part
    python -m tools.try_windows --only desk    one of them
    python -m tools.try_windows --only tests tests/views/today    some of the tests
"""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from tools.try_windows import at_desk, installed, packaged, scaled, suite
from tools.windows_package.making import folder_of, wine_python
from tools.windows_package.wine_python import WinePython

type TrialPart = Callable[[WinePython], str]
PARTS: Mapping[str, TrialPart] = MappingProxyType(
    {
        "tests": suite.run_tests,
        "desk": at_desk.try_desk,
        "scaled": scaled.try_scaled,
        "packaged": packaged.try_packaged,
        "msi": installed.try_msi,
    }
)


def main() -> int:
    """Run the parts; 1 if one of them didn't hold."""
    parser = argparse.ArgumentParser(prog="python -m tools.try_windows")
    parser.add_argument("--only", action="append", choices=list(PARTS))
    parser.add_argument("paths", nargs="*", help="the tests to keep to")
    arguments = parser.parse_args()
    wanted = arguments.only or list(PARTS)
    parts: dict[str, TrialPart] = {**PARTS, "tests": partial(_run_tests, arguments.paths)}
    begun = time.monotonic()
    python = wine_python()
    shutil.rmtree(folder_of(python), ignore_errors=True)  # the first part that wants it makes it
    print(f"ok    set up in {time.monotonic() - begun:.0f} s", flush=True)
    held = [_held(name, parts[name], python) for name in wanted]
    print(f"{'all held' if all(held) else 'NOT all held'}, {time.monotonic() - begun:.0f} s")
    return 0 if all(held) else 1


def _run_tests(paths: Sequence[str], python: WinePython) -> str:
    return suite.run_tests(python, *paths)


def _held(name: str, part: TrialPart, python: WinePython) -> bool:
    """Run one part on a Windows that was started anew, and tell what came out."""
    begun = time.monotonic()
    try:
        told, holds = part(python), True
    except Exception as failure:  # noqa: BLE001 - the other parts are tried all the same
        told, holds = f"{type(failure).__name__}: {failure}", False
    finally:
        python.shut_down()
    print(f"{'ok   ' if holds else 'WRONG'} {name}, {time.monotonic() - begun:.0f} s: {told}", flush=True)
    return holds


if __name__ == "__main__":
    sys.exit(main())
