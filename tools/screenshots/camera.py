"""Saves widgets as small picture files."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtWidgets import QWidget

_FREQUENT, _FAR_APART = 16, 36


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures.

    Attributes:
        folder: where they go.
        wanted: the names of the files to keep; None keeps all.
        taken: the names of all that were in front of the lens, kept or not.
    """

    folder: Path
    wanted: frozenset[str] | None = None
    taken: set[str] = field(default_factory=set)

    def look(self, widget: QWidget, name: str) -> None:
        """Keep a picture if it is wanted."""
        file = f"{name}.png"
        self.taken.add(file)
        if self.wanted is None or file in self.wanted:
            _write(widget, self.folder / file)
            print(self.folder / file)


def _write(widget: QWidget, path: Path) -> None:
    """Write a picture with few colours: flat surfaces and grey text need no more, and git keeps every version."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    with Image.open(BytesIO(held.data())) as taken:
        picture = taken.convert("RGB")
    palette = Image.new("P", (1, 1))
    palette.putpalette([*_frequent(picture), *_far_apart(picture)])
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    _be_exact(few, picture)
    few.save(path, optimize=True)


def _frequent(picture: Image.Image) -> Iterable[int]:
    """Give the colours of surfaces and plain text."""
    by_count = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    for _count, colour in by_count[:_FREQUENT]:
        assert isinstance(colour, tuple)
        yield from colour


def _far_apart(picture: Image.Image) -> Iterable[int]:
    """Give colours near which every other one is, however rare: a small green dot stays green."""
    few = picture.quantize(_FAR_APART, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return (few.getpalette() or [])[: 3 * _FAR_APART]


def _be_exact(few: Image.Image, picture: Image.Image) -> None:
    """Replace each colour by the one it was used for most often: the search for the nearest is approximate."""
    groups = few.tobytes()
    reds, greens, blues = (band.tobytes() for band in picture.split())
    counts = Counter(zip(groups, reds, greens, blues, strict=True))
    palette = few.getpalette() or []
    for group, *colour in sorted(counts, key=lambda each: counts[each]):
        palette[3 * group : 3 * group + 3] = colour
    few.putpalette(palette)
