"""Shows what a desk is on a system that doesn't know everything, to somebody who looks for faults; prints as the audit.

python -m tests.looks.lacks --percent 100 --percent 200 --language en

Each value that may be missing is taken away, together with no other of its kind, then all are: every page is looked at
with each question that opens when what is on it is pressed, and with what comes of its answer. Then scenes are played
without any of the values on which they don't depend.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import SuspensionRow
from services.rules.vocabulary import Role
from tests.helpers.other_system import lacking
from tests.helpers.unknown_values import CARD, VALUES, Value
from tests.looks.audit import Auditor, tell
from tests.looks.walking import Walk
from tools.screenshots import at_desk, for_supervisors, own_work, passwords, searching
from tools.screenshots.looks import add_options, chosen
from tools.screenshots.playing import play
from tools.screenshots.scenes import AtDesk, Scene
from tools.screenshots.studio import Studio

_SLOW: Final = ("keys", "rings", "inks", "marks", "bars")
"""What walks and photographs a window, and is the same without a value."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A scene on a system that doesn't know some values."""

    scene: Scene
    unknown: frozenset[Value]

    async def play(self, studio: Studio) -> None:
        """Play it."""
        library = studio.library
        backend, records = lacking(library.backend, library.records, EVERYTHING, self.unknown)
        await self.scene.play(replace(studio, library=replace(library, backend=backend, records=records)))


_BEGUN: Final = CARD | {Value(SuspensionRow, name) for name in ("reason", "facts", "lift", "contacts")}
"""Without which no act of some scenes can be begun."""
_KNOWN_LITTLE: Final = frozenset(VALUES) - _BEGUN
SCENES: Final[Sequence[Scene]] = (
    Walk(),
    Lacking(AtDesk(at_desk.patrons, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(at_desk.pages, Role.COUNTER, "100000006"), frozenset(VALUES)),
    Lacking(AtDesk(at_desk.phone, Role.PHONE), frozenset(VALUES)),
    Lacking(AtDesk(passwords.issue, Role.COUNTER, "100000024"), _KNOWN_LITTLE),
    Lacking(AtDesk(for_supervisors.reports, Role.SUPERVISOR), frozenset(VALUES)),
    Lacking(AtDesk(for_supervisors.today, Role.SUPERVISOR), frozenset(VALUES)),
    Lacking(AtDesk(searching.search, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(searching.in_field, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(searching.namesake, Role.COUNTER, "100000016"), frozenset(VALUES)),
    Lacking(AtDesk(own_work.at_the_counter, Role.COUNTER), frozenset(VALUES)),
    Lacking(AtDesk(own_work.by_phone, Role.PHONE), frozenset(VALUES)),
)


def main() -> int:
    """Look, and print what was found by each look's options."""
    parser = argparse.ArgumentParser(prog="python -m tests.looks.lacks")
    add_options(parser)
    auditors = {look: Auditor(*_SLOW) for look in chosen(parser.parse_args())}
    play(tuple(auditors.items()), SCENES)
    tell(auditors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
