"""How a dialog learns that this patron's card is there: a scan, and where the library accepts it a number or a look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.contract.cards import is_card
from services.contract.errors import ActRefused, CardNumberMalformed, ItemNumberRead
from services.contract.item_numbers import ItemNumbers, read_card_number
from services.rules.decision import Allowed, Refused
from services.rules.people.card_proof import CardShownFacts, card_shown
from services.rules.policy import Policy
from services.rules.vocabulary import CardProof, CardStatus
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import Trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.desk_state import OpeningScan


@dataclass(frozen=True, slots=True)
class Shown:
    """How the patron's card was shown.

    Attributes:
        number: what was scanned or typed; None for 目視.
        at: the server's time of an opening scan, None for the others.
    """

    proof: CardProof
    number: str | None
    at: datetime | None = None


class CardProofModel:
    """One patron's card, as one dialog asks for it.

    Attributes:
        shown: the proof so far; the scan that opened the patron counts for a while.
        trouble: why the last scan or number is no proof, or another message that the dialog shows in that place.
        accepts_typed_card, accepts_seen_card: whether the library takes a typed number, or 「カードを目視」.
        wanted: whether the dialog still takes cards; a scan made later is the desk's to keep.
        reported_lost: the person with the card may not be its patron; the clerk decides.
    """

    def __init__(
        self,
        card_number: str | None,
        opening: OpeningScan | None,
        now: Callable[[], datetime],
        policy: Callable[[], Policy],
        *,
        reported_lost: bool = False,
    ) -> None:
        """Begin with the scan that opened the patron, if it counts.

        Args:
            card_number: the patron's.
            opening: that scan.
            now: tells the server's time.
            policy: tells the library's values in force.
            reported_lost: the card was reported lost.
        """
        self._card_number = card_number
        self.reported_lost = reported_lost
        self._now = now
        self._policy = policy
        self.accepts_typed_card = policy().typed_card_accepted
        self.accepts_seen_card = policy().seen_card_accepted
        self.wanted = True
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.shown: Observable[Shown | None] = Observable(self._of(opening))

    @property
    def _numbers(self) -> ItemNumbers:
        return ItemNumbers.of(self._policy())

    def card_scanned(self, text: str) -> bool:
        """Take a scan as proof; another card is named as another, and any other scan ends the proof.

        Returns:
            False when the dialog asks for no card any more, so that the scan is the desk's to keep; the proof ends
            all the same, in case the dialog asks again.
        """
        if not self.wanted:
            self.card_missed(text)
            return False
        self._take(text, CardProof.SCANNED)
        return True

    def card_missed(self, text: str) -> None:
        """Let the proof go when anything but this card was scanned, where the dialog can't tell of it."""
        if not self._is_own(text):
            self.shown.set(None)

    def card_typed(self, text: str) -> None:
        """Take a typed number as proof, where the library accepts that."""
        if self.wanted and self.accepts_typed_card:
            self._take(text, CardProof.TYPED)

    def card_seen(self) -> None:
        """Take 「カードを目視」 as proof, where the library accepts that."""
        if self.wanted and self.accepts_seen_card:
            self.trouble.set(None)
            self.shown.set(Shown(CardProof.SEEN, None))

    def _take(self, text: str, proof: CardProof) -> None:
        try:
            number = self._read(text)
        except (CardNumberMalformed, ItemNumberRead) as error:
            self.trouble.set(error)
            self.shown.set(None)
            return
        shown = Shown(proof, number)
        judged = card_shown(self._facts(shown), self._policy())
        self.trouble.set(ActRefused(judged) if isinstance(judged, Refused) else None)
        self.shown.set(None if isinstance(judged, Refused) else shown)

    def _read(self, text: str) -> str:
        own = self._card_number
        return own if own is not None and self._is_own(text) else read_card_number(text, self._numbers)

    def _is_own(self, text: str) -> bool:
        """Tell whether it is this patron's card, whose length may be none of today's."""
        own = self._card_number
        return own is not None and is_card(text, own, self._numbers.cards)

    def _of(self, opening: OpeningScan | None) -> Shown | None:
        if opening is None:
            return None
        shown = Shown(CardProof.OPENING_SCAN, opening.card_number, opening.at)
        return shown if isinstance(card_shown(self._facts(shown), self._policy()), Allowed) else None

    def _facts(self, shown: Shown) -> CardShownFacts:
        return CardShownFacts(
            now=self._now(),
            card_number=self._card_number,
            proof=shown.proof,
            shown_card=shown.number,
            shown_at=shown.at,
        )


def card_proof(desk: DeskViewModel, policy: Callable[[], Policy]) -> CardProofModel:
    """Ask for the card of the patron who is open.

    Raises:
        ValueError: no patron is open.
    """
    subject = desk.snapshot
    if subject is None:
        msg = "a card is asked of an open patron"
        raise ValueError(msg)
    lost = subject.patron.card_status is CardStatus.LOST
    return CardProofModel(subject.card_number, desk.opening, desk.now, policy, reported_lost=lost)
