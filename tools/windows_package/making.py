"""Makes the folder and the MSI for Windows: `make package ARGS=windows`. Wants root on Debian.

The folder is made by PyInstaller under Wine, or elsewhere by `packaging/windows/build.ps1` on a real Windows.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from tools.package import BUILD, DIST, PACKAGING, ROOT, draw_icons, version
from tools.windows_package import installer, signing
from tools.windows_package.policy_template import write_templates
from tools.windows_package.trial import WindowsTrialFailedError, run
from tools.windows_package.wine_python import WinePython, compile_library, install_debian, make

PLACE = BUILD / "windows"
TEMPLATES = "policies"
"""Where the templates of group policy lie in the program's folder."""
_MAKING = 15 * 60
"""Seconds in which PyInstaller under Wine may stand still."""


def wine_python() -> WinePython:
    """Give the Windows Python under Wine, made anew where something of it changed."""
    install_debian()
    return make(PLACE, ROOT / "requirements" / "package.txt")


def folder_of(python: WinePython) -> Path:
    """Name where `make_folder` makes the one-folder application."""
    return python.folder / "packaged" / "madoguchi"


def make_folder(python: WinePython) -> Path:
    """Make the one-folder application by PyInstaller under Wine, with the templates of group policy.

    Raises:
        WindowsTrialFailedError: PyInstaller failed.
    """
    folder = folder_of(python)
    shutil.rmtree(folder.parent, ignore_errors=True)
    packing = python.command("-m", "tools.package", "--folder-into", str(folder.parent))
    code, told = run(python, packing, "package.txt", _MAKING)
    if code != 0:
        raise WindowsTrialFailedError(f"PyInstaller ended with {code}: {told[-800:]}")
    write_templates(folder / TEMPLATES)
    return folder


def make_installer(
    folder: Path,
    msi: Path,
    told: str,
    environ: Mapping[str, str],
    also: Mapping[PurePosixPath, Path] = MappingProxyType({}),
) -> int:
    """Sign the folder's programs where a command is named, make the MSI of them and sign it.

    Args:
        folder: the one-folder application.
        msi: the file to make.
        told: the program's version.
        environ: the environment, which may name the command that signs.
        also: more files, by their paths below the program's folder.

    Returns:
        How many files were signed.

    Raises:
        subprocess.CalledProcessError: a tool failed, and has said why.
    """
    icons = BUILD / "icons"
    draw_icons(icons)
    open_desk = BUILD / "open_desk.dll"
    compile_library(open_desk, str(PACKAGING / "windows" / "open_desk.c"), "-lmsi", "-lkernel32")
    signed = signing.sign(iter([open_desk, *signing.unsigned(folder)]), environ)
    files = {**installer.files_of(folder), **also}
    parts = installer.InstallerParts(files, icons / "madoguchi.ico", open_desk)
    msi.parent.mkdir(parents=True, exist_ok=True)
    installer.build(parts, installer.msi_version(told), msi)
    return signed + signing.sign(iter([msi]), environ)


def package(folder: Path | None) -> list[Path]:
    """Make folder and MSI into `dist`, or the MSI of a folder that a real Windows made.

    Args:
        folder: that folder; None makes one under Wine.

    Returns:
        What was made.
    """
    if folder is None:
        made = DIST / "windows"
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(make_folder(wine_python()), made)
    else:
        install_debian()
        made = folder
        write_templates(made / TEMPLATES)
    msi = DIST / f"madoguchi-{version()}.msi"
    make_installer(made, msi, version(), os.environ)
    return [made, msi] if folder is None else [msi]
