"""Slips for checking printer and paper: one with a password that opens nothing, one with nobody's loans."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.files.wording import own_texts
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from services.slips.content import SlipContent, SlipKind
from services.slips.due_slip import DueLoan, DueSlip, ReadyHold
from services.slips.maker import SlipMaker

SAMPLE_PASSWORD: Final = "sample374rty"  # noqa: S105 - opens nothing


def sample_content() -> SlipContent:
    """Everything a slip can say, so that a check of the paper leaves nothing out, except a name."""
    return SlipContent(
        library="川口市立図書館",
        branch="中央図書館",
        issued_on=date(2026, 11, 24),
        card_number="123456789",
        password=Secret(SAMPLE_PASSWORD),
        expires_on=date(2027, 1, 23),
        must_change=True,
        portal_name="利用者のページ",
        portal_url="https://library.example.jp/patron/",
        qr=True,
    )


async def sample_slip(paper: Paper, texts: Mapping[str, str] | None = None) -> bytes:
    """Make the sample as PDF bytes.

    Args:
        paper: the paper.
        texts: what it says, by name; the program's own when left out.
    """
    return await SlipMaker(lambda: texts or own_texts()).make(sample_content(), paper)


def sample_due() -> DueSlip:
    """Give a slip with a title of each length; number and name only stand where a library wants them."""
    day = date(2026, 12, 8)
    return DueSlip(
        library="川口市立図書館",
        branch="中央図書館",
        printed_on=date(2026, 11, 24),
        loans=(
            DueLoan("草枕", None, day),
            DueLoan("銀河鉄道の夜・風の又三郎・ポラーノの広場・セロ弾きのゴーシュ ほか三編", None, day),
            DueLoan("Alice's adventures in Wonderland", None, date(2026, 12, 13)),
        ),
        holds=(ReadyHold("三四郎", None, "中央図書館", "A-12", date(2026, 12, 2)),),
    )


async def sample_of(slip: SlipKind, paper: Paper) -> bytes:
    """Make the sample of a kind of slip as PDF bytes."""
    if slip is SlipKind.DUE:
        return await SlipMaker().make_due(sample_due(), paper)
    return await sample_slip(paper)
