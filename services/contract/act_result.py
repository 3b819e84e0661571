"""What an act that was carried out answers to its caller."""

from dataclasses import dataclass

from services.contract.snapshot import LookUpAnswer


@dataclass(frozen=True, slots=True)
class ActResult[R]:
    """An act that was carried out.

    Attributes:
        result: the act's own.
        answer: the patron after the act.
        repeated: it had been carried out before; nothing was done now.
    """

    result: R
    answer: LookUpAnswer
    repeated: bool
