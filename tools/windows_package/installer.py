"""Makes the MSI of the one-folder application with msitools: for all users, with an entry in the start menu.

`wixl` (0.106) writes Japanese as nothing and can't say when the older version is taken away, so that its tables are
mended by `msibuild`. What an installation is known by, and each file in it, stays the same from version to version.
"""

import re
import struct
import subprocess
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

NAME: Final = "窓口 (Madoguchi)"
PUBLISHER: Final = "Madoguchi"
UPGRADE_CODE: Final = "5F0F4A51-7C6E-4F0B-9A6F-3D7F0C1B52E4"
"""By it Windows knows every version for the same product. It never changes."""
DESK: Final = "madoguchi-desk.exe"
FOLDER: Final = "Madoguchi"
"""Below the folder of 64-bit programs."""
SHORTCUT: Final = "窓口"

_WIX: Final = "http://schemas.microsoft.com/wix/2006/wi"
_FILES: Final = uuid.UUID(UPGRADE_CODE)
_JAPANESE: Final = 1041
_CODE_PAGE: Final = 932
_ROOT: Final = "INSTALLFOLDER"
_DOWNGRADE: Final = "新しい版の窓口がもう入っています。古い版は入れられません。"
_OPEN: Final = (
    "窓口が開いています。この端末を使っている人すべての窓口と、madoguchi のほかのプログラム(worker など)を終えてから、"
    "もう一度お試しください。"
)
_VERSIONED: Final = frozenset({".exe", ".dll", ".pyd"})
_FIXED_INFO: Final = struct.pack("<II", 0xFEEF04BD, 0x00010000)
_AFTER_INITIALIZE: Final = 1501
"""The older version is taken away once the installation can be rolled back: a failed one leaves it as it was."""
_STRINGS: Final[Mapping[str, tuple[str, str, str, str]]] = MappingProxyType(
    {
        NAME: ("Property", "Value", "Property", "ProductName"),
        _OPEN: ("Property", "Value", "Property", "OpenDeskSentence"),
        f"MADOGU~1|{SHORTCUT}": ("Shortcut", "Name", "Shortcut", "StartMenu"),
        _DOWNGRADE: ("LaunchCondition", "Description", "Condition", "NOT WIX_DOWNGRADE_DETECTED"),
    }
)
"""Each Japanese text with its table, its column, and the key column and key of its row."""


@dataclass(frozen=True, slots=True)
class InstallerParts:
    """What an installer is made of.

    Attributes:
        files: each file by its path below the program's folder.
        icon: the program's ICO file.
        open_desk: the compiled packaging/windows/open_desk.c.
    """

    files: Mapping[PurePosixPath, Path]
    icon: Path
    open_desk: Path


def files_of(folder: Path) -> dict[PurePosixPath, Path]:
    """Name every file of a folder by its path in it."""
    return {
        PurePosixPath(file.relative_to(folder).as_posix()): file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def msi_version(told: str) -> str:
    """Give the three numbers that Windows Installer compares, of a version such as `1.2.3rc4`.

    Raises:
        ValueError: it has others, or larger ones than an installer can have.
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)(?![\d.])", told)
    if found is None:
        raise ValueError(f"no version of three numbers: {told}")
    major, minor, build = (int(part) for part in found.groups())
    if major > 255 or minor > 255 or build > 65535:  # noqa: PLR2004 - ProductVersion's own limits
        raise ValueError(f"too large for an installer: {told}")
    return f"{major}.{minor}.{build}"


def source(parts: InstallerParts, version: str) -> bytes:
    """Write what `wixl` makes the installer of.

    Args:
        parts: what it is made of.
        version: as `msi_version` gives it.
    """
    wix = ET.Element("Wix", xmlns=_WIX)
    about = {"Name": PUBLISHER, "Manufacturer": PUBLISHER, "Version": version, "Language": str(_JAPANESE)}
    product = ET.SubElement(wix, "Product", {"Id": "*", "UpgradeCode": UPGRADE_CODE, **about})
    package = {"InstallerVersion": "500", "Compressed": "yes", "InstallScope": "perMachine"}
    ET.SubElement(product, "Package", {**package, "Manufacturer": PUBLISHER, "Description": PUBLISHER})
    ET.SubElement(product, "MajorUpgrade", AllowSameVersionUpgrades="yes", DowngradeErrorMessage="-")
    ET.SubElement(product, "Media", Id="1", Cabinet="madoguchi.cab", EmbedCab="yes")
    ET.SubElement(product, "Icon", Id="madoguchi.ico", SourceFile=str(parts.icon))
    properties = {
        "ARPPRODUCTICON": "madoguchi.ico",
        "ARPNOMODIFY": "1",
        # Without a window it would close every open desk, whatever is typed there.
        "MSIRESTARTMANAGERCONTROL": "Disable",
        # All files, even those that are older than the version before had them: else these would be missing.
        "REINSTALLMODE": "amus",
        "OpenDeskSentence": "-",
    }
    for name, value in properties.items():
        ET.SubElement(product, "Property", Id=name, Value=value)
    _add_check(product, parts.open_desk)
    target = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    ET.SubElement(target, "Directory", Id="ProgramMenuFolder")
    programs = ET.SubElement(target, "Directory", Id="ProgramFiles64Folder")
    components = _add_files(ET.SubElement(programs, "Directory", Id=_ROOT, Name=FOLDER), parts.files)
    feature = ET.SubElement(product, "Feature", Id="All", Title=PUBLISHER, Level="1")
    for component in components:
        ET.SubElement(feature, "ComponentRef", Id=component)
    ET.indent(wix)
    made: bytes = ET.tostring(wix, encoding="utf-8", xml_declaration=True)
    return made


def build(parts: InstallerParts, version: str, msi: Path) -> None:
    """Make the installer.

    Args:
        parts: what it is made of.
        version: as `msi_version` gives it.
        msi: the file to make.

    Raises:
        subprocess.CalledProcessError: a tool failed, and has said why.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        wxs, code_page = folder / "madoguchi.wxs", folder / "_ForceCodepage.idt"
        wxs.write_bytes(source(parts, version))
        subprocess.run(["wixl", "--arch", "x64", "--output", str(msi), str(wxs)], check=True)
        code_page.write_bytes(f"\r\n\r\n{_CODE_PAGE}\t_ForceCodepage\r\n".encode("ascii"))
        subprocess.run(["msibuild", str(msi), "-i", str(code_page)], check=True)
    asked = [part for query in _mended(parts) for part in ("-q", query)]
    subprocess.run(["msibuild", str(msi), *asked], check=True)
    package_code = f"{{{str(uuid.uuid4()).upper()}}}"
    summary = ("-s", PUBLISHER, PUBLISHER, f"x64;{_JAPANESE}", package_code)
    subprocess.run(["msibuild", str(msi), *summary], check=True)


def file_version(program: bytes) -> str | None:
    """Read the version that a program or library tells Windows (VS_FIXEDFILEINFO); None where it tells none."""
    at = program.find(_FIXED_INFO)
    if at < 0:
        return None
    high, low = struct.unpack_from("<II", program, at + len(_FIXED_INFO))
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def _mended(parts: InstallerParts) -> Iterator[str]:
    """Say what `wixl` can't: Japanese, the files' versions, and when the older version is taken away."""
    for text, (table, column, key, row) in _STRINGS.items():
        yield _update(table, column, text, key, row)
    for path, file in parts.files.items():
        if path.suffix in _VERSIONED and (told := file_version(file.read_bytes())):
            yield _update("File", "Version", told, "File", f"f{_known_by(path).hex}")
    sequence = ("InstallExecuteSequence", "Sequence", _AFTER_INITIALIZE, "Action", "RemoveExistingProducts")
    yield _update(*sequence)


def _update(table: str, column: str, value: str | int, key: str, row: str) -> str:
    written = value if isinstance(value, int) else f"'{value}'"
    return f"UPDATE `{table}` SET `{column}`={written} WHERE `{key}`='{row}'"  # noqa: S608 - texts of this module


def _add_check(product: ET.Element, open_desk: Path) -> None:
    """Let the installer look for open desks before it changes anything."""
    ET.SubElement(product, "Binary", Id="OpenDesk", SourceFile=str(open_desk))
    ET.SubElement(
        product,
        "CustomAction",
        {"Id": "RequireClosed", "BinaryKey": "OpenDesk", "DllEntry": "RequireClosed", "Return": "check"},
    )
    sequence = ET.SubElement(product, "InstallExecuteSequence")
    ET.SubElement(sequence, "Custom", Action="RequireClosed", Before="InstallValidate")


def _add_files(root: ET.Element, files: Mapping[PurePosixPath, Path]) -> list[str]:
    """Put each file into a component of its own in its directory; gives the components' names."""
    directories = {PurePosixPath(): root}

    def directory(path: PurePosixPath) -> ET.Element:
        if path not in directories:
            parent = directory(path.parent)
            directories[path] = ET.SubElement(
                parent, "Directory", Id=f"d{_known_by(path).hex}", Name=path.name
            )
        return directories[path]

    components = []
    for path, file in files.items():
        known_by = _known_by(path)
        component = ET.SubElement(
            directory(path.parent),
            "Component",
            {"Id": f"c{known_by.hex}", "Guid": str(known_by).upper(), "Win64": "yes"},
        )
        components.append(component.attrib["Id"])
        entry = ET.SubElement(
            component,
            "File",
            {"Id": f"f{known_by.hex}", "Name": path.name, "Source": str(file), "KeyPath": "yes"},
        )
        if str(path) == DESK:
            ET.SubElement(
                entry,
                "Shortcut",
                {
                    "Id": "StartMenu",
                    "Directory": "ProgramMenuFolder",
                    "Name": PUBLISHER,
                    "Arguments": "desk",
                    "Icon": "madoguchi.ico",
                    "WorkingDirectory": _ROOT,
                },
            )
    return components


def _known_by(path: PurePosixPath) -> uuid.UUID:
    """Give a file or a directory what Windows knows it by, in every version the same."""
    return uuid.uuid5(_FILES, str(path))
