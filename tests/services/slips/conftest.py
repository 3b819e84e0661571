"""What the slip tests share: one maker, whose typefaces are parsed once."""

import pytest

from services.slips.maker import SlipMaker


@pytest.fixture(scope="package")
def maker() -> SlipMaker:
    return SlipMaker()
