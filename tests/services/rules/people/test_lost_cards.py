from typing import Any

import pytest

from services.rules.decision import Allowed, Reason, Refused
from services.rules.people.lost_cards import LossFacts, may_replace, may_report_lost
from services.rules.vocabulary import CardStatus, Channel, Role, SuspensionReason

LOST = SuspensionReason.CARD_LOST


def facts(**changed: Any) -> LossFacts:
    everyday: dict[str, Any] = {
        "role": Role.COUNTER,
        "channel": Channel.COUNTER,
        "card_status": CardStatus.ACTIVE,
        "in_force": (),
        "by_patron": True,
        "consent": True,
    }
    return LossFacts(**(everyday | changed))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("channel", Channel)
def test_everybody_takes_a_report(role: Role, channel: Channel) -> None:
    assert may_report_lost(facts(role=role, channel=channel)) == Allowed()


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"consent": False}, [Reason.NO_CONSENT]),
        ({"by_patron": False}, [Reason.NOT_BY_PATRON]),
        ({"by_patron": False, "consent": False}, [Reason.NO_CONSENT, Reason.NOT_BY_PATRON]),
        ({"card_status": CardStatus.LOST, "in_force": (LOST,)}, [Reason.ALREADY_IN_FORCE]),
        ({"in_force": (LOST,), "consent": False}, [Reason.NO_CONSENT]),
        ({"card_status": None}, [Reason.NO_CARD]),
    ],
)
def test_it_is_refused_with_every_reason(changed: dict[str, Any], reasons: list[Reason]) -> None:
    answer = may_report_lost(facts(**changed))
    assert isinstance(answer, Refused)
    assert set(answer.reasons) == set(reasons)


@pytest.mark.parametrize(
    "changed",
    [
        {"in_force": (SuspensionReason.LONG_OVERDUE,)},
        {"in_force": (LOST,)},
        {"card_status": CardStatus.LOST},
    ],
)
def test_other_suspensions_and_an_earlier_loss_stop_no_report(changed: dict[str, Any]) -> None:
    assert may_report_lost(facts(**changed)) == Allowed()


@pytest.mark.parametrize(
    ("status", "damaged", "allowed"),
    [
        (CardStatus.LOST, False, True),
        (CardStatus.LOST, True, True),
        (CardStatus.ACTIVE, True, True),
        (CardStatus.ACTIVE, False, False),
    ],
)
def test_a_card_is_replaced_when_it_is_lost_or_damaged(
    status: CardStatus, damaged: bool, allowed: bool
) -> None:
    expected = Allowed() if allowed else Refused((Reason.CARD_NOT_LOST,))
    assert may_replace(status, damaged=damaged) == expected


@pytest.mark.parametrize("damaged", [True, False])
def test_where_there_is_no_card_none_is_replaced(*, damaged: bool) -> None:
    assert may_replace(None, damaged=damaged) == Refused((Reason.NO_CARD,))
