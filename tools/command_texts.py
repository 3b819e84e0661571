"""Compiles the Japanese of the command line (`app/cli/language.py`) for gettext: a part of `make translations`.

Python reads compiled catalogues alone, and has no program to compile one.
"""

import ast
import struct
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "resources" / "translations" / "commands_ja.po"
COMPILED = ROOT / "resources" / "translations" / "ja" / "LC_MESSAGES" / "commands.mo"

_MAGIC: Final = 0x950412DE
_HEADER: Final = "<7I"
_PLACE: Final = "<2I"


def read_texts(path: Path) -> dict[str, str]:
    """Read a PO file; a text that counts has both its forms as its key, with a NUL between them, as gettext keeps it.

    Raises:
        ValueError: a line is none of a PO file, or a text stands there twice.
    """
    texts: dict[str, str] = {}
    entry: dict[str, str] = {}
    word = ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line or line.startswith("#"):
            if entry:
                key = "\0".join(entry[it] for it in ("msgid", "msgid_plural") if it in entry)
                if key in texts:
                    raise ValueError(key)
                texts[key] = entry.get("msgstr", entry.get("msgstr[0]", ""))
                entry = {}
            continue
        head, quote, _rest = line.partition('"')
        if not quote:
            raise ValueError(line)
        word = head.strip() or word
        entry[word] = entry.get(word, "") + ast.literal_eval(line[len(head) :])
    return texts


def compile_texts(texts: dict[str, str], compiled: Path) -> None:
    """Write the catalogue that gettext reads: a header, the places of both tables, all texts with a NUL behind each."""
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    count = len(pairs)
    start = struct.calcsize(_HEADER)
    tables = count * struct.calcsize(_PLACE)
    places, body = [], b""
    for column in (0, 1):
        for pair in pairs:
            places.append((len(pair[column]), start + 2 * tables + len(body)))
            body += pair[column] + b"\0"
    header = struct.pack(_HEADER, _MAGIC, 0, count, start, start + tables, 0, 0)
    compiled.parent.mkdir(parents=True, exist_ok=True)
    compiled.write_bytes(header + b"".join(struct.pack(_PLACE, *place) for place in places) + body)
