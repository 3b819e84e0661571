"""One hostile call, and the honest one that it is made of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.services.own_schema.schema.postgresql.matrix.routines import Argument, Routine, call, written
from tests.services.own_schema.schema.postgresql.matrix.row import Row
from tests.services.own_schema.schema.postgresql.matrix.scene import Scene

OWN: Final = "{own}"
"""What an honest call came to, in `Cell.passes`."""
GROUPS: Final = frozenset({"honest", "transactions", "wrapped", "settings", "at_once"})
"""Groups of cells that every function has."""
_REFUSAL: Final = re.compile(r"(at [^:]*: )?(refused|denied): ")
_AS_HONEST: Final = "as the honest call"


def is_refusal(said: str) -> bool:
    """Tell whether a call ended by a guard of ours, or by the lack of a right, and told nothing before."""
    return all(_REFUSAL.match(it) for it in said.split(" | "))


def reasons(said: str) -> Sequence[str]:
    """Give the sentences of a refusal."""
    return [_REFUSAL.sub("", it, count=1) for it in said.split(" | ")]


@dataclass(frozen=True)
class Cell:
    """What one login sends.

    Attributes:
        name: what is hostile: an argument or one of `GROUPS`, `=`, and in which way.
        statement: the call, or what it is wrapped in.
        before: statements that come first; one that is refused ends it.
        after: those that come behind.
        raw: bytes for the statement's only parameter, as the wire carries them.
        at_once: two connections send it at the same moment.
        unread: it goes as one text with others, and its rows aren't read.
        passes: what comes of it where the call does what an honest one does.
    """

    name: str
    statement: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    raw: bytes | None = None
    at_once: bool = False
    unread: bool = False
    passes: str = OWN

    def beside(self, came: str, own: str) -> str:
        """Say what came of it, where that is what an honest call comes to without saying that again."""
        if is_refusal(own):
            return came
        if came == self.passes.replace(OWN, own):
            return _AS_HONEST
        first, *rest = came.split("; at ")
        return "; at ".join([_AS_HONEST if first == own else first, *rest])


@dataclass(frozen=True)
class Honest:
    """An honest call by one login."""

    row: Row
    routine: Routine
    scene: Scene
    who: str
    values: Mapping[str, str | None]

    def value(self, argument: Argument) -> str | None:
        return self.values[argument.name]

    def call(self, **instead: str) -> str:
        """Write the call.

        Args:
            instead: SQL of arguments that differ, by their names.
        """
        return call(
            self.routine,
            (
                instead.get(it.name) or written(it, self.value(it)) if it.name in instead else self._own(it)
                for it in self.routine.given
            ),
        )

    def _own(self, argument: Argument) -> str:
        return written(argument, self.value(argument))

    def with_value(self, argument: Argument, value: str | None) -> str:
        return self.call(**{argument.name: written(argument, value)})

    def among(self, condition: str) -> Iterator[Argument]:
        """Give the arguments of a kind: `is_text`, `is_number`, `is_json` or `is_array`."""
        return (it for it in self.routine.given if getattr(it, condition))


def honest(row: Row, routine: Routine, scene: Scene, who: str, **more: str | None) -> Honest:
    """Make an honest call of a row for a login."""
    known = scene.of(who)
    values = (
        {it.name: known.get(it.name) for it in routine.given}
        | {name: known[value] for name, value in row.honest.items()}
        | dict(row.said)
        | more
    )
    missing = [it.name for it in routine.given if it.name not in known and it.name not in values]
    assert not missing, f"{row.signature}: nothing is said of {missing}"
    return Honest(row, routine, scene, who, values)
