"""What this user has seen already, each a small empty file: nothing is asked for or shown twice without being asked."""

import contextlib
from pathlib import Path


class Seen:
    """One thing that is shown at the first start only."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __bool__(self) -> bool:
        """Tell whether it was seen."""
        return self._file.exists()

    def remember(self) -> None:
        """Keep that it was; where that can't be written, it is shown once more."""
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch()
