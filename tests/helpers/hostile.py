"""Values that no library means, as somebody's SQL or another program can leave them in its tables."""

import json
from typing import Final

from services.rules.policy import DEFAULT_POLICY, to_values

JSON_TEXTS: Final = {
    "none": None,
    "null": "null",
    "true": "true",
    "false": "false",
    "zero": "0",
    "one": "1",
    "negative": "-1",
    "minus zero": "-0",
    "large": "10001",
    "huge": "1" + "0" * 400,
    "5000 digits": "1" + "0" * 5000,
    "a float": "1.5",
    "a whole float": "14.0",
    "an exponent": "1e1",
    "past all floats": "1e999",
    "empty": '""',
    "blanks": '"   "',
    "a number as text": '"14"',
    "wide digits": '"１４"',
    "words": '"two weeks"',
    "a time": '"25:00"',
    "nan": '"NaN"',
    "infinity": '"infinity"',
    "nul": '"a\\u0000b"',
    "nul behind a backslash": '"a\\\\\\u0000"',
    "line break": '"a\\nb"',
    "delete": '"a\\u007fb"',
    "high surrogate": '"a\\ud800b"',
    "low surrogate": '"\\udc00"',
    "surrogates the wrong way round": '"\\udc00\\ud800"',
    "very long": json.dumps("x" * 20_000),
    "long": json.dumps("図" * 301),
    "array": "[]",
    "array of numbers": "[1, 2]",
    "object": "{}",
    "limits of strangers": '{"book": 1, "av": 1, "stone": 1}',
    "one limit too few": '{"book": 1, "av": 1}',
    "one limit too many": '{"book": 1, "av": 1, "language": 1, "stone": 1}',
    "limits as texts": '{"book": "1", "av": "1", "language": "1"}',
    "limits below nothing": '{"book": -1, "av": 0, "language": 0}',
    "limits too large": '{"book": 10001, "av": 0, "language": 0}',
    "limits of floats": '{"book": 1.0, "av": 1e0, "language": 1}',
    "limits of nothing": '{"book": null, "av": null, "language": null}',
    "nested": "[" * 500 + "]" * 500,
}
"""What a JSON column may hold on both databases, by what it is; None is SQL's NULL."""

NO_JSON: Final = {
    "no text": "",
    "a blank": " ",
    "bare words": "two weeks",
    "bare nan": "NaN",
    "bare infinity": "-Infinity",
    "half": '{"book":',
    "nul character": "a\0b",
    "two values": "1 2",
    "very long words": "x" * 20_000,
    "single quotes": "'a'",
}
"""What SQLite's JSON columns may hold besides, which PostgreSQL's don't."""

UNSEEN_TEXTS: Final = {
    "right to left": '"\\u202e図書館"',
    "a direction mark": '"\\u200f"',
    "zero width": '"図\\u200b書館"',
    "line separator": '"a\\u2028b"',
}
"""Texts that only the program refuses: no database knows Unicode's categories."""

DAYS: Final = ("infinity", "-infinity", "0044-03-15 BC", "10000-01-01", "294276-12-31")
"""Dates that PostgreSQL has and Python hasn't."""

NO_DAYS: Final = (
    *DAYS,
    "",
    " ",
    "today",
    "now",
    "2026-02-30",
    "2026-13-01",
    "2026-1-1",
    "20261124",
    "2026-W48-2",
    "2026/11/24",
    "２０２６-11-24",
    "0000-01-01",
    "-0001-01-01",
    "2026-11-24 25:00",
    "2026-11-24\0",
    "x" * 20_000,
)
"""What SQLite's columns of dates may hold besides."""

CLOSING_RULES: Final = (
    ("sometimes", "{}"),
    ("", "{}"),
    ("weekly", "{}"),
    ("weekly", '{"weekdays": []}'),
    ("weekly", '{"weekdays": ["someday"]}'),
    ("weekly", '{"weekdays": "mon"}'),
    ("weekly", '{"weekdays": {"mon": 1}}'),
    ("weekly", '{"weekdays": [0]}'),
    ("weekly", '{"weekdays": ["mon", null]}'),
    ("weekly", '{"weekdays": [["mon"]]}'),
    ("weekly", '{"weekdays": ["mon\\u0000"]}'),
    ("weekly", '{"weekdays": ["mon"], "moves_when_holiday": 1}'),
    ("weekly", '{"weekdays": ["mon"], "moves_when_holiday": "yes"}'),
    ("weekly", '{"weekdays": ["mon"], "moves_when_holiday": null}'),
    ("weekly", '{"weekdays": ["mon"], "ended": 1}'),
    ("only_open_on", '{"weekdays": []}'),
    ("only_open_on", '{"weekdays": ["月"]}'),
    ("nth_weekday", "{}"),
    ("nth_weekday", '{"n": "3", "weekday": "fri"}'),
    ("nth_weekday", '{"n": 3.5, "weekday": "fri"}'),
    ("nth_weekday", '{"n": 0, "weekday": "fri"}'),
    ("nth_weekday", '{"n": 6, "weekday": "fri"}'),
    ("nth_weekday", '{"n": true, "weekday": "fri"}'),
    ("nth_weekday", '{"n": 3, "weekday": 4}'),
    ("nth_weekday", '{"n": 3, "weekday": "someday"}'),
    ("nth_weekday", '{"n": 1' + "0" * 5000 + ', "weekday": "fri"}'),
    ("yearly", "{}"),
    ("yearly", '{"first": [13, 1], "last": [1, 4]}'),
    ("yearly", '{"first": [2, 30], "last": [1, 4]}'),
    ("yearly", '{"first": [0, 1], "last": [1, 4]}'),
    ("yearly", '{"first": [12], "last": [1, 4]}'),
    ("yearly", '{"first": [12, 29, 1], "last": [1, 4]}'),
    ("yearly", '{"first": ["12", "29"], "last": [1, 4]}'),
    ("yearly", '{"first": [12.0, 29.0], "last": [1, 4]}'),
    ("yearly", '{"first": [12, 29]}'),
    ("yearly", '{"first": "12/29", "last": "1/4"}'),
    ("month_end", "[]"),
    ("month_end", "null"),
    ("month_end", "1"),
    ("month_end", '"ended"'),
    ("month_end", '{"ended": "yes"}'),
    ("month_end", "[" * 500 + "]" * 500),
)
"""Kinds and details of closing rules, of which none can be."""

NAMES: Final = tuple(to_values(DEFAULT_POLICY))
"""Every rule."""
