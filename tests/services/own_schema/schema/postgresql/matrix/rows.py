"""All rows of the matrix: a function that is new gets one in its file."""

from tests.services.own_schema.schema.postgresql.matrix import (
    rows_of_circulation,
    rows_of_desks,
    rows_of_portal,
    rows_of_today,
    rows_of_worker,
)
from tests.services.own_schema.schema.postgresql.matrix.row import Row

ROWS: tuple[Row, ...] = (
    *rows_of_desks.ROWS,
    *rows_of_today.ROWS,
    *rows_of_worker.ROWS,
    *rows_of_portal.ROWS,
    *rows_of_circulation.ROWS,
)
