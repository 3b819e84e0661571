"""What the MSI is made of: every file once, known by the same names in every version."""

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import pytest

from tools.package import version
from tools.windows_package.installer import (
    DESK,
    FOLDER,
    UPGRADE_CODE,
    InstallerParts,
    file_version,
    files_of,
    msi_version,
    source,
)

WIX: Final = "{http://schemas.microsoft.com/wix/2006/wi}"
NAMES: Final = (
    DESK,
    "madoguchi.exe",
    "_internal/a.dll",
    "_internal/deep/a.dll",
    "_internal/deep/ü & 'x'.txt",
)


@pytest.fixture
def parts(tmp_path: Path) -> InstallerParts:
    for name in NAMES:
        file = tmp_path / "folder" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return InstallerParts(files_of(tmp_path / "folder"), tmp_path / "icon.ico", tmp_path / "open_desk.dll")


def made(parts: InstallerParts, told: str = "1.2.3") -> ET.Element:
    (product,) = ET.fromstring(source(parts, told))
    return product


def places(product: ET.Element) -> dict[str, ET.Element]:
    """Each file by its path below the folder of 64-bit programs, as the directories say it."""
    found = {}

    def walk(directory: ET.Element, path: str) -> None:
        for entry in directory.iterfind(f"{WIX}Component/{WIX}File"):
            found[f"{path}{entry.attrib['Name']}"] = entry
        for below in directory.iterfind(f"{WIX}Directory"):
            walk(below, f"{path}{below.attrib['Name']}/")

    (programs,) = (it for it in product.iter(f"{WIX}Directory") if it.get("Id") == "ProgramFiles64Folder")
    walk(programs, "")
    return found


def test_every_file_is_installed_once_in_its_place(parts: InstallerParts) -> None:
    product = made(parts)
    found = places(product)
    assert sorted(found) == sorted(f"{FOLDER}/{name}" for name in NAMES)
    assert {Path(it.attrib["Source"]).read_text(encoding="utf-8") for it in found.values()} == set(NAMES)
    assert len(list(product.iter(f"{WIX}File"))) == len(NAMES)


def test_every_component_belongs_to_the_feature_and_has_one_file(parts: InstallerParts) -> None:
    product = made(parts)
    components = {it.attrib["Id"]: it for it in product.iter(f"{WIX}Component")}
    assert all(len(it.findall(f"{WIX}File")) == 1 for it in components.values())
    assert {it.attrib["Win64"] for it in components.values()} == {"yes"}
    assert sorted(it.attrib["Id"] for it in product.iter(f"{WIX}ComponentRef")) == sorted(components)


def test_names_are_such_as_an_installer_can_have_and_each_is_another(parts: InstallerParts) -> None:
    named = [
        it.attrib["Id"]
        for it in made(parts).iter()
        if it.tag in {f"{WIX}{each}" for each in ("Directory", "Component", "File")}
    ]
    assert len(set(named)) == len(named)
    assert all(re.fullmatch(r"[A-Za-z_][\w.]{0,71}", it) for it in named)


def test_a_file_is_known_by_the_same_component_in_every_version(parts: InstallerParts) -> None:
    def known(told: str) -> dict[str, str]:
        return {it.attrib["Id"]: it.attrib["Guid"] for it in made(parts, told).iter(f"{WIX}Component")}

    assert known("1.2.3") == known("1.3.0")
    assert len(set(known("1.2.3").values())) == len(NAMES)


def test_windows_knows_every_version_for_the_same_product(parts: InstallerParts) -> None:
    older, newer = made(parts, "1.2.3"), made(parts, "1.3.0")
    assert older.attrib["UpgradeCode"] == newer.attrib["UpgradeCode"] == UPGRADE_CODE
    assert UPGRADE_CODE == "5F0F4A51-7C6E-4F0B-9A6F-3D7F0C1B52E4"  # never another one
    assert older.attrib["Id"] == "*"
    assert (older.attrib["Version"], newer.attrib["Version"]) == ("1.2.3", "1.3.0")


def test_the_start_menu_opens_the_desk_without_a_console(parts: InstallerParts) -> None:
    ((place, entry),) = (it for it in places(made(parts)).items() if it[1].find(f"{WIX}Shortcut") is not None)
    assert place == f"{FOLDER}/{DESK}"
    shortcut = entry.find(f"{WIX}Shortcut")
    assert shortcut is not None
    assert (shortcut.attrib["Arguments"], shortcut.attrib["Directory"]) == ("desk", "ProgramMenuFolder")


def test_open_desks_are_looked_for_before_anything_is_changed(parts: InstallerParts) -> None:
    product = made(parts)
    (step,) = product.iterfind(f"{WIX}InstallExecuteSequence/{WIX}Custom")
    assert step.attrib == {"Action": "RequireClosed", "Before": "InstallValidate"}
    assert step.text is None  # always: at an installation, an upgrade and a removal
    properties = {it.attrib["Id"]: it.attrib["Value"] for it in product.iter(f"{WIX}Property")}
    assert properties["MSIRESTARTMANAGERCONTROL"] == "Disable"


@pytest.mark.parametrize(
    ("told", "expected"), [("0.1.0", "0.1.0"), ("12.3.4rc5", "12.3.4"), ("255.255.65535", "255.255.65535")]
)
def test_an_installer_compares_three_numbers(told: str, expected: str) -> None:
    assert msi_version(told) == expected


@pytest.mark.parametrize("told", ["1.2", "1.2.3.4", "256.0.0", "1.256.0", "1.0.65536", "one"])
def test_a_version_that_an_installer_cannot_have_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        msi_version(told)


def test_this_version_is_one_that_an_installer_can_have() -> None:
    assert version().startswith(msi_version(version()))


def test_the_version_of_a_library_is_read() -> None:
    fixed = struct.pack("<IIII", 0xFEEF04BD, 0x00010000, 6 << 16 | 12, 3 << 16 | 4)
    assert file_version(b"MZ" + bytes(99) + fixed + bytes(99)) == "6.12.3.4"
    assert file_version(b"MZ" + bytes(99)) is None
