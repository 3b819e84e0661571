"""Tones: one for what is done, two for what isn't, each with words that can be read."""

import pytest
from pytestqt.qtbot import QtBot

from services.contract.errors import CardUnknown, NotPermitted, ServiceError, SystemUnreachable
from tests.views.counter import Counter
from viewmodels.core.notes import Caution, ChangedElsewhere, Done, OutcomeKnown, StatusMessage
from viewmodels.core.trouble import Bug
from views.desk.sounds import sound_outcomes


class Buzzer:
    """Hears tones, and looks each time whether there is something new to be read.

    Attributes:
        tones: how many were heard.
        lonely: how many of them came with no line in the window that wasn't there before.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self.begin()

    def begin(self) -> None:
        """Forget what was heard, and know what stands in the window now."""
        self.tones = 0
        self.lonely = 0
        self._before = self._counter.words()

    def __call__(self) -> None:
        self.tones += 1
        self.lonely += self._counter.words() == self._before


@pytest.fixture
def buzzer(counter: Counter) -> Buzzer:
    made = Buzzer(counter)
    sound_outcomes(counter.bench.desk, counter.window, made)
    return made


async def test_every_tone_comes_with_a_line_of_its_own(counter: Counter, buzzer: Buzzer) -> None:
    heard: dict[StatusMessage, tuple[int, int]] = {}
    for note in (*Done, *Caution):
        buzzer.begin()
        counter.bench.desk.tell(note)
        heard[note] = buzzer.tones, buzzer.lonely

    assert {note: it for note, it in heard.items() if it != (1, 0)} == {}


@pytest.mark.parametrize("note", [Done.LOANS_RENEWED, OutcomeKnown("renew")])
async def test_what_is_done_is_heard_once_and_read(
    counter: Counter, buzzer: Buzzer, note: StatusMessage
) -> None:
    counter.bench.desk.tell(note)

    assert buzzer.tones == 1
    assert "✓" in counter.words()


@pytest.mark.parametrize("note", [NotPermitted(), Bug("4F2A"), Caution.CHECK_DIGIT, OutcomeKnown(None)])
def test_what_is_not_done_is_heard_twice_and_read(
    qtbot: QtBot, counter: Counter, buzzer: Buzzer, note: StatusMessage
) -> None:
    counter.bench.desk.tell(note)

    qtbot.waitUntil(lambda: buzzer.tones == 2)
    assert "▲" in counter.words() or "※" in counter.words()


@pytest.mark.parametrize("error", [CardUnknown("123456789"), SystemUnreachable()])
def test_what_stands_elsewhere_than_in_the_status_bar_is_heard_too(
    qtbot: QtBot, counter: Counter, buzzer: Buzzer, error: ServiceError
) -> None:
    desk = counter.bench.desk
    (desk.card_error if isinstance(error, CardUnknown) else desk.connection_error).set(error)

    qtbot.waitUntil(lambda: buzzer.tones == 2)
    assert buzzer.lonely == 0


async def test_what_others_changed_is_no_outcome(counter: Counter, buzzer: Buzzer) -> None:
    counter.bench.desk.tell(ChangedElsewhere(()))
    counter.bench.desk.card_error.set(None)

    assert buzzer.tones == 0
