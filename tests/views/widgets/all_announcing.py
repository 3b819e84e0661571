"""What a screen reader is given to say: outcomes and refusals, and nothing that onlookers mustn't hear."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services.contract.errors import SystemUnreachable
from services.contract.snapshot import PhoneSummary
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from tests.views.ear import ASSERTIVE, POLITE, Ear
from viewmodels.core.notes import Done
from views.dialogs.decision_dialog import DecisionDialog
from views.style.theme import Theme
from views.text.live_words import stale
from views.widgets.announcing import announce, tell
from views.widgets.labels import styled_label


@pytest.mark.parametrize("said", ["✓ 更新しました。", "更新しました。"])
def test_marks_for_the_eye_are_not_said(qtbot: QtBot, ear: Ear, said: str) -> None:
    label = styled_label()
    qtbot.addWidget(label)

    announce(label, said)
    announce(label, "※ ")

    assert ear.heard == [("更新しました。", POLITE)]


def test_a_text_is_said_when_it_is_another_one(qtbot: QtBot, ear: Ear) -> None:
    label = styled_label("", "bad")
    qtbot.addWidget(label)

    for text in ("形式に誤りがあります。", "形式に誤りがあります。", "", "形式に誤りがあります。"):
        tell(label, text)

    assert label.text() == "形式に誤りがあります。"
    assert ear.heard == [("形式に誤りがあります。", ASSERTIVE)] * 2


async def test_a_patron_who_opens_is_told_without_who_it_is(counter: Counter, ear: Ear) -> None:
    patron = replace(snapshots.everyday(), card_number=CARD_A)
    counter.bench.look_ups.answer(CARD_A, patron)

    await counter.scan(CARD_A)

    assert ear.heard == [("利用者を開きました。", POLITE)]

    ear.forget()
    counter.press(Qt.Key.Key_Escape)
    await counter.settled()

    assert ear.heard == [("利用者を閉じました。", POLITE)]


async def test_that_another_looks_the_same_is_said_with_it(counter: Counter, ear: Ear) -> None:
    patron = replace(snapshots.everyday(), card_number=CARD_A, patron=snapshots.header(has_namesake=True))
    counter.bench.look_ups.answer(CARD_A, patron)

    await counter.scan(CARD_A)

    assert ear.heard == [("利用者を開きました。同姓同名の利用者がほかにいます。", POLITE)]


async def test_nothing_is_said_of_what_nobody_has_come_to_yet(ear: Ear, counter: Counter) -> None:
    """The pages of a patron are made with the window, and begin to say what they wait for."""
    assert counter.window.records.said.text()
    assert ear.heard == []


async def test_the_same_patron_read_anew_is_not_told_again(counter: Counter, ear: Ear) -> None:
    patron = replace(snapshots.everyday(), card_number=CARD_A)
    counter.bench.look_ups.answer(CARD_A, patron)
    await counter.scan(CARD_A)
    ear.forget()

    counter.bench.desk.show_outcome(replace(patron, loans=()), Done.LOANS_RENEWED)

    assert [said for said, _ in ear.heard] == ["返却期限日を更新しました。"]


async def test_before_the_check_of_a_caller_the_check_is_asked_for(counter: Counter, ear: Ear) -> None:
    phone_summary = PhoneSummary(
        patron_id=1,
        card_number=CARD_A,
        loans=1,
        holds=0,
        cancelled_holds=0,
        requests=0,
        questions=0,
        now=snapshots.NOW,
    )
    counter.bench.desk.answer.set(phone_summary)

    assert ear.heard == [("番号と件数を表示しています。本人確認をしてください。", POLITE)]


async def test_what_is_wrong_breaks_in(counter: Counter, ear: Ear) -> None:
    counter.bench.desk.typed("12")
    counter.bench.desk.show_disconnected(SystemUnreachable())

    told = [said for said, politeness in ear.heard if politeness is ASSERTIVE]
    assert "利用カード番号は9桁です。" in told[0]
    assert told[1].startswith("図書館のシステムにつながりません。")


def test_a_question_that_others_overtook_says_so(qtbot: QtBot, theme: Theme, ear: Ear) -> None:
    question = DecisionDialog("貸出更新確認", yes="更新する", no="更新しない", theme=theme, parent=None)
    qtbot.addWidget(question)

    question.show_stale()

    assert ear.heard == [(stale(), ASSERTIVE)]
