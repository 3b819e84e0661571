"""The auditor of questions finds what it looks for: each test shows one fault."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.contract.today.counts import WaitingApproval
from tests.helpers.snapshots import NOW
from tests.helpers.windows import active
from tests.looks.asks import faults_in_asks
from viewmodels.core.observable import Observable
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.whose import note_whose
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.widgets.labels import Facts

NEW = "更新後の返却期限日"


@pytest.fixture
def asked(qtbot: QtBot, theme: Theme) -> Iterator[DecisionDialog]:
    """A question without a fault."""
    window = QWidget()
    qtbot.addWidget(window)
    note_whose(window, "利用者")
    made = DecisionDialog(
        "質問", yes="削除する", no="しない", theme=theme, parent=window, effect=Effect.ENDING
    )
    facts = Facts({NEW: NEW}, theme, aloud=NEW)
    facts.show_values({NEW: "2026/12/8"})
    made.body.addWidget(facts)
    made.show()
    yield made
    window.close()


def test_a_question_as_it_should_be_has_no_fault(asked: DecisionDialog) -> None:
    assert list(faults_in_asks(asked)) == []


def wait_elsewhere(dialog: DecisionDialog) -> None:
    tick = QCheckBox("印")
    dialog.body.addWidget(tick)
    tick.show()
    dialog.wait_for("印", at=[tick])
    dialog.no.setFocus()


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (lambda it: set_styled(it.yes, "kind", ""), "isn't outlined in red"),
        (lambda it: set_styled(it.yes, "kind", "primary"), "are filled"),
        (lambda it: it.patron.setText(""), "doesn't say whom"),
        (lambda it: set_styled(big(it), "tone", ""), "isn't big"),
        (lambda it: it.setFixedWidth(it.width() + 60), " wide"),
        (wait_elsewhere, "is missing and hasn't the keyboard"),
    ],
)
def test_a_fault_is_found(asked: DecisionDialog, fault: Callable[[DecisionDialog], None], found: str) -> None:
    fault(asked)
    assert any(found in it for it in faults_in_asks(asked))


async def test_a_filled_button_where_enter_does_something_in_a_list_is_found(
    qtbot: QtBot, theme: Theme
) -> None:
    row = WaitingApproval(1, "suspension.lift", "3番窓口", "見本", NOW)
    desks = WaitingDesksDialog(Observable[tuple[WaitingApproval, ...]]((row,)), theme, None)
    qtbot.addWidget(desks)
    desks.show()
    await active(desks)
    assert list(faults_in_asks(desks)) == []
    set_styled(desks.yes, "kind", "primary")
    assert list(faults_in_asks(desks)) == ["GoOnButton 「閉じる」 is filled, and Enter does 「内容を見る」"]


def big(dialog: DecisionDialog) -> QLabel:
    return next(it for it in dialog.findChildren(QLabel) if it.property("tone") == "aloud")
