"""A city's patrons: as many loans and holds as were asked for, handed out along the crowd by reckoning."""

from collections import deque
from collections.abc import Sequence

from services.own_schema.demo.circulation import Limits
from services.own_schema.demo.neighbours import Neighbours
from services.own_schema.demo.register import Person
from services.own_schema.demo.shelf import Copy
from services.own_schema.demo.world import World
from services.rules.vocabulary import SuspensionReason
from tests.bench.city.shelves import FIRST_ITEM_ID, FIRST_TITLE_ID, Shelves, Sizes

_MOST_LOANS = 12
_MOST_HOLDS = 10
_USUAL_LOANS = 2.5
_USUAL_HOLDS = 2.2


class Crowd(Neighbours):
    """Makes the crowd one by one; asked with rising places from 0 to `size` - 1."""

    def __init__(self, world: World, shelves: Shelves, sizes: Sizes, *, size: int, suspended: int) -> None:
        super().__init__(world, states_from=size)
        self._shelves = shelves
        self._sizes = sizes
        self._size = size
        self._loans = Share(sizes.loans, size)
        self._holds = Share(sizes.waiting + sizes.kept, size)
        self._borrows = sizes.loans / size / _USUAL_LOANS
        self._waits = sizes.holds / size / _USUAL_HOLDS
        self._suspensions_left = suspended
        self._idle = 0
        self._loans_left: deque[int] = deque()
        self._holds_left: deque[tuple[int, int | None]] = deque()

    def finish(self, helpers: Sequence[Person]) -> None:
        """Lend what didn't fit anybody to the helpers, so that no popular title has a copy left."""
        for number, item in enumerate(self._loans_left):
            self._lend_item(helpers[number % len(helpers)], item, self._world.central.id)

    def _suspension(self, place: int, person_id: int) -> tuple[tuple[SuspensionReason, ...], bool]:
        """Choose the suspended so that their number comes out right."""
        if self._world.rng.random() * (self._size - place) >= self._suspensions_left:
            return (), False
        self._suspensions_left -= 1
        return self._reasons(person_id)

    def _idle_copy(self, _person: Person) -> Copy:
        item = self._shelves.idle_item(self._idle)
        self._idle += 1
        return Copy(FIRST_TITLE_ID + self._shelves.title_of(item), FIRST_ITEM_ID + item)

    def _lend(self, person: Person, place: int) -> set[int]:
        """Lend a patron what is due, and answer the titles."""
        draw = self._world.rng.random
        if not self._is_established(person) or draw() >= self._borrows:
            return set()
        left = self._loans_left
        items = [left.popleft() for _ in range(min(len(left), 3))]
        items += [self._shelves.lent_item(visit) for visit in self._loans.due(place, _MOST_LOANS)]
        limits, titles = Limits(self._world.policy.loan_limits), set()
        for item in items:
            title = self._shelves.title_of(item)
            if limits.takes(self._shelves.kind(title).loan_class):
                self._lend_item(person, item, self._near(person))
                titles.add(title)
            else:
                left.append(item)
        return titles

    def _lend_item(self, person: Person, item: int, branch_id: int) -> None:
        awaited = self._shelves.title_of(item) < self._sizes.popular
        self._lend_one(person, FIRST_ITEM_ID + item, branch_id, awaited=awaited)

    def _hold(self, person: Person, place: int, lent: set[int]) -> None:
        """Give a patron the holds that are due, none for a title they have at home."""
        draw = self._world.rng.random
        if not self._is_established(person) or draw() >= self._waits:
            return
        left = self._holds_left
        holds = [left.popleft() for _ in range(min(len(left), 3))]
        holds += [self._shelves.held_title(visit) for visit in self._holds.due(place, _MOST_HOLDS)]
        limits, taken = Limits(self._world.policy.hold_limits), set(lent)
        for title, item in holds:
            if title in taken or not limits.takes(self._shelves.kind(title).loan_class):
                left.append((title, item))
                continue
            taken.add(title)
            self._hold_one(person, FIRST_TITLE_ID + title, None if item is None else FIRST_ITEM_ID + item)

    def _other_title(self) -> int:
        return FIRST_TITLE_ID + self._shelves.other_title()


class Share:
    """Hands out a fixed number of things along the crowd: whoever comes gets what is due since the last one.

    Everything is handed out before the crowd's last twentieth, who take what didn't fit anybody else.
    """

    def __init__(self, total: int, crowd: int) -> None:
        self._total = total
        self._crowd = max(1, crowd * 19 // 20)
        self.given = 0

    def due(self, place: int, most: int) -> range:
        """Take what is due at a place in the crowd, at most so many."""
        due = self._total * min(place + 1, self._crowd) // self._crowd
        first = self.given
        self.given = min(due, first + most)
        return range(first, self.given)
