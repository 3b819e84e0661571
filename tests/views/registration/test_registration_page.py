"""登録・貸出禁止: what is registered stands beside what is stopped where both have room, and below it elsewhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.decision import Reason
from services.rules.people.approvals import once_approved
from services.rules.people.registration_offers import RegistrationOffers
from services.rules.vocabulary import Channel, Role, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, lift_facts, refused, suspended
from tests.helpers.windows import active
from views.panels.row_actions import RowAction
from views.registration.registration_page import RegistrationPage
from views.style.theme import Theme
from views.suspensions.suspensions_panel import SuspensionsPanel

LOST = SuspensionReason.CARD_LOST


@pytest.fixture
def scaled(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.rescale(1.0)


def shown(qtbot: QtBot, theme: Theme) -> RegistrationPage:
    page = RegistrationPage(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(page)
    page.offer_acts()
    lost = suspended(
        LOST, facts=lift_facts(LOST, card_replaced=False), lift=refused(Reason.CARD_NOT_REPLACED)
    )
    page.set_snapshot(snapshots.snapshot(suspensions=(lost, suspended(SuspensionReason.CONTACT_WANTED, 2))))
    return page


@pytest.mark.parametrize(
    ("scale", "width", "beside"),
    [(1.0, 1366, True), (1.0, 600, False), (2.0, 1366, False), (2.0, 2732, True)],
)
def test_two_columns_stand_beside_each_other_where_both_have_room(
    qtbot: QtBot, scaled: Theme, scale: float, width: int, beside: bool
) -> None:
    scaled.rescale(scale)
    page = shown(qtbot, scaled)
    page.resize(width, 700)
    page.show()
    suspensions, registered, reports, past = page.parts()
    above, right = (part.mapTo(page.body, QPoint()) for part in (suspensions, registered))
    assert (right.x() > above.x() + suspensions.width()) is beside
    assert (right.y() == above.y()) is beside
    assert reports.mapTo(page.body, QPoint()).y() > above.y() + suspensions.height()
    assert past.mapTo(page.body, QPoint()).y() > right.y() + registered.height()
    page.resize(page.width() // 3, 700)
    assert registered.mapTo(page.body, QPoint()).x() == suspensions.mapTo(page.body, QPoint()).x()


async def test_f6_goes_from_part_to_part_whatever_stands_beside_what(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme)
    page.resize(1366, 700)
    page.show()
    await active(page)
    way = []
    for _ in range(4):
        page.focus_next_panel()
        focused = page.focusWidget()
        assert focused is not None
        way.append(next(type(part) for part in page.parts() if part.isAncestorOf(focused)))
    assert SuspensionsPanel in way
    assert (way[3], len(set(way))) == (way[0], 3)  # nothing in the past has the keyboard


def test_a_card_begins_the_pages_act_if_it_may_be_begun(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme)
    page.show()
    pressed: list[None] = []
    page.replace_button.clicked.connect(lambda *_: pressed.append(None))
    card, other = page.suspensions.cards
    assert (card.mend.text(), other.mend.isHidden()) == ("代替カードの登録", True)
    card.mend.click()
    assert len(pressed) == 1
    by_clerk = RegistrationOffers(
        renew=ALLOWED, report_lost=ALLOWED, replace_card=refused(Reason.ROLE_MAY_NOT), take_report=ALLOWED
    )
    page.set_snapshot(snapshots.snapshot(suspensions=(card.row,), registration_use=by_clerk))
    assert card.mend.isHidden()


def test_a_card_names_the_approval_that_the_pages_act_needs(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, theme)
    page.let_approve(lambda decision: once_approved(decision, Role.COUNTER, Channel.COUNTER))
    (row, _) = page.suspensions.rows
    for replace_card, told in (
        (refused(Reason.ROLE_MAY_NOT), "代替カードの登録 — 責任者の承認"),
        (ALLOWED, "代替カードの登録"),
    ):
        offers = RegistrationOffers(
            renew=ALLOWED, report_lost=ALLOWED, replace_card=replace_card, take_report=ALLOWED
        )
        page.set_snapshot(snapshots.snapshot(suspensions=(row,), registration_use=offers))
        page.show()
        (card,) = page.suspensions.cards
        assert (card.mend.text(), page.replace_button.text()) == (told, told)
        known = QAccessible.queryAccessibleInterface(card.mend)
        assert known.text(QAccessible.Text.Name) == told
