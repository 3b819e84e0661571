"""What a patron reads about a suspension never tells its reason."""

import pytest

from services.rules.circulation.notices import notices_for
from services.rules.decision import Reason
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import SuspensionReason
from tests.helpers.snapshots import TODAY, days
from tests.wording.guide import SHOWN
from views.text import notice_words, words


def read_by_the_patron() -> list[str]:
    """Give every word of a suspension on the patron page: the notice, and why nothing can be renewed."""
    notices = notices_for(TODAY, days(400), DEFAULT_POLICY, suspended=True)
    return [*map(notice_words.notice, notices), words.reason(Reason.SUSPENDED)]


def test_the_notice_is_the_guides() -> None:
    (guide,) = (quote.text for quote in SHOWN if quote.line == 48)
    assert read_by_the_patron() == [guide, "貸出禁止中"]


@pytest.mark.parametrize("reason", SuspensionReason)
def test_no_reason_is_told(reason: SuspensionReason) -> None:
    staff_words = words.suspension(reason)[1:]
    assert not any(staff_words in told for told in read_by_the_patron())
