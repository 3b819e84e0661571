"""Answers an item that was scanned: where it stands among the open patron's loans and holds, nothing else.

The borrower of any other item is not told. Before a caller is identified, not even whether it is theirs is told.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.contract.item_numbers import ItemNumbers
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import HoldRow, LoanRow, LookUpAnswer, PatronSnapshot
from viewmodels.core.notes import Caution, Done
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.open_patron import OpenPatron


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What is said of a scanned item, and the row to go to, if it is theirs."""

    note: Done | Caution
    place: RowPlace | None = None


def answer_item(
    number: str, answer: LookUpAnswer | None, items: ItemNumbers, *, identifies: bool = True
) -> ItemAnswer:
    """Find an item among the open patron's loans, then among the items of their holds.

    Args:
        number: the item's, cleaned.
        answer: who is open.
        items: how item numbers look: those of the rows are cleaned as well.
        identifies: the library's system identifies callers.
    """
    if answer is None:
        return ItemAnswer(Caution.ITEM_WITHOUT_PATRON)
    if not isinstance(answer, PatronSnapshot):
        return ItemAnswer(Caution.ITEM_BEFORE_CHECK if identifies else Caution.ITEM_WITHOUT_CHECK)
    lists: tuple[tuple[Part, Done, tuple[LoanRow, ...] | tuple[HoldRow, ...]], ...] = (
        (Part.LOANS, Done.ITEM_IN_LOANS, answer.loans),
        (Part.HOLDS, Done.ITEM_IN_HOLDS, answer.holds),
    )
    for part, note, rows in lists:
        for row in rows:
            if row.item_number is not None and items.read(row.item_number) == number:
                return ItemAnswer(note, RowPlace(part, row.id))
    return ItemAnswer(Caution.ITEM_NOT_THEIRS)


class ItemScans:
    """Lets an item's number wait for the patron who is being looked up, then answers it.

    The state machine: nothing → `scanned` → waits → `answer` or `drop` → nothing. The last item scanned counts.

    Args:
        patron: who is open.
        items: tells how item numbers look.
        tell: is given each answer.
        offers: what the library's system has.
    """

    def __init__(
        self,
        patron: OpenPatron,
        items: Callable[[], ItemNumbers],
        tell: Callable[[ItemAnswer], None],
        offers: Offers,
    ) -> None:
        self._patron = patron
        self._items = items
        self._tell = tell
        self._identifies = offers.has(SystemPart.PHONE)
        self._waits: str | None = None

    def scanned(self, number: str) -> None:
        """Keep an item's number until `answer`."""
        self._waits = number

    def drop(self) -> None:
        """Forget the waiting number."""
        self._waits = None

    def answer(self) -> None:
        """Answer the waiting number, if there is one."""
        number, self._waits = self._waits, None
        if number is not None:
            whose = self._patron.answer.value
            answer = answer_item(number, whose, self._items(), identifies=self._identifies)
            if answer.place is not None:
                self._patron.ready_filter.reveal(answer.place)
            self._tell(answer)
