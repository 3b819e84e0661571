"""The command that signs: which files it gets, and what happens where it fails or isn't named."""

import struct
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tools.windows_package.signing import VARIABLE, is_signed, sign, unsigned

PE32, PE32_PLUS = 0x10B, 0x20B
AT: Final = 0x80
APPENDS: Final = "import sys; open(sys.argv[-1], 'ab').write(b'signed')"


def program(magic: int, *, signed: bool) -> bytes:
    """Give the head of a program or library, with or without a table of certificates."""
    directories = 112 if magic == PE32_PLUS else 96
    head = bytearray(AT + 24 + directories + 8 * 16)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, AT)
    struct.pack_into("<H", head, AT + 24, magic)
    if signed:
        struct.pack_into("<II", head, AT + 24 + directories + 8 * 4, 4096, 512)
    return bytes(head)


@pytest.mark.parametrize("magic", [PE32, PE32_PLUS])
def test_a_signature_is_seen(magic: int) -> None:
    assert is_signed(program(magic, signed=True))
    assert not is_signed(program(magic, signed=False))


def test_programs_and_libraries_without_a_signature_are_to_be_signed(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("madoguchi.exe", "below/a.dll", "below/B.PYD", "below/read.txt"):
        (tmp_path / name).write_bytes(program(PE32_PLUS, signed=False))
    (tmp_path / "below/theirs.dll").write_bytes(program(PE32_PLUS, signed=True))
    assert {it.name for it in unsigned(tmp_path)} == {"madoguchi.exe", "a.dll", "B.PYD"}


def test_the_command_gets_each_file(tmp_path: Path) -> None:
    files = [tmp_path / "a b.exe", tmp_path / "c.msi"]
    for file in files:
        file.write_bytes(b"")
    assert sign(iter(files), {VARIABLE: f'"{sys.executable}" -c "{APPENDS}"'}) == len(files)
    assert [file.read_bytes() for file in files] == [b"signed", b"signed"]


def test_without_a_command_nothing_is_signed(tmp_path: Path) -> None:
    assert sign(iter([tmp_path / "not there"]), {}) == 0


def test_a_command_that_fails_ends_the_making(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        sign(iter([tmp_path / "a.exe"]), {VARIABLE: f'"{sys.executable}" -c "raise SystemExit(3)"'})
