"""Reads Windows' security descriptors in their written form (SDDL): who owns a thing, and who may change it."""

import re
from dataclasses import dataclass
from typing import Final

ADMINISTRATORS: Final = frozenset(
    {
        "BA",  # BUILTIN\Administrators
        "SY",  # NT AUTHORITY\SYSTEM
        "S-1-5-32-544",
        "S-1-5-18",
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # NT SERVICE\TrustedInstaller
    }
)
"""Those whose files are trusted."""

_DELETE, _WRITE_DAC, _WRITE_OWNER = 0x1_0000, 0x4_0000, 0x8_0000
_DELETE_CHILD, _WRITE_DATA, _APPEND_DATA = 0x40, 0x2, 0x4
_GENERIC_ALL, _GENERIC_WRITE = 0x1000_0000, 0x4000_0000

CHANGES_FILE: Final = (
    _WRITE_DATA | _APPEND_DATA | _DELETE | _WRITE_DAC | _WRITE_OWNER | _GENERIC_ALL | _GENERIC_WRITE
)
"""Rights with which a file's content can be changed, now or by giving oneself more."""

CHANGES_FOLDER: Final = _DELETE_CHILD | _DELETE | _WRITE_DAC | _WRITE_OWNER | _GENERIC_ALL
"""Rights with which what stands in a folder can be replaced. To add a file that isn't there yet is none of them."""

_EVERY_RIGHT: Final = 0xFFFF_FFFF
_RIGHTS: Final = {
    "FA": 0x1F_01FF,
    "FR": 0x12_0089,
    "FW": 0x12_0116,
    "FX": 0x12_00A0,
    "GA": _GENERIC_ALL,
    "GW": _GENERIC_WRITE,
    "GR": 0x8000_0000,
    "GX": 0x2000_0000,
    "RC": 0x2_0000,
    "SD": _DELETE,
    "WD": _WRITE_DAC,
    "WO": _WRITE_OWNER,
    "CC": 0x1,
    "DC": _WRITE_DATA,
    "LC": _APPEND_DATA,
    "SW": 0x8,
    "RP": 0x10,
    "WP": 0x20,
    "DT": _DELETE_CHILD,
    "LO": 0x80,
    "CR": 0x100,
}
_OWNER = re.compile(r"^O:(S-[\d-]+|[A-Z]{2})(?=[GDS]:|$)")
_ENTRIES = re.compile(r"D:[A-Z_]*((?:\([^()]*(?:\([^()]*\)[^()]*)*\))*)(?=S:|$)")
_ENTRY = re.compile(r"\((\w+);([A-Z]*);(\w*);[^;]*;[^;]*;([^;()]+)")
_DENIALS = frozenset({"D", "OD", "XD"})
_INHERIT_ONLY = "IO"
_OWNER_RIGHTS = frozenset({"OW", "S-1-3-4"})


@dataclass(frozen=True, slots=True)
class Principal:
    """One who is no administrator and owns a thing or may change it.

    Attributes:
        sid: who, as the descriptor names them; empty for everybody.
        owns: as its owner; else by a right to change it.
    """

    sid: str
    owns: bool


def untrusted_principal(descriptor: str, changes: int) -> Principal | None:
    """Find somebody who is no administrator and owns a thing or may change it.

    What a descriptor denies isn't taken off what it allows. One that can't be read is everybody's.

    Args:
        descriptor: owner and access list, as `ConvertSecurityDescriptorToStringSecurityDescriptor` writes them.
        changes: the rights that count, `CHANGES_FILE` or `CHANGES_FOLDER`.
    """
    owner = _OWNER.match(descriptor)
    if owner is None or owner[1] not in ADMINISTRATORS:
        return Principal("" if owner is None else owner[1], owns=True)
    entries = _ENTRIES.search(descriptor)
    if entries is None or "NO_ACCESS_CONTROL" in descriptor:  # without a list everybody may do everything
        return Principal("", owns=False)
    found = _ENTRY.findall(entries[1])
    if len(found) != entries[1].count(";;;"):
        return Principal("", owns=False)
    for kind, flags, rights, sid in found:
        inherits_only = _INHERIT_ONLY in re.findall("..", flags)
        if kind in _DENIALS or inherits_only or sid in ADMINISTRATORS | _OWNER_RIGHTS:
            continue
        if _mask(rights) & changes:
            return Principal(sid, owns=False)
    return None


def _mask(rights: str) -> int:
    """Read rights: a number, or names of two letters each; those that nobody knows are all of them."""
    if rights[:1].isdigit():
        is_plain = re.fullmatch(r"0x[0-9a-fA-F]+|[1-9]\d*|0", rights)
        return int(rights, 0) if is_plain else _EVERY_RIGHT
    found = 0
    for name in re.findall("..?", rights):
        found |= _RIGHTS.get(name, _EVERY_RIGHT)
    return found
