"""The guide's words for renewing, changing and cancelling appear while these acts are done."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers import snapshots
from tests.views.acts import Acts, read
from tests.views.counter import Counter
from tests.wording.guide import OF_ACTS
from views.icons import Icons
from views.theme import Theme
from views.verbs import Verb

# The guide's lines on 貸出更新, 予約変更 and 予約解除, and the cell whose button leads to them.
RENEWAL, CHANGE, CANCEL = (68, 72), (103, 108), (123, 124)
CANCELLED = 125


@pytest.fixture
async def acts(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Acts]:
    counter = Counter(qtbot, qapp, theme, icons, verbs=frozenset(Verb))
    made = Acts(counter, theme)
    yield made
    await made.aclose()
    await counter.aclose()


@pytest.mark.parametrize(
    ("lines", "panel", "column"), [(RENEWAL, 0, 0), (CHANGE, 1, 8), (CANCEL, 1, 0)], ids=str
)
async def test_the_guides_words_are_in_the_question(
    acts: Acts, lines: tuple[int, int], panel: int, column: int
) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.counter.window.inquiry.lists[panel].table, 0, column)
    seen = read(dialog)
    wanted = [quote.text for quote in OF_ACTS if lines[0] <= quote.line <= lines[1]]
    assert wanted
    assert [text for text in wanted if text not in seen] == []


async def test_the_guides_sentence_is_said_after_cancelling(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.counter.window.inquiry.holds.table, 0)
    await acts.answer(dialog.yes)
    (sentence,) = [quote.text for quote in OF_ACTS if quote.line == CANCELLED]
    assert sentence in acts.counter.words()
