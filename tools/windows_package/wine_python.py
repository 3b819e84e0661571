"""A Windows Python 3.13 under Debian's Wine, with the packages that the program has on Windows.

python313.dll and its modules come out of a wheel (python.txt), the rest of the standard library is Debian's, and
python.exe and python3.dll are compiled here (wine/). docs/windows.md tells why.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DEBIAN = (
    "wine",
    "wine64",
    "gcc-mingw-w64-ucrt64",
    "python3.13",
    "libpython3.13-stdlib",
    "xvfb",
    "xdotool",
    "openbox",
    "imagemagick",
    "locales",
    "cups",
    "printer-driver-cups-pdf",
    "poppler-utils",
    "wixl",
    "msitools",
    "openssl",
    "osslsigncode",
)
_COMPILER = "x86_64-w64-mingw32ucrt"
_LIBRARY = Path("/usr/lib/python3.13")
_NOT_WANTED = shutil.ignore_patterns(
    "__pycache__", "lib-dynload", "dist-packages", "config-3.13*", "_sysconfigdata*", "sitecustomize.py",
    "EXTERNALLY-MANAGED", "test",
)  # fmt: skip
_KEPT = frozenset({"PATH", "HOME", "MADOGUCHI_TEST_POSTGRES"})
"""What programs hear of this environment."""
_DLLS = ("libcrypto-3", "libffi-8", "libssl-3", "sqlite3", "zlib1")
_RUNTIME = ("python313", "VCRUNTIME140", "VCRUNTIME140_1")
_WINDOWS: Mapping[str, str] = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "python_version": "3.13",
    "python_full_version": "3.13.11",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


@dataclass(frozen=True, slots=True)
class WinePython:
    """A Windows Python, and the Windows that it runs on.

    Attributes:
        folder: where everything lies.
    """

    folder: Path

    @property
    def python(self) -> Path:
        """The folder of python.exe."""
        return self.folder / "python"

    @property
    def packages(self) -> Path:
        """Where its packages lie."""
        return self.python / "Lib" / "site-packages"

    @property
    def drive(self) -> Path:
        """What Windows calls C:."""
        return self.folder / "wine" / "drive_c"

    def environment(self, **more: str) -> dict[str, str]:
        """Give the environment in which Wine runs programs of this Windows: Japanese, and on no screen.

        Args:
            more: variables to add, such as DISPLAY for a screen.
        """
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name in _KEPT}
        return {
            **kept,
            "WINEPREFIX": str(self.folder / "wine"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscms=n,b;winemenubuilder.exe=d;mscoree=;mshtml=",
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "ja_JP.UTF-8",
            "LC_ALL": "ja_JP.UTF-8",
            "TZ": "Asia/Tokyo",
            **more,
        }

    def command(self, *arguments: str) -> list[str]:
        """Make the command that runs Python with some arguments."""
        return ["wine", str(self.python / "python.exe"), *arguments]

    def shut_down(self) -> None:
        """End every program of this Windows, and Windows with them."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment(), check=False)


def make(folder: Path, requirements: Path) -> WinePython:
    """Make a Windows Python, or bring the one that is there up to date; the packages are taken by their hashes.

    Args:
        folder: where to.
        requirements: a lock file of this project.

    Raises:
        subprocess.CalledProcessError: a step failed, and has said why.
    """
    made = WinePython(folder)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = "\n".join([(HERE / "python.txt").read_text(), *_for_windows(requirements)])
    mark = folder / "installed.txt"
    if mark.exists() and mark.read_text() == wanted:
        return made
    shutil.rmtree(folder)
    folder.mkdir()
    _put_python(made)
    _compile(made)
    _install(made, _for_windows(requirements))
    _start_windows(made)
    mark.write_text(wanted)
    return made


def install_debian() -> None:
    """Install what is missing of Debian's packages, as root."""
    known = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Abbrev}\n", *DEBIAN],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    there = {line.split()[0] for line in known.splitlines() if line.split()[1:] == ["ii"]}
    missing = [name for name in DEBIAN if name not in there]
    if missing:
        apt = ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=600"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], check=True, env=quiet, stdout=subprocess.DEVNULL)
        subprocess.run(
            [*apt, "install", "--no-install-recommends", *missing],
            check=True,
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
    subprocess.run(["localedef", "-i", "ja_JP", "-f", "UTF-8", "ja_JP.UTF-8"], check=False)


def _for_windows(requirements: Path) -> Iterator[str]:
    """Give a lock file's requirements that hold on Windows, without their markers: pip here would judge by Linux."""
    for block in re.split(r"\n(?=[A-Za-z])", requirements.read_text(encoding="utf-8")):
        head, _, hashes = block.partition("\\\n")
        if not hashes:
            continue
        requirement = Requirement(head.strip())
        if requirement.marker is None or requirement.marker.evaluate(dict(_WINDOWS)):
            yield f"{requirement.name}{requirement.specifier} \\\n{hashes.strip()}"


def _pip(*arguments: str) -> None:
    target = ("--platform", "win_amd64", "--only-binary=:all:", "--python-version", "3.13")
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, *target]
    subprocess.run([*command, "--no-deps", "--require-hashes"], check=True)


def _put_python(made: WinePython) -> None:
    """Put the interpreter and its standard library in place."""
    _pip("download", "--dest", str(made.folder / "wheel"), "--requirement", str(HERE / "python.txt"))
    (wheel,) = (made.folder / "wheel").glob("panda3d-*.whl")
    (made.python / "DLLs").mkdir(parents=True)
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            file = Path(name)
            if file.parent.name != "deploy_libs":
                continue
            if file.stem in _RUNTIME and file.suffix == ".dll":
                (made.python / file.name).write_bytes(packed.read(name))
            elif (file.suffix == ".pyd" and "313t" not in file.name) or file.stem in _DLLS:
                (made.python / "DLLs" / file.name).write_bytes(packed.read(name))
    shutil.copytree(_LIBRARY, made.python / "Lib", ignore=_NOT_WANTED)
    shutil.rmtree(made.folder / "wheel")


def _compile(made: WinePython) -> None:
    """Compile python.exe, and python3.dll, which hands everything on to python313.dll: PySide6 wants it."""
    build = made.folder / "compiled"
    build.mkdir()
    resources = build / "launch.o"
    _run(f"{_COMPILER}-windres", "launch.rc", "-O", "coff", "-o", str(resources))
    program = str(made.python / "python.exe")
    _run(f"{_COMPILER}-gcc", "-O2", "-municode", "-s", "-o", program, "launch.c", str(resources))
    told = subprocess.run(
        [f"{_COMPILER}-objdump", "-p", str(made.python / "python313.dll")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = re.findall(
        r"^\t\[.*\] .* (\w+)$", told.partition("[Ordinal/Name Pointer] Table")[2], re.MULTILINE
    )
    exports = build / "python3.def"
    forwards = "".join(f"  {name} = python313.{name}\n" for name in names)
    exports.write_text(f"LIBRARY python3\nEXPORTS\n{forwards}")
    compile_library(made.python / "python3.dll", "empty.c", str(exports))


def compile_library(target: Path, *sources: str) -> None:
    """Compile a library that needs no C runtime.

    Args:
        target: the file to make.
        sources: files, by their names in `wine` or whole, and libraries.
    """
    plain = ("-O1", "-shared", "-nostdlib", "-fno-builtin", "-Wl,-e,DllMainCRTStartup")
    _run(f"{_COMPILER}-gcc", *plain, "-o", str(target), *sources)


def _install(made: WinePython, requirements: Iterator[str]) -> None:
    """Install the packages by hash."""
    file = made.folder / "requirements.txt"
    file.write_text("\n".join(requirements))
    _pip("install", "--target", str(made.packages), "--requirement", str(file))


def _start_windows(made: WinePython) -> None:
    """Make Windows, without a screen, and give it what Wine lacks."""
    _run("wineboot", "--init", environment=made.environment())
    for name in ("icuuc", "mscms"):  # beside python.exe they would become a part of the packaged program
        compile_library(made.drive / "windows" / "system32" / f"{name}.dll", f"{name}.c")


def _run(*command: str, environment: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=HERE / "wine", env=environment, stderr=subprocess.DEVNULL)
