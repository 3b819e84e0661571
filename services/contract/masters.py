"""The library's own values as one immutable object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.contract.errors import BranchUnknown
from services.contract.item_numbers import ItemNumbers
from services.rules.card_numbers import CardNumbers
from services.rules.circulation.calendar import BranchCalendar
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, LoanClass

type MasterKey = int | str | None
"""What a record says for a row of a master: its number, the system's own code that no master has, or nothing."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch; `short_name` is for a table's cell."""

    id: int
    code: str
    name: str
    short_name: str
    kind: BranchKind


@dataclass(frozen=True, slots=True)
class MobileStop:
    """A stop of the mobile library (受取ポイント); one that isn't active any more still names old holds."""

    id: int
    branch_id: int
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class MaterialType:
    """A material type (資料種別) and the class that its limits are counted in."""

    id: int
    code: str
    name: str
    loan_class: LoanClass


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """The words for one code of an open vocabulary.

    Attributes:
        ends: a row in this state is done.
    """

    kind: str
    code: str
    label: str
    ends: bool


type Labels = Mapping[tuple[str, str], CodeLabel]
"""The words of the open vocabularies, by kind and code."""


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell of a master that can't be read.

    Attributes:
        table: the master's.
        key: what names the row, its parts with blanks between them; cut, and without invisible characters.
        column: the cell's.
    """

    table: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Masters:
    """The library's own values on one day, each kind in the library's order.

    Attributes:
        version: each change of a master raises it.
        day: the day the policy and the wording are in force on.
        wording: what mails and slips say, each text by its name; the program's own where the library has none.
        unreadable: the cells that can't be read, of any day; a default is used in their place.
        unused: the names of `circulation_rule` that this program doesn't know; they are ignored.
        card_lengths: of the cards that there are, whatever the policy says of new ones.
        no_closures: the calendar of a branch that has none.
    """

    version: int
    day: date
    policy: Policy
    branches: Mapping[int, Branch]
    stops: Mapping[int, MobileStop]
    material_types: Mapping[int, MaterialType]
    labels: Labels
    calendars: Mapping[int, BranchCalendar]
    wording: Mapping[str, str]
    unreadable: tuple[UnreadableCell, ...] = ()
    unused: tuple[str, ...] = ()
    card_lengths: frozenset[int] = frozenset()
    no_closures: BranchCalendar = field(default_factory=BranchCalendar, repr=False, compare=False)

    @property
    def cards(self) -> CardNumbers:
        """How card numbers look: new ones by the policy, those that are there by their own lengths, too."""
        return CardNumbers.of(self.policy, self.card_lengths)

    @property
    def numbers(self) -> ItemNumbers:
        """How item numbers look, and card numbers with them."""
        return ItemNumbers.of(self.policy, self.cards)

    def calendar(self, branch_id: MasterKey) -> BranchCalendar:
        """Give the branch's calendar; of a branch that has none, one without closures: dates stay as they are."""
        found = self.calendars.get(branch_id) if isinstance(branch_id, int) else None
        return self.no_closures if found is None else found

    def branch_name(self, key: MasterKey) -> str:
        """Give a branch's short name; one that no master has is shown by its code, none at all as nothing."""
        found = self.branches.get(key) if isinstance(key, int) else None
        return shown_code(key) if found is None else found.short_name

    def stop_name(self, key: MasterKey) -> str:
        """Give the name of a 受取ポイント, as `branch_name`."""
        found = self.stops.get(key) if isinstance(key, int) else None
        return shown_code(key) if found is None else found.name

    def label(self, kind: str, code: str) -> str:
        """Give the words for a code; a code without words (a master was deleted) is shown as it is."""
        found = self.labels.get((kind, code))
        return code if found is None else found.label

    def branch_by_code(self, name: str) -> Branch:
        """Find a branch by its code, name or short name.

        Raises:
            BranchUnknown: there is none.
        """
        for found in self.branches.values():
            if name in {found.code, found.name, found.short_name}:
                return found
        raise BranchUnknown(name)


def shown_code(key: MasterKey) -> str:
    """Show what no master has by its code; nothing as nothing."""
    return "" if key is None else str(key)
