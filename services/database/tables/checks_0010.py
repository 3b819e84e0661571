"""What the database holds the masters to since revision 0010, in the words of each dialect.

Migrations and tables say the same words, so that what is released never changes here: another CHECK is another file.
What each says in Python is in `services.rules` (policy_values, calendar, wording), as far as a database can say it; a
test compares them. None raises, whatever stands in a row: `db upgrade` asks the same of libraries of before.
"""

from collections.abc import Iterable, Mapping
from typing import Final

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLASSES: Final = ("book", "av", "language")
_MOST: Final = 10_000
_BLANKS: Final = r"E' \t\r\n'"

# Numbers by their bounds; those of `_MAYBE` may also be none.
_NUMBERS: Final[Mapping[tuple[int, int], tuple[str, ...]]] = {
    (0, _MOST): (
        "renewal_limit",
        "renewal_first_day_after_loan",
        "renewal_stops_when_overdue_days",
        "closure_margin_days",
        "shelf_open_days",
        "shelf_extensions",
        "hold_undo_days",
        "free_password_checks",
        "opening_scan_minutes",
        "mail_kept_days",
        "free_megabytes",
    ),
    (1, _MOST): (
        "loan_days",
        "renewal_days",
        "closure_min_days",
        "cancelled_kept_days",
        "wrong_logins_to_lock",
        "lock_minutes",
        "identity_misses",
        "identity_misses_of_login",
        "identity_check_minutes",
        "mail_tries",
        "mail_first_retry_minutes",
        "seal_hours",
        "records_shown",
        "staff_wrong_tries_to_lock",
        "staff_lock_minutes",
        "staff_password_min_length",
        "clock_drift_seconds",
        "mail_waiting_hours",
        "reports_shown",
        "initial_password_days",
        "access_log_kept_days",
    ),
    (1, 720): ("identity_misses_minutes",),
    (1, 100): ("registration_years",),
    (0, 12): ("expiry_notice_months", "item_number_digits"),
    (8, 32): ("initial_password_length",),
}
_MAYBE: Final = ("initial_password_days", "access_log_kept_days", "card_check_digit")
_FLAGS: Final = (
    "renewal_refused_when_suspended",
    "renewal_refused_when_expired",
    "renewal_by_phone",
    "renewal_of_mobile_loans_at_counter",
    "staff_may_set_phone_contact",
    "initial_password_must_change",
    "password_issue_when_registration_expired",
    "typed_card_accepted",
    "seen_card_accepted",
    "proxy_accepted",
    "identity_more_than_the_card",
    "lifting_against_facts_with_override",
    "slip_shows_name",
    "slip_shows_qr",
)
_LIMITS: Final = ("loan_limits", "hold_limits")
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "guardian_receives_up_to": (
        "preschool",
        "primary_school",
        "middle_school",
        "teens",
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighty_and_over",
    ),
    "card_check_digit": ("modulus10-weight3", "luhn", "modulus11", "modulus7"),
}
_LONGEST_TEXT: Final = 300
_TEXTS: Final = ("mail_forbidden_characters", "mail_usual_domains", "portal_url")
_NAMES: Final = ("library_name", "portal_name")
_ALPHABET, _PREFIX = "initial_password_alphabet", "item_number_prefix"

# Texts by what each may be: the most characters, the places that it must have and may have, and whether it has lines.
_SENTENCES: Final = ("must_change", "card_number", "case", "change")
_WORDING: Final = (
    (30, (), ("library", "portal"), False, ("slip.ja.log_in_heading", "slip.ja.change_heading")),
    (30, (), (), False, ("slip.ja.title",)),
    (30, ("number",), ("number",), False, ("slip.ja.card",)),
    (20, ("name",), ("name",), False, ("slip.ja.name",)),
    (40, (), (), False, ("slip.en.title",)),
    (
        60,
        (),
        (),
        False,
        tuple(f"slip.{it}.letters_{kind}" for it in ("ja", "en") for kind in ("all_lower", "mixed")),
    ),
    (
        160,
        ("date",),
        ("date", "library", "portal"),
        False,
        tuple(f"slip.{it}.{day}" for it in ("ja", "en") for day in ("change_by", "valid_until")),
    ),
    (
        160,
        (),
        ("library", "portal"),
        False,
        (*(f"slip.{it}.{part}" for it in ("ja", "en") for part in _SENTENCES), "slip.ja.forgotten"),
    ),
    (
        60,
        (),
        ("library", "portal"),
        False,
        ("mail.email_registered.subject", "mail.question_received.subject"),
    ),
    (
        2000,
        ("library",),
        ("library", "portal", "date"),
        True,
        ("mail.email_registered.body", "mail.question_received.body"),
    ),
)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{it}'" for it in words)


def _of(cases: Iterable[tuple[Iterable[str], str]]) -> str:
    """Ask of each name its own; names that this revision doesn't know pass, for a newer one may have written them."""
    parts = " ".join(f"WHEN name IN ({_listed(names)}) THEN {holds}" for names, holds in cases)
    return f"CASE {parts} ELSE true END"


# PostgreSQL. `->>` and `#>>` raise at half characters and NUL; `_SOUND` is asked first. `said` is a scalar's JSON.

_SOUND: Final = (
    "length({0}::text) < 4000 AND regexp_replace({0}::text, "
    r"'\\\\|\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}}', '', 'g') !~ '\\u(0000|[dD][89a-fA-F])'"
)
_SAID: Final = f"btrim(value::text, {_BLANKS})"
_TEXT: Final = "(value #>> '{}')"


def _number_pg(least: int, most: int) -> str:
    digits = f"{_SAID} ~ '^(0|[1-9][0-9]{{0,5}})$'"
    return f"CASE WHEN {digits} THEN {_SAID}::integer BETWEEN {least} AND {most} ELSE false END"


def _text_pg(holds: str = "true") -> str:
    sound = _SOUND.format("value")
    seen = rf"{_TEXT} !~ '[\x01-\x1f\x7f\ufffd]' AND length({_TEXT}) <= {_LONGEST_TEXT}"
    is_text = f"CASE json_typeof(value) WHEN 'string' THEN {seen} AND ({holds}) ELSE false END"
    return f"CASE WHEN {sound} THEN {is_text} ELSE false END"


def _maybe_pg(names: Iterable[str], holds: str) -> str:
    return f"(name IN ({_listed(names)}) AND (value IS NULL OR {_SAID} = 'null')) OR ({holds})"


def _value_pg() -> str:
    small = "(0|[1-9][0-9]{0,3}|10000)"
    key = f'"({"|".join(_CLASSES)})":{small}'
    squeezed = r"regexp_replace(value::text, '\s', '', 'g')"
    has = " AND ".join(f"strpos({squeezed}, '\"{it}\":') > 0" for it in _CLASSES)
    limits = rf"length(value::text) < 4000 AND {squeezed} ~ '^\{{({key},){{2}}{key}\}}$' AND {has}"
    cases: list[tuple[Iterable[str], str]] = [
        (names, _maybe_pg(_MAYBE, _number_pg(least, most))) for (least, most), names in _NUMBERS.items()
    ]
    cases += [
        (_FLAGS, f"{_SAID} IN ('true', 'false')"),
        (_LIMITS, limits),
        (_TEXTS, _text_pg()),
        (_NAMES, _text_pg(rf"{_TEXT} ~ '[^\s\u3000]'")),
        (
            (_ALPHABET,),
            _text_pg(f"{_TEXT} ~ '^[A-Za-z0-9]+$' AND {_TEXT} ~ '[A-Za-z]' AND {_TEXT} ~ '[0-9]'"),
        ),
        ((_PREFIX,), _text_pg(f"{_TEXT} ~ '^[0-9]{{0,11}}$'")),
    ]
    cases += [
        ((name,), _maybe_pg(_MAYBE, _text_pg(f"{_TEXT} IN ({_listed(codes)})")))
        for name, codes in _MEMBERS.items()
    ]
    return f"coalesce({_of(cases)}, false)"


def _closing_pg() -> str:
    names = "|".join(_WEEKDAYS)
    weekdays = rf"regexp_replace((details -> 'weekdays')::text, '\s', '', 'g') ~ '^\[\"({names})\"(,\"({names})\")*\]$'"
    moves = "coalesce((details -> 'moves_when_holiday')::text IN ('true', 'false'), true)"
    long, short = "(1|3|5|7|8|10|12),([1-9]|[12][0-9]|3[01])", "(4|6|9|11),([1-9]|[12][0-9]|30)"
    month_day = rf"'^\[({long}|{short}|2,([1-9]|[12][0-9]))\]$'"
    yearly = " AND ".join(
        rf"regexp_replace((details -> '{it}')::text, '\s', '', 'g') ~ {month_day}" for it in ("first", "last")
    )
    nth = (
        "(details -> 'n')::text ~ '^[1-5]$' AND json_typeof(details -> 'weekday') = 'string'"
        f" AND details ->> 'weekday' IN ({_listed(_WEEKDAYS)})"
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


# SQLite. A JSON column keeps a number as a number and all else as its text; JSON's functions raise at what is no JSON.


def _number_lite(least: int, most: int) -> str:
    return f"typeof(value) = 'integer' AND value BETWEEN {least} AND {most}"


def _json_lite(column: str, kind: str, holds: str) -> str:
    """Ask something of JSON of one type, in a row in which nothing may raise."""
    is_json = f"typeof({column}) = 'text' AND length({column}) < 4000 AND json_valid({column})"
    return f"CASE WHEN {is_json} THEN CASE json_type({column}) WHEN '{kind}' THEN {holds} ELSE false END ELSE false END"


def _text_lite(holds: str = "true") -> str:
    said = "json_extract(value, '$')"
    # GLOB takes half characters and bytes that are no text for U+FFFD. JSON's functions end a text at NUL.
    seen = (
        f"length({said}) <= {_LONGEST_TEXT} AND instr(value, '\\u0000') = 0 AND instr({said}, char(0)) = 0"
        f" AND {said} NOT GLOB '*[' || char(1) || '-' || char(31) || char(127, 65533) || ']*'"
    )
    return _json_lite("value", "text", f"{seen} AND ({holds.format(said=said)})")


def _maybe_lite(names: Iterable[str], holds: str) -> str:
    return f"(name IN ({_listed(names)}) AND (value IS NULL OR value = 'null')) OR ({holds})"


def _value_lite() -> str:
    limits = " AND ".join(
        f"json_type(value, '$.{it}') = 'integer' AND json_extract(value, '$.{it}') BETWEEN 0 AND {_MOST}"
        for it in _CLASSES
    )
    paths = ", ".join(f"'$.{it}'" for it in _CLASSES)
    cases: list[tuple[Iterable[str], str]] = [
        (names, _maybe_lite(_MAYBE, _number_lite(least, most))) for (least, most), names in _NUMBERS.items()
    ]
    cases += [
        (_FLAGS, "typeof(value) = 'text' AND value IN ('true', 'false')"),
        (_LIMITS, _json_lite("value", "object", f"{limits} AND json_remove(value, {paths}) = '{{}}'")),
        (_TEXTS, _text_lite()),
        (_NAMES, _text_lite("trim({said}, ' ' || char(12288)) <> ''")),
        (
            (_ALPHABET,),
            _text_lite(
                "{said} NOT GLOB '*[^A-Za-z0-9]*' AND {said} GLOB '*[A-Za-z]*' AND {said} GLOB '*[0-9]*'"
            ),
        ),
        ((_PREFIX,), _text_lite("{said} NOT GLOB '*[^0-9]*' AND length({said}) < 12")),
    ]
    cases += [
        ((name,), _maybe_lite(_MAYBE, _text_lite(f"{{said}} IN ({_listed(codes)})")))
        for name, codes in _MEMBERS.items()
    ]
    return f"coalesce({_of(cases)}, false)"


def _closing_lite() -> str:
    bare = "json_extract(details, '$.weekdays')"
    for it in _WEEKDAYS:
        bare = f"replace({bare}, '\"{it}\"', '')"
    weekdays = (
        "json_type(details, '$.weekdays') = 'array' AND json_array_length(details, '$.weekdays') > 0"
        f" AND replace(substr({bare}, 2, length({bare}) - 2), ',', '') = ''"
    )
    moves = "coalesce(json_type(details, '$.moves_when_holiday'), 'false') IN ('true', 'false')"
    nth = (
        "json_type(details, '$.n') = 'integer' AND json_extract(details, '$.n') BETWEEN 1 AND 5"
        " AND json_type(details, '$.weekday') = 'text'"
        f" AND json_extract(details, '$.weekday') IN ({_listed(_WEEKDAYS)})"
    )
    yearly = " AND ".join(map(_month_day_lite, ("first", "last")))
    said = (
        f"CASE kind WHEN 'weekly' THEN {weekdays} AND {moves} WHEN 'only_open_on' THEN {weekdays}"
        f" WHEN 'nth_weekday' THEN {nth} WHEN 'yearly' THEN {yearly} WHEN 'month_end' THEN true ELSE false END"
    )
    kinds = "kind IN ('weekly', 'only_open_on', 'nth_weekday', 'month_end', 'yearly')"
    ended = f"{kinds} AND json_type(details, '$.ended') = 'true'"
    not_ended = "coalesce(json_type(details, '$.ended'), 'false') = 'false'"
    held = _json_lite("details", "object", f"coalesce({ended}, false) OR ({not_ended} AND {said})")
    return f"coalesce({held}, false)"


def _month_day_lite(name: str) -> str:
    month, day = (f"json_extract(details, '$.{name}[{place}]')" for place in (0, 1))
    in_2000 = f"printf('2000-%02d-%02d', {month}, {day})"
    whole = " AND ".join(f"json_type(details, '$.{name}[{place}]') = 'integer'" for place in (0, 1))
    return (
        f"json_array_length(details, '$.{name}') = 2 AND {whole}"
        f" AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND 31 AND date({in_2000}) = {in_2000}"
    )


# Both.


def _day_pg(column: str, first: str, last: str) -> str:
    return f"{column} BETWEEN '{first}' AND '{last}'"


def _day_lite(column: str, first: str, last: str) -> str:
    """Ask whether a text is a day; `date` alone would take `now`, and make the 30th of February another day."""
    digits = "[0-9]" * 4 + "-" + "[0-9]" * 2 + "-" + "[0-9]" * 2
    return (
        f"CASE WHEN typeof({column}) = 'text' AND {column} GLOB '{digits}' AND length({column}) = 10"
        f" THEN coalesce(date({column}) = {column}, false) AND {column} BETWEEN '{first}' AND '{last}' ELSE false END"
    )


def _wording(seen: str, seen_with_lines: str) -> str:
    """Ask of each of the program's texts that it can be said; `seen` tell of one that holds nothing else."""
    cases = []
    for longest, must, may, lines, names in _WORDING:
        bare = "text"
        for place in may:
            bare = f"replace({bare}, '{{{place}}}', '')"
        has = "".join(f" AND replace(text, '{{{place}}}', '') <> text" for place in must)
        braces = f" AND replace(replace({bare}, '{{', ''), '}}', '') = {bare}"
        size = f"trim(text) <> '' AND length(text) <= {longest} AND {seen_with_lines if lines else seen}"
        cases.append((names, f"{size}{has}{braces}"))
    return f"coalesce({_of(cases)}, false)"


_FIRST, _LAST = "1900-01-01", "2999-12-31"
_ALWAYS, _EVER = "0001-01-01", "9999-12-31"

type Said = Mapping[str, str]
"""One CHECK in the words of each dialect."""

RULE_VALUE: Final[Said] = {"postgresql": _value_pg(), "sqlite": _value_lite()}
RULE_FROM: Final[Said] = {
    "postgresql": _day_pg("valid_from", _ALWAYS, _EVER),
    "sqlite": _day_lite("valid_from", _ALWAYS, _EVER),
}
CLOSING_DETAILS: Final[Said] = {"postgresql": _closing_pg(), "sqlite": _closing_lite()}
CLOSING_FROM: Final = RULE_FROM
WORDING_FROM: Final = RULE_FROM
DAY: Final[Said] = {"postgresql": _day_pg("day", _FIRST, _LAST), "sqlite": _day_lite("day", _FIRST, _LAST)}
WORDING_TEXT: Final[Said] = {
    "postgresql": _wording(r"text !~ '[\x01-\x1f\x7f\ufffd]'", r"text !~ '[\x01-\x09\x0b-\x1f\x7f\ufffd]'"),
    "sqlite": _wording(
        *(
            f"typeof(text) = 'text' AND instr(text, char(0)) = 0 AND text NOT GLOB '*[' || {those} || ']*'"
            for those in (
                "char(1) || '-' || char(31) || char(127, 65533)",
                "char(1) || '-' || char(9) || char(11) || '-' || char(31) || char(127, 65533)",
            )
        )
    ),
}


def _cells(
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


CELLS: Final[Mapping[str, str]] = {
    "branch": _cells(texts={"code": 16, "name": 64, "short_name": 32}, numbers=["position"]),
    "mobile_stop": _cells(texts={"code": 16, "name": 64}, numbers=["position"], flags=["active"]),
    "material_type": _cells(texts={"code": 16, "name": 32}, numbers=["position"]),
    "code_label": _cells(texts={"code": 32, "label": 64}, numbers=["position"], flags=["ends"]),
    "closed_day": _cells(flags=["open", "special"]),
    "masters_version": _cells(numbers=["version"]),
}
