"""Good rows of each master, and cells that none of them can have, written by hand."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from services.files.wording import own_texts
from services.rules.policy import DEFAULT_POLICY, to_values
from services.rules.policy_values import LONGEST, number_bounds
from services.rules.wording import TEXTS
from tests.helpers.hostile import CLOSING_RULES, DAYS

type Row = dict[str, Any]
"""A row as it is kept; JSON is the text of it."""

FROM: Final = date(2026, 1, 1)
GOOD: Final[Mapping[str, Row]] = {
    "branch": {"code": "new", "name": "新館", "short_name": "新", "kind": "mobile", "position": 11},
    "mobile_stop": {"code": "n1", "name": "停留所", "position": 1, "active": True},
    "material_type": {"code": "map", "name": "地図", "loan_class": "book", "position": 9},
    "code_label": {"kind": "cancel_reason", "code": "new", "label": "理由", "position": 9, "ends": False},
    "closing_rule": {"kind": "weekly", "details": '{"weekdays": ["mon"]}', "valid_from": FROM},
    "closed_day": {"day": date(2026, 12, 1), "open": False, "special": True, "note": "整理"},
    "public_holiday": {"day": date(2030, 2, 2), "name": "休み"},
    "circulation_rule": {"name": "loan_days", "value": "21", "valid_from": FROM},
    "wording": {"name": "slip.ja.title", "text": "題", "valid_from": FROM},
}
"""By table; a row's branch aside."""

NO_WORDS: Final = (
    "",
    " ",
    "　",
    "a\nb",
    "a\tb",
    "a\x7fb",
    "a\ufffdb",
    "\u202ea",
    "a\u200bb",
    "\u3164",
    "a\u2028b",
)
NO_PLACES: Final = (-1, 100_001, 10**30, 1.5, "x", "", None)
NO_FLAGS: Final = ("maybe", "", 2, None)
NO_DAYS: Final = (*DAYS, "2026-02-30", "2026-1-1", "2026/1/1", "now", "", "x", None)
NO_SINGLE_DAYS: Final = (*NO_DAYS, "1899-12-31", "3000-01-01")

_PLAIN: Final[Mapping[tuple[str, str], tuple[Any, ...]]] = {
    ("branch", "code"): (*NO_WORDS, "x" * 17, None),
    ("branch", "name"): (*NO_WORDS, "館" * 65, None),
    ("branch", "short_name"): (*NO_WORDS, "館" * 33, None),
    ("branch", "kind"): ("castle", "LIBRARY", "", None),
    ("branch", "position"): NO_PLACES,
    ("mobile_stop", "code"): (*NO_WORDS, "x" * 17, None),
    ("mobile_stop", "name"): (*NO_WORDS, "館" * 65, None),
    ("mobile_stop", "position"): NO_PLACES,
    ("mobile_stop", "active"): NO_FLAGS,
    ("material_type", "code"): (*NO_WORDS, "x" * 17, None),
    ("material_type", "name"): (*NO_WORDS, "図" * 33, None),
    ("material_type", "loan_class"): ("stone", "", None),
    ("material_type", "position"): NO_PLACES,
    ("code_label", "kind"): ("colour", "", None),
    ("code_label", "code"): (*NO_WORDS, "x" * 33, None),
    ("code_label", "label"): (*NO_WORDS, "理" * 65, None),
    ("code_label", "position"): NO_PLACES,
    ("code_label", "ends"): NO_FLAGS,
    ("closing_rule", "kind"): ("sometimes", "", None),
    ("closing_rule", "valid_from"): NO_DAYS,
    ("closed_day", "day"): NO_SINGLE_DAYS,
    ("closed_day", "open"): NO_FLAGS,
    ("closed_day", "special"): NO_FLAGS,
    ("closed_day", "note"): ("a\nb", "a\x7fb", "a\ufffdb", "\u202ea", "整" * 65, None),
    ("public_holiday", "day"): NO_SINGLE_DAYS,
    ("public_holiday", "name"): (*NO_WORDS, "休" * 65, None),
    ("circulation_rule", "name"): ("lone_days", "", None),
    ("circulation_rule", "valid_from"): NO_DAYS,
    ("wording", "name"): ("slip.fr.title", "", None),
    ("wording", "valid_from"): NO_DAYS,
}
_NO_TEXTS: Final = (
    '"a\\nb"',
    '"\\u202e図書館"',
    '"図\\u200b書館"',
    '"\\ufffd"',
    '"\\u0378"',
    "true",
    "14",
    "[]",
    "null",
)
_NO_TEXTS_OF: Final = {
    "card_lengths": ("", "5", "33", "7–10", "8,13", "７"),
    "card_written": ("9", "8-0", "8 1", "8-"),
    "item_number_prefix": ("３", "A3", "3" * 12),
    "library_name": ("", "　"),
    "portal_name": ("", "　"),
    "overdue_stages": ("8", "8 fax", "8 mail,15 call", "0 mail", "12345 mail", " 8 mail"),
}
_NO_WORDING: Final = (
    "",
    " ",
    "{x}",
    "{",
    "}",
    "<b>太字</b>",
    "&amp;",
    "\u202e題",
    "a\tb",
    "\ufffd",
    "\u0378",
)


def unfit_rows() -> Iterator[tuple[str, str, Row]]:
    """Give each table and column with rows of which that cell alone can't be."""
    for (table, column), cells in _PLAIN.items():
        for cell in cells:
            yield table, column, {**GOOD[table], column: cell}
    for kind, details in CLOSING_RULES:
        yield "closing_rule", "details", {**GOOD["closing_rule"], "kind": kind, "details": details}
    for name, own in to_values(DEFAULT_POLICY).items():
        for value in (*_no_values(name, own), "{", "NaN", f'"{"x" * 4000}"'):
            yield "circulation_rule", "value", {**GOOD["circulation_rule"], "name": name, "value": value}
    for name, own in own_texts().items():
        for text in (*_NO_WORDING, *_no_wording(name, own)):
            yield "wording", "text", {**GOOD["wording"], "name": name, "text": text}


def _no_values(name: str, own: Any) -> Iterator[str | None]:
    """Give JSON that is no value of a rule, by what the program's own is."""
    match own:
        case bool():
            yield from ("1", "0", '"true"', "null", "[]")
        case int():
            least, most = number_bounds(name)
            yield from (
                str(least - 1),
                str(most + 1),
                "1" + "0" * 400,
                f"{least}.0",
                "1e1",
                '"14"',
                "true",
                "{}",
            )
        case str():
            if name not in {"guardian_receives_up_to", "card_letters"}:
                yield json.dumps("図" * (LONGEST + 1))
            yield from (*_NO_TEXTS, *map(json.dumps, _NO_TEXTS_OF.get(name, ())))
        case dict():
            for values in ('"book": 1, "av": 1', '"book": 1, "av": 1, "language": 1, "stone": 1'):
                yield f"{{{values}}}"
            for number in ("-1", "10001", "1.0", '"1"', "null", "true"):
                yield f'{{"book": {number}, "av": 1, "language": 1}}'
            yield from ("[]", "null", "5")
        case None:
            yield from (
                ('"modulus12"', "5", "[]") if name == "card_check_digit" else ("0", "10001", "1.5", '"1"')
            )
    if own is not None and name != "initial_password_days":
        yield None


def _no_wording(name: str, own: str) -> Iterator[str]:
    shape = TEXTS[name]
    yield own + "図" * (shape.longest + 1 - len(own))
    for place in shape.must:
        yield own.replace(f"{{{place}}}", "日")
    if not shape.lines:
        yield f"{own[:-1]}\n"
