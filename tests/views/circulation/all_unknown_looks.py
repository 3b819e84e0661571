"""貸出・予約照会 of whose rows nothing is known, in every width, size of text and language."""

from collections.abc import Callable

import pytest

from tests.views.circulation.test_unknown_values import EACH, nothing_is_invented_and_nothing_gapes, shown
from viewmodels.settings.settings import Language
from views.circulation.inquiry_page import InquiryPage

__all__ = ["shown"]


@pytest.mark.parametrize(
    "look",
    [
        (1366, 1.0, Language.ENGLISH),
        (1366, 2.0, Language.JAPANESE),
        (1366, 2.0, Language.ENGLISH),
        (1024, 1.0, Language.JAPANESE),
    ],
)
def test_nothing_is_invented_and_nothing_gapes_in_any_look(
    shown: Callable[..., InquiryPage],
    look: tuple[int, float, Language],
) -> None:
    nothing_is_invented_and_nothing_gapes(shown, EACH, look)
