"""統計 as a table of words and numbers, for a file."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.contract.today.figures import YearFigures
from services.rules.figures import APRIL, MONTHS, Figure, FigureCell, Untold
from services.rules.vocabulary import SuspensionReason
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.text import words
from views.today import figure_words

ALL_BRANCHES: Final = QT_TRANSLATE_NOOP("figures", "全館")

type Cells = Sequence[str | int]


def figure_table(
    found: YearFigures, branches: Mapping[int, str], branch_id: int | None = None
) -> Sequence[Cells]:
    """Word the table, headings first: of one branch, or of all together and then of each.

    Args:
        found: what was counted.
        branches: their names, in the library's order.
        branch_id: the one that is wanted; None for all.
    """
    wanted: Sequence[int | None] = (None, *branches) if branch_id is None else (branch_id,)
    all_of_them = figure_words.said(ALL_BRANCHES)
    rows = [(all_of_them if it is None else branches[it], row) for it in wanted for row in found.table(it)]
    return [_headings(found.year), *((branch, *_row(row)) for branch, row in rows)]


def file_name(year: int) -> str:
    """Name the file of a fiscal year, without its ending: 「統計_2026年度」."""
    return f"{figure_words.said(figure_words.TITLE)}_{fiscal_year(year)}"


def fiscal_year(year: int) -> str:
    """Name a fiscal year."""
    return translate("figures", "%1年度").replace("%1", str(year))


def part(of: Figure) -> str:
    """Name the reason that a row is of; blank for a line's whole."""
    return "" if of.part is None else words.suspension(SuspensionReason(of.part))


def _headings(year: int) -> Cells:
    months = ((year + (APRIL - 1 + it) // MONTHS, (APRIL - 1 + it) % MONTHS + 1) for it in range(MONTHS))
    return (
        translate("figures", "館"),
        translate("figures", "項目"),
        translate("figures", "理由"),
        *(f"{in_year}-{month:02}" for in_year, month in months),
        fiscal_year(year),
        translate("figures", "前年同期"),
        translate("figures", "差"),
    )


def _row(row: Figure) -> Cells:
    cells = (*row.months, row.year, row.before, row.difference)
    return (figure_words.line(row.line), part(row), *map(_cell, cells))


def _cell(cell: FigureCell) -> str | int:
    return figure_words.untold(cell) if isinstance(cell, Untold) else cell
