"""The titles of the demo library and their copies: one is written when a loan or hold needs it."""

from typing import NamedTuple

from services.contract.masters import MaterialType
from services.own_schema.demo.titles import CLASSICS, classic
from services.own_schema.demo.world import World

_FIRST_NUMBER = 3_000_097_999


class Copy(NamedTuple):
    """One item, and the title it belongs to."""

    title_id: int
    item_id: int


class Shelf:
    """Writes titles with their copies, numbered from 1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._types = {it.code: it for it in world.masters.material_types.values()}

    def kind(self, code: str) -> MaterialType:
        """Give the material type of a code, or any where the library hasn't this one."""
        return self._types.get(code) or next(iter(self._types.values()))

    def copy(self, code: str = "book", *, interlibrary: bool = False, branch_id: int | None = None) -> Copy:
        """Write a title with one copy: a classic as long as there are any, else made up.

        Args:
            code: of its material type.
            interlibrary: another library's.
            branch_id: whose it is, 中央's where nothing is said.
        """
        world = self._world
        number = world.number("bib_record")
        known = code == "book" and number <= len(CLASSICS)
        work = classic(number - 1) if known else world.catalogue.draw(code)
        row = (number, work.title, work.author, work.publisher, work.year, self.kind(code).id)
        world.tray.add["bib_record"](row)
        place = world.central.id if branch_id is None else branch_id
        return Copy(number, self.another(number, place, interlibrary=interlibrary))

    def another(self, title_id: int, branch_id: int, *, interlibrary: bool = False) -> int:
        """Write one more copy of a title, and answer its key."""
        number = self._world.number("item")
        row = (number, item_number(number), title_id, branch_id, interlibrary, f"{(number - 1) % 1000:03}")
        self._world.tray.add["item"](row)
        return number


def item_number(item_id: int) -> str:
    """Make an item's number: ten digits, so that its barcode is never taken for a card's."""
    return f"{_FIRST_NUMBER + item_id - 1}"
