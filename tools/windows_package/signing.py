"""Signs what Windows runs, with the command that the variable MADOGUCHI_SIGN names; without it nothing is signed.

The command gets a file's path as its last argument and signs it in place. What its maker has signed keeps that
signature: Windows knows Qt's and Microsoft's libraries by it.
"""

import shlex
import struct
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "MADOGUCHI_SIGN"
_PROGRAMS: Final = frozenset({".exe", ".dll", ".pyd"})
_PE_AT: Final = 0x3C
_PE32_PLUS: Final = 0x20B
_DIRECTORIES: Final[Mapping[bool, int]] = {True: 112, False: 96}
"""Where the data directories begin in the optional header, for 64 bits and for 32."""
_CERTIFICATES: Final = 4


def sign(files: Iterator[Path], environ: Mapping[str, str]) -> int:
    """Sign each file, and tell how many.

    Args:
        files: what is to be signed.
        environ: the environment, which names the command or doesn't.

    Raises:
        subprocess.CalledProcessError: the command failed for a file, and has said why.
    """
    command = shlex.split(environ.get(VARIABLE, ""))
    signed = 0
    if command:
        for file in files:
            subprocess.run([*command, str(file)], check=True)
            signed += 1
    return signed


def unsigned(folder: Path) -> Iterator[Path]:
    """Name the programs and libraries below a folder that carry no signature."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _PROGRAMS and not is_signed(file.read_bytes()):
            yield file


def is_signed(program: bytes) -> bool:
    """Tell whether a program or library names a table of certificates (Microsoft's "PE Format")."""
    (at,) = struct.unpack_from("<I", program, _PE_AT)
    optional = at + 24
    (magic,) = struct.unpack_from("<H", program, optional)
    place = optional + _DIRECTORIES[magic == _PE32_PLUS] + 8 * _CERTIFICATES
    (size,) = struct.unpack_from("<I", program, place + 4)
    return bool(size)
