"""Large tables of combinations: `make test` goes through a part of them, `make combinations` through all."""

import os
from typing import Final

EVERY_ONE: Final = os.environ.get("MADOGUCHI_TEST_COMBINATIONS") == "all"


def goes_through(*, kept: bool) -> bool:
    """Tell whether a combination is gone through in this run.

    Args:
        kept: whether it is one of the part that `make test` goes through.
    """
    return kept or EVERY_ONE
