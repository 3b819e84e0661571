"""Makes the program's distributions, into `dist`: wheel, one-folder application, Debian package, list of parts.

The folder, by PyInstaller, holds all that the program needs, except the system libraries of Qt
(tools/qt_libraries.py). It is made for the kind of system that makes it: Linux on Linux, Windows on Windows.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app import __version__
from app.support.about import COMMIT
from tools.linux import debian_package, unused_parts

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
    """Tell the version, which stands in `app/__init__.py` alone."""
    return __version__


def told_by_git(*words: str) -> str:
    """Ask git about the commit that is packaged; empty where there is no git, or no repository."""
    if shutil.which("git") is None:
        return ""
    asked = subprocess.run(["git", *words], check=False, cwd=ROOT, capture_output=True, text=True)
    return asked.stdout.strip() if asked.returncode == 0 else ""


@contextmanager
def of_this_commit(resources: Path = ROOT / "resources") -> Iterator[None]:
    """While the block runs, let what is made have the commit's time, and tell which commit it is of.

    Args:
        resources: the folder of the program's data.
    """
    given = "SOURCE_DATE_EPOCH" in os.environ
    if time := told_by_git("log", "-1", "--format=%ct"):
        os.environ.setdefault("SOURCE_DATE_EPOCH", time)
    changed = "+" if told_by_git("status", "--porcelain", "--untracked-files=no") else ""
    told = resources / COMMIT
    if commit := told_by_git("rev-parse", "--short=12", "HEAD"):
        told.write_text(f"{commit}{changed}\n", encoding="ascii")
    try:
        yield
    finally:
        told.unlink(missing_ok=True)
        if not given:
            os.environ.pop("SOURCE_DATE_EPOCH", None)


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
    _run("hatchling", "build", "--target", "wheel", "--directory", str(DIST))


def list_parts(into: Path = DIST) -> Path:
    """List the packages of `requirements/run.txt` with their hashes, as CycloneDX has it.

    Args:
        into: the folder in which the list is made.
    """
    made = into / f"madoguchi-{version()}.cdx.json"
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "pyproject.toml"  # the tool doesn't look where the version stands
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        project.write_text(re.sub(r"(?m)^dynamic = .*$", f'version = "{version()}"', text), encoding="utf-8")
        given = ("requirements", str(ROOT / "requirements" / "run.txt"), "--pyproject", str(project))
        _run("cyclonedx_py", *given, "--output-reproducible", "--of", "JSON", "--output-file", str(made))
    return made


def make_folder(into: Path = DIST, work_path: Path = BUILD / "pyinstaller") -> None:
    """Build the one-folder application.

    Args:
        into: the folder in which its folder is made.
        work_path: where PyInstaller keeps what it made on the way.
    """
    work = ("--workpath", str(work_path), "--distpath", str(into))
    _run("PyInstaller", "--noconfirm", "--log-level", "WARN", *work, str(PACKAGING / "madoguchi.spec"))
    if sys.platform == "linux":
        unused_parts.strip_symbols(into / "madoguchi")
        unused_parts.shorten_icu(into / "madoguchi")


def add_desktop_files(icons: Sequence[Path]) -> None:
    """Put what a Linux desktop's menu reads below the folder's `share`, as it stands below `/usr/share`."""
    share = FOLDER / "share"
    for folder in ("applications", "metainfo"):
        (share / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGING / "linux" / "madoguchi.desktop", share / "applications")
    (share / "metainfo" / "madoguchi.metainfo.xml").write_text(metainfo(), encoding="utf-8")
    for size, icon in zip(ICON_SIZES, icons, strict=True):
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(icon, place / "madoguchi.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGING / "madoguchi.svg", scalable)


def metainfo() -> str:
    """Write the AppStream metadata with this version, of the day of the commit."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    release = f'<release version="{version()}" date="{datetime.fromtimestamp(seconds, UTC).date()}"/>'
    text = (PACKAGING / "linux" / "madoguchi.metainfo.xml").read_text(encoding="utf-8")
    return text.replace("<releases/>", f"<releases>\n    {release}\n  </releases>")


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
    parser.add_argument(
        "system", nargs="?", choices=["windows"], help="make folder and MSI for Windows, under Wine"
    )
    parser.add_argument("--folder", type=Path, help="make the MSI of this folder, which was made on Windows")
    arguments = parser.parse_args()
    with of_this_commit():
        for each in _asked_for(arguments):
            print(_size(each))
    return 0


def _asked_for(arguments: argparse.Namespace) -> Sequence[Path]:
    if arguments.system == "windows":
        from tools.windows_package.making import package

        return package(arguments.folder)
    return _made(arguments.folder_into)


def _made(into: Path | None) -> Sequence[Path]:
    if into is not None:
        draw_icons(BUILD / "icons")
        write_version_resources(BUILD)
        make_folder(into, into / "work")
        return ()
    shutil.rmtree(FOLDER, ignore_errors=True)
    icons = draw_icons(BUILD / "icons")
    write_version_resources(BUILD)
    make_wheel()
    make_folder()
    made = [next(DIST.glob(f"madoguchi-{version()}-*.whl")), list_parts(), FOLDER]
    if sys.platform == "linux":
        add_desktop_files(icons)
        made.append(pack())
        if shutil.which("dpkg-deb") is None:
            print("no Debian package is made without dpkg-deb; Debian and Ubuntu: sudo apt-get install dpkg")
        else:
            made.append(debian_package.make(FOLDER, version(), BUILD / "debian", DIST))
    return made


if __name__ == "__main__":
    sys.exit(main())
