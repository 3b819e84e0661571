"""What is packaged: the icon in every size, what lies where, and descriptions that agree with the project."""

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.support.about import COMMIT
from tools.drawing import LAYERS
from tools.package import (
    ICON_SIZES,
    PACKAGING,
    ROOT,
    draw_icons,
    icon_file,
    metainfo,
    of_this_commit,
    told_by_git,
    version,
    version_resource,
)


def test_the_icon_is_drawn_in_every_size(qtbot: QtBot, tmp_path: Path) -> None:
    made = draw_icons(tmp_path)
    pictures = [QImage(str(file)) for file in made]
    assert [(it.width(), it.height()) for it in pictures] == [(size, size) for size in ICON_SIZES]
    for picture in pictures:
        assert picture.pixelColor(0, 0).alpha() == 0
        assert picture.pixelColor(picture.width() // 2, picture.height() // 8).blue() > 100


def test_windows_finds_each_picture_in_the_icon_file(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = [file.read_bytes() for file in draw_icons(tmp_path)]
    made = icon_file(pictures)
    reserved, kind, count = struct.unpack_from("<HHH", made)
    assert (reserved, kind, count) == (0, 1, len(ICON_SIZES))
    for number, (size, picture) in enumerate(zip(ICON_SIZES, pictures, strict=True)):
        width, height, _, _, _, depth, length, place = struct.unpack_from("<BBBBHHII", made, 6 + 16 * number)
        assert (width or 256, height or 256, depth) == (size, size, 32)
        assert made[place : place + length] == picture


def test_descriptions_name_this_version_and_this_program() -> None:
    about = ET.fromstring(metainfo())
    (release,) = about.iter("release")
    assert release.get("version") == version()
    assert f"## [{version()}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (command,) = project["scripts"]
    entry = (PACKAGING / "linux" / "madoguchi.desktop").read_text(encoding="utf-8")
    assert f"Exec={command} desk\n" in entry
    assert about.findtext("provides/binary") == command


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="There is no appstreamcli.")
def test_the_metadata_is_valid(tmp_path: Path) -> None:
    """But for two warnings: the project has no internet domain and no homepage."""
    file = tmp_path / "madoguchi.metainfo.xml"
    file.write_text(metainfo(), encoding="utf-8")
    asked = ["appstreamcli", "validate", "--no-net", "--no-color", str(file)]
    told = subprocess.run(asked, check=False, capture_output=True, text=True).stdout
    found = set(re.findall(r"(?m)^[EW]: \w+:(?:[\d~]+:)? ([\w-]+)", told))
    assert found == {"cid-desktopapp-is-not-rdns", "url-homepage-missing"}, told


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="There is no desktop-file-validate."
)
def test_the_menus_entry_is_valid() -> None:
    asked = ["desktop-file-validate", str(PACKAGING / "linux" / "madoguchi.desktop")]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_made_tells_its_commit_and_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with of_this_commit(tmp_path):
        assert (tmp_path / COMMIT).exists() is bool(told_by_git("rev-parse", "HEAD"))
        assert os.environ.get("SOURCE_DATE_EPOCH", "") == told_by_git("log", "-1", "--format=%ct")
    assert not (tmp_path / COMMIT).exists()
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_one_licence_is_named_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = ET.parse(PACKAGING / "linux" / "madoguchi.metainfo.xml").getroot()
    named = about.findtext("project_license")
    assert named == project["license"] == "MIT"
    assert project["license-files"] == ["LICENSE"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{named} License\n")
    assert f"[{named} License](LICENSE)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_application_takes_its_licences_along() -> None:
    """Qt's wheels bring no text of the LGPL, which wants its own and the GPL's beside the libraries."""
    taken = [ROOT / name for name in said_in_spec("LICENCES")]
    heads = {file.name: file.read_text(encoding="utf-8").split("\n\n", 1)[0].strip() for file in taken}
    assert heads.keys() == {"LICENSE", "THIRD_PARTY.md", "GPL-3.0.txt", "LGPL-3.0.txt"}
    for name in ("GPL-3.0.txt", "LGPL-3.0.txt"):
        assert heads[name].startswith("GNU ")
        assert "Version 3, 29 June 2007" in heads[name]


class _Kept:
    """What PyInstaller's reader of version files would make of a name."""

    def __init__(self, *values: Any, **named: Any) -> None:
        self.values = values
        self.named = named


def test_each_program_tells_windows_its_version_and_its_name() -> None:
    names = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct")
    known = {name: type(name, (_Kept,), {}) for name in (*names, "VarFileInfo", "VarStruct")}
    told = eval(version_resource("12.3.4rc5", "madoguchi-desk"), known)
    fixed = told.named["ffi"].named
    assert fixed["filevers"] == fixed["prodvers"] == (12, 3, 4, 0)
    strings, languages = told.named["kids"]
    tables = {table.values[0]: dict(entry.values for entry in table.values[1]) for table in strings.values[0]}
    (translation,) = languages.values[0]
    pairs = translation.values[1]
    assert list(tables) == [
        f"{language:04X}{page:04X}" for language, page in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    assert [table["ProductName"] for table in tables.values()] == ["窓口", "Madoguchi"]
    for table in tables.values():
        assert table["ProductVersion"] == table["FileVersion"] == "12.3.4rc5"
        assert table["OriginalFilename"] == "madoguchi-desk.exe"
        assert all(isinstance(it, str) and it for it in table.values())


def parsed(name: str) -> ast.Module:
    """Read one of the files that mypy doesn't look at."""
    return ast.parse((PACKAGING / name).read_text(encoding="utf-8"))


def said_in_spec(name: str) -> tuple[str, ...]:
    """Give the strings that the spec has under a name."""
    (value,) = (
        ast.literal_eval(it.value)
        for it in parsed("madoguchi.spec").body
        if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name) and it.targets[0].id == name
    )
    return tuple(value)


def pattern_in_spec(name: str) -> re.Pattern[str]:
    """Give the pattern that the spec has under a name."""
    (value,) = (
        ast.literal_eval(it.value.args[0])
        for it in parsed("madoguchi.spec").body
        if isinstance(it, ast.Assign)
        and isinstance(it.targets[0], ast.Name)
        and it.targets[0].id == name
        and isinstance(it.value, ast.Call)
    )
    return re.compile(value)


def loaded_by(home: Path, *arguments: str) -> set[str]:
    """Run a command of the program's to its end, and name the modules that it loaded."""
    environment = os.environ | {"HOME": str(home), "MADOGUCHI_SETTINGS": str(home / "settings.toml")}
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "app", *arguments],
        check=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    ).stderr
    return set(re.findall(r"(?m)^import time:.*\| +([\w.]+)$", told))


def own_imports(name: str) -> list[tuple[str, str]]:
    """List what one of these files imports of this project: modules, and names in them."""
    return [
        (it.module, alias.name)
        for it in ast.walk(parsed(name))
        if isinstance(it, ast.ImportFrom) and it.module and it.module.split(".")[0] in {*LAYERS, "tools"}
        for alias in it.names
    ]


@pytest.mark.parametrize("name", ["madoguchi.spec", "start.py"])
def test_what_packaging_imports_of_the_project_is_there(name: str) -> None:
    imports = own_imports(name)
    assert imports
    assert [it for it in imports if not hasattr(import_module(it[0]), it[1])] == []


def test_spec_and_wheel_take_every_layer_and_only_what_is_there() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    packages, forced = (wheel["targets"]["wheel"][key] for key in ("packages", "force-include"))
    assert set(said_in_spec("PACKAGES")) == set(LAYERS)
    assert set(packages) == {*LAYERS, "resources"}
    assert set(said_in_spec("HELP")) == set(forced)
    assert [it for it in (*packages, *forced) if not (ROOT / it).exists()] == []


def test_every_file_that_the_program_reads_is_packaged() -> None:
    patterns = said_in_spec("READ")
    packaged = {file for pattern in patterns for file in ROOT.glob(pattern)}
    read = {
        file
        for file in (ROOT / "services").rglob("*.*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    assert all(any(ROOT.glob(pattern)) for pattern in patterns)
    assert read <= packaged


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("slip", "--sample", "--output", "{home}/slip.pdf"), "PIL.Image"),
        (
            (
                "demo-data",
                "--patrons",
                "100",
                "--seed",
                "1",
                "--database",
                "sqlite:///{home}/library.sqlite3",
            ),
            "holidays.countries.japan",
        ),
    ],
    ids=lambda it: it[0] if isinstance(it, tuple) else None,
)
def test_modules_that_are_left_out_are_not_loaded(
    tmp_path: Path, arguments: tuple[str, ...], needed: str
) -> None:
    left_out = pattern_in_spec("NEVER_LOADED")
    assert left_out.fullmatch("holidays.countries.france")
    loaded = loaded_by(tmp_path, *(it.format(home=tmp_path) for it in arguments))
    assert needed in loaded
    assert [it for it in sorted(loaded) if left_out.fullmatch(it)] == []


def test_the_licences_of_all_packages_are_kept() -> None:
    kept = pattern_in_spec("SAID_KEPT")
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    names = re.findall(r"(?m)^([\w.-]+)==", locked)
    said = [
        file
        for it in distributions()
        if re.sub(r"[-_.]+", "-", it.metadata["Name"]).lower() in names
        for file in it.files or ()
        if file.parent.name.endswith(".dist-info") or "licenses" in file.parts
    ]
    texts = [it for it in said if re.search("(?i)licen[cs]e|copying|notice|authors", it.name)]
    assert len(texts) > len(names) / 2
    assert [it for it in texts if "licenses" not in it.parts and not kept.fullmatch(it.name)] == []
    assert not kept.fullmatch("RECORD")
