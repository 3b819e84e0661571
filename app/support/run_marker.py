"""How the run before this one ended: in order, or broken off by a hard crash, by a kill or with the machine.

Each run keeps a file of its own, locked while it lives. When the process dies of a fault of its memory, Python writes
into it where every thread was: file names, functions and lines, no values. An orderly end takes the file away. An
unlocked one tells the next start that its run was broken off, under the reference that is its name.
"""

import contextlib
import faulthandler
import logging
import secrets
import shutil
from pathlib import Path
from typing import IO

from services.files.file_lock import lock

_log = logging.getLogger(__name__)

_ENDING = ".run"


class RunMarker:
    """This run, from its beginning to its end.

    Attributes:
        broken_off: the reference of the newest run that didn't end in order; None if all did.
    """

    def __init__(self, state: Path, log: Path) -> None:
        """Begin: look for runs that were broken off, and let a hard crash of this one be written down.

        Args:
            state: the folder of the runs' files.
            log: where what a broken run left is kept, as `crash-<reference>.log`.
        """
        self.broken_off: str | None = None
        self._file: IO[bytes] | None = None
        with contextlib.suppress(OSError):  # without a folder to write into, nothing can be told next time
            state.mkdir(parents=True, exist_ok=True)
            self.broken_off = _look_back(state, log)
            self._path = state / f"{secrets.token_hex(2).upper()}{_ENDING}"
            self._file = self._path.open("xb")
            lock(self._file)
            faulthandler.enable(self._file)

    def end(self) -> None:
        """End in order: nothing will be told next time."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self._path.unlink()


def _look_back(state: Path, log: Path) -> str | None:
    newest: tuple[float, str] | None = None
    for path in state.glob(f"*{_ENDING}"):
        with contextlib.suppress(OSError):
            with path.open("r+b") as file:
                lock(file)  # OSError: that run is under way
                crashed = bool(file.read(1))
            reference, when = path.stem, path.stat().st_mtime
            if crashed:
                log.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, log / f"crash-{reference}.log")
            _log.error("the run before was broken off, %s", reference)
            path.unlink()
            newest = max(newest or (when, reference), (when, reference))
    return None if newest is None else newest[1]
