import pytest

from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.people.registration_offers import RegistrationOffers, registration_offers
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CardStatus, Channel, PatronReport, Role, SuspensionReason

COUNTER, PHONE, SUPERVISOR = Role.COUNTER, Role.PHONE, Role.SUPERVISOR
MAY_NOT, VISIT = (Reason.ROLE_MAY_NOT,), (Reason.NEEDS_VISIT,)


def reasons(decision: Decision) -> tuple[Reason, ...]:
    return decision.reasons if isinstance(decision, Refused) else ()


def offers(
    role: Role = COUNTER,
    channel: Channel = Channel.COUNTER,
    card: CardStatus | None = CardStatus.ACTIVE,
    in_force: tuple[SuspensionReason, ...] = (),
    unsettled: tuple[PatronReport, ...] = (),
) -> RegistrationOffers:
    return registration_offers(
        role=role,
        channel=channel,
        card_status=card,
        in_force=in_force,
        unsettled=unsettled,
        policy=DEFAULT_POLICY,
    )


@pytest.mark.parametrize(
    ("role", "channel", "renew", "replace"),
    [
        (COUNTER, Channel.COUNTER, (), MAY_NOT),
        (SUPERVISOR, Channel.COUNTER, (), ()),
        (COUNTER, Channel.PHONE, VISIT, MAY_NOT),
        (SUPERVISOR, Channel.PHONE, VISIT, VISIT),
        (PHONE, Channel.PHONE, VISIT, MAY_NOT),
        (PHONE, Channel.COUNTER, VISIT, MAY_NOT),
    ],
)
def test_who_may_begin_what_and_where(
    role: Role, channel: Channel, renew: tuple[Reason, ...], replace: tuple[Reason, ...]
) -> None:
    it = offers(role, channel)
    assert (reasons(it.renew), reasons(it.replace_card)) == (renew, replace)
    assert isinstance(it.report_lost, Allowed)
    assert isinstance(it.take_report, Allowed)


def test_a_card_that_was_reported_lost_is_not_reported_again() -> None:
    lost = offers(card=CardStatus.LOST, in_force=(SuspensionReason.CARD_LOST,))
    assert reasons(lost.report_lost) == (Reason.ALREADY_IN_FORCE,)
    assert isinstance(
        offers(card=CardStatus.ACTIVE, in_force=(SuspensionReason.CARD_LOST,)).report_lost, Allowed
    )


def test_a_report_is_offered_while_a_kind_is_left() -> None:
    assert isinstance(offers(unsettled=tuple(PatronReport)[1:]).take_report, Allowed)
    assert reasons(offers(unsettled=tuple(PatronReport)).take_report) == (Reason.REPORTED_ALREADY,)


def test_without_a_card_nothing_is_begun_that_needs_it() -> None:
    it = offers(Role.SUPERVISOR, card=None)
    assert reasons(it.renew) == reasons(it.report_lost) == reasons(it.replace_card) == (Reason.NO_CARD,)
    assert isinstance(it.take_report, Allowed)
