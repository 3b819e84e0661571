"""Takes away what the packaged program has within its libraries and never loads: symbols, and ICU's other languages.

Both need GNU binutils, without which PyInstaller makes nothing on Linux either.
"""

import re
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

_ELF: Final = b"\x7fELF"
_AT_ONCE: Final = 50

# Qt's libraries have none, and the wheels of Pillow were changed by a tool after which `strip` can break a library.
_LEFT_AS_THEY_ARE: Final = frozenset({"PySide6", "shiboken6", "pillow.libs"})

ICU_KEPT: Final = re.compile(
    r"icudt\d+l/("
    r"[^/]+\.(icu|nrm|spp)"  # properties, normal forms
    r"|(coll/)?(root|en|en_US|ja|ja_JP|pool|res_index|supplementalData|keyTypeData|ucadata)\.(res|icu)"
    r")"
)
"""Of ICU's data: how English and Japanese are put into order. Qt has dates, numbers and words of its own."""

_HEAD: Final = struct.Struct("<HBB")
_MAGIC: Final = (0xDA, 0x27)
_COUNT: Final = struct.Struct("<I")
_ENTRY: Final = struct.Struct("<II")
_ALIGNED: Final = 16


class NoDataError(Exception):
    """A file isn't what ICU reads as its data."""


def strip_symbols(folder: Path) -> None:
    """Take the symbols out of the packages' libraries, which only a debugger reads."""
    files = [
        file
        for file in sorted(folder.rglob("*.so*"))
        if not file.is_symlink() and not _LEFT_AS_THEY_ARE & {*file.parts} and _is_elf(file)
    ]
    for begin in range(0, len(files), _AT_ONCE):
        subprocess.run(["strip", "--strip-unneeded", *files[begin : begin + _AT_ONCE]], check=True)


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_ELF)) == _ELF


def shorten_icu(folder: Path) -> None:
    """Make ICU's data library anew in a folder, with what `ICU_KEPT` names; nothing where there is none.

    Raises:
        NoDataError: the library isn't as ICU's own data library is.
    """
    for library in sorted(folder.rglob("libicudata.so.*")):
        if not library.is_symlink():
            symbol, data = data_of(library)
            _make_library(library, symbol, with_items(data, kept_items(data)))


def data_of(library: Path) -> tuple[str, bytes]:
    """Read the data that a library holds, and the name under which it does."""
    told = subprocess.run(
        ["nm", "--dynamic", "--defined-only", "--print-size", library],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"(?m)^([0-9a-f]+) ([0-9a-f]+) \w (icudt\d+_dat)$", told)
    if found is None:
        raise NoDataError(library)
    address, size, symbol = int(found[1], 16), int(found[2], 16), found[3]
    for offset, begin, length in _segments(library):
        if begin <= address < begin + length:
            with library.open("rb") as opened:
                opened.seek(offset + address - begin)
                return symbol, opened.read(size)
    raise NoDataError(library)


def _segments(library: Path) -> Iterator[tuple[int, int, int]]:
    """Tell where in the file each loaded part lies, at which address, and how long it is."""
    told = subprocess.run(
        ["readelf", "--program-headers", "--wide", library], check=True, capture_output=True, text=True
    ).stdout
    for line in re.findall(r"(?m)^ +LOAD +(.+)$", told):
        offset, address, _, length = (int(it, 16) for it in line.split()[:4])
        yield offset, address, length


def items_of(data: bytes) -> tuple[int, dict[str, bytes]]:
    """Take ICU's package of data apart.

    Returns:
        How long its head is, and each item by its name.

    Raises:
        NoDataError: it is no such package.
    """
    head, *magic = _HEAD.unpack_from(data)
    if tuple(magic) != _MAGIC or data[12:16] != b"CmnD":
        raise NoDataError
    (count,) = _COUNT.unpack_from(data, head)
    places = [_ENTRY.unpack_from(data, head + _COUNT.size + _ENTRY.size * number) for number in range(count)]
    ends = [place for _, place in places[1:]] + [len(data) - head]
    items = {}
    for (name_at, begin), end in zip(places, ends, strict=True):
        name = data[head + name_at : data.index(b"\0", head + name_at)].decode("ascii")
        items[name] = data[head + begin : head + end]
    return head, items


def kept_items(data: bytes) -> dict[str, bytes]:
    """Choose the items that stay."""
    return {name: item for name, item in items_of(data)[1].items() if ICU_KEPT.fullmatch(name)}


def with_items(data: bytes, items: dict[str, bytes]) -> bytes:
    """Make a package with another one's head and these items, which ICU finds by their names' order."""
    head, _ = items_of(data)
    names = sorted(items)
    name_at = _COUNT.size + _ENTRY.size * len(names)
    texts = [name.encode("ascii") + b"\0" for name in names]
    begin = _rounded(name_at + sum(map(len, texts)))
    table, body = _COUNT.pack(len(names)), bytearray()
    for name, text in zip(names, texts, strict=True):
        table += _ENTRY.pack(name_at, begin + len(body))
        name_at += len(text)
        body += items[name].ljust(_rounded(len(items[name])), b"\0")
    return data[:head] + (table + b"".join(texts)).ljust(begin, b"\0") + body


def _rounded(length: int) -> int:
    return -(-length // _ALIGNED) * _ALIGNED


def _make_library(library: Path, symbol: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").write_bytes(data)
        (folder / "data.s").write_text(
            f".section .rodata\n.balign {_ALIGNED}\n.globl {symbol}\n.type {symbol}, %object\n"
            f'{symbol}: .incbin "{folder / "data"}"\n.size {symbol}, . - {symbol}\n'
            '.section .note.GNU-stack, "", %progbits\n',
            encoding="ascii",
        )
        steps: Sequence[Sequence[str | Path]] = (
            ("as", "-o", folder / "data.o", folder / "data.s"),
            ("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", library, folder / "data.o"),
        )
        for step in steps:
            subprocess.run(step, check=True)
