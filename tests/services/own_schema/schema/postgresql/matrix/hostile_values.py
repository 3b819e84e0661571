"""Classes of attacks in which an argument isn't what it should be."""

import json
from collections.abc import Iterator
from typing import Any, Final

from tests.services.own_schema.schema.postgresql.matrix.cell import Cell, Honest
from tests.services.own_schema.schema.postgresql.matrix.routines import Argument, call

_LONG: Final = "あ" * 350_000  # more than 1 MB in UTF-8
_DEEP: Final = 10_000
_TEXTS: Final = {
    "empty": "",
    "control": "\x01\x1b[2J\r\n\x7f",
    "direction": "\u202e\u2066川口\u2069\ufeff",
    "quotes": "'; DROP TABLE patron; --\"\\$$",
    "pattern": "%_\\%",
    "long": _LONG,
}
_NUMBERS: Final = {
    "bigint": {"zero": "0", "negative": "-1", "largest": str(2**63 - 1), "smallest": str(-(2**63))},
    "integer": {"zero": "0", "negative": "-1", "largest": str(2**31 - 1)},
}
_TIMES: Final = {
    "date": ["infinity", "-infinity", "0001-01-01", "9999-12-31", "4713-01-01 BC", "5874897-12-31"],
    "timestamp with time zone": ["infinity", "-infinity", "0001-01-01", "294276-12-31", "4713-01-01 BC"],
}
_ARRAYS: Final = {
    "empty": "ARRAY[]::{0}[]",
    "of_null": "ARRAY[NULL]::{0}[]",
    "three_deep": "ARRAY[[[NULL]]]::{0}[]",
    "from_minus_one": "'[-1:-1]={{{1}}}'::{0}[]",
    "unequal": "ARRAY[{1}, {1}]::{0}[]",
    "many": "array_fill({1}::{0}, ARRAY[100000])",
}
_BYTES: Final = {"nul": b"a\x00b", "not_utf8": b"\xff\xfe\xe5\xb7"}


def nulls(honest: Honest) -> Iterator[Cell]:
    """Each argument null, then all of them."""
    for it in honest.routine.given:
        yield Cell(f"{it.name}=NULL", honest.with_value(it, None))
    if len(honest.routine.given) > 1:
        yield Cell(
            "all=NULL", call(honest.routine, (f"CAST(NULL AS {it.type})" for it in honest.routine.given))
        )


def texts(honest: Honest) -> Iterator[Cell]:
    """Long texts, signs that mean something elsewhere, and names of arguments that aren't the login's."""
    for it in honest.among("is_text"):
        for label, value in _TEXTS.items():
            yield Cell(f"{it.name}={label}", honest.with_value(it, value))


def bytes_(honest: Honest) -> Iterator[Cell]:
    """What is no text in UTF-8."""
    for it in honest.routine.given:
        if it.is_text:
            for label, value in _BYTES.items():
                yield Cell(f"{it.name}={label}", honest.call(**{it.name: "$1::text"}), raw=value)


def ids(honest: Honest) -> Iterator[Cell]:
    """What belongs to somebody else or to nobody."""
    for it in honest.routine.given:
        for label, value in _NUMBERS.get(it.type, {}).items():
            yield Cell(f"{it.name}={label}", honest.with_value(it, value))
        for label, other in honest.scene.others(it.name).items():
            yield Cell(f"{it.name}={label}", honest.with_value(it, other))
        if it.type == "uuid":
            for label, number in (("others", 2), ("nobodys", 9)):
                yield Cell(
                    f"{it.name}={label}", honest.with_value(it, f"00000000-0000-4000-8000-{number:012}")
                )
        if it.name in {"of_try", "of_asked", "of_look"}:
            yield Cell(f"{it.name}=others", honest.with_value(it, "7003"))


def times(honest: Honest) -> Iterator[Cell]:
    """Days and moments that no calendar has."""
    for it in honest.routine.given:
        for value in _TIMES.get(it.type, []):
            yield Cell(f"{it.name}={value.replace(' ', '_')}", honest.with_value(it, value))
        if it.type == "boolean":
            turned = "false" if honest.value(it) == "true" else "true"
            yield Cell(f"{it.name}={turned}", honest.with_value(it, turned))


def arrays(honest: Honest) -> Iterator[Cell]:
    """Arrays of other forms."""
    for it in honest.among("is_array"):
        kind = it.type.removesuffix("[]")
        one = {"text": "'a'", "date": "'2026-12-01'"}.get(kind, "1")
        for label, form in _ARRAYS.items():
            element = one.strip("'") if label == "from_minus_one" else one
            yield Cell(f"{it.name}={label}", honest.call(**{it.name: form.format(kind, element)}))


def documents(honest: Honest) -> Iterator[Cell]:
    """JSON that is huge, deep, of another form or with other fields."""
    for it in honest.among("is_json"):
        own = json.loads(honest.value(it) or "{}")
        forms = {
            "null": "null",
            "scalar": "7",
            "text": '"SetEmail"',
            "object": "{}",
            "array": "[]",
            "array_of_null": "[null]",
            "deep_array": "[" * _DEEP + "]" * _DEEP,
            "deep_object": '{"a":' * _DEEP + "1" + "}" * _DEEP,
            "huge_number": '{"branch": 1e400, "id": 1e400}',
            "duplicate": _first_twice(own),
            "huge": json.dumps([*own, *["あ" * 1000] * 350] if isinstance(own, list) else own | {"x": _LONG}),
        }
        for label, value in forms.items():
            yield Cell(f"{it.name}={label}", honest.with_value(it, value))
        yield from _fields(honest, it, own)


def _first_twice(own: Any) -> str:
    """Write a document with a key that comes twice, the second time with another value."""
    if isinstance(own, list):
        return f"[{_first_twice(own[0])}]" if own else "[]"
    twice = [f'"{key}": "SetPassword"' for key in own]
    return json.dumps(own)[:-1] + ", " + ", ".join(twice) + "}"


def _fields(honest: Honest, it: Argument, own: Any) -> Iterator[Cell]:
    """Change one field of an object, or of the first one in a list."""
    fields = own[0] if isinstance(own, list) else own
    for name in fields:
        of_others = {
            "loan_id": honest.scene.values["shut_loan"],
            "hold_id": honest.scene.values["shut_hold"],
            "subject_id": honest.scene.values["shut_loan"],
            "id": honest.scene.values["others_act"],
            "channel": "phone",
            "verb": "suspension.lift",
        }
        values = {
            "null": None,
            "text": "見えない",
            "object": {"a": [1]},
            "number": 10**400,
            "negative": -1,
            "infinity": "infinity",
            "bc": "4713-01-01 BC",
            "long": _LONG,
            **({"others": of_others[name]} if name in of_others else {}),
        }
        for label, value in values.items():
            changed = fields | {name: value}
            made = json.dumps([changed, *own[1:]] if isinstance(own, list) else changed)
            yield Cell(f"{it.name}.{name}={label}", honest.with_value(it, made))
        without = {key: value for key, value in fields.items() if key != name}
        made = json.dumps([without, *own[1:]] if isinstance(own, list) else without)
        yield Cell(f"{it.name}.{name}=missing", honest.with_value(it, made))
