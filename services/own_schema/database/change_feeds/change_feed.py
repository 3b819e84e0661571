"""Watching a library's database for what others change there."""

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from services.contract.change_events import Report
from services.own_schema.database.engine import Database

if TYPE_CHECKING:
    from services.own_schema.database.change_feeds.change_feed_postgresql import Pace


class Changes:
    """Tells a desk what others change, and whether the database is there."""

    def __init__(self, db: Database, pace: "Pace | None" = None) -> None:
        self._db = db
        self._pace = pace

    def reports(self) -> AsyncGenerator[Report]:
        """Begin to watch; closing the generator ends it. On PostgreSQL it takes a second connection of the desk's."""
        if self._db.file is not None:
            from services.own_schema.database.change_feeds.change_feed_sqlite import poll

            return poll(self._db, self._db.file)
        from services.own_schema.database.change_feeds.change_feed_postgresql import (
            listen,  # a driver that SQLite doesn't need
        )

        return listen(self._db.connect_apart, self._db.is_served_by, self._pace)

    def follow(self, patron_id: int | None) -> None:
        """Do nothing: every change is told, whoever is open."""

    def reconnect(self) -> None:
        """Use none of the pool's present connections again: the server was lost, or replaced."""
        self._db.invalidate_connections()
