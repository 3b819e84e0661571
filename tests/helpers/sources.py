"""The program's own sources, read once for every test that asks what stands in them."""

import ast
from functools import cache
from pathlib import Path


@cache
def text_of(file: Path) -> str:
    """Read a source."""
    return file.read_text(encoding="utf-8")


@cache
def nodes_of(file: Path) -> tuple[ast.AST, ...]:
    """Give the syntax of a source as `ast.walk` does, the module first: parsing all of them takes a second."""
    return tuple(ast.walk(ast.parse(text_of(file))))
