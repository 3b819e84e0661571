"""A chain is followed past whatever is wrong in it, and nothing is called wrong that isn't."""

from dataclasses import dataclass, replace

import pytest

from services.own_schema.audit.hash_chain import ChainFault, FaultAt, Links


@dataclass(frozen=True)
class Link:
    """A link whose hash is made of its content and the hash before it."""

    sequence: int | None
    content: str | None
    hash: str | None

    def after(self, previous: str | None) -> str | None:
        return None if self.content is None else f"{self.content}({previous})"


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, length + 1):
        made = Link(number, f"c{number}", None)
        links.append(replace(made, hash=made.after(links[-1].hash if links else None)))
    return links


def found(links: list[Link]) -> list[FaultAt]:
    followed = Links()
    return [it for link in links for it in followed.follow(link.sequence, link.hash, link.after)]


WHOLE = chain(5)
FIRST, SECOND, THIRD, FOURTH, FIFTH = WHOLE
ALTERED_2, UNPROVEN_3 = FaultAt(ChainFault.ALTERED, 2), FaultAt(ChainFault.UNPROVEN, 3)
UNREADABLE_2 = FaultAt(ChainFault.UNREADABLE, 2)

CASES: dict[str, tuple[list[Link], list[FaultAt]]] = {
    "whole": (WHOLE, []),
    "none": ([], []),
    "content": ([FIRST, replace(SECOND, content="x"), THIRD, FOURTH], [ALTERED_2]),
    "hash": ([FIRST, replace(SECOND, hash="x"), THIRD, FOURTH], [ALTERED_2]),
    "hash of two": (
        [FIRST, replace(SECOND, hash="x"), replace(THIRD, hash="y"), FOURTH, FIFTH],
        [ALTERED_2, UNPROVEN_3],
    ),
    "content and hash": ([FIRST, Link(2, "x", "y"), THIRD, FOURTH], [ALTERED_2, UNPROVEN_3]),
    "content made to fit": (
        [FIRST, replace(SECOND, content="x", hash=f"x({FIRST.hash})"), THIRD, FOURTH],
        [FaultAt(ChainFault.ALTERED, 3)],
    ),
    "first content": ([replace(FIRST, content="x"), SECOND, THIRD], [FaultAt(ChainFault.ALTERED, 1)]),
    "unreadable": ([FIRST, replace(SECOND, content=None), THIRD, FOURTH], [UNREADABLE_2]),
    "unreadable hash": ([FIRST, replace(SECOND, hash=None), THIRD, FOURTH], [UNREADABLE_2]),
    "nothing readable": ([FIRST, Link(2, None, None), THIRD, FOURTH], [UNREADABLE_2, UNPROVEN_3]),
    "unreadable number": ([FIRST, replace(SECOND, sequence=None), SECOND, THIRD], [UNREADABLE_2]),
    "gap": ([FIRST, FOURTH, FIFTH], [FaultAt(ChainFault.MISSING, 2, 3)]),
    "gap at the beginning": ([THIRD, FOURTH], [FaultAt(ChainFault.MISSING, 1, 2)]),
    "gap before what is altered": (
        [FIRST, THIRD, replace(FOURTH, content="x"), FIFTH],
        [FaultAt(ChainFault.MISSING, 2, 2), FaultAt(ChainFault.UNPROVEN, 4)],
    ),
    "gap before what can't be read": (
        [FIRST, replace(THIRD, content=None), FOURTH],
        [FaultAt(ChainFault.MISSING, 2, 2), FaultAt(ChainFault.UNREADABLE, 3)],
    ),
    "gap that is hidden by a chain begun anew": (
        [FIRST, Link(3, "x", "x(None)"), Link(4, "y", "y(x(None))")],
        [FaultAt(ChainFault.MISSING, 2, 2)],
    ),
    "twice": ([FIRST, SECOND, replace(SECOND, content="x"), THIRD], [FaultAt(ChainFault.SLIPPED_IN, 2)]),
    "zero": ([Link(0, "x", "x(None)"), *WHOLE], [FaultAt(ChainFault.SLIPPED_IN, 0)]),
    "swapped": (
        [FIRST, replace(THIRD, sequence=2), replace(SECOND, sequence=3), FOURTH, FIFTH],
        [ALTERED_2, UNPROVEN_3, FaultAt(ChainFault.UNPROVEN, 4)],
    ),
}


@pytest.mark.parametrize(("links", "faults"), CASES.values(), ids=CASES)
def test_each_fault_is_told_once(links: list[Link], faults: list[FaultAt]) -> None:
    assert found(links) == faults
