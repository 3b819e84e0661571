"""The day at the desk on a display that Windows scales: 125 and 150 %."""

from typing import Final

from tools.try_windows.at_desk import at_screen, try_desk
from tools.windows_package.trial import WindowsTrialFailedError, run
from tools.windows_package.wine_python import WinePython

_DOTS: Final = {125: 120, 150: 144}
"""Windows' dots per inch for each scaling; 96 for 100 %."""
_UNSCALED: Final = 96
_RUNNING: Final = 60
_ASK: Final = """
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
print(round(100 * application.primaryScreen().devicePixelRatio()))
"""


def try_scaled(python: WinePython) -> str:
    """Go through a day at the desk at each scaling.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    told = []
    try:
        for percent, dots in _DOTS.items():
            _scale(python, dots)
            with at_screen(python) as (_, environment):
                command, display = python.command("-c", _ASK), environment["DISPLAY"]
                _, seen = run(python, command, "scaled.txt", _RUNNING, DISPLAY=display)
            if seen.split()[-1:] != [str(percent)]:
                raise WindowsTrialFailedError(f"the screen isn't scaled to {percent} %: {seen[-200:]}")
            told.append(f"{percent} %: {try_desk(python)}")
            for picture in ("patron", "locked"):
                (python.folder / f"{picture}.png").replace(python.folder / f"{picture}-{percent}.png")
    finally:
        _scale(python, _UNSCALED)
    return "; ".join(told)


def _scale(python: WinePython, dots: int) -> None:
    """Say in the registry how many dots an inch has, and start Windows anew."""
    place = ["HKCU\\Control Panel\\Desktop", "/v", "LogPixels", "/t", "REG_DWORD", "/d", str(dots), "/f"]
    code, told = run(python, ["wine", "reg", "add", *place], "scale.txt", _RUNNING)
    if code != 0:
        raise WindowsTrialFailedError(f"the scaling wasn't set: {told}")
    python.shut_down()
