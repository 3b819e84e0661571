"""Finding a patron in a file: the statement that writes the record of the search also reads."""

from functools import lru_cache
from typing import Any, override

from sqlalchemy.sql.selectable import TextualSelect

from services.actor import Actor
from services.database.act_records import access_values
from services.database.frozen import frozen
from services.lookup.look_up_recording import reading_by_record
from services.rules.people.search import Query
from services.search.search import Searches
from services.search.search_statement import PURPOSE, Shape, search, search_record, shaped

_SHAPES_KEPT = 100


@lru_cache(_SHAPES_KEPT)
def _search(shape: Shape) -> TextualSelect:
    return frozen(reading_by_record(search(shape), search_record()), "sqlite")


class SearchesSqlite(Searches):
    """Searches in a file."""

    @override
    def _statement(self, query: Query, actor: Actor) -> tuple[TextualSelect, dict[str, Any]]:
        shape, values = shaped(query)
        return _search(shape), values | access_values(actor, PURPOSE)
