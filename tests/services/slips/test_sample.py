"""The sample for checking paper is a slip like any other, with a password that opens nothing."""

import pytest

from services.rules.vocabulary import Paper
from services.slips.sample import SAMPLE_PASSWORD, sample_slip
from tests.services.slips.reading_back import password_on, text_of


@pytest.mark.parametrize("paper", Paper)
async def test_sample(paper: Paper) -> None:
    pdf = await sample_slip(paper)
    assert password_on(pdf) == SAMPLE_PASSWORD == "sample374rty"
    assert "利用カード●●●●●678-9" in text_of(pdf)
    assert len(pdf) <= 60 * 1024
