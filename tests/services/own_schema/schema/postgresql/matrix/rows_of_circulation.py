"""What the circulation system's statements ask; it calls nothing else of its own."""

from tests.services.own_schema.schema.postgresql.matrix.row import CIRCULATION, Row

ROWS = (
    Row("madoguchi_now()", CIRCULATION),
    Row("madoguchi_is_kept()", CIRCULATION),
)
