"""The CHECKs in PostgreSQL's words."""

from collections.abc import Iterable
from typing import Final

from services.database.tables.checks_0010.names import (
    CLASSES,
    FLAGS,
    LIMITS,
    LONGEST_TEXT,
    MAYBE,
    MEMBERS,
    NAMES,
    NUMBERS,
    PREFIX,
    TEXTS,
    WEEKDAYS,
    listed,
    of_each,
)

_BLANKS: Final = r"E' \t\r\n'"

# PostgreSQL. `->>` and `#>>` raise at half characters and NUL; `_SOUND` is asked first. `said` is a scalar's JSON.

_SOUND: Final = (
    "length({0}::text) < 4000 AND regexp_replace({0}::text, "
    r"'\\\\|\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}}', '', 'g') !~ '\\u(0000|[dD][89a-fA-F])'"
)
_SAID: Final = f"btrim(value::text, {_BLANKS})"
_TEXT: Final = "(value #>> '{}')"


def number_between(least: int, most: int) -> str:
    """Say that a rule's value is a whole number within bounds."""
    digits = f"{_SAID} ~ '^(0|[1-9][0-9]{{0,5}})$'"
    return f"CASE WHEN {digits} THEN {_SAID}::integer BETWEEN {least} AND {most} ELSE false END"


def text_that(holds: str = "true") -> str:
    """Say that a rule's value is a text that can be seen, of which something holds."""
    sound = _SOUND.format("value")
    seen = rf"{_TEXT} !~ '[\x01-\x1f\x7f\ufffd]' AND length({_TEXT}) <= {LONGEST_TEXT}"
    is_text = f"CASE json_typeof(value) WHEN 'string' THEN {seen} AND ({holds}) ELSE false END"
    return f"CASE WHEN {sound} THEN {is_text} ELSE false END"


def _maybe(names: Iterable[str], holds: str) -> str:
    return f"(name IN ({listed(names)}) AND (value IS NULL OR {_SAID} = 'null')) OR ({holds})"


def value() -> str:
    """Say what a rule's value is."""
    small = "(0|[1-9][0-9]{0,3}|10000)"
    key = f'"({"|".join(CLASSES)})":{small}'
    squeezed = r"regexp_replace(value::text, '\s', '', 'g')"
    has = " AND ".join(f"strpos({squeezed}, '\"{it}\":') > 0" for it in CLASSES)
    limits = rf"length(value::text) < 4000 AND {squeezed} ~ '^\{{({key},){{2}}{key}\}}$' AND {has}"
    cases: list[tuple[Iterable[str], str]] = [
        (names, _maybe(MAYBE, number_between(least, most))) for (least, most), names in NUMBERS.items()
    ]
    cases += [
        (FLAGS, f"{_SAID} IN ('true', 'false')"),
        (LIMITS, limits),
        (TEXTS, text_that()),
        (NAMES, text_that(rf"{_TEXT} ~ '[^\s\u3000]'")),
        ((PREFIX,), text_that(f"{_TEXT} ~ '^[0-9]{{0,11}}$'")),
    ]
    cases += [
        ((name,), _maybe(MAYBE, text_that(f"{_TEXT} IN ({listed(codes)})")))
        for name, codes in MEMBERS.items()
    ]
    return f"coalesce({of_each(cases)}, false)"


def closing() -> str:
    """Say what the details of a closing rule of its kind are."""
    names = "|".join(WEEKDAYS)
    weekdays = rf"regexp_replace((details -> 'weekdays')::text, '\s', '', 'g') ~ '^\[\"({names})\"(,\"({names})\")*\]$'"
    moves = "coalesce((details -> 'moves_when_holiday')::text IN ('true', 'false'), true)"
    long, short = "(1|3|5|7|8|10|12),([1-9]|[12][0-9]|3[01])", "(4|6|9|11),([1-9]|[12][0-9]|30)"
    month_day = rf"'^\[({long}|{short}|2,([1-9]|[12][0-9]))\]$'"
    yearly = " AND ".join(
        rf"regexp_replace((details -> '{it}')::text, '\s', '', 'g') ~ {month_day}" for it in ("first", "last")
    )
    nth = (
        "(details -> 'n')::text ~ '^[1-5]$' AND json_typeof(details -> 'weekday') = 'string'"
        f" AND details ->> 'weekday' IN ({listed(WEEKDAYS)})"
    )
    said = (
        f"CASE kind WHEN 'weekly' THEN {weekdays} AND {moves} WHEN 'only_open_on' THEN {weekdays}"
        f" WHEN 'nth_weekday' THEN {nth} WHEN 'yearly' THEN {yearly} WHEN 'month_end' THEN true ELSE false END"
    )
    ended = (
        "kind IN ('weekly', 'only_open_on', 'nth_weekday', 'month_end', 'yearly')"
        " AND (details -> 'ended')::text = 'true'"
    )
    not_ended = "coalesce((details -> 'ended')::text = 'false', true)"
    held = (
        f"CASE json_typeof(details) WHEN 'object' THEN ({ended}) OR ({not_ended} AND {said}) ELSE false END"
    )
    return f"coalesce(CASE WHEN {_SOUND.format('details')} THEN {held} ELSE false END, false)"


def day(column: str, first: str, last: str) -> str:
    """Say that a date is no other than Python has, and within some days."""
    return f"{column} BETWEEN '{first}' AND '{last}'"
