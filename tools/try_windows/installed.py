"""The MSI: read, signed, installed without a window, worked with, upgraded, refused, removed and installed again.

Wine is its own administrator: what only a standard user and group policy show stands in docs/windows.md.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from tools.package import version
from tools.try_windows.at_desk import (
    Desk,
    DeskScreen,
    at_screen,
    demo_folders,
    desk_on,
    run_files,
    try_program,
)
from tools.windows_package import installer, signing
from tools.windows_package.making import TEMPLATES, folder_of, make_folder, make_installer
from tools.windows_package.policy_template import TEMPLATE
from tools.windows_package.trial import WindowsTrialFailedError, patience, run, wait_for
from tools.windows_package.wine_python import WinePython

_INSTALLING: Final = 5 * 60
_RUNNING: Final = 2 * 60
_OLDER: Final = "0.0.9"
_ONLY_IN_OLDER: Final = PurePosixPath("_internal/only-in-older.txt")
_REFUSED: Final = 1603
"""Windows Installer's code of an installation that failed."""
_LETTERS: Final = 0xFF
"""What of a Windows program's exit code comes through Wine."""
_PATRONS: Final = 300
_CARDS: Final = ("100000001", "100000002")
_SETTINGS: Final = '[workstation]\nbranch = "chuo"\nname = "2番窓口"\n'
_UNINSTALL: Final = "Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Uninstall\\\\{"
_PRINTERS: Final = "\\\\Print\\\\"
"""Where Wine notes the queues of the trial's own print server."""
_INSTALLERS_OWN: Final = re.compile(r"\\\\Installer(\\\\[\w-]*(?<![0-9A-F]{32}))*$")
"""Folders of Windows Installer's own, in which a product stands by 32 digits."""
_CACHE: Final = "windows/Installer"
"""The folder of its own in which Windows Installer keeps packages; it stays when the last one is gone."""
_PERMISSIONS: Final = ("LockPermissions", "MsiLockPermissionsEx")


def try_msi(python: WinePython) -> str:
    """Make two versions of the MSI, and go with them through an installation's life.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    folder = folder_of(python)
    if not (folder / TEMPLATES / TEMPLATE).exists():
        make_folder(python)
    older, newer, signed = _make(python, folder)
    _check_tables(newer)
    python.shut_down()
    before = _things(python)
    _install(python, older, "msi-older.log")
    _check_installed(python, folder, _OLDER, also=1)
    library = _make_library(python)
    asked = _upgrade_over_open_desk(python, newer)
    _check_installed(python, folder, installer.msi_version(version()))
    _refuse(python, older, "msi-downgrade.log", "LaunchConditions")
    _check_installed(python, folder, installer.msi_version(version()))
    _remove(python, newer)
    _check_removed(python, before, library)
    _install(python, newer, "msi-again.log")
    _run_installed(python, "db", "check")
    day = try_program(python, ["wine", str(_program(python, installer.DESK))])
    _remove(python, newer)
    size = newer.stat().st_size / 1_000_000
    return f"{size:.0f} MB, {signed} files signed, {asked}, upgraded, no downgrade, removed, installed again; {day}"


def _make(python: WinePython, folder: Path) -> tuple[Path, Path, int]:
    """Make the MSI of this version and of a lower one with one file more, signed with a certificate of our own."""
    place = python.folder / "msi"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    key, certificate, script = (place / name for name in ("key.pem", "certificate.pem", "sign.sh"))
    request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Trial")
    use = ("-addext", "extendedKeyUsage=codeSigning", "-keyout", str(key), "-out", str(certificate))
    subprocess.run(["openssl", *request, *use], check=True, stderr=subprocess.DEVNULL)
    script.write_text(
        f'osslsigncode sign -h sha256 -certs {certificate} -key {key} -in "$1" -out "$1.signed" >/dev/null\n'
        'mv "$1.signed" "$1"\n'
    )
    environ = {signing.VARIABLE: f"sh -e {script}"}
    newer, older = place / "newer.msi", place / "older.msi"
    signed = make_installer(folder, newer, version(), environ)
    make_installer(folder, older, _OLDER, environ, {_ONLY_IN_OLDER: Path(__file__)})
    if left := list(signing.unsigned(folder)):
        raise WindowsTrialFailedError(f"not signed: {left[0].name}")
    for file in (folder / "madoguchi.exe", folder / installer.DESK, newer, older):
        told = subprocess.run(
            ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(file)],
            check=False,
            capture_output=True,
            text=True,
        )
        if told.returncode != 0:
            raise WindowsTrialFailedError(f"{file.name} isn't signed well: {told.stdout[-300:]}")
    return older, newer, signed


def _check_tables(msi: Path) -> None:
    """Read what the MSI itself says."""
    properties = dict(row[:2] for row in _rows(msi, "Property"))
    wanted = {
        "ALLUSERS": "1",
        "UpgradeCode": f"{{{installer.UPGRADE_CODE}}}",
        "ProductName": installer.NAME,
        "ProductVersion": installer.msi_version(version()),
        "Manufacturer": installer.PUBLISHER,
        "ARPPRODUCTICON": "madoguchi.ico",
        "MSIRESTARTMANAGERCONTROL": "Disable",
    }
    if wrong := {name: properties.get(name) for name, it in wanted.items() if properties.get(name) != it}:
        raise WindowsTrialFailedError(f"the MSI's properties: {wrong}")
    folders = {row[0]: row[1] for row in _rows(msi, "Directory")}
    if folders["INSTALLFOLDER"] != "ProgramFiles64Folder":
        raise WindowsTrialFailedError(f"the MSI installs into {folders['INSTALLFOLDER']}")
    if changed := [table for table in _PERMISSIONS if list(_rows(msi, table))]:
        raise WindowsTrialFailedError(f"the MSI changes permissions: {changed}")
    ((_, where, name, *_),) = _rows(msi, "Shortcut")
    if (where, name.rpartition("|")[2]) != ("ProgramMenuFolder", installer.SHORTCUT):
        raise WindowsTrialFailedError(f"the MSI's shortcut: {name} in {where}")
    steps = {row[0]: int(row[2]) for row in _rows(msi, "InstallExecuteSequence")}
    order = (
        "RequireClosed",
        "InstallValidate",
        "InstallInitialize",
        "RemoveExistingProducts",
        "InstallFiles",
    )
    if sorted(order, key=steps.__getitem__) != list(order):
        raise WindowsTrialFailedError(f"the MSI's steps: {steps}")


def _rows(msi: Path, table: str) -> Iterator[list[str]]:
    """Give the rows of a table; none of one that isn't there."""
    tables = subprocess.run(["msiinfo", "tables", str(msi)], check=True, capture_output=True, text=True)
    if table in tables.stdout.split():
        told = subprocess.run(["msiinfo", "export", str(msi), table], check=True, capture_output=True)
        for line in told.stdout.decode("utf-8").split("\r\n")[3:]:
            if line:
                yield line.split("\t")


def _program(python: WinePython, name: str) -> Path:
    return python.drive / "Program Files" / installer.FOLDER / name


def _windows(file: Path) -> str:
    """Name a file of this machine as Wine's programs do."""
    return "Z:" + str(file).replace("/", "\\")


def _msiexec(python: WinePython, log: str, *arguments: str, display: str = "") -> int:
    """Run Windows Installer without a window."""
    command = ["wine", "msiexec", *arguments, "/qn", "/l*v", _windows(python.folder / log)]
    code, _ = run(python, command, f"{log}.txt", _INSTALLING, DISPLAY=display)
    return code


def _install(python: WinePython, msi: Path, log: str) -> None:
    if code := _msiexec(python, log, "/i", _windows(msi)):
        raise WindowsTrialFailedError(f"{msi.name} wasn't installed ({code}), see {log}")


def _refuse(python: WinePython, msi: Path, log: str, step: str, display: str = "") -> None:
    """See that an installation is refused, and at which step."""
    code = _msiexec(python, log, "/i", _windows(msi), display=display)
    lines = (python.folder / log).read_bytes().decode("cp932", errors="replace").splitlines()
    begun = [line for line in lines if line.startswith("アクション開始")]
    if code != _REFUSED & _LETTERS or not begun or step not in begun[-1]:
        raise WindowsTrialFailedError(f"{msi.name} wasn't refused at {step} ({code}), see {log}")


def _remove(python: WinePython, msi: Path) -> None:
    if code := _msiexec(python, "msi-removed.log", "/x", _windows(msi)):
        raise WindowsTrialFailedError(f"not removed ({code}), see msi-removed.log")


def _check_installed(python: WinePython, folder: Path, told: str, also: int = 0) -> None:
    """See that each file is there, and no other; one entry among the programs, and one in the start menu."""
    python.shut_down()  # which writes the registry
    there, wanted = installer.files_of(_program(python, "")), installer.files_of(folder)
    if missing := sorted(str(it) for it in wanted.keys() - there.keys()):
        raise WindowsTrialFailedError(f"not installed: {len(missing)} files, {missing[:3]}")
    if any(there[path].stat().st_size != file.stat().st_size for path, file in wanted.items()):
        raise WindowsTrialFailedError("an installed file has another size")
    if len(there) != len(wanted) + also:
        raise WindowsTrialFailedError(f"files too many: {sorted(map(str, there.keys() - wanted.keys()))[:3]}")
    registry = (python.folder / "wine" / "system.reg").read_text(encoding="utf-8", errors="replace")
    entries = [
        it for it in registry.split("\n\n") if _UNINSTALL in it.partition("\n")[0] and "Madoguchi" in it
    ]
    if len(entries) != 1 or f'"DisplayVersion"="{told}"' not in entries[0]:
        raise WindowsTrialFailedError(f"{len(entries)} entries among the programs, wanted one of {told}")
    if f'"Publisher"="{installer.PUBLISHER}"' not in entries[0]:
        raise WindowsTrialFailedError("the entry among the programs names no publisher")
    if len(_shortcuts(python)) != 1:
        raise WindowsTrialFailedError(f"the start menu has {_shortcuts(python)}")


def _shortcuts(python: WinePython) -> list[Path]:
    """Find the entry of the start menu: Wine puts that of all users into the user's own."""
    return [*python.drive.rglob(f"Start Menu/**/{installer.SHORTCUT}.lnk")]


def _run_installed(python: WinePython, *arguments: str) -> None:
    """Run the installed program on the user's own library."""
    command = ["wine", str(_program(python, "madoguchi.exe")), *arguments]
    code, told = run(python, command, "installed.txt", _RUNNING)
    if code != 0:
        raise WindowsTrialFailedError(f"{' '.join(arguments)} ended with {code}: {told[-400:]}")


def _make_library(python: WinePython) -> Mapping[Path, bytes]:
    """Make a user's settings and library with the installed program; gives their files."""
    (place,) = (
        it / "madoguchi" for it in python.drive.glob("users/*/AppData/Local") if it.parts[-3] != "Public"
    )
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    library, settings = place / "madoguchi.sqlite3", place / "settings.toml"
    url = f"sqlite:///C:/{library.relative_to(python.drive)}"
    _run_installed(python, "demo-data", "--patrons", str(_PATRONS), "--database", url)
    settings.write_text(_SETTINGS, encoding="utf-8")
    python.shut_down()
    return {file: file.read_bytes() for file in (settings, library)}


def _upgrade_over_open_desk(python: WinePython, msi: Path) -> str:
    """Install over an open desk: without a window it is refused, with one it is asked; the desk goes on working."""
    desk_program = ["wine", str(_program(python, installer.DESK)), "desk", "--demo", "--as", "counter"]
    with (
        at_screen(python) as (screen, environment),
        desk_on(python, desk_program, environment, "desk-open.txt") as desk,
    ):
        window = desk.until("a desk", screen.full)
        screen.bring(window)
        _refuse(python, msi, "msi-open.log", "RequireClosed", environment["DISPLAY"])
        _look(desk, screen, window, _CARDS[0])
        command = ["wine", "msiexec", "/i", _windows(msi), "/qb"]
        installing = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
        (question,) = desk.until("a question", lambda: screen.windows("Windows Installer"))
        screen.keep(python.folder / "installer-asks.png")
        _look(desk, screen, window, _CARDS[1])
        screen.press("alt+F4")
        if (code := desk.ended()) != 0 or run_files(python) or demo_folders(python):
            raise WindowsTrialFailedError(f"the desk didn't end in order ({code}) beside the installer")
        screen.bring(question)
        screen.press("Return")
        if (installed := wait_for(installing, patience(python, _INSTALLING))) != 0:
            raise WindowsTrialFailedError(f"not installed once the desk was closed ({installed})")
    return "refused and asked over an open desk"


def _look(desk: Desk, screen: DeskScreen, window: str, card: str) -> None:
    """See that the desk still works."""
    looks = desk.count("looks")
    screen.bring(window)
    screen.press("Escape")
    screen.scan(card)
    desk.until("a look on record", lambda: desk.count("looks") > looks)


def _things(python: WinePython) -> set[str]:
    """Name everything on C: but the user's own of this program, and what the registry's keys are called."""
    things = set()
    for path in python.drive.rglob("*"):
        name = path.relative_to(python.drive).as_posix()
        if "/AppData/Local/madoguchi" not in name and name != _CACHE:
            things.add(name)
    for registry in ("system.reg", "user.reg"):
        text = (python.folder / "wine" / registry).read_text(encoding="utf-8", errors="replace")
        keys = (line.rpartition("]")[0] for line in text.splitlines() if line.startswith("["))
        things |= {key for key in keys if _PRINTERS not in key and not _INSTALLERS_OWN.search(key)}
    return things


def _check_removed(python: WinePython, before: set[str], library: Mapping[Path, bytes]) -> None:
    """See that the user's settings and library stay as they were, and nothing else."""
    python.shut_down()
    if changed := [file.name for file, content in library.items() if file.read_bytes() != content]:
        raise WindowsTrialFailedError(f"the removal changed {changed}")
    if left := sorted(_things(python) - before):
        raise WindowsTrialFailedError(f"{len(left)} things stay: {left[:5]}")
