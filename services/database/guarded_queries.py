"""Questions that a desk may ask about data that it may not read.

A password is checked without its hash: the database gives the hash's parameters (cost and salt), and takes the hash
that the desk made of the typed password with those. Whether an item is taken is answered without the patron. On
PostgreSQL both are functions, which read past the grants; on SQLite they are plain expressions.
"""

from typing import Any

from sqlalchemy import Boolean, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


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


class committed(GenericFunction[bool]):  # noqa: N801 - stands for an SQL expression
    """Whether the record of a look was written by another transaction; takes `access_log.made_by`.

    On SQLite always true: no login there can roll back a look that it made.
    """

    type = Boolean()
    inherit_cache = True


@compiles(committed, "sqlite")
def _committed_sqlite(_element: committed, _compiler: SQLCompiler, **_: Any) -> str:
    return "true"


@compiles(committed, "postgresql")
def _committed_postgresql(element: committed, compiler: SQLCompiler, **kw: Any) -> str:
    made_by = compiler.process(element.clauses, **kw)
    return f"({made_by} IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint)"
