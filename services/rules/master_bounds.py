"""The one table of what each cell of the library's own tables can be.

From it come what the reader replaces (`services.masters`), what an import refuses (`services.transfer`), and, compiled
for PostgreSQL, what `madoguchi_import_masters` refuses of any login (`services.schema.postgresql.desk.master_bounds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from services.rules.bounds import Bound, Code, Day, Text, Truth, Whole
from services.rules.circulation.calendar import FIRST_DAY, LAST_DAY
from services.rules.circulation.closing_rows import DETAILS
from services.rules.policy import bounds
from services.rules.vocabulary import LABEL_KINDS, BranchKind, LoanClass
from services.rules.wording import TEXTS

LONGEST_JSON: Final = 3_999
"""The most characters of JSON as it is kept."""


@dataclass(frozen=True, slots=True)
class ByCell:
    """The bound of a cell that depends on another one of its row.

    Attributes:
        cell: the other one.
        bounds: by that cell's value; with any other value nothing fits.
    """

    cell: str
    bounds: Mapping[str, Bound]

    def fits(self, value: Any, row: Mapping[str, Any]) -> bool:
        """Tell whether a value is within the bound of its row."""
        bound = self.bounds.get(row[self.cell])
        return bound is not None and bound.fits(value)


_CODE: Final = Text(longest=16)
_PLACE: Final = Whole(0, 100_000)
_ONE_DAY: Final = Day(FIRST_DAY, LAST_DAY)

CELLS: Final[Mapping[str, Mapping[str, Bound | ByCell]]] = MappingProxyType(
    {
        "branch": {
            "code": _CODE,
            "name": Text(longest=64),
            "short_name": Text(longest=32),
            "kind": Code(tuple(BranchKind)),
            "position": _PLACE,
        },
        "mobile_stop": {"code": _CODE, "name": Text(longest=64), "position": _PLACE, "active": Truth()},
        "material_type": {
            "code": _CODE,
            "name": Text(longest=32),
            "loan_class": Code(tuple(LoanClass)),
            "position": _PLACE,
        },
        "code_label": {
            "kind": Code(LABEL_KINDS),
            "code": Text(longest=32),
            "label": Text(longest=64),
            "position": _PLACE,
            "ends": Truth(),
        },
        "closing_rule": {
            "kind": Code(tuple(DETAILS)),
            "details": ByCell("kind", DETAILS),
            "valid_from": Day(),
        },
        "closed_day": {
            "day": _ONE_DAY,
            "open": Truth(),
            "special": Truth(),
            "note": Text(longest=64, blank=True),
        },
        "public_holiday": {"day": _ONE_DAY, "name": Text(longest=64)},
        "circulation_rule": {
            "name": Code(tuple(bounds())),
            "valid_from": Day(),
            "value": ByCell("name", bounds()),
        },
        "wording": {"name": Code(tuple(TEXTS)), "valid_from": Day(), "text": ByCell("name", TEXTS)},
    }
)
"""By table and column: each column but ids, which foreign keys hold."""


def unfit_cells(table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the cells of a row that are out of their bounds."""

    def fits(bound: Bound | ByCell, value: Any) -> bool:
        return bound.fits(value, row) if isinstance(bound, ByCell) else bound.fits(value)

    return tuple(name for name, bound in CELLS[table].items() if not fits(bound, row[name]))
