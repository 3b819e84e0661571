"""Checks for the system libraries that Qt's wheels lack on Linux.

Asks the dynamic linker what Qt's own libraries miss. As root on Debian and Ubuntu it installs what is missing,
otherwise it prints the command for it. The exit code is 1 if the desk can't start.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

# Without these no window opens, here or on the offscreen screen of the tests.
NEEDED = (
    "lib/libQt6Core.so.6",
    "lib/libQt6DBus.so.6",
    "lib/libQt6Gui.so.6",
    "lib/libQt6Network.so.6",
    "lib/libQt6Pdf.so.6",
    "lib/libQt6PrintSupport.so.6",
    "lib/libQt6Svg.so.6",
    "lib/libQt6Widgets.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/platforms/libqxcb.so",
)

# Without these only a part is missing: the printers' queues.
WANTED = ("plugins/printsupport/libcupsprintersupport.so",)

# Packages by their names before the 64-bit time change (libcups2, not libcups2t64): later releases know both.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)

type Linker = Callable[[Path], str]
type Installer = Callable[[Sequence[str]], None]


def ask_linker(file: Path) -> str:
    """Give `ldd`'s account of one library."""
    environment = {**os.environ, "LC_ALL": "C"}
    ran = subprocess.run(["ldd", str(file)], env=environment, capture_output=True, text=True, check=False)
    return ran.stdout


def missing(files: Iterable[Path], linker: Linker = ask_linker) -> set[str]:
    """Name the libraries that these files need and the system lacks."""
    return {name for file in files if file.exists() for name in _NOT_FOUND.findall(linker(file))}


def packages(libraries: Iterable[str]) -> list[str]:
    """Name the Debian packages that hold these libraries; those no package is known for are left out."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def apt_install(names: Sequence[str]) -> None:
    """Install Debian packages without asking.

    Raises:
        subprocess.CalledProcessError: apt-get failed and has said why.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *names]):
        subprocess.run(["apt-get", *command], env=environment, check=True, stdout=sys.stderr)


def see_to(qt: Path, *, install: Installer | None, linker: Linker = ask_linker, has_apt: bool = True) -> int:
    """Make sure that everything under `qt` finds its libraries, or tell what to do.

    Args:
        qt: PySide6's folder `Qt`.
        install: installs packages; None when this user may not.
        linker: tells what a library finds.
        has_apt: whether this is a system with Debian's packages.

    Returns:
        The exit code: 0 when the desk can start, 1 when it can't.
    """
    needed, wanted = [qt / name for name in NEEDED], [qt / name for name in WANTED]
    lacking = missing((*needed, *wanted), linker)
    if lacking and has_apt and install is not None and (names := packages(lacking)):
        _say(f"installing what Qt needs from the system: {' '.join(names)}")
        try:
            install(names)
        except subprocess.CalledProcessError:
            _say("apt-get could not install them; it says why above.")
        lacking = missing((*needed, *wanted), linker)
    if not lacking:
        return 0
    blocking = bool(missing(needed, linker))
    effect = "the desk can't open" if blocking else "printers can't be used"
    _say(f"{effect}: Qt misses {', '.join(sorted(lacking))}.")
    if has_apt and (names := packages(lacking)):
        _say(f"install: sudo apt-get update && sudo apt-get install {' '.join(names)}")
    else:
        _say("install the packages of your system that hold these libraries.")
    return int(blocking)


def _say(sentence: str) -> None:
    print(f"madoguchi: {sentence}", file=sys.stderr)


def main() -> int:
    """Check the PySide6 of the Python that runs this."""
    found = importlib.util.find_spec("PySide6")
    if sys.platform != "linux" or found is None or found.origin is None or shutil.which("ldd") is None:
        return 0
    has_apt = shutil.which("apt-get") is not None
    root = os.geteuid() == 0
    return see_to(Path(found.origin).parent / "Qt", install=apt_install if root else None, has_apt=has_apt)


if __name__ == "__main__":
    sys.exit(main())
