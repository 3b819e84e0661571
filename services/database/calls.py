"""Statements of plain text that call PostgreSQL's functions and procedures."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, TextClause, bindparam, text
from sqlalchemy.types import TypeEngine


def call(statement: str, types: Mapping[str, TypeEngine[Any]]) -> TextClause:
    """Bind what a statement names, each as its type; a type that it doesn't name is left out."""
    called = text(statement)
    binds: list[BindParameter[Any]] = [bindparam(name, type_=types[name]) for name in called.compile().params]
    return called.bindparams(*binds)
