"""The project's data files (fonts, icons, wording), found wherever the packages are installed."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any


def resource_path(name: str) -> Path:
    """Tell where a data file lies, for libraries that open files themselves.

    Args:
        name: the path below `resources`, such as `fonts/BIZUDPGothic-Regular.ttf`.

    Raises:
        FileNotFoundError: there is no such file; the installation is incomplete.
    """
    path = Path(str(files("resources"))).joinpath(*name.split("/"))
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def resource_bytes(name: str) -> bytes:
    """Read a data file; see `resource_path`."""
    return resource_path(name).read_bytes()


def resource_toml(name: str) -> dict[str, Any]:
    """Read a TOML data file; see `resource_path`."""
    return tomllib.loads(resource_bytes(name).decode("utf-8"))
