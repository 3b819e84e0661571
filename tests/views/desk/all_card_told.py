"""A card that opens nobody, told in the middle of the empty desk."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from services.contract.errors import CardRetired, CardUnknown, PatronGone, ServiceError
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.counter import Counter
from views.desk import empty_desk

UNKNOWN = "この番号の利用カードはありません。"
FIRST = "利用カードを読み取ってください"


async def scanned(counter: Counter, error: ServiceError) -> list[str]:
    """Read a card that opens nobody; give what can be read then."""
    counter.bench.look_ups.answer(CARD_B, error)
    await counter.scan(CARD_B)
    return counter.words().splitlines()


async def pressed(counter: Counter, key: Qt.Key) -> list[str]:
    counter.press(key)
    await counter.settled()
    return counter.words().splitlines()


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (CardUnknown(CARD_B), UNKNOWN),
        (CardRetired(CARD_B), "再発行前のカードです。"),
        (PatronGone(), "この利用者の登録はもうありません。"),
    ],
)
@pytest.mark.parametrize("open_before", [False, True])
async def test_it_is_told_there_and_nowhere_else(
    counter: Counter, error: ServiceError, what: str, open_before: bool
) -> None:
    if open_before:
        counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
        await counter.scan(CARD_A)
    words = await scanned(counter, error)
    assert counter.window.empty.isVisible()
    assert "\n".join(words).count(what) == 1
    assert what in words, "a line of its own"
    assert FIRST not in words
    assert counter.window.top_bar.card_field.property("fault") == "true"
    words = await pressed(counter, Qt.Key.Key_Escape)
    assert (what in words, FIRST in words) == (False, True)


async def test_the_next_card_takes_it_away(counter: Counter) -> None:
    await scanned(counter, CardUnknown(CARD_B))
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    assert counter.window.inquiry.isVisible()
    words = await pressed(counter, Qt.Key.Key_Escape)
    assert (UNKNOWN in words, FIRST in words) == (False, True)


async def test_each_is_said_at_once(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, bool]] = []
    announce: Callable[..., None] = lambda _widget, text, urgent=False: said.append((text, urgent))  # noqa: E731
    monkeypatch.setattr(empty_desk, "announce", announce)
    await scanned(counter, CardUnknown(CARD_B))
    await scanned(counter, CardUnknown(CARD_B))
    assert said == [(UNKNOWN + "番号を確かめて、もう一度読み取ってください。", True)] * 2


async def test_by_phone_it_is_told_there_too(counter: Counter) -> None:
    await pressed(counter, Qt.Key.Key_F9)
    words = await scanned(counter, CardUnknown(CARD_B))
    assert UNKNOWN in words
    assert "利用カード番号をうかがってください" not in words
    words = await pressed(counter, Qt.Key.Key_Escape)
    assert "利用カード番号をうかがってください" in words


async def test_what_is_wrong_with_what_was_typed_stays_beside_the_field(counter: Counter) -> None:
    counter.bench.desk.typed("12345")
    words = counter.words().splitlines()
    assert FIRST in words
    assert any(line.startswith("数字が5桁しかありません。") for line in words)
