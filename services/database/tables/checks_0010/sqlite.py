"""The CHECKs in SQLite's words, whose columns take anything."""

from collections.abc import Iterable, Mapping

from services.database.tables.checks_0010.names import (
    CLASSES,
    FLAGS,
    LIMITS,
    LONGEST_TEXT,
    MAYBE,
    MEMBERS,
    MOST,
    NAMES,
    NUMBERS,
    PREFIX,
    TEXTS,
    WEEKDAYS,
    listed,
    of_each,
)

# SQLite. A JSON column keeps a number as a number and all else as its text; JSON's functions raise at what is no JSON.


def number_between(least: int, most: int) -> str:
    """Say that a rule's value is a whole number within bounds."""
    return f"typeof(value) = 'integer' AND value BETWEEN {least} AND {most}"


def _json(column: str, kind: str, holds: str) -> str:
    """Ask something of JSON of one type, in a row in which nothing may raise."""
    is_json = f"typeof({column}) = 'text' AND length({column}) < 4000 AND json_valid({column})"
    return f"CASE WHEN {is_json} THEN CASE json_type({column}) WHEN '{kind}' THEN {holds} ELSE false END ELSE false END"


def text_that(holds: str = "true") -> str:
    """Say that a rule's value is a text that can be seen, of which something holds."""
    said = "json_extract(value, '$')"
    # GLOB takes half characters and bytes that are no text for U+FFFD. JSON's functions end a text at NUL.
    seen = (
        f"length({said}) <= {LONGEST_TEXT} AND instr(value, '\\u0000') = 0 AND instr({said}, char(0)) = 0"
        f" AND {said} NOT GLOB '*[' || char(1) || '-' || char(31) || char(127, 65533) || ']*'"
    )
    return _json("value", "text", f"{seen} AND ({holds.format(said=said)})")


def _maybe(names: Iterable[str], holds: str) -> str:
    return f"(name IN ({listed(names)}) AND (value IS NULL OR value = 'null')) OR ({holds})"


def value() -> str:
    """Say what a rule's value is."""
    limits = " AND ".join(
        f"json_type(value, '$.{it}') = 'integer' AND json_extract(value, '$.{it}') BETWEEN 0 AND {MOST}"
        for it in CLASSES
    )
    paths = ", ".join(f"'$.{it}'" for it in CLASSES)
    cases: list[tuple[Iterable[str], str]] = [
        (names, _maybe(MAYBE, number_between(least, most))) for (least, most), names in NUMBERS.items()
    ]
    cases += [
        (FLAGS, "typeof(value) = 'text' AND value IN ('true', 'false')"),
        (LIMITS, _json("value", "object", f"{limits} AND json_remove(value, {paths}) = '{{}}'")),
        (TEXTS, text_that()),
        (NAMES, text_that("trim({said}, ' ' || char(12288)) <> ''")),
        ((PREFIX,), text_that("{said} NOT GLOB '*[^0-9]*' AND length({said}) < 12")),
    ]
    cases += [
        ((name,), _maybe(MAYBE, text_that(f"{{said}} IN ({listed(codes)})")))
        for name, codes in MEMBERS.items()
    ]
    return f"coalesce({of_each(cases)}, false)"


def closing() -> str:
    """Say what the details of a closing rule of its kind are."""
    bare = "json_extract(details, '$.weekdays')"
    for it in WEEKDAYS:
        bare = f"replace({bare}, '\"{it}\"', '')"
    weekdays = (
        "json_type(details, '$.weekdays') = 'array' AND json_array_length(details, '$.weekdays') > 0"
        f" AND replace(substr({bare}, 2, length({bare}) - 2), ',', '') = ''"
    )
    moves = "coalesce(json_type(details, '$.moves_when_holiday'), 'false') IN ('true', 'false')"
    nth = (
        "json_type(details, '$.n') = 'integer' AND json_extract(details, '$.n') BETWEEN 1 AND 5"
        " AND json_type(details, '$.weekday') = 'text'"
        f" AND json_extract(details, '$.weekday') IN ({listed(WEEKDAYS)})"
    )
    yearly = " AND ".join(map(_month_day, ("first", "last")))
    said = (
        f"CASE kind WHEN 'weekly' THEN {weekdays} AND {moves} WHEN 'only_open_on' THEN {weekdays}"
        f" WHEN 'nth_weekday' THEN {nth} WHEN 'yearly' THEN {yearly} WHEN 'month_end' THEN true ELSE false END"
    )
    kinds = "kind IN ('weekly', 'only_open_on', 'nth_weekday', 'month_end', 'yearly')"
    ended = f"{kinds} AND json_type(details, '$.ended') = 'true'"
    not_ended = "coalesce(json_type(details, '$.ended'), 'false') = 'false'"
    held = _json("details", "object", f"coalesce({ended}, false) OR ({not_ended} AND {said})")
    return f"coalesce({held}, false)"


def _month_day(name: str) -> str:
    month, day = (f"json_extract(details, '$.{name}[{place}]')" for place in (0, 1))
    in_2000 = f"printf('2000-%02d-%02d', {month}, {day})"
    whole = " AND ".join(f"json_type(details, '$.{name}[{place}]') = 'integer'" for place in (0, 1))
    return (
        f"json_array_length(details, '$.{name}') = 2 AND {whole}"
        f" AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND 31 AND date({in_2000}) = {in_2000}"
    )


def day(column: str, first: str, last: str) -> str:
    """Ask whether a text is a day; `date` alone would take `now`, and make the 30th of February another day."""
    digits = "[0-9]" * 4 + "-" + "[0-9]" * 2 + "-" + "[0-9]" * 2
    return (
        f"CASE WHEN typeof({column}) = 'text' AND {column} GLOB '{digits}' AND length({column}) = 10"
        f" THEN coalesce(date({column}) = {column}, false) AND {column} BETWEEN '{first}' AND '{last}' ELSE false END"
    )


def cells(
    *, texts: Mapping[str, int] | None = None, numbers: Iterable[str] = (), flags: Iterable[str] = ()
) -> str:
    """Ask in SQLite, whose columns take anything, what PostgreSQL's types ask."""
    asked = [
        f"typeof({name}) = 'text' AND length({name}) <= {longest} AND instr({name}, char(0)) = 0"
        f" AND {name} NOT GLOB '*[' || char(1) || '-' || char(31) || char(127, 65533) || ']*'"
        for name, longest in (texts or {}).items()
    ]
    asked += [f"typeof({name}) = 'integer'" for name in numbers]
    asked += [f"typeof({name}) = 'integer' AND {name} IN (0, 1)" for name in flags]
    return f"coalesce({' AND '.join(asked)}, false)"
