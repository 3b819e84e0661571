"""Colours, sizes and type in one place: what every appearance of the desk is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QColor, QFont

TEXT_FAMILIES: Final = ("BIZ UDPGothic", "Noto Sans CJK JP", "Yu Gothic UI", "Hiragino Sans")
MONO_FAMILIES: Final = ("JetBrains Mono NL", "BIZ UDPGothic", "Noto Sans Mono CJK JP")


class Scheme(Enum):
    """The appearances the system can ask for."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high_contrast_light"
    HIGH_CONTRAST_DARK = "high_contrast_dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours by what they are for, as `#rrggbb`.

    Every ink can be read on every ground, and every outline seen on it: tests/views/style/test_contrast.py
    finds them in the style sheet and in what paints itself.

    Attributes:
        ground: the menu, the tabs, the foot, and what can't be pressed.
        surface: pages, bars, questions, buttons, fields.
        line: what parts one bar from the next.
        hair: what parts one row from the next.
        control: outlines of what can be pressed or typed into.
        accent, on_accent, accent_strong: the one accent, text on it, and it while pressed.
        tick, tick_off: the accent below a white check, and what stands for it where nothing can be changed.
        selection, hover: the current row or page, the row under the mouse.
        staff, staff_edge: the words that say that something is staff's, and the edge before it. Nothing else is brown.
        warn, warn_ground: what is due soon or has to be looked at; and behind it.
        amber: the bar beside it.
        good, good_ground, bad, bad_ground: outcomes and refusals.
        phone, phone_ground: the phone channel's mark and its bar.
    """

    text: str
    muted: str
    ground: str
    surface: str
    line: str
    hair: str
    control: str
    accent: str
    on_accent: str
    accent_strong: str
    tick: str
    tick_off: str
    selection: str
    hover: str
    staff: str
    staff_edge: str
    warn: str
    warn_ground: str
    amber: str
    good: str
    good_ground: str
    bad: str
    bad_ground: str
    phone: str
    phone_ground: str


LIGHT: Final = Colours(
    text="#1b2430",
    muted="#414b59",
    ground="#f3f5f7",
    surface="#ffffff",
    line="#d7dde4",
    hair="#e9edf2",
    control="#798492",
    accent="#0b5cad",
    on_accent="#ffffff",
    accent_strong="#084684",
    tick="#0b5cad",
    tick_off="#798492",
    selection="#e4eefb",
    hover="#f2f6fb",
    staff="#7a4a12",
    staff_edge="#a8702a",
    warn="#9c4c00",
    warn_ground="#fff3dc",
    amber="#bd7000",
    good="#1c6b3a",
    good_ground="#e3f4e8",
    bad="#a81e1e",
    bad_ground="#fdeaea",
    phone="#6d1f84",
    phone_ground="#f4e4f9",
)
DARK: Final = Colours(
    text="#e8edf3",
    muted="#b9c4d1",
    ground="#14181d",
    surface="#1d232a",
    line="#36404b",
    hair="#29313a",
    control="#717d8b",
    accent="#7db8ff",
    on_accent="#10202f",
    accent_strong="#a9d0ff",
    tick="#1f6fc4",
    tick_off="#717d8b",
    selection="#1c3350",
    hover="#232b34",
    staff="#d9b48a",
    staff_edge="#a8824f",
    warn="#ffc978",
    warn_ground="#3b2d12",
    amber="#ffb84d",
    good="#8fdcaa",
    good_ground="#173322",
    bad="#ff9d94",
    bad_ground="#401b1b",
    phone="#e6b8f5",
    phone_ground="#3c2349",
)
HIGH_CONTRAST_LIGHT: Final = Colours(
    text="#000000",
    muted="#1f1f1f",
    ground="#ffffff",
    surface="#ffffff",
    line="#000000",
    hair="#000000",
    control="#000000",
    accent="#00297a",
    on_accent="#ffffff",
    accent_strong="#000000",
    tick="#00297a",
    tick_off="#565656",
    selection="#dbe7ff",
    hover="#eef3ff",
    staff="#5c2c00",
    staff_edge="#5c2c00",
    warn="#5c2c00",
    warn_ground="#ffffff",
    amber="#5c2c00",
    good="#00431c",
    good_ground="#ffffff",
    bad="#7d0000",
    bad_ground="#ffffff",
    phone="#4b0062",
    phone_ground="#ffffff",
)
HIGH_CONTRAST_DARK: Final = Colours(
    text="#ffffff",
    muted="#e6e6e6",
    ground="#000000",
    surface="#000000",
    line="#ffffff",
    hair="#ffffff",
    control="#ffffff",
    accent="#8fd0ff",
    on_accent="#000000",
    accent_strong="#ffffff",
    tick="#1f6fc4",
    tick_off="#6a6a6a",
    selection="#00305c",
    hover="#101c2b",
    staff="#ffd84d",
    staff_edge="#ffd84d",
    warn="#ffd84d",
    warn_ground="#000000",
    amber="#ffd84d",
    good="#7dffa8",
    good_ground="#000000",
    bad="#ffb3ab",
    bad_ground="#000000",
    phone="#f2b8ff",
    phone_ground="#000000",
)

_COLOURS: Final[Mapping[Scheme, Colours]] = MappingProxyType(
    {
        Scheme.LIGHT: LIGHT,
        Scheme.DARK: DARK,
        Scheme.HIGH_CONTRAST_LIGHT: HIGH_CONTRAST_LIGHT,
        Scheme.HIGH_CONTRAST_DARK: HIGH_CONTRAST_DARK,
    }
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths and type sizes in device-independent pixels, already multiplied by the scale.

    Attributes:
        body, heading, large: type, from the smallest to the largest; there is no other.
        gap, pad, edge: distances: within a group, between groups, to the edge of a page or window.
        radius: of rounded corners.
        ring: how wide the ring around what has the keyboard is, and the gap between it and a filled button.
        act: how high the ring around an act in a row is.
        control: how high a button or a field is.
    """

    body: int
    heading: int
    large: int
    gap: int
    pad: int
    edge: int
    radius: int
    ring: int
    act: int
    control: int


_LARGEST_FOR_ONE_LINE: Final = 1.6
_BASE_SIZES: Final = Sizes(
    body=14,
    heading=16,
    large=22,
    gap=4,
    pad=10,
    edge=15,
    radius=6,
    ring=2,
    act=26,
    control=33,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything a picture of the desk depends on.

    Attributes:
        scheme: which appearance.
        scale: 1.0 is 100 %; every size follows it.
    """

    scheme: Scheme
    colours: Colours
    sizes: Sizes
    scale: float = 1.0

    @property
    def large(self) -> bool:
        """Whether the smallest screen has no room for all of a bar in one line."""
        return self.scale > _LARGEST_FOR_ONE_LINE

    @classmethod
    def of(cls, scheme: Scheme, scale: float = 1.0) -> "Tokens":
        """Make the tokens of an appearance at a scale."""
        sizes = Sizes(**{item.name: round(getattr(_BASE_SIZES, item.name) * scale) for item in fields(Sizes)})
        return cls(scheme, _COLOURS[scheme], sizes, scale)

    def substitutions(self) -> dict[str, str]:
        """Name every token for the style sheet: colours as they are, sizes as whole pixels."""
        values = {item.name: str(getattr(self.colours, item.name)) for item in fields(Colours)}
        values |= {f"{item.name}_px": f"{getattr(self.sizes, item.name)}px" for item in fields(Sizes)}
        ring, colour = self.sizes.ring, self.colours.accent
        values["ring"] = f"{ring}px solid {colour}"
        # Where ground and surface are of one colour, only a line's kind is left to tell what can't be pressed.
        values["disabled_border"] = "dashed" if self.colours.ground == self.colours.surface else "solid"
        values["chip_border"] = "solid" if self.colours.good_ground == self.colours.surface else "none"
        values["text_families"] = ", ".join(f'"{family}"' for family in TEXT_FAMILIES)
        values["mono_families"] = ", ".join(f'"{family}"' for family in MONO_FAMILIES)
        return values

    def colour(self, name: str) -> QColor:
        """Give one of `Colours` to paint with."""
        return QColor(getattr(self.colours, name))

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """Make a text font of one of `Sizes`."""
        return QFont(_font(TEXT_FAMILIES, size, bold=bold))

    def mono(self, size: int, *, bold: bool = False) -> QFont:
        """Make the font for numbers that are read digit by digit."""
        return QFont(_font(MONO_FAMILIES, size, bold=bold))


@cache
def _font(families: tuple[str, ...], size: int, *, bold: bool) -> QFont:
    """Make a font once: the few there are are asked for at each painting."""
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # a text is as wide on every platform
    return font
