"""What an act answers."""

from dataclasses import dataclass

from services.lookup.snapshot import LookUpAnswer


@dataclass(frozen=True, slots=True)
class ActResult[T]:
    """An act that was carried out.

    Attributes:
        result: the act's own.
        answer: the patron after the act.
        repeated: it had been carried out before; nothing was done now.
    """

    result: T
    answer: LookUpAnswer
    repeated: bool
