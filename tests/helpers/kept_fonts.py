"""Fonts that are read once: each diagnosis reads four of them whole, which takes longer than all else that it does."""

from collections.abc import Sequence

from services.contract.diagnosis import Diagnosis
from services.own_schema.diagnosis import files


def keep_fonts() -> None:
    """Have the same files, by place, size and time, be found as before, in every diagnosis of this process."""
    kept: dict[tuple[tuple[str, int, int], ...], Diagnosis] = {}
    read = files._fonts

    def fonts(names: Sequence[str]) -> Diagnosis:
        try:
            paths = [files.resource_path(name) for name in names]  # type: ignore[attr-defined] # a test replaces it there
            found = [(path, path.stat()) for path in paths]
        except OSError:
            return read(names)
        key = tuple((str(path), it.st_size, it.st_mtime_ns) for path, it in found)
        if key not in kept:
            kept[key] = read(names)
        return kept[key]

    files._fonts = fonts
