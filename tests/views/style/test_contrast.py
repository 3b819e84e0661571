"""Contrast in every appearance: of each ink on each ground, as the style sheet and the painting code name them."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import views
from tests.helpers.contrast import contrast
from tests.views.style.style_rules import looks
from views.style.tokens import Colours, Scheme, Tokens

READABLE, HIGHLY_READABLE = 5.0, 7.0
"""WCAG 2.1, 1.4.3 asks for 4.5, and 1.4.6 for 7."""
VISIBLE = 3.0
"""WCAG 2.1, 1.4.11: outlines of controls, and where the keyboard is."""

COLOURS = frozenset(item.name for item in fields(Colours))
LOOKS = tuple(looks())
GROUNDS = frozenset(look.ground for look in LOOKS if look.ground in COLOURS)
LINES = frozenset({"line", "hair", "staff_edge", "amber"})
BODY = frozenset({"text", "muted"})
"""What is read: everything but a word that stands out."""
FOR_ACCENT = frozenset({"accent", "accent_strong"})
"""Grounds of a button alone: what stands on them says so itself, nothing stands on them by chance."""
ANYWHERE = GROUNDS - FOR_ACCENT - {"control", "muted", "on_accent", "tick", "tick_off", *LINES}
"""Where a text without a ground of its own may stand; the others are scroll bars, ticks and lines."""


def painted() -> frozenset[str]:
    """Name the colours that are drawn without the style sheet: each is asked for by its name, as a text."""
    files = (it for it in Path(views.__file__).parent.rglob("*.py") if it.name != "tokens.py")
    texts = (text for it in files for text in re.findall(r'"(\w+)"', it.read_text(encoding="utf-8")))
    return COLOURS.intersection(texts)


INKS = (frozenset(look.ink for look in LOOKS) | painted()) & COLOURS - ANYWHERE - {
    "on_accent",
    "control",
    *LINES,
    "tick",  # under a white check: see test_ticks.py
}


def pairs() -> Iterator[tuple[str, str, str]]:
    """Give each ink and ground that meet, and where."""
    for look in LOOKS:
        if look.ink in COLOURS and look.ground in COLOURS:
            yield look.ink, look.ground, look.where
    for ink in sorted(INKS):
        for ground in sorted(ANYWHERE):
            yield ink, ground, "painted, or on a ground that isn't its own"


PAIRS = {(ink, ground): where for ink, ground, where in pairs()}


def test_what_the_program_is_made_of_was_found() -> None:
    assert {"text", "muted", "staff", "warn", "accent", "good", "bad", "phone"} <= INKS
    assert {
        "ground",
        "surface",
        "selection",
        "hover",
        "warn_ground",
        "good_ground",
        "bad_ground",
    } <= ANYWHERE
    assert ("on_accent", "accent") in PAIRS
    assert ("on_accent", "accent_strong") in PAIRS
    assert ("muted", "ground") in PAIRS
    assert len(PAIRS) > len(INKS) * len(ANYWHERE)


@pytest.mark.parametrize("scheme", Scheme)
def test_every_ink_can_be_read_on_its_ground(scheme: Scheme) -> None:
    colours = Tokens.of(scheme).colours
    high = scheme in {Scheme.HIGH_CONTRAST_LIGHT, Scheme.HIGH_CONTRAST_DARK}

    for (ink, ground), where in PAIRS.items():
        reached = contrast(getattr(colours, ink), getattr(colours, ground))
        wanted = HIGHLY_READABLE if high or ink in BODY else READABLE
        assert reached >= wanted, (ink, ground, where)


CONTROLS = ("QPushButton", "QLineEdit", "QComboBox", "QPlainTextEdit", "QCheckBox::", "QRadioButton::")
OUTLINES = {
    look.outline: look.where
    for look in LOOKS
    if look.outline in COLOURS and look.where.startswith(CONTROLS) and "disabled" not in look.states
} | {
    "accent": "the frame around what has the keyboard",
    "control": "scroll bars",
    "staff_edge": "before what is staff's",
    "amber": "before what is missing",
}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("outline", sorted(OUTLINES))
def test_what_can_be_pressed_and_what_has_the_keyboard_can_be_seen(scheme: Scheme, outline: str) -> None:
    colours = Tokens.of(scheme).colours
    for ground in ANYWHERE:
        reached = contrast(getattr(colours, outline), getattr(colours, ground))

        assert reached >= VISIBLE, (OUTLINES[outline], ground)
