"""The packaged program: made by PyInstaller as on Windows, then started where there is no Python."""

import shutil
from typing import Final

from tools.try_windows.at_desk import try_program
from tools.windows_package.making import make_folder
from tools.windows_package.trial import WindowsTrialFailedError, run
from tools.windows_package.wine_python import WinePython

_RUNNING: Final = 60


def try_packaged(python: WinePython) -> str:
    """Make the folder, make a slip with its program, and go through a day at its desk.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    # in a folder of its own, with a name that many programs stumble over
    place = python.drive / "窓口 本体"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(make_folder(python), place)
    program, slip = place / "madoguchi.exe", python.drive / "slip.pdf"
    slip.unlink(missing_ok=True)
    sample = ["wine", str(program), "slip", "--sample", "--paper", "a6", "--output", r"C:\slip.pdf"]
    code, told = run(python, sample, "slip.txt", _RUNNING)
    if code != 0 or not slip.read_bytes().startswith(b"%PDF"):
        raise WindowsTrialFailedError(f"no sample slip ({code}): {told[-400:]}")
    day = try_program(python, ["wine", str(place / "madoguchi-desk.exe")])
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return f"{size / 1_000_000:.0f} MB, a sample slip, {day}"
