"""Defines the marks of a laid-out slip: places measured from the paper's upper left corner, in points."""

from dataclasses import dataclass
from enum import Enum


class Face(Enum):
    """The three typefaces of a slip, by file name below resources/fonts."""

    REGULAR = "BIZUDPGothic-Regular"
    BOLD = "BIZUDPGothic-Bold"
    PASSWORD = "JetBrainsMonoNL-Regular"  # noqa: S105 - a typeface


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of text.

    Attributes:
        x, y: the start of its baseline.
        spacing: extra room after each character.
        stretch: its width in per cent, below 100 for a reading wider than its cell.
        grey: 0 black to 1 white.
    """

    x: float
    y: float
    face: Face
    size: float
    text: str
    spacing: float = 0
    stretch: float = 100
    grey: float = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A rounded outline; a height of 0 makes it a rule."""

    x: float
    y: float
    width: float
    height: float
    weight: float
    grey: float


@dataclass(frozen=True, slots=True)
class Modules:
    """A QR code's dark modules in a square of `side`."""

    x: float
    y: float
    side: float
    rows: tuple[tuple[bool, ...], ...]


type Mark = Line | Frame | Modules


@dataclass(frozen=True, slots=True, repr=False)
class Composition:
    """A laid-out slip: the paper's size and its marks."""

    width: float
    height: float
    marks: tuple[Mark, ...]
