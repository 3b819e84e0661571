"""What is packaged: the icon in every size, and descriptions that agree with the project."""

import struct
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tools.package import ICON_SIZES, PACKAGING, ROOT, draw_icons, icon_file, version


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
    about = ET.parse(PACKAGING / "linux" / "madoguchi.metainfo.xml").getroot()
    assert next(it.get("version") for it in about.iter("release")) == version()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (command,) = project["scripts"]
    entry = (PACKAGING / "linux" / "madoguchi.desktop").read_text(encoding="utf-8")
    assert f"Exec={command} desk\n" in entry
    assert about.findtext("provides/binary") == command
