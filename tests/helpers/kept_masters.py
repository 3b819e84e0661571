"""Masters that are read once: most tests have those of `db init` on the same day, and reading them takes 3 ms."""

import marshal
from datetime import date

from services.contract.masters import Masters
from services.own_schema.masters.masters_store import _Masters


def keep_masters() -> None:
    """Have the same rows on the same day give the same masters, for every library of this process.

    Each statement still goes to its database, and whatever of a row differs is read anew.
    """
    kept: dict[bytes, Masters] = {}
    read = _Masters.on

    def on(made: _Masters, day: date) -> Masters:
        rows = {name: value for name, value in made._document._fields.items() if name != "now"}
        key = marshal.dumps((day.toordinal(), rows), 2)  # a later format depends on which objects are one
        if key not in kept:
            kept[key] = read(made, day)
        return kept[key]

    _Masters.on = on  # type: ignore[method-assign, assignment]
