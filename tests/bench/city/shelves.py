"""The crowd's catalogue and its copies, numbered so that what is where can be reckoned instead of remembered.

A million patrons need a million and a half items. Their numbers alone tell which title an item belongs to, whether
all copies of it are out, and how many wait for it, so no table of them has to stand in memory:

    titles  0 …                    popular: every copy is lent, and somebody waits
            … then                 on their way: one copy is kept for somebody (in transit or ready)
            … then                 the rest, some of them lent
            … last                 from other libraries: one item each, lent
"""

import math
from dataclasses import dataclass

from services.contract.masters import MaterialType
from services.own_schema.demo.people import Weighted
from services.own_schema.demo.shelf import item_number
from services.own_schema.demo.world import World

FIRST_TITLE_ID = 1001
FIRST_ITEM_ID = 2001

_COPIES = (1, 3, 2, 1, 4, 1, 2, 2)
_WAITING = (1, 3, 2, 8, 1, 4, 2, 11)
_BLOCK = len(_COPIES)
_BLOCK_ITEMS = sum(_COPIES)
_BLOCK_WAITING = sum(_WAITING)
_FIRST_COPY = [sum(_COPIES[:place]) for place in range(_BLOCK)]
_TITLE_OF_COPY = [place for place, copies in enumerate(_COPIES) for _ in range(copies)]
_TITLE_OF_WAITING = [place for place, waiting in enumerate(_WAITING) for _ in range(waiting)]

_TYPE_WEIGHTS = {"book": 82, "magazine": 5, "picture_story": 3, "cd": 4, "dvd": 3, "language_cd": 1}
_TYPE_PLACES = 256
_SCATTER = 2654435761  # a multiplier that spreads consecutive numbers


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is in a library of so many patrons.

    Small libraries are livelier than their share of a city's figures, so that a demo has something to show.
    """

    patrons: int

    @property
    def loans(self) -> int:
        """Loans of the crowd: 1,800 with 3,000 patrons, 121,500 with a million."""
        return min(self.patrons * 3 // 5, 1500 + self.patrons * 3 // 25)

    @property
    def holds(self) -> int:
        """Holds of the crowd: 1,290 with 3,000 patrons, 101,000 with a million, as near as blocks allow."""
        return min(self.patrons * 43 // 100, 1000 + self.patrons // 10)

    @property
    def suspended(self) -> int:
        """Suspended patrons: 3 %."""
        return round(self.patrons * 0.03)

    @property
    def titles(self) -> int:
        """Titles: three for four patrons, two copies each on average."""
        return _up_to_block(self.patrons * 3 // 4)

    @property
    def popular(self) -> int:
        """Titles that somebody waits for."""
        return _up_to_block(self.holds * 4 // 5 * _BLOCK // _BLOCK_WAITING)

    @property
    def waiting(self) -> int:
        """Holds that wait."""
        return self.popular // _BLOCK * _BLOCK_WAITING

    @property
    def kept(self) -> int:
        """Titles of which one copy is kept for somebody."""
        return self.holds // 5

    @property
    def interlibrary(self) -> int:
        """Items from other libraries, all lent."""
        return self.loans // 60


class Stride:
    """Visits the numbers below n once each, any twenty visits in a row far from each other (by the golden ratio)."""

    def __init__(self, n: int) -> None:
        self._n = n
        step = max(1, round(n * (math.sqrt(5) - 1) / 2))
        while math.gcd(step, n) != 1:
            step += 1
        self._step = step

    def at(self, visit: int) -> int:
        """Give the number that is visited at a place of the walk."""
        return visit * self._step % self._n


class Shelves:
    """The crowd's titles and items by number."""

    def __init__(self, world: World, sizes: Sizes) -> None:
        self._world = world
        self._sizes = sizes
        types = {kind.code: kind for kind in world.masters.material_types.values()}
        draws = Weighted(
            [(types[code], weight) for code, weight in _TYPE_WEIGHTS.items() if code in types]
            or [(kind, 1) for kind in types.values()]
        )
        self._types = [draws.draw(world.rng) for _ in range(_TYPE_PLACES)]
        self._book = types.get("book") or next(iter(types.values()))
        self._items = sizes.titles // _BLOCK * _BLOCK_ITEMS
        self._popular_items = sizes.popular // _BLOCK * _BLOCK_ITEMS
        self._rest = _up_to_block(sizes.popular + sizes.kept) // _BLOCK * _BLOCK_ITEMS
        self._lent = Stride(sizes.loans)
        self._lent_rest = Stride(self._items - self._rest)
        self._held = Stride(sizes.waiting + sizes.kept)

    def fill(self, title: int) -> None:
        """Write a title and its copies."""
        world = self._world
        if title >= self._sizes.titles:
            number = self._items + title - self._sizes.titles
            self._write(title, self._book)
            self._write_item(number, title, world.central.id, interlibrary=True)
            return
        self._write(title, self.kind(title))
        block, place = divmod(title, _BLOCK)
        first = block * _BLOCK_ITEMS + _FIRST_COPY[place]
        for number in range(first, first + _COPIES[place]):
            self._write_item(number, title, world.branch(), interlibrary=False)

    @property
    def count(self) -> int:
        """How many titles there are."""
        return self._sizes.titles + self._sizes.interlibrary

    def kind(self, title: int) -> MaterialType:
        """Tell a title's material type."""
        if title >= self._sizes.titles:
            return self._book
        return self._types[(title * _SCATTER >> 12) % _TYPE_PLACES]

    def title_of(self, item: int) -> int:
        """Tell which title an item belongs to."""
        if item >= self._items:
            return item - self._items + self._sizes.titles
        block, place = divmod(item, _BLOCK_ITEMS)
        return block * _BLOCK + _TITLE_OF_COPY[place]

    def lent_item(self, visit: int) -> int:
        """Give the item of a loan: all copies of popular titles and all from other libraries are among them."""
        place = self._lent.at(visit)
        if place < self._popular_items:
            return place
        place -= self._popular_items
        if place < self._sizes.interlibrary:
            return self._items + place
        return self._rest + self._lent_rest.at(place - self._sizes.interlibrary)

    def idle_item(self, number: int) -> int:
        """Give one of the items that no other loan and no hold has, a different one for each number."""
        lent = self._sizes.loans - self._popular_items - self._sizes.interlibrary
        return self._rest + self._lent_rest.at(lent + number)

    def held_title(self, visit: int) -> tuple[int, int | None]:
        """Give the title of a hold, and the item that is kept for it unless it waits."""
        place = self._held.at(visit)
        if place < self._sizes.waiting:
            block, within = divmod(place, _BLOCK_WAITING)
            return block * _BLOCK + _TITLE_OF_WAITING[within], None
        title = self._sizes.popular + place - self._sizes.waiting
        block, within = divmod(title, _BLOCK)
        return title, block * _BLOCK_ITEMS + _FIRST_COPY[within]

    def other_title(self) -> int:
        """Draw any title, for a hold that is over."""
        return int(self._world.rng.random() * self._sizes.titles)

    def _write(self, title: int, kind: MaterialType) -> None:
        work = self._world.catalogue.draw(kind.code)
        row = (FIRST_TITLE_ID + title, work.title, work.author, work.publisher, work.year, kind.id)
        self._world.tray.add["bib_record"](row)

    def _write_item(self, number: int, title: int, branch_id: int, *, interlibrary: bool) -> None:
        mark = f"{int(self._world.rng.random() * 1000):03}"
        row = (
            FIRST_ITEM_ID + number,
            item_number(FIRST_ITEM_ID + number),
            FIRST_TITLE_ID + title,
            branch_id,
            interlibrary,
            mark,
        )
        self._world.tray.add["item"](row)


def _up_to_block(titles: int) -> int:
    return -(-titles // _BLOCK) * _BLOCK
