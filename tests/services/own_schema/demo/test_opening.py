"""The demo library for whoever looks at it, with a reader for cards or without."""

import pytest

from services.own_schema.demo.library import FEWEST_PATRONS
from services.own_schema.demo.opening import demo_library
from services.own_schema.library import open_library


@pytest.mark.parametrize("has_reader", [True, False])
async def test_without_a_reader_typed_cards_are_taken(has_reader: bool) -> None:
    async with (
        demo_library(patrons=FEWEST_PATRONS, has_reader=has_reader) as url,
        open_library(url) as library,
    ):
        policy = library.masters.current.policy
        assert policy.typed_card_accepted is not has_reader
        assert not policy.seen_card_accepted
