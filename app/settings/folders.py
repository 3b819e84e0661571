"""Where this user's settings, data and logs live, by the system's own habits."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.settings.policy import PolicyPlace, policy_of_file
from app.settings.policy_registry import policy_of_registry

SETTINGS_VARIABLE = "MADOGUCHI_SETTINGS"
_NAME = "madoguchi"


@dataclass(frozen=True, slots=True)
class Folders:
    """The places on disk that belong to one user of this workstation.

    Attributes:
        settings_file: the TOML file; it need not exist.
        data: where the library's SQLite file lies unless the settings name another database.
        log: the log files.
        state: what the program notes for its next start.
        policy: where the administrator decides for every user of the machine. No variable and no option names another
            place.
    """

    settings_file: Path
    data: Path
    log: Path
    state: Path
    policy: PolicyPlace | None = None


def user_folders(environ: Mapping[str, str], settings_file: Path | None = None) -> Folders:
    """Find the user's folders; nothing is created.

    Args:
        environ: the environment; `MADOGUCHI_SETTINGS` names another settings file.
        settings_file: `--settings`, which wins over the environment.
    """
    import platformdirs

    chosen = settings_file
    if chosen is None and environ.get(SETTINGS_VARIABLE):
        chosen = Path(environ[SETTINGS_VARIABLE])
    return Folders(
        settings_file=chosen or platformdirs.user_config_path(_NAME, appauthor=False) / "settings.toml",
        data=platformdirs.user_data_path(_NAME, appauthor=False),
        log=platformdirs.user_log_path(_NAME, appauthor=False),
        state=platformdirs.user_state_path(_NAME, appauthor=False),
        policy=policy_place(),
    )


def policy_place() -> PolicyPlace:
    """Give the administrator's place, not by platformdirs, to which variables name other folders."""
    if sys.platform == "win32":
        import winreg

        return policy_of_registry(winreg)
    system = Path("/Library/Application Support" if sys.platform == "darwin" else "/etc")
    return policy_of_file(system / _NAME / "policy.toml")
