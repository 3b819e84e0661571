"""The guide's words for renewing, changing and cancelling appear while these acts are done."""

import pytest

from tests.helpers import snapshots
from tests.views.acts import Acts, WholeActs, read
from tests.wording.guide import OF_ACTS

# The guide's lines on 貸出更新, 予約変更 and 予約解除, and the cell whose button leads to them.
RENEWAL, CHANGE, CANCEL = (68, 72), (103, 108), (123, 124)
CANCELLED = 125


@pytest.mark.parametrize(
    ("lines", "panel", "place"), [(RENEWAL, 0, (0, 0)), (CHANGE, 1, (1, 9)), (CANCEL, 1, (1, 0))], ids=str
)
async def test_the_guides_words_are_in_the_question(
    acts: Acts, lines: tuple[int, int], panel: int, place: tuple[int, int]
) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.lists[panel].table, *place)
    seen = read(dialog)
    wanted = [quote.text for quote in OF_ACTS if lines[0] <= quote.line <= lines[1]]
    assert wanted
    assert [text for text in wanted if text not in seen] == []


async def test_the_guides_sentence_is_said_after_cancelling(whole_acts: WholeActs) -> None:
    await whole_acts.open(snapshots.everyday())
    dialog = await whole_acts.enter(whole_acts.inquiry.holds.table, 1)
    await whole_acts.answer(dialog.yes)
    (sentence,) = [quote.text for quote in OF_ACTS if quote.line == CANCELLED]
    assert sentence in whole_acts.counter.words()
