"""A search of a login that read much of people already."""

from datetime import datetime

import pytest

from services.contract.hits import Hits
from services.rules.clock import TOKYO
from services.rules.people.hourly_bounds import Pause
from tests.viewmodels.fakes import CARD_A
from tests.views.test_search_dialog import Search, opened, search

__all__ = ["opened", "search"]


@pytest.mark.parametrize("bare_alone", [True, False])
async def test_who_has_to_wait_is_told_until_when_and_what_opens_somebody_meanwhile(
    opened: Search, bare_alone: bool
) -> None:
    until = datetime(2026, 11, 24, 10, 41, 30, tzinfo=TOKYO)
    await opened.type("サトウ", Hits(pause=Pause(until, bare_alone=bare_alone)))
    assert opened.told.count("10:42 から") == 1
    assert opened.told.endswith("利用カードがあれば、いまも開けます。")
    assert ("氏名も入力すれば" in opened.told) == bare_alone
    assert opened.model.trouble.value is None, "it is no error"
    assert opened.counter.bench.bugs.seen == []
    assert not opened.dialog.panel.isVisible()
    opened.answer_card(CARD_A)
    opened.desk.scanned(CARD_A)
    await opened.counter.settled()
    assert opened.desk.patron_id is not None
    assert opened.dialogs.current is None
