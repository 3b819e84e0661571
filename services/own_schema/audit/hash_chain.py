"""Following a chain of hashes from its first link to its last, past every fault in it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class ChainFault(StrEnum):
    """What is wrong at one place of a chain.

    ALTERED: the record isn't what was hashed, or another one replaced it. UNPROVEN: it doesn't follow on the record
    before it, which is at fault itself: either may have been altered. UNREADABLE: the value there can't be in a record,
    or can be read in two ways. MISSING: numbers are left out. The next record can't be compared with its predecessor.
    SLIPPED_IN: a number that is impossible, or was there already. CUT_OFF: the chain ends before the record that a seal
    names as its last. NOT_AS_SEALED: a seal names another hash: the chain was made anew from some record on.
    NOT_AS_NOTED: a seal isn't as it was noted outside of the database.
    """

    ALTERED = "altered"
    UNPROVEN = "unproven"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    SLIPPED_IN = "slipped_in"
    CUT_OFF = "cut_off"
    NOT_AS_SEALED = "not_as_sealed"
    NOT_AS_NOTED = "not_as_noted"


@dataclass(frozen=True, slots=True)
class FaultAt:
    """A fault, the number of the link that has it, and of missing ones the last number."""

    fault: ChainFault
    sequence: int
    through: int | None = None


class Links:
    """The links of one chain, in the order of their numbers, which begin with 1.

    A link holds if its hash covers its content and the hash before it. After a faulty link, the next one may follow on
    the hash that is stored there, or on the correct one where only the stored hash was altered.

    Attributes:
        length: the number of the last link that took a place.
    """

    def __init__(self) -> None:
        self.length = 0
        self._certain = True
        self._before: tuple[str | None, ...] = (None,)

    def follow(
        self, sequence: int | None, stored: str | None, hash_after: Callable[[str | None], str | None]
    ) -> list[FaultAt]:
        """Take the next link and tell its faults.

        Args:
            sequence: its number; None if that can't be read.
            stored: the stored hash; None if that can't be read.
            hash_after: makes the link's hash from the hash before it, None at the chain's beginning; answers None if
                the stored content can't be hashed.
        """
        expected = self.length + 1
        if sequence is None:
            return [FaultAt(ChainFault.UNREADABLE, expected)]
        if sequence < expected:
            return [FaultAt(ChainFault.SLIPPED_IN, sequence)]
        faults: list[FaultAt] = []
        if sequence > expected:
            faults.append(FaultAt(ChainFault.MISSING, expected, sequence - 1))
            self._certain, self._before = False, ()
        self.length = sequence
        made = [hash_after(before) for before in self._before or (None,)]
        if stored is None or None in made:
            faults.append(FaultAt(ChainFault.UNREADABLE, sequence))
        elif self._before and stored in made:
            self._certain, self._before = True, (stored,)
            return faults
        elif not faults:
            faults.append(FaultAt(ChainFault.ALTERED if self._certain else ChainFault.UNPROVEN, sequence))
        should = made[-1] if self._before else None
        self._certain, self._before = False, tuple(it for it in (stored, should) if it is not None)
        return faults
