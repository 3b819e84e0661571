"""The tokens: readable in every appearance, at every scale."""

import re
from dataclasses import fields

import pytest

from services.files.resources import resource_bytes
from tests.helpers.contrast import contrast
from views.style.theme import STYLE
from views.style.tokens import Colours, Scheme, Sizes, Tokens


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_colour_is_a_full_hex_colour() -> None:
    for scheme in Scheme:
        colours = Tokens.of(scheme).colours
        for item in fields(Colours):
            value = getattr(colours, item.name)
            assert len(value) == 7
            assert int(value[1:], 16) >= 0


def test_every_size_follows_the_scale() -> None:
    once, twice = Tokens.of(Scheme.LIGHT).sizes, Tokens.of(Scheme.LIGHT, 2).sizes

    for item in fields(Sizes):
        assert getattr(twice, item.name) == 2 * getattr(once, item.name)


def test_fonts_are_the_ones_that_come_along() -> None:
    tokens = Tokens.of(Scheme.LIGHT)

    assert tokens.font(14).families()[0] == "BIZ UDPGothic"
    assert tokens.mono(12, bold=True).families()[0] == "JetBrains Mono NL"
    assert tokens.mono(12, bold=True).bold()


def test_there_are_three_sizes_of_type_and_none_is_small() -> None:
    sizes = Tokens.of(Scheme.LIGHT).sizes
    assert (sizes.body, sizes.heading, sizes.large) == (14, 16, 22)
    style = resource_bytes(STYLE).decode()
    assert set(re.findall(r"font-size: ([^;]+);", style)) <= {"$body_px", "$heading_px", "$large_px"}


def test_nothing_is_bold_but_a_name_and_what_is_told_aloud() -> None:
    style = resource_bytes(STYLE).decode()
    bold = re.findall(r"^(.*)\{.*font-weight: bold", style, re.MULTILINE)
    assert {selector.strip() for selector in bold} == {'QLabel[tone="name"]', 'QLabel[tone="aloud"]'}
