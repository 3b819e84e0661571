"""Makes a Debian package of the one-folder application: the program, its entry in the menu, and the services.

What it depends on is read from the program: each library that one of its files names as needed and that isn't in the
folder is a package of `tools.qt_libraries`.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.qt_libraries import packages

LINUX: Final = Path(__file__).parents[2] / "packaging" / "linux"
PROGRAM: Final = Path("usr/lib/madoguchi")
"""Where the folder goes, below the root of a system."""

_SCRIPTS: Final = ("preinst", "postinst", "prerm", "postrm")
_LIBC: Final = re.compile(r"(libc|libm|libdl|libpthread|librt|libresolv|libutil|ld-linux-x86-64)\.so\.\d")
_DESCRIPTION: Final = """\
Description: desktop of a public library's counter
 A clerk scans a patron's card and sees what the patron sees on the library's
 patron page, with what only staff need beside it. The package holds its own
 Python and Qt, and the services for a library on PostgreSQL, which are off
 until an administrator enables them.
"""


class UnknownLibraryError(Exception):
    """The program needs libraries of the system of which no Debian package is known."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a folder's files need of the system.

    Attributes:
        libraries: the libraries that aren't in the folder, without the C library's.
        libc: the newest version of the C library that a file names.
    """

    libraries: frozenset[str]
    libc: tuple[int, ...]


def needs_of(folder: Path) -> Needs:
    """Read from a folder's libraries and programs what they need and don't find in it."""
    there = {file.name for file in folder.rglob("*")}
    files = [
        it for it in sorted(folder.rglob("*")) if it.is_file() and not it.is_symlink() and _is_binary(it)
    ]
    told = subprocess.run(["objdump", "-p", *files], check=True, capture_output=True, text=True).stdout
    needed = set(re.findall(r"(?m)^\s+NEEDED\s+(\S+)", told)) - there
    versions = re.findall(r"(?m)\sGLIBC_(\d+(?:\.\d+)+)\s*$", told)
    return Needs(
        frozenset(name for name in needed if not _LIBC.fullmatch(name)),
        max((tuple(map(int, it.split("."))) for it in versions), default=(2,)),
    )


def _is_binary(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def depends(needs: Needs) -> str:
    """Write the packages that hold what is needed.

    Raises:
        UnknownLibraryError: `tools.qt_libraries` knows none for a library.
    """
    if unknown := [name for name in sorted(needs.libraries) if not packages([name])]:
        raise UnknownLibraryError(unknown)
    libc = f"libc6 (>= {'.'.join(map(str, needs.libc))})"
    return ", ".join([libc, *packages(needs.libraries)])


def debian_version(version: str) -> str:
    """Write a version of Python's so that Debian puts it into the same order: a candidate before its release."""
    return re.sub(r"\.?(dev|a|b|rc)(?=\d)", lambda it: f"{'~~' if it[1] == 'dev' else '~'}{it[1]}", version)


def lay_out(folder: Path, root: Path) -> None:
    """Put everything where it lies below the root of a system.

    Args:
        folder: the one-folder application, with its `share`.
        root: an empty folder for the package's files.
    """
    shutil.copytree(
        folder,
        root / PROGRAM,
        symlinks=True,
        copy_function=os.link,
        ignore=lambda at, _: _share_of(at, folder),
    )
    shutil.copytree(folder / "share", root / "usr/share")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/madoguchi").symlink_to("../lib/madoguchi/madoguchi")
    _put(sorted((LINUX / "scripts").iterdir()), root / PROGRAM / "services", 0o755)
    _put(sorted((LINUX / "systemd").iterdir()), root / "usr/lib/systemd/system", 0o644)
    _put([LINUX / "sysusers.conf"], root / "usr/lib/sysusers.d", 0o644, "madoguchi.conf")
    _put([LINUX / "logrotate.conf"], root / "etc/logrotate.d", 0o644, "madoguchi")
    _put([folder / "_internal" / "LICENSE"], root / "usr/share/doc/madoguchi", 0o644, "copyright")
    (root / "etc/madoguchi").mkdir()


def _share_of(at: str, folder: Path) -> list[str]:
    return ["share"] if Path(at) == folder else []


def _put(files: Iterable[Path], place: Path, mode: int, name: str | None = None) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for file in files:
        copied = shutil.copyfile(file, place / (name or file.name))
        copied.chmod(mode)


def make(folder: Path, version: str, work: Path, into: Path) -> Path:
    """Make the package; the same folder, version and `SOURCE_DATE_EPOCH` make the same file.

    Args:
        folder: the one-folder application, with its `share`.
        version: the project's.
        work: a folder that is made anew for the package's files.
        into: where the package goes, as `madoguchi_VERSION_ARCHITECTURE.deb`.

    Raises:
        UnknownLibraryError: see `depends`.
    """
    shutil.rmtree(work, ignore_errors=True)
    control = work / "DEBIAN"
    control.mkdir(parents=True)
    lay_out(folder, work)
    for file in work.rglob("*"):  # whatever the umask was
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or file.stat().st_mode & 0o100 else 0o644)
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    size = sum(it.stat().st_size for it in work.rglob("*") if it.is_file() and not it.is_symlink())
    (control / "control").write_text(
        f"Package: madoguchi\nVersion: {debian_version(version)}\nArchitecture: {architecture}\n"
        f"Maintainer: The authors of Madoguchi\nSection: misc\nPriority: optional\n"
        f"Installed-Size: {size // 1024}\nDepends: {depends(needs_of(folder))}\n{_DESCRIPTION}",
        encoding="utf-8",
    )
    (control / "conffiles").write_text("/etc/logrotate.d/madoguchi\n", encoding="utf-8")
    _put([LINUX / "debian" / name for name in _SCRIPTS], control, 0o755)
    made = into / f"madoguchi_{debian_version(version)}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", work, made],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return made
