"""Every window, page and dialog at every size of text, on every screen, in both languages and every appearance.

Half a minute each: `make try-looks`, for whoever changes the style sheet or a layout.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.looks.all_looks import audited, named
from tools.screenshots.looks import Look
from viewmodels.settings.settings import Language
from views.style.tokens import Scheme

SCREENS = ("1024x768", "1093x543", "1280x720", "1366x768", "1920x1080")
PERCENTS = (100, 110, 125, 150, 175, 200)
LANGUAGES = (Language.JAPANESE, Language.ENGLISH)


def _everywhere() -> Iterator[Look]:
    """Name every screen, size of text and language in light, and the other appearances where they differ most."""
    for screen, percent, language in product(SCREENS, PERCENTS, LANGUAGES):
        yield Look(screen, percent, language)
    schemes = (it for it in Scheme if it is not Scheme.LIGHT)
    for scheme, percent, language in product(schemes, (100, 200), LANGUAGES):
        yield Look(percent=percent, language=language, schemes=(scheme,))


@pytest.mark.parametrize("look", list(_everywhere()), ids=named)
def test_no_window_page_or_dialog_has_a_fault(look: Look) -> None:
    assert audited(look)["faults"] == []
