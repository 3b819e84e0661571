"""The next call while the check of the one before is still being ended."""

import asyncio

import pytest

from tests.viewmodels.fakes import CARD_B
from tests.viewmodels.identity_fakes import open_phone_summary
from tests.viewmodels.test_identity import FACTS, Call, call

__all__ = ["call"]


async def test_an_earlier_end_does_not_reach_the_next_call(call: Call) -> None:
    await call.identified()
    call.checks.ending_gate = asyncio.Event()
    call.desk.close_patron.start()
    await call.desk.close_patron.settled()
    await open_phone_summary(call.bench)
    call.identity.confirm.start(FACTS)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(call.checks.asked) == 1
    call.checks.ending_gate.set()
    await call.identity.confirm.settled()
    assert call.checks.ended == [11]
    assert len(call.checks.asked) == 2


@pytest.mark.parametrize("by_number", [True, False])
async def test_what_was_typed_before_closing_is_not_compared_in_the_next_call(
    call: Call, by_number: bool
) -> None:
    await call.identified()
    call.checks.ending_gate = asyncio.Event()
    call.desk.close_patron.start()
    await call.desk.close_patron.settled()
    if by_number:
        await open_phone_summary(call.bench, CARD_B)
    else:
        call.identity.start_finding()
    asked = len(call.checks.asked)
    call.identity.confirm.start(FACTS)
    await asyncio.sleep(0)
    call.desk.close_patron.start()
    await call.desk.close_patron.settled()
    call.identity.start_finding()
    call.checks.ending_gate.set()
    await call.identity.confirm.settled()
    assert len(call.checks.asked) == asked
    assert call.is_finding()
