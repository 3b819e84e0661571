"""Detects card scans in the text that an input method composes.

With a Japanese input method on, a reader's keys never reach the window: they come as composed text (「１２３」), and
its Enter confirms them into the field. `ComposedScan` holds composed text back only while keys go down faster than
fingers (`PressRun`). Then it hands the text on as it was, or takes the card out of it.
"""

from collections.abc import Callable

from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.card_characters import FEWEST_CHARACTERS, may_belong_to_card, read_composed
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.keys import (
    ClassifierAction,
    ClassifierWait,
    Composed,
    ForgetComposition,
    Press,
    SendComposed,
    StartWait,
    StopWait,
)
from viewmodels.scanning.torn_scan import number_of

_MARGIN_MS = 10
_PATIENCE_MS = 1_000
"""How long an input method may say nothing while it is behind; one that loads its dictionary has taken half of it."""


class PressRun:
    """The keys that went down one after the other faster than fingers, up to now.

    Attributes:
        characters: how many of them are no endings.
        earlier: how many more came before them with a pause or two, as long as all may be one card's; see
            `viewmodels.scanning.interrupted_scan`.
        last_at: when the last of those went down, in milliseconds of the window system.
        written: what those write by their places on the keyboard; None where one isn't known.
        settled: it was decided what they are.
    """

    def __init__(self, fast_key_ms: int, ending_ms: int) -> None:
        self.fast_key_ms = fast_key_ms
        self.ending_ms = ending_ms
        self.characters = 0
        self.earlier = 0
        self.last_at = 0
        self.written: str | None = None
        self.settled = False
        self._ended = False
        self._tears = 0

    @property
    def is_fast(self) -> bool:
        """Tell whether a scan may be under way."""
        return self.characters > 1 and not self.settled

    def goes_on_with(self, press: Press, at: int) -> bool:
        """Tell whether a key belongs to these, and doesn't begin anew."""
        if press in {Press.CHARACTER, Press.REPEAT}:
            return self.characters > 0 and not self._ended and 0 <= at - self.last_at <= self.fast_key_ms
        return press is Press.ENDING

    def is_torn_before(self, press: Press, at: int) -> bool:
        """Tell whether a key that begins anew may go on with the card that these are of."""
        is_near = 0 <= at - self.last_at <= LONGEST_TEAR_MS
        goes_on = press is Press.CHARACTER and self.characters > 0 and not self._ended
        return goes_on and is_near and self._tears < MOST_TEARS

    def note(self, press: Press, at: int, character: str = "") -> None:
        """Take one key into account, with what it writes, if that is known."""
        if press is Press.ENDING:
            self._ended = True
            return
        if self.goes_on_with(press, at):
            self.characters += 1
        else:
            is_torn = self.is_torn_before(press, at)
            self.earlier = self.earlier + self.characters if is_torn else 0
            self._tears = self._tears + 1 if is_torn else 0
            self.characters = int(press is Press.CHARACTER)
            self.written = ""
            self.settled = False
            self._ended = False
        self.last_at = at
        self.written = None if self.written is None or not character else self.written + character

    def ends_at(self, at: int) -> bool:
        """Tell whether an ending pressed now belongs to these keys."""
        return 0 <= at - self.last_at <= self.ending_ms


class ComposedScan:
    """Holds composed text back while it may be a card; see the module.

    What was being composed when the card was read stays in the field as it stood, confirmed: an input method gives back
    no part of a composition, so it is told to forget all of it. Where numbers have letters, an input method makes one
    kana of several keys, of which nobody can tell which they were: the keys' places on the keyboard tell the card.

    Attributes:
        shown: what the field shows as being composed.
        is_holding: composed text is held back.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow.
        clock: the present in seconds, on a clock that never goes back.
        cards: tells how the library's numbers look.
        act: is given what to do.
        scanned: is given a scan's characters, read back from what they were composed to.
    """

    def __init__(
        self,
        fast_key_ms: int,
        ending_ms: int,
        *,
        clock: Callable[[], float],
        cards: Callable[[], CardNumbers],
        act: Callable[[ClassifierAction], None],
        scanned: Callable[[str], None],
    ) -> None:
        self._run = PressRun(fast_key_ms, ending_ms)
        self._cards = cards
        self._clock = clock
        self._act = act
        self._scanned = scanned
        self._keys_have_times = False
        self.shown = ""
        self._begun = ""
        self._held: list[Composed] = []
        self._heard_at = 0.0
        self._waiting_until = 0.0
        self._taken_at: int | None = None
        self._told_to_forget = 0.0

    @property
    def is_holding(self) -> bool:
        """Tell whether composed text is held back."""
        return bool(self._held)

    def set_limits(self, fast_key_ms: int, ending_ms: int) -> None:
        """Take other limits from the next key on."""
        self._run.fast_key_ms = fast_key_ms
        self._run.ending_ms = ending_ms

    def pressed(self, press: Press, at: int, character: str = "") -> None:
        """Note a key that went down, which the input method may take, with what it writes, if that is known."""
        self._keys_have_times = True
        self._note(press, at, character)
        if self._held:
            self._wait()

    def move_to_another_field(self) -> None:
        """Decide what is held for the field that had the keyboard, and begin anew."""
        self.settle()
        self.shown, self._begun = "", ""

    def settle(self) -> None:
        """Decide now what is held, since something else is to come after it."""
        if self._held:
            self._decide()

    def ends(self, at: int) -> bool:
        """Tell whether an Enter or Tab that the input method left alone ends a scan it composed."""
        self.settle()
        return self._taken_at == self._run.last_at and self._run.ends_at(at)

    def compose(self, composed: Composed) -> bool:
        """Take one change of the composed text; tell whether it is held back."""
        if self._is_late(composed):
            self._told_to_forget = self._clock()
            self._wait()
            return True
        if not self._keys_have_times:
            self._note_arrival(composed)
        if self._held or self._may_begin_card(composed):
            self._heard_at = self._clock()
            self._held.append(composed)
            self._wait()
            return True
        self.shown = composed.preedit
        self._begun = self._begun[len(composed.confirmed) :]
        return False

    def waited(self) -> None:
        """Decide, unless the window was busy, or the input method is still behind keys that may be a scan's."""
        if not self._held:  # what came late of a card that was taken is over
            if self._taken_at == self._run.last_at:
                self._act(ForgetComposition())
            return
        run = self._run
        if (self._clock() - self._waiting_until) * 1000 > _MARGIN_MS:
            self._wait()
            return
        is_behind = run.is_fast and run.characters >= FEWEST_CHARACTERS and self._found() is None
        if is_behind and (self._clock() - self._heard_at) * 1000 < _PATIENCE_MS:
            self._wait()
            return
        self._decide()

    def _is_late(self, composed: Composed) -> bool:
        """Tell whether this is still of what a card was taken from: no key went down since."""
        no_key_since = self._keys_have_times and self._taken_at == self._run.last_at
        is_soon = (self._clock() - self._told_to_forget) * 1000 < _PATIENCE_MS
        return no_key_since and is_soon and bool(composed.preedit or composed.confirmed)

    def _may_begin_card(self, composed: Composed) -> bool:
        """Tell whether this could be a scan's: confirmed at once it can't be taken back, else only fast keys count."""
        if self._may_belong(composed.confirmed):
            return True
        text = composed.confirmed + composed.preedit
        run = self._run
        may_belong = self._pressed_card() is not None or self._may_belong(text[-1:])
        is_rest = not run.settled and run.earlier + run.characters >= self._cards().shortest
        return (run.is_fast or is_rest) and text != self.shown and may_belong

    def _may_belong(self, text: str) -> bool:
        return may_belong_to_card(text, self._cards())

    def _note(self, press: Press, at: int, character: str = "") -> None:
        if not self._run.goes_on_with(press, at):
            goes_on_torn = self._run.is_torn_before(press, at)
            if not (goes_on_torn and self._waits_for_rest()):
                self.settle()
            if not goes_on_torn:
                self._begun = self.shown
        self._run.note(press, at, character)

    def _waits_for_rest(self) -> bool:
        """Tell whether what came would be a scan of too few characters for a card: the rest of it may follow."""
        characters = self._run.characters
        return FEWEST_CHARACTERS <= characters < self._cards().shortest

    def _wait(self) -> None:
        longest = max(self._run.fast_key_ms, LONGEST_TEAR_MS if self._waits_for_rest() else 0)
        milliseconds = longest + _MARGIN_MS
        self._waiting_until = self._clock() + milliseconds / 1000
        self._act(StartWait(ClassifierWait.COMPOSED, milliseconds))

    def _note_arrival(self, composed: Composed) -> None:
        """Count what arrives where the window system tells no key times: composed key by key it is as fast as they.

        What a dictionary adds at once counts as one key, as far as no card ends it.
        """
        before = self._written()[-1] if self._held else self.shown
        text = (self._confirmed() if self._held else "") + composed.confirmed + composed.preedit
        more = text[len(before) :]
        keys = next((n for n in range(len(more), 0, -1) if self._may_belong(more[-n:])), min(1, len(more)))
        now = round(self._clock() * 1000)
        for _ in range(keys):
            self._note(Press.CHARACTER, now)

    def _confirmed(self) -> str:
        return "".join(it.confirmed for it in self._held)

    def _written(self) -> list[str]:
        """Tell the text from where the composition began, after each change that is held."""
        written: list[str] = []
        confirmed = ""
        for it in self._held:
            confirmed += it.confirmed
            written.append(confirmed + it.preedit)
        return written

    def _pressed_card(self) -> str | None:
        """Give what the keys wrote, where numbers have letters and each key's place is known."""
        return self._run.written if self._cards().has_letters else None

    def _found(self) -> tuple[str, str] | None:
        """Find the card of the fast keys: what was written before it, and its characters."""
        pressed, characters = self._pressed_card(), self._run.characters
        if pressed is None:
            return self._card(characters)
        is_card = characters >= FEWEST_CHARACTERS and any(it.isdigit() for it in pressed)
        return (self._begun, pressed) if is_card else None

    def _card(self, characters: int) -> tuple[str, str] | None:
        """Find the card that so many keys were composed to: what was written before it, and its characters.

        The newest text that ends with it counts: a reader's Tab may have asked for a suggestion, which replaced it.
        """
        if characters < FEWEST_CHARACTERS:
            return None
        for text in reversed(self._written()):
            read = read_composed(text[-characters:], self._cards())
            if read is not None and len(text) - characters >= len(self._begun):
                return text[:-characters], read
        return None

    def _torn_card(self) -> tuple[str, str] | None:
        """Find the card that came with a pause or two among its keys, if all of it is still there."""
        card = self._card(self._run.earlier + self._run.characters)
        return card if card and number_of(card[1], self._cards()) else None

    def _decide(self) -> None:
        self._act(StopWait(ClassifierWait.COMPOSED))
        run = self._run
        card = self._found() if run.is_fast else None
        if card is None and run.is_fast and not self._cards().has_letters:
            # A key that was joined with a letter before it (「ｂ」 and 「ａ」 to 「ば」) can't be told apart.
            card = self._card(run.characters - 1)
        if run.earlier and not run.settled:
            card = self._torn_card() or card
        held, self._held = self._held, []
        self._run.settled = True
        if card is None:
            for it in held:
                self._send(it)
            return
        before, read = card
        self._taken_at, self._told_to_forget = self._run.last_at, self._clock()
        self._send(Composed("", before))
        if held[-1].preedit:
            self._act(ForgetComposition())
        self._scanned(read)

    def _send(self, composed: Composed) -> None:
        self.shown = composed.preedit
        self._act(SendComposed(composed))
