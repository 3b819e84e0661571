"""The data files are where the packages are, with their licences."""

import tomllib
from pathlib import Path

import pytest

from services.files.resources import resource_bytes, resource_path, resource_toml

_ROOT = Path(__file__).parents[3]


def test_a_font_is_found_as_file_and_as_bytes() -> None:
    path = resource_path("fonts/JetBrainsMonoNL-Regular.ttf")
    assert path.read_bytes() == resource_bytes("fonts/JetBrainsMonoNL-Regular.ttf")
    assert path.read_bytes().startswith(b"\x00\x01\x00\x00")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"fonts/Nothing\.ttf"):
        resource_bytes("fonts/Nothing.ttf")


def test_a_folder_is_no_file() -> None:
    with pytest.raises(FileNotFoundError):
        resource_path("fonts")


def test_wording_is_read_as_utf8() -> None:
    assert resource_toml("wording/slip.ja.toml")["title"] == "パスワードのお知らせ"


@pytest.mark.parametrize(
    ("folder", "licence", "says"),
    [
        ("fonts", "LICENSE-BIZUDPGothic.txt", "SIL OPEN FONT LICENSE"),
        ("fonts", "LICENSE-JetBrainsMono.txt", "SIL OPEN FONT LICENSE"),
        ("icons", "LICENSE", "ISC License"),
    ],
)
def test_licences_lie_beside_what_they_license(folder: str, licence: str, says: str) -> None:
    assert says in resource_bytes(f"{folder}/{licence}").decode()
    assert licence in (_ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")


def test_every_typeface_is_listed_with_its_origin() -> None:
    listed = (_ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    fonts = sorted(path.name for path in resource_path("fonts/BIZUDPGothic-Bold.ttf").parent.glob("*.ttf"))
    assert fonts
    assert [name for name in fonts if f"`{name}`" not in listed] == []


def test_every_icon_takes_the_colour_it_is_given() -> None:
    assert [icon.name for icon in _icons() if 'stroke="currentColor"' not in icon.read_text()] == []


def test_no_icon_stands_there_that_nothing_draws() -> None:
    drawing = "".join(
        file.read_text(encoding="utf-8")
        for layer in ("app", "views")
        for file in (_ROOT / layer).rglob("*.py")
    )
    assert [icon.name for icon in _icons() if f'"{icon.stem}"' not in drawing] == []


def _icons() -> list[Path]:
    found = sorted(resource_path("icons/lock.svg").parent.glob("*.svg"))
    assert found
    return found


def test_the_wheel_takes_the_data_along() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "resources" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
