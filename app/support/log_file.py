"""Where log records go: a file that several processes of one user may have open, or standard error.

Neither tells of a record that can't be written: `logging` would print the record's arguments to standard error, past
the formatter that keeps people out of them.
"""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

_PART = 8


class LogFile(RotatingFileHandler):
    """A log file that is kept below a size, with the ones before it as `.1` to `.5`, the newest first.

    Where the file can't be renamed, it grows on: Windows refuses it while another process has the file open. The next
    rotation is tried when an eighth of the size has been added. Where another process has rotated, this one goes on in
    the new file.

    Args:
        file: the newest one.
        size: bytes after which it is rotated.
        kept: how many older ones are kept.
    """

    def __init__(self, file: Path, size: int, kept: int) -> None:
        super().__init__(file, maxBytes=size, backupCount=kept, encoding="utf-8")
        self._size = size

    def doRollover(self) -> None:  # noqa: N802 - logging's own name
        """Rotate, or go on in the file that is there."""
        assert self.stream is not None  # it was opened to see whether there is room
        written = self.stream.tell()
        is_current = self._is_current(self.stream.fileno())
        self.stream.close()
        self.stream = None
        if is_current:
            try:
                self._rotate()
                self.maxBytes = self._size
            except OSError:
                self.maxBytes = written + self._size // _PART
        self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing; see the module."""

    def _is_current(self, opened: int) -> bool:
        """Tell whether the open file still has the log's name."""
        try:
            return os.path.samestat(os.fstat(opened), Path(self.baseFilename).stat())
        except OSError:
            return False

    def _rotate(self) -> None:
        """Rename the file to `.1`, by way of `.0`, where it waits if an older one can't be renamed now.

        Raises:
            OSError: a file can't be renamed; what is written is all there.
        """
        self._make_room()
        Path(self.baseFilename).rename(self._older(0))
        self._make_room()

    def _make_room(self) -> None:
        """Let `.0`, if it is there, become `.1`, and each older file up to the first gap one older."""
        if not self._older(0).exists():
            return
        places = range(1, self.backupCount)
        gap = next((place for place in places if not self._older(place).exists()), self.backupCount)
        for place in range(gap, 0, -1):
            self._older(place - 1).replace(self._older(place))

    def _older(self, place: int) -> Path:
        return Path(f"{self.baseFilename}.{place}")


class StandardError(logging.StreamHandler):  # type: ignore[type-arg]
    """Standard error, for where no file can be made."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing; see the module."""
