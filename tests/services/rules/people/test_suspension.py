from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.people.suspension import (
    CHECKLISTS,
    CheckItem,
    LiftFacts,
    before_checking,
    code_fits,
    in_order,
    is_ready,
    is_suspended,
    may_lift,
    may_suspend,
    may_suspend_at_all,
    place,
    still_to_set,
    stopped_by_guide,
    why_stopped,
)
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role, Stopped, SuspensionReason

POLICY = Policy()
OVERRIDING = Policy(lifting_against_facts_with_override=True)
LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
STARTED_ON = date(2026, 11, 1)


def reasons(decision: Decision) -> set[str]:
    return {it.name for it in decision.reasons} if isinstance(decision, Refused) else set()


@given(st.permutations(list(SuspensionReason)), st.integers(0, 5))
def test_reasons_stand_in_the_guides_order(shuffled: list[SuspensionReason], count: int) -> None:
    chosen = shuffled[:count]
    assert in_order(chosen) == tuple(
        it for it in (LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT) if it in chosen
    )


@given(st.permutations([None, *SuspensionReason, None]))
def test_what_is_not_the_guides_stands_behind_it(shuffled: list[SuspensionReason | None]) -> None:
    assert sorted(shuffled, key=place) == [*SuspensionReason, None, None]


LENDING, HOLDS, RENEWALS = (frozenset({it}) for it in Stopped)
GUIDES = LENDING | RENEWALS


@pytest.mark.parametrize(("refused", "stops"), [(True, GUIDES), (False, LENDING)])
def test_the_guides_five_stop_lending_and_where_the_library_says_so_renewals(
    refused: bool, stops: frozenset[Stopped]
) -> None:
    assert stopped_by_guide(Policy(renewal_refused_when_suspended=refused)) == stops


@pytest.mark.parametrize(
    ("in_force", "expected"),
    [
        ((), (None, None, None)),
        ((frozenset(),), (None, None, None)),
        ((LENDING,), ("SUSPENDED", None, None)),
        ((GUIDES,), ("SUSPENDED", None, "SUSPENDED")),
        ((RENEWALS,), (None, None, "RESTRICTED")),
        ((HOLDS, RENEWALS), (None, "RESTRICTED", "RESTRICTED")),
        ((LENDING, RENEWALS), ("SUSPENDED", None, "SUSPENDED")),
        ((HOLDS, GUIDES, GUIDES), ("SUSPENDED", "SUSPENDED", "SUSPENDED")),
    ],
)
def test_what_restrictions_stop(
    in_force: tuple[frozenset[Stopped], ...], expected: tuple[str | None, ...]
) -> None:
    why = [why_stopped(what, in_force) for what in Stopped]
    assert tuple(None if it is None else it.name for it in why) == expected


@given(st.lists(st.frozensets(st.sampled_from(Stopped))), st.sampled_from(Stopped))
def test_only_what_a_restriction_stops_is_refused_and_named_by_whether_lending_is(
    in_force: list[frozenset[Stopped]], what: Stopped
) -> None:
    why = why_stopped(what, in_force)
    assert (why is None) is (what not in frozenset().union(*in_force))
    assert why is None or (why is Reason.SUSPENDED) is is_suspended(in_force)


@pytest.mark.parametrize(
    ("reason", "desk", "consent", "in_force", "expected"),
    [
        (LOST, (Role.COUNTER, Channel.COUNTER), True, (), set()),
        (LOST, (Role.PHONE, Channel.PHONE), True, (), set()),
        (LOST, (Role.PHONE, Channel.PHONE), False, (), {"NO_CONSENT"}),
        (LOST, (Role.SUPERVISOR, Channel.COUNTER), True, (LOST,), {"ALREADY_IN_FORCE"}),
        (LOST, (Role.SUPERVISOR, Channel.COUNTER), True, (OVERDUE,), set()),
        (OVERDUE, (Role.SUPERVISOR, Channel.COUNTER), False, (), set()),
        (OVERDUE, (Role.COUNTER, Channel.COUNTER), True, (), {"ROLE_MAY_NOT"}),
        (OVERDUE, (Role.PHONE, Channel.PHONE), True, (), {"ROLE_MAY_NOT"}),
        (OVERDUE, (Role.SUPERVISOR, Channel.PHONE), True, (), {"NEEDS_VISIT"}),
        (CONTACT, (Role.COUNTER, Channel.COUNTER), False, (CONTACT,), {"ROLE_MAY_NOT", "ALREADY_IN_FORCE"}),
    ],
)
def test_who_may_suspend(
    reason: SuspensionReason,
    desk: tuple[Role, Channel],
    consent: bool,
    in_force: tuple[SuspensionReason, ...],
    expected: set[str],
) -> None:
    role, channel = desk
    assert reasons(may_suspend(reason, in_force, role=role, channel=channel, consent=consent)) == expected


@pytest.mark.parametrize(
    ("in_force", "left"),
    [
        ((), (UNREACHABLE, OVERDUE, ADDRESS, CONTACT)),
        ((LOST,), (UNREACHABLE, OVERDUE, ADDRESS, CONTACT)),
        ((OVERDUE, CONTACT), (UNREACHABLE, ADDRESS)),
        ((UNREACHABLE, OVERDUE, ADDRESS, CONTACT), ()),
    ],
)
def test_a_supervisor_suspends_for_what_is_not_in_force_yet(
    in_force: tuple[SuspensionReason, ...], left: tuple[SuspensionReason, ...]
) -> None:
    assert still_to_set(in_force) == left
    at_all = may_suspend_at_all(in_force, role=Role.SUPERVISOR, channel=Channel.COUNTER)
    assert reasons(at_all) == (set() if left else {"ALREADY_IN_FORCE"})


@pytest.mark.parametrize(
    ("role", "channel", "expected"),
    [
        (Role.SUPERVISOR, Channel.COUNTER, set()),
        (Role.SUPERVISOR, Channel.PHONE, {"NEEDS_VISIT"}),
        (Role.COUNTER, Channel.COUNTER, {"ROLE_MAY_NOT"}),
        (Role.PHONE, Channel.PHONE, {"ROLE_MAY_NOT"}),
    ],
)
def test_who_is_offered_to_suspend(role: Role, channel: Channel, expected: set[str]) -> None:
    assert reasons(may_suspend_at_all((), role=role, channel=channel)) == expected


def test_a_code_is_none_or_one_of_the_masters() -> None:
    assert code_fits(None, ()) == code_fits("a", ("a", "b")) == Allowed()
    assert reasons(code_fits("c", ("a", "b"))) == {"CODE_NOT_OFFERED"}


def lift(reason: SuspensionReason, **changes: Any) -> LiftFacts:
    """A suspension that may be lifted, with changes."""
    usual = LiftFacts(
        reason=reason,
        in_force=True,
        role=Role.SUPERVISOR,
        channel=Channel.COUNTER,
        started_on=STARTED_ON,
        overdue_items=0,
        address_changed_on=STARTED_ON,
        card_replaced=True,
        checked=frozenset(CHECKLISTS[reason]),
    )
    return replace(usual, **changes)


@pytest.mark.parametrize("reason", SuspensionReason)
def test_each_is_lifted_when_all_is_done(reason: SuspensionReason) -> None:
    assert may_lift(lift(reason), POLICY) == Allowed()


@pytest.mark.parametrize(
    ("reason", "changes", "fact"),
    [
        (LOST, {"card_replaced": False}, "CARD_NOT_REPLACED"),
        (OVERDUE, {"overdue_items": 1}, "ITEMS_STILL_OVERDUE"),
        (ADDRESS, {"address_changed_on": None}, "ADDRESS_NOT_CHANGED"),
        (ADDRESS, {"address_changed_on": date(2026, 10, 31)}, "ADDRESS_NOT_CHANGED"),
        (ADDRESS, {"started_on": None}, "ADDRESS_NOT_CHANGED"),
    ],
)
def test_what_the_database_knows_speaks_first(
    reason: SuspensionReason, changes: dict[str, Any], fact: str
) -> None:
    assert reasons(may_lift(lift(reason, **changes), POLICY)) == {fact}
    # An override goes past it only where the library allows that, and nobody gets one unasked.
    assert reasons(may_lift(lift(reason, **changes, override=True), POLICY)) == {fact}
    assert reasons(may_lift(lift(reason, **changes), OVERRIDING)) == {fact}
    assert may_lift(lift(reason, **changes, override=True), OVERRIDING) == Allowed()


BEFORE_IT, SINCE = date(2026, 10, 31), STARTED_ON
NOTHING_HAPPENED: dict[str, Any] = {
    "overdue_items": 1,
    "address_changed_on": None,
    "phone_changed_on": None,
    "card_replaced": False,
    "told": False,
}


@pytest.mark.parametrize(
    ("reason", "happened", "expected"),
    [
        *((reason, {}, False) for reason in SuspensionReason),
        (LOST, {"card_replaced": True}, True),
        (UNREACHABLE, {"address_changed_on": SINCE}, True),
        (UNREACHABLE, {"phone_changed_on": SINCE}, True),
        (UNREACHABLE, {"phone_changed_on": BEFORE_IT, "address_changed_on": BEFORE_IT}, False),
        (UNREACHABLE, {"told": True}, False),
        (OVERDUE, {"overdue_items": 0}, True),
        (ADDRESS, {"address_changed_on": SINCE}, True),
        (ADDRESS, {"address_changed_on": BEFORE_IT}, False),
        (ADDRESS, {"phone_changed_on": SINCE}, False),
        (CONTACT, {"told": True}, True),
        (CONTACT, {"phone_changed_on": SINCE, "address_changed_on": SINCE}, False),
        # Where nobody knows the day on which it began, nothing counts as changed since.
        (UNREACHABLE, {"started_on": None, "address_changed_on": SINCE}, False),
        (ADDRESS, {"started_on": None, "address_changed_on": SINCE}, False),
        (LOST, {"started_on": None, "card_replaced": True}, True),
        (OVERDUE, {"started_on": None, "overdue_items": 0}, True),
        (CONTACT, {"started_on": None, "told": True}, True),
    ],
)
def test_it_is_ready_when_what_it_waits_for_has_happened(
    reason: SuspensionReason, happened: dict[str, Any], expected: bool
) -> None:
    assert is_ready(lift(reason, **(NOTHING_HAPPENED | happened))) is expected


@given(
    reason=st.sampled_from(SuspensionReason),
    overdue_items=st.integers(0, 2),
    address=st.sampled_from([None, BEFORE_IT, SINCE]),
    replaced=st.booleans(),
    started=st.sampled_from([None, STARTED_ON]),
)
def test_what_is_ready_can_be_lifted(
    reason: SuspensionReason, overdue_items: int, address: date | None, replaced: bool, started: date | None
) -> None:
    changes = {"overdue_items": overdue_items, "address_changed_on": address, "started_on": started}
    known = lift(reason, **changes, card_replaced=replaced, told=True)
    lifted = may_lift(known, POLICY) == Allowed()
    assert lifted or not is_ready(known)
    if reason not in {UNREACHABLE, CONTACT}:
        assert is_ready(known) is lifted


@pytest.mark.parametrize("reason", SuspensionReason)
def test_facts_of_other_reasons_dont_matter(reason: SuspensionReason) -> None:
    against = lift(reason, overdue_items=3, address_changed_on=None, card_replaced=False)
    own = {LOST: "CARD_NOT_REPLACED", OVERDUE: "ITEMS_STILL_OVERDUE", ADDRESS: "ADDRESS_NOT_CHANGED"}
    assert reasons(may_lift(against, POLICY)) == ({own[reason]} if reason in own else set())


@pytest.mark.parametrize("reason", SuspensionReason)
@pytest.mark.parametrize("policy", [POLICY, OVERRIDING])
def test_each_item_of_the_checklist_is_needed(reason: SuspensionReason, policy: Policy) -> None:
    assert CHECKLISTS[reason]
    for item in CHECKLISTS[reason]:
        others = frozenset(CheckItem) - {item}
        it = lift(reason, checked=others, override=True)
        assert reasons(may_lift(it, policy)) == {"CHECKLIST_OPEN"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"role": Role.COUNTER}, {"ROLE_MAY_NOT"}),
        ({"role": Role.PHONE, "channel": Channel.PHONE}, {"ROLE_MAY_NOT"}),
        ({"channel": Channel.PHONE}, {"NEEDS_VISIT"}),
        ({"in_force": False}, {"NOT_IN_FORCE"}),
        (
            {"in_force": False, "role": Role.COUNTER, "overdue_items": 1, "checked": frozenset()},
            {"NOT_IN_FORCE", "ROLE_MAY_NOT", "ITEMS_STILL_OVERDUE", "CHECKLIST_OPEN"},
        ),
    ],
)
def test_who_may_lift_what(changes: dict[str, Any], expected: set[str]) -> None:
    assert reasons(may_lift(lift(OVERDUE, **changes), POLICY)) == expected


@pytest.mark.parametrize("reason", SuspensionReason)
def test_before_the_checklist_only_what_is_known_speaks(reason: SuspensionReason) -> None:
    unchecked = lift(reason, checked=frozenset(), override=True)
    assert before_checking(unchecked, OVERRIDING) == Allowed()
    against = lift(
        reason,
        checked=frozenset(),
        override=True,
        overdue_items=1,
        address_changed_on=None,
        card_replaced=False,
    )
    known = {LOST: {"CARD_NOT_REPLACED"}, OVERDUE: {"ITEMS_STILL_OVERDUE"}, ADDRESS: {"ADDRESS_NOT_CHANGED"}}
    assert reasons(before_checking(against, OVERRIDING)) == known.get(reason, set())
