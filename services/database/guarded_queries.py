"""Questions that a desk may ask about what it may not read.

A password is checked without its hash: the database gives away how the hash was made (cost and salt), takes what a desk
made of the typed password in the same way, and says whether it is the same. Whether an item is taken is told without
whose it is. On PostgreSQL all three are functions that read past the grants; on SQLite they are plain expressions.
"""

from typing import Any

from sqlalchemy import Boolean, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class password_recipe(GenericFunction[str]):  # noqa: N801 - an SQL function's name
    """How the hash of a patron's password was made; takes the patron's id and the hash's column."""

    type = String()
    inherit_cache = True


class password_fits(GenericFunction[bool]):  # noqa: N801 - an SQL function's name
    """Whether a text is the hash of a patron's password; takes the patron's id, the hash's column and the text."""

    type = Boolean()
    inherit_cache = True


@compiles(password_recipe, "sqlite")
def _recipe_sqlite(element: password_recipe, compiler: SQLCompiler, **kw: Any) -> str:
    _, column = (compiler.process(each, **kw) for each in element.clauses)
    made = f"rtrim({column}, replace({column}, '$', ''))"
    return f"({made} || (length({column}) - length({made})))"


@compiles(password_recipe, "postgresql")
def _recipe_postgresql(element: password_recipe, compiler: SQLCompiler, **kw: Any) -> str:
    patron, _ = (compiler.process(each, **kw) for each in element.clauses)
    return f"madoguchi_password_recipe({patron})"


@compiles(password_fits, "sqlite")
def _fits_sqlite(element: password_fits, compiler: SQLCompiler, **kw: Any) -> str:
    _, column, text = (compiler.process(each, **kw) for each in element.clauses)
    return f"({column} = {text})"


@compiles(password_fits, "postgresql")
def _fits_postgresql(element: password_fits, compiler: SQLCompiler, **kw: Any) -> str:
    patron, _, text = (compiler.process(each, **kw) for each in element.clauses)
    return f"madoguchi_password_fits({patron}, {text})"


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
