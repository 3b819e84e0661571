"""What lies in a folder."""

from pathlib import Path


def names(folder: Path) -> list[str]:
    """Name what lies in a folder, in order."""
    return sorted(it.name for it in folder.iterdir())
