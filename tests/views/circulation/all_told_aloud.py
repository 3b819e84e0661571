"""The one number or date that is told aloud is big, in whatever question or answer it stands."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from services.acts.item_handover import ItemRoute
from services.contract.errors import ActRefused
from services.rules.decision import Allowed, PageAndCounter, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import days, refused
from tests.views.acts import Acts
from views.circulation.loan_renewal_dialog import RenewalDialog
from views.dialogs.decision_dialog import DecisionDialog


def big(window: QWidget) -> list[str]:
    labels = (it for it in window.findChildren(QLabel) if it.isVisible() and it.property("tone") == "aloud")
    return [label.text() for label in labels]


@pytest.fixture
async def told(acts: Acts) -> AsyncIterator[Acts]:
    yield acts
    await acts.settled()


@pytest.mark.parametrize(
    ("new", "expected"),
    [((days(14), days(14)), ["12/8(火)"]), ((days(14), days(7)), ["12/8(火)", "12/1(火)"])],
)
async def test_several_loans_have_one_big_date_or_each_its_own(
    told: Acts, new: tuple[date, ...], expected: list[str]
) -> None:
    renewals = (PageAndCounter(Allowed(day), Allowed(day)) for day in new)
    loans = tuple(snapshots.loan(n, title=f"巻{n}", renewal=it) for n, it in enumerate(renewals, 1))
    await told.open(snapshots.snapshot(loans=loans))
    told.circulation.renew_all()
    dialog = await told.dialog()
    assert isinstance(dialog, RenewalDialog)
    assert big(dialog) == expected
    dialog.reject()


async def test_the_answer_has_the_common_date_big(told: Acts) -> None:
    loans = tuple(snapshots.loan(n, title=f"巻{n}") for n in (1, 2, 3))
    await told.open(snapshots.snapshot(loans=loans))
    told.fake.after = snapshots.snapshot()
    told.fake.outcomes = [None, ActRefused(refused(Reason.HOLD_WAITING)), None]
    told.circulation.renew_all()
    asked = await told.dialog()
    asked.yes.click()
    answer = await told.dialog(after=asked)
    assert big(answer) == ["12/8(火)"]
    await told.answer(answer.yes)


@pytest.mark.parametrize(
    ("route", "expected"),
    [(ItemRoute(3), ["戸塚"]), (ItemRoute(3, days(9)), ["12/3(木)"]), (ItemRoute(), [])],
)
async def test_where_the_item_goes_or_until_when_it_is_kept_is_big(
    told: Acts, route: ItemRoute, expected: list[str]
) -> None:
    ready = snapshots.past_waiting(3, HoldStatus.READY, shelf_until=days(3))
    await told.open(snapshots.snapshot(holds=(ready,)))
    told.fake.outcomes = [route]
    dialog = await told.enter(told.inquiry.holds.table, 0, 10, part=1)
    dialog.yes.click()
    answer: DecisionDialog = await told.dialog(after=dialog)
    assert big(answer) == expected
    await told.answer(answer.yes)
