"""Makes the program's distributions, into `dist`: the wheel, and the one-folder application by PyInstaller.

The folder holds all that the program needs, except the system libraries of Qt (tools/qt_libraries.py). It is made for
the kind of system that makes it: Linux on Linux, Windows on Windows.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parents[1]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FOLDER = DIST / "madoguchi"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
PROGRAMS = ("madoguchi", "madoguchi-desk")
"""The programs of the folder on Windows: with a console, and without one."""

_JAPANESE, _ENGLISH = 0x0411, 0x0409
_UTF16 = 1200
_PRODUCT = (
    (_JAPANESE, "窓口", "図書館の窓口"),
    (_ENGLISH, "Madoguchi", "Madoguchi, the library counter's desktop"),
)


def version() -> str:
    """Read the version that `pyproject.toml` gives."""
    told: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return told


def draw_icons(folder: Path) -> tuple[Path, ...]:
    """Draw the program's icon in every size, and for Windows all of them in one file.

    Args:
        folder: where to.

    Returns:
        The PNG files, the smallest first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    picture = QSvgRenderer(QByteArray((PACKAGING / "madoguchi.svg").read_bytes()))
    made = []
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        picture.render(painter, QRectF(0, 0, size, size))
        painter.end()
        file = folder / f"madoguchi-{size}.png"
        image.save(str(file))
        made.append(file)
    (folder / "madoguchi.ico").write_bytes(icon_file([file.read_bytes() for file in made]))
    return tuple(made)


def icon_file(pictures: Sequence[bytes]) -> bytes:
    """Put PNG pictures of `ICON_SIZES` into one ICO file, as Windows has taken them since Vista."""
    head, body = 6 + 16 * len(pictures), b""
    entries = b""
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        edge = (size % 256).to_bytes(1, "little")  # 0 stands for 256
        place = (head + len(body)).to_bytes(4, "little")
        entries += edge + edge + b"\0\0\1\0\x20\0" + len(picture).to_bytes(4, "little") + place
        body += picture
    return b"\0\0\1\0" + len(pictures).to_bytes(2, "little") + entries + body


def version_resource(told: str, program: str) -> str:
    """Write what Windows shows of a program (properties, details), as PyInstaller reads it from a file.

    Args:
        told: the project's version.
        program: the name of the program's file, without its ending.
    """
    release = re.match(r"[\d.]*", told)
    numbers = [int(part) for part in (release[0] if release else "").split(".") if part]
    four = tuple((numbers + [0] * 4)[:4])
    tables = []
    for language, product, says in _PRODUCT:
        entries = {
            "CompanyName": "Madoguchi",
            "FileDescription": says,
            "FileVersion": told,
            "InternalName": program,
            "OriginalFilename": f"{program}.exe",
            "ProductName": product,
            "ProductVersion": told,
        }
        lines = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in entries.items())
        tables.append(f"StringTable('{language:04X}{_UTF16:04X}', [{lines}])")
    pairs = [number for language, _, _ in _PRODUCT for number in (language, _UTF16)]
    fixed = f"FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, flags=0, OS=0x40004, fileType=1)"
    strings = f"StringFileInfo([{', '.join(tables)}])"
    languages = f"VarFileInfo([VarStruct('Translation', {pairs})])"
    return f"VSVersionInfo(ffi={fixed}, kids=[{strings}, {languages}])\n"


def write_version_resources(folder: Path) -> None:
    """Write the version resource of each program, for the spec."""
    folder.mkdir(parents=True, exist_ok=True)
    for program in PROGRAMS:
        text = version_resource(version(), program)
        (folder / f"{program}-version.txt").write_text(text, encoding="utf-8")


def make_wheel() -> None:
    """Build the wheel with the tools that the lock file names."""
    _run("build", "--wheel", "--no-isolation", "--outdir", str(DIST), str(ROOT))


def make_folder(into: Path = DIST, work_path: Path = BUILD / "pyinstaller") -> None:
    """Build the one-folder application.

    Args:
        into: the folder in which its folder is made.
        work_path: where PyInstaller keeps what it made on the way.
    """
    work = ("--workpath", str(work_path), "--distpath", str(into))
    _run("PyInstaller", "--noconfirm", "--log-level", "WARN", *work, str(PACKAGING / "madoguchi.spec"))


def add_desktop_files(icons: Sequence[Path]) -> None:
    """Put what a Linux desktop's menu reads below the folder's `share`, as it stands below `/usr/share`."""
    share = FOLDER / "share"
    for file, folder in (("madoguchi.desktop", "applications"), ("madoguchi.metainfo.xml", "metainfo")):
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGING / "linux" / file, share / folder)
    for size, icon in zip(ICON_SIZES, icons, strict=True):
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(icon, place / "madoguchi.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGING / "madoguchi.svg", scalable)


def pack() -> Path:
    """Put the folder into one file to carry away."""
    archive = DIST / f"madoguchi-{version()}-linux.tar.xz"
    with tarfile.open(archive, "w:xz", preset=1) as tar:
        tar.add(FOLDER, arcname=f"madoguchi-{version()}")
    return archive


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True, cwd=ROOT)


def _size(path: Path) -> str:
    files = (
        [path] if path.is_file() else [it for it in path.rglob("*") if it.is_file() and not it.is_symlink()]
    )
    return f"{path.relative_to(ROOT)}: {sum(it.stat().st_size for it in files) / 1_000_000:.0f} MB"


def main() -> int:
    """Make everything anew, or the folder alone somewhere else, and tell what was made."""
    parser = argparse.ArgumentParser(prog="python -m tools.package")
    parser.add_argument(
        "--folder-into", type=Path, help="make only the one-folder application, in this folder"
    )
    into = parser.parse_args().folder_into
    if into is not None:
        draw_icons(BUILD / "icons")
        write_version_resources(BUILD)
        make_folder(into, into / "work")
        return 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    icons = draw_icons(BUILD / "icons")
    write_version_resources(BUILD)
    make_wheel()
    make_folder()
    made = [next(DIST.glob(f"madoguchi-{version()}-*.whl")), FOLDER]
    if sys.platform == "linux":
        add_desktop_files(icons)
        made.append(pack())
    for each in made:
        print(_size(each))
    return 0


if __name__ == "__main__":
    sys.exit(main())
