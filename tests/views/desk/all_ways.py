"""Where the keyboard is when a chip or the red line has led to where a fact about the patron is dealt with."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Reason
from services.rules.people.registration_offers import RegistrationOffers
from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, days, loan, refused, report, suspended
from tests.viewmodels.fakes import CARD_A
from tests.views.acts import WholeActs
from tests.views.counter import Counter
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.patron_chips import ChipKind

MAY_NOT_RENEW = RegistrationOffers(
    renew=refused(Reason.ROLE_MAY_NOT), report_lost=ALLOWED, replace_card=ALLOWED, take_report=ALLOWED
)


def show(counter: Counter, **changes: Any) -> None:
    """Open a patron about whom there is something to know on every page."""
    unlockable = replace(snapshots.snapshot().password_use, unlock=ALLOWED)
    everything = snapshots.snapshot(password_use=unlockable)
    counter.bench.desk.answer.set(
        replace(
            everything,
            card_number=CARD_A,
            patron=snapshots.header(has_namesake=True, expires_on=days(-1)),
            notices=(Notice(NoticeKind.EXPIRY_PASSED, days(-1)),),
            loans=(loan(1), loan(2, due_on=days(-3))),
            password=snapshots.password(locked_until=snapshots.NOW + timedelta(minutes=9)),
            reports=(report(1), report(2)),
            **{"suspensions": tuple(suspended(it, n) for n, it in enumerate(SuspensionReason, 1)), **changes},
        )
    )


def press(counter: Counter, kind: ChipKind) -> QWidget | None:
    """Press a chip, and give what has the keyboard then."""
    counter.window.header.line.chips.buttons[kind].click()
    return counter.window.focusWidget()


def begin_inside(counter: Counter) -> None:
    """Have the keyboard on the page already, at the act that stands first there."""
    window = counter.window
    window.menu.setCurrentRow(window.pages.index(window.registration))
    window.registration.suspensions.suspend_button.setFocus()


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("kind", [ChipKind.EXPIRED, ChipKind.NAMESAKE])
async def test_what_is_registered_is_gone_to_at_its_renewal(
    whole_acts: WholeActs, kind: ChipKind, *, inside: bool
) -> None:
    page = whole_acts.counter.window.registration
    page.offer_acts()
    show(whole_acts.counter)
    if inside:
        begin_inside(whole_acts.counter)

    assert press(whole_acts.counter, kind) is page.renew_button


async def test_where_nothing_can_be_renewed_the_box_itself_has_the_keyboard_and_is_seen(
    whole_acts: WholeActs,
) -> None:
    page = whole_acts.counter.window.registration
    page.offer_acts()
    whole_acts.counter.window.resize(900, 500)
    show(whole_acts.counter, registration_use=MAY_NOT_RENEW)

    box = press(whole_acts.counter, ChipKind.EXPIRED)

    assert box is not None
    assert box.accessibleName() == "登録"
    assert not page.facts.visibleRegion().isEmpty()


@pytest.mark.parametrize("kind", [ChipKind.EXPIRED, ChipKind.REPORTS, ChipKind.PASSWORD_LOCKED])
async def test_a_desk_that_can_do_nothing_goes_there_all_the_same(counter: Counter, kind: ChipKind) -> None:
    show(counter, issue_password=refused(Reason.ROLE_MAY_NOT))

    reached = press(counter, kind)

    shown = counter.window.page_shown
    assert reached is not None
    assert shown.isAncestorOf(reached)
    assert shown is (
        counter.window.password if kind is ChipKind.PASSWORD_LOCKED else counter.window.registration
    )
    assert not isinstance(reached, QPushButton)


@pytest.mark.parametrize("inside", [False, True])
async def test_the_red_line_leads_to_the_first_card(whole_acts: WholeActs, *, inside: bool) -> None:
    window = whole_acts.counter.window
    show(whole_acts.counter)
    if inside:
        begin_inside(whole_acts.counter)

    window.header.suspension.open_button.click()

    assert window.page_shown is window.registration
    assert window.focusWidget() is window.registration.suspensions.cards[0]


async def test_at_a_desk_that_can_do_nothing_the_red_line_leads_there_too(counter: Counter) -> None:
    show(counter)
    counter.window.header.suspension.open_button.click()

    assert counter.window.focusWidget() is counter.window.registration.suspensions.cards[0]


async def test_the_red_lines_button_gives_the_keyboard_to_the_pages_when_nothing_is_stopped_any_more(
    counter: Counter,
) -> None:
    show(counter)
    counter.window.header.suspension.open_button.setFocus()
    show(counter, suspensions=())

    assert counter.window.focusWidget() is counter.window.menu


async def test_the_red_lines_button_that_goes_with_its_patron_gives_the_keyboard_to_the_card_field(
    counter: Counter,
) -> None:
    show(counter)
    counter.window.header.suspension.open_button.setFocus()
    counter.bench.desk.answer.set(None)

    assert counter.window.focusWidget() is counter.window.top_bar.card_field


async def test_the_red_lines_button_keeps_the_keyboard_while_another_reason_is_in_force(
    counter: Counter,
) -> None:
    show(counter)
    button = counter.window.header.suspension.open_button
    button.setFocus()
    show(counter, suspensions=(suspended(SuspensionReason.UNREACHABLE),))

    assert counter.window.focusWidget() is button


async def test_reports_are_gone_to_at_the_first_that_is_open(whole_acts: WholeActs) -> None:
    reports = whole_acts.counter.window.registration.reports
    show(whole_acts.counter)

    assert press(whole_acts.counter, ChipKind.REPORTS) is reports.table
    row = reports.table.current_row()
    assert row is not None
    assert row.id == 1


@pytest.mark.parametrize("inside", [False, True])
async def test_a_locked_password_is_gone_to_at_the_act_that_unlocks_it(
    whole_acts: WholeActs, *, inside: bool
) -> None:
    page = whole_acts.counter.window.password
    page.offer()
    show(whole_acts.counter)
    if inside:
        whole_acts.counter.window.menu.setCurrentRow(1)
        page.change_button.setFocus()

    assert press(whole_acts.counter, ChipKind.PASSWORD_LOCKED) is page.unlock_button


async def test_where_it_may_not_be_unlocked_a_locked_password_is_gone_to_at_the_first_of_its_page(
    whole_acts: WholeActs,
) -> None:
    page = whole_acts.counter.window.password
    page.offer()
    may_not = replace(snapshots.snapshot().password_use, unlock=refused(Reason.NEEDS_VISIT))
    show(whole_acts.counter, password_use=may_not)

    assert press(whole_acts.counter, ChipKind.PASSWORD_LOCKED) is page.change_button


@pytest.mark.parametrize(
    ("wanted", "row_id"), [(RowPlace(Part.LOANS, 2), 2), (Part.LOANS, 1), (RowPlace(Part.LOANS, 9), 1)]
)
async def test_a_list_is_gone_to_at_the_row_that_is_meant(
    counter: Counter, wanted: RowPlace | Part, row_id: int
) -> None:
    loans = counter.window.inquiry.loans
    show(counter)
    counter.window.header.wanted.emit(wanted)

    assert counter.window.focusWidget() is loans.table
    row = loans.table.current_row()
    assert row is not None
    assert row.id == row_id
