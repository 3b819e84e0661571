"""Checks that a library's own wording fits on a slip: drawn in its typefaces, whole and legible on every paper.

Two slips are tried: the fullest there can be (every name and address as long as `say` leaves it, the longest password)
has to fit at all, and an everyday one in type that is still read at arm's length.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Final

from services.rules.card_numbers import LONGEST, CardLetters, CardNumbers
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from services.slips.content import SlipContent
from services.slips.layout import SCALES, QrRows, compose_at
from services.slips.maker import ONE_AT_A_TIME
from services.slips.marks import Composition, Face, Line
from services.slips.paper_sizes import SHEETS
from services.slips.typefaces import Typefaces
from services.slips.words import say, slip_wording

LEGIBLE: Final = 0.76
"""The least scale of an everyday slip: the sentences of an A6 slip are then 6.4 points high, the English 5.2."""
SMALLEST_TITLE: Final = 6.5

_COARSE_CODE: QrRows = ((True,) * 21,) * 21
"""The smallest QR code, whose quiet zone is the widest."""
_EVERYDAY: Final = SlipContent(
    library="館" * 9,
    branch="館" * 9,
    issued_on=date(2026, 12, 24),
    card_number="123456789",
    password=Secret("kmkmkmkmkmk7"),  # over a digit a line says that it is one
    expires_on=date(2027, 12, 24),
    must_change=True,
    portal_name="頁" * 9,
    portal_url="https://library.example.jp/winj/opac/top.do",
    qr=True,
    patron_name="名" * 12,
)
_FULLEST: Final = replace(
    _EVERYDAY,
    library="館" * 64,
    card_number="9" * LONGEST,
    cards=CardNumbers(((LONGEST - 1, LONGEST),), CardLetters.ANY, ((LONGEST - 2, 1), (LONGEST - 1, 1))),
    portal_name="頁" * 64,
    portal_url="W" * 300,
    password=Secret("mw" * 15 + "m7"),
    patron_name="名" * 64,
)


class Fitting:
    """Tries texts on paper; the typefaces are parsed when the first is tried."""

    def __init__(self) -> None:
        self._typefaces = Typefaces()

    def undrawable(self, text: str) -> str:
        """Give the characters of a text that one of the slip's typefaces lacks, each once."""
        with ONE_AT_A_TIME:
            self._typefaces.load()
            faces = (Face.REGULAR, Face.BOLD)
            lacking = (it for it in text if not all(self._typefaces.has(it, face) for face in faces))
            return "".join(dict.fromkeys(lacking))

    def too_full(self, texts: Mapping[str, str]) -> Paper | None:
        """Tell on which paper a slip with these texts has no room, None for none.

        Args:
            texts: all of them by their names, in force together.
        """
        with ONE_AT_A_TIME:
            self._typefaces.load()
            for paper in Paper:
                if not self._stands(texts, paper):
                    return paper
        return None

    def _stands(self, texts: Mapping[str, str], paper: Paper) -> bool:
        room = SHEETS[paper].height
        if room is not None and any(
            self._laid_out(texts, content, paper, SCALES[-1]).height > room for content in _slips(_FULLEST)
        ):
            return False
        for content in _slips(_EVERYDAY):
            laid = self._laid_out(texts, content, paper, LEGIBLE)
            if (room is not None and laid.height > room) or _title_size(laid) < SMALLEST_TITLE:
                return False
        return True

    def _laid_out(
        self, texts: Mapping[str, str], content: SlipContent, paper: Paper, scale: float
    ) -> Composition:
        words = say(content, slip_wording(texts))
        return compose_at(scale, words, SHEETS[paper], self._typefaces.width, _COARSE_CODE)


def _slips(content: SlipContent) -> Iterator[SlipContent]:
    """Vary a slip so that every sentence stands on one of them."""
    for must_change, expires_on in product((True, False), (content.expires_on, None)):
        yield replace(content, must_change=must_change, expires_on=expires_on)


def _title_size(laid: Composition) -> float:
    return next(mark.size for mark in laid.marks if isinstance(mark, Line) and mark.face is Face.BOLD)
