"""Questions that a desk may ask about data that it may not read.

A password is checked without its hash: the database gives the hash's parameters (cost and salt), and takes the hash
that the desk made of the typed password with those. Whether an item is taken is answered without the patron; of a look,
what it opens. On PostgreSQL these are functions, which read past the grants; on SQLite they are plain expressions.
"""

from typing import Any

from sqlalchemy import Boolean, String, and_, literal_column, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.own_schema.database.tables.types import ago
from services.rules.people.looks import OPENED_BY, Opens


class password_recipe(GenericFunction[str]):  # noqa: N801 - an SQL function's name
    """How the hash of a patron's password was made; takes the hash's column."""

    type = String()
    inherit_cache = True


@compiles(password_recipe, "sqlite")
def _recipe_sqlite(element: password_recipe, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    made = f"rtrim({column}, replace({column}, '$', ''))"
    return f"({made} || (length({column}) - length({made})))"


@compiles(password_recipe, "postgresql")
def _recipe_postgresql(element: password_recipe, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    return f"(regexp_replace({column}, '[^$]*$', '') || length(substring({column} FROM '[^$]*$')))"


class item_taken(GenericFunction[bool]):  # noqa: N801 - an SQL function's name
    """Whether an item is kept for a hold or lent."""

    type = Boolean()
    inherit_cache = True


@compiles(item_taken, "sqlite")
def _taken_sqlite(element: item_taken, compiler: SQLCompiler, **kw: Any) -> str:
    wanted = compiler.process(element.clauses, **kw)
    kept = f"SELECT 1 FROM hold AS kept WHERE kept.item_id = {wanted}"  # noqa: S608 - an expression of our own
    lent = f"SELECT 1 FROM loan AS lent WHERE lent.item_id = {wanted} AND lent.returned_on IS NULL"  # noqa: S608
    return f"(EXISTS ({kept}) OR EXISTS ({lent}))"


@compiles(item_taken, "postgresql")
def _taken_postgresql(element: item_taken, compiler: SQLCompiler, **kw: Any) -> str:
    return f"madoguchi_item_taken({compiler.process(element.clauses, **kw)})"


class look_opens(GenericFunction[bool]):  # noqa: N801 - an SQL function's name
    """Whether the record of a look opens what is asked for, now: by its purpose, its time and who wrote it.

    PostgreSQL wants that another transaction has written it; a file has nobody who could take a look back.

    Args:
        opens: what is asked for.
        log: the columns of `access_log`, or of an alias.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, opens: Opens, log: Any) -> None:
        in_file = or_(
            *(and_(log.purpose == purpose, log.at > ago(span)) for purpose, span in OPENED_BY[opens].items())
        )
        super().__init__(literal_column(f"'{opens}'"), log.purpose, log.at, log.made_by, in_file)


@compiles(look_opens, "sqlite")
def _opens_sqlite(element: look_opens, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(list(element.clauses)[-1], **kw)})"


@compiles(look_opens, "postgresql")
def _opens_postgresql(element: look_opens, compiler: SQLCompiler, **kw: Any) -> str:
    asked = ", ".join(compiler.process(it, **kw) for it in list(element.clauses)[:-1])
    return f"madoguchi_look_opens({asked})"
