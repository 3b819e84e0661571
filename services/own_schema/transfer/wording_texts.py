"""The library's own texts in a cell: what is wrong with one, and with those that stand on a slip together."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from services.contract.file_faults import Cause, UnfitError
from services.files.wording import own_texts, texts_on
from services.own_schema.transfer.cell_types import shown
from services.own_schema.transfer.file_layout import Values
from services.rules.wording import SLIP, Flaw, cleaned, faults_of
from services.slips.fitting import Fitting

_CAUSES: Mapping[Flaw, Cause] = {
    Flaw.UNKNOWN: Cause.WORDING_UNKNOWN,
    Flaw.EMPTY: Cause.EMPTY,
    Flaw.TOO_LONG: Cause.TOO_LONG,
    Flaw.NO_TEXT: Cause.CONTROL_CHARACTER,
    Flaw.MARKUP: Cause.MARKUP,
    Flaw.PLACE_UNKNOWN: Cause.PLACE_UNKNOWN,
    Flaw.PLACE_MISSING: Cause.PLACE_MISSING,
}


def clean_wording(values: dict[str, Any]) -> dict[str, Any]:
    """Write a text in the one way it is kept."""
    return {**values, "text": cleaned(values["text"])}


def wording_faults(values: Values) -> Iterator[UnfitError]:
    """Tell everything that is wrong with one text."""
    name, text = values["name"], values["text"]
    for fault in faults_of(name, text):
        column = "name" if fault.flaw is Flaw.UNKNOWN else "text"
        yield UnfitError(_CAUSES[fault.flaw], shown(" ".join(fault.found.split())), column)
    if name.startswith(SLIP):
        lacking = "".join(filter(str.isprintable, _fitting().undrawable(text)))
        if lacking:
            yield UnfitError(Cause.NO_GLYPH, shown(lacking), "text")


def crowding(rows: Sequence[tuple[int, Values]]) -> Iterator[tuple[int, UnfitError]]:
    """Tell which lines leave a slip no room on one of its papers, on any day that some text is in force from.

    Args:
        rows: the file's good rows, each with its line.
    """
    slips = [(line, values) for line, values in rows if values["name"].startswith(SLIP)]
    reported: set[int] = set()
    for day in sorted({values["valid_from"] for _, values in slips}):
        texts = texts_on(((it["name"], it["valid_from"], it["text"]) for _, it in slips), day)
        paper = _fitting().too_full(texts)
        if paper is None:
            continue
        line = _longest(slips, day, texts)
        if line not in reported:
            reported.add(line)
            yield line, UnfitError(Cause.SLIP_FULL, paper.value, "text")


def _longest(slips: Sequence[tuple[int, Values]], day: date, texts: Mapping[str, str]) -> int:
    """Find the line to shorten: the most grown of those without which there would be room, or else of all."""
    own, fitting = own_texts(), _fitting()

    def blame(row: tuple[int, Values]) -> tuple[bool, int]:
        name, text = row[1]["name"], row[1]["text"]
        room_without = fitting.too_full({**texts, name: own[name]}) is None
        return room_without, len(text) - len(own[name])

    in_force = [
        row for row in slips if row[1]["valid_from"] <= day and texts[row[1]["name"]] == row[1]["text"]
    ]
    return max(in_force, key=blame)[0]


@cache
def _fitting() -> Fitting:
    """Parse the typefaces once, and only where a slip's text is read."""
    return Fitting()
