"""The rows of a library that is being made, and how they are written."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.tables import metadata

# In this order parents come before their children.
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "bib_record": "id title author publisher year material_type_id",
        "item": "id number bib_record_id branch_id interlibrary shelf_mark",
        "patron": "id name kana alias romaji search_key kana_order kana_key birth_date phone phone_digits phone_end"
        " keys_of postal_code address email branch_id registered_on expires_on address_changed_on"
        " phone_changed_on version",
        "card": "id number patron_id status issued_on replaced_by_id",
        "password_credential": "patron_id hash kind must_change issued_at expires_on wrong_logins locked_until"
        " version",
        "suspension": "id patron_id reason note_code with_consent started_at started_by lifted_at lifted_by version",
        "patron_report": "id patron_id kind reported_at reported_by channel version",
        "contact_attempt": "id patron_id suspension_id hold_id means result tried_at tried_by channel next_step next_on"
        " version",
        "loan": "id item_id patron_id branch_id loaned_on due_on renewals renewed_on returned_on version",
        "hold": "id patron_id bib_record_id item_id status placed_at branch_id mobile_stop_id contact wait_until"
        " shelf_until shelf_place shelf_extensions version",
        "hold_cancellation": "id patron_id bib_record_id reason cancelled_at placed_at branch_id mobile_stop_id"
        " contact wait_until version",
        "purchase_request": "id patron_id title status received_on branch_id version",
        "reference_question": "id patron_id name email phone question status received_at told_at version",
        "outgoing_mail": "id patron_id kind status queued_at tries settled_at erased_at answer_code",
    }.items()
}

type Row = tuple[Any, ...]
type Batch = dict[str, list[Row]]


class Tray:
    """Collects rows by table, as plain tuples in the order of `COLUMNS`."""

    def __init__(self) -> None:
        self._rows: Batch = {name: [] for name in COLUMNS}
        self.add: dict[str, Callable[[Row], None]] = {name: rows.append for name, rows in self._rows.items()}

    def take(self) -> Batch:
        """Give the collected rows and begin anew."""
        taken = {name: rows[:] for name, rows in self._rows.items() if rows}
        for rows in self._rows.values():
            rows.clear()
        return taken


async def write(conn: AsyncConnection, rows: Batch) -> None:
    """Write rows into empty tables, without notices to desks."""
    on_server = conn.dialect.name == "postgresql"
    if on_server:
        await conn.execute(text("SET LOCAL madoguchi.quiet = 'on'"))
    for name, some in rows.items():
        table, columns = metadata.tables[name], COLUMNS[name]
        await conn.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in some])
        if on_server and "id" in columns:
            last = select(func.max(table.c.id)).scalar_subquery()
            await conn.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), last)))
