"""承認を待つ窓口 on a supervisor's page: the tile, the list and the request, under real keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import delete

from services.contract.approval import ApprovalWanted
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.contacts import Attempt
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import ContactMeans, ContactResult, SuspensionReason
from tests.helpers.snapshots import NOW, contacts, days, lift_facts
from tests.helpers.windows import active
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    USED,
    WITHDRAWN,
    case,
    waiting,
)
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.today.today_fakes import counts, entry, go_on
from tests.views.approvals.supervisor_scene import Supervisor, supervisor, whole_supervisor
from tests.views.today.today_scene import WholeScene, whole_scene
from viewmodels.core.notes import Done
from views.approvals.case_dialog import CaseDialog
from views.approvals.waiting_desks_dialog import WaitingDesksDialog, columns
from views.dialogs.scrolling_body import ScrollingBody
from views.suspensions.known_facts import to_confirm
from views.text.suspension_words import check
from views.today.tiles import TileKind

__all__ = ["supervisor", "whole_scene", "whole_supervisor"]

TRIED = Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER)
FIRST, SECOND = waiting(1), waiting(2, "card.replace", "2番窓口")


def texts(dialog: CaseDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


async def test_the_tile_counts_the_desks_and_names_the_one_that_waits_longest(supervisor: Supervisor) -> None:
    tile = supervisor.page.tiles.tiles[TileKind.APPROVALS]
    assert (tile.number.text(), tile.line.text()) == ("0", "ありません")
    await supervisor.wait(case(FIRST), case(SECOND))
    assert (tile.number.text(), tile.line.text()) == ("2", "※ 3番窓口・貸出禁止の解除")
    assert tile.accessibleName() == "承認を待つ窓口 2件"
    assert tile.isVisible()
    assert supervisor.line == (
        "2番窓口が承認を待っています(代替カードの登録)。「承認を待つ窓口」に出ています。"
    )


async def test_the_tile_stands_out_while_a_desk_waits(supervisor: Supervisor) -> None:
    tile = supervisor.page.tiles.tiles[TileKind.APPROVALS]
    assert (tile.property("tone"), tile.line.property("tone")) == ("", "caption")
    await supervisor.wait(case(FIRST))
    assert (tile.property("tone"), tile.line.property("tone")) == ("notice", "notice-caption")
    assert tile.accessibleDescription() == "3番窓口・貸出禁止の解除"
    await supervisor.wait()
    assert (tile.property("tone"), tile.line.text()) == ("", "ありません")


@pytest.mark.parametrize("reason", [SuspensionReason.UNREACHABLE, SuspensionReason.CONTACT_WANTED])
async def test_what_people_judge_is_shown_as_the_clerks_question_shows_it(
    supervisor: Supervisor, reason: SuspensionReason
) -> None:
    facts = lift_facts(reason, address_changed_on=None)
    row = entry(1, reason, facts=facts, contacts=contacts(reason, TRIED))
    (item,) = CHECKLISTS[reason]
    wanted = ApprovalWanted(suspension_id=row.id, checked=frozenset({item}))
    await supervisor.wait(case(FIRST, suspensions=(row,), wanted=wanted))
    told = texts(await supervisor.case_opened())
    for expected in ("窓口で確かめたこと", check(item), to_confirm(facts), "連絡1回"):
        assert expected in told
    assert to_confirm(facts)


async def test_days_of_a_request_have_a_year_only_where_they_are_far_away(supervisor: Supervisor) -> None:
    moved = lift_facts(SuspensionReason.ADDRESS_CHANGE, address_changed_on=days(-1))
    near = entry(1, SuspensionReason.ADDRESS_CHANGE, facts=moved, started_on=days(-20), days=20)
    far = entry(2, started_on=days(-400), days=400)
    await supervisor.wait(case(FIRST, suspensions=(near, far)))
    dialog = await supervisor.case_opened()
    heard = {it.text(): it.accessibleName() for it in dialog.findChildren(QLabel)}
    assert heard["貸出禁止日 11/4"] == "貸出禁止日 2026/11/4"
    assert heard["登録の住所が 11/23 に変更されています。"] == "登録の住所が 2026/11/23 に変更されています。"
    assert heard["貸出禁止日 2025/10/20"] == ""


async def test_a_request_is_opened_and_approved_by_keys(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    asked = await supervisor.case_opened()
    told = texts(asked)
    assert "見本 花子" in asked.patron.text()
    assert "20000001-1" in asked.patron.text()
    for expected in (
        "③長期延滞 — この解除を頼まれています",
        "延滞中の資料はありません。",
        "窓口 太郎",
        "3番窓口",
    ):
        assert expected in told
    assert asked.default is asked.no
    assert not asked.refuse.isEnabled()
    asked.yes.setFocus()
    QTest.keyClick(asked.yes, Qt.Key.Key_Return)
    await supervisor.model.show.settled()
    assert supervisor.approvals.decided == [(1, None)]
    assert supervisor.scene.desk.note.value is Done.APPROVAL_GIVEN
    assert QApplication.activeModalWidget() is None
    assert supervisor.scene.desk.patron_id is None


async def test_it_is_refused_with_a_reason(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    asked = await supervisor.case_opened()
    asked.refusals.setCurrentIndex(asked.refusals.findData(ApprovalRefusal.PAPERS_WANTED))
    assert asked.refuse.isEnabled()
    asked.refuse.click()
    await supervisor.model.show.settled()
    assert supervisor.approvals.decided == [(1, ApprovalRefusal.PAPERS_WANTED)]


async def test_enter_in_the_list_of_reasons_leads_to_refusing(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    asked = await supervisor.case_opened()
    asked.refusals.setFocus()
    QTest.keyClick(asked.refusals, Qt.Key.Key_Down)
    assert asked.refusals.currentData() == ApprovalRefusal.NOT_READY
    QTest.keyClick(asked.refusals, Qt.Key.Key_Return)
    assert asked.focusWidget() is asked.refuse
    QTest.keyClick(asked.refuse, Qt.Key.Key_Return)
    await supervisor.model.show.settled()
    assert supervisor.approvals.decided == [(1, ApprovalRefusal.NOT_READY)]


async def test_enter_in_the_list_without_a_reason_leads_to_what_decides_nothing(
    supervisor: Supervisor,
) -> None:
    await supervisor.wait(case(FIRST))
    asked = await supervisor.case_opened()
    asked.refusals.setFocus()
    QTest.keyClick(asked.refusals, Qt.Key.Key_Return)
    assert asked.focusWidget() is asked.no


async def test_what_enter_does_is_the_row_where_one_waits_and_nothing_else_is_filled(
    supervisor: Supervisor,
) -> None:
    await supervisor.wait(case(FIRST), case(replace(SECOND, state=ApprovalState.APPROVED, is_mine=True)))
    opened = await supervisor.list_opened()
    await active(opened)
    filled = [opened.yes.property("kind")]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        filled.append(opened.yes.property("kind"))
    assert (opened.focusWidget(), filled) == (opened.yes, ["", "primary", "", "primary"])
    opened.reject()


async def test_nothing_is_approved_while_a_reason_against_it_is_chosen(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    asked = await supervisor.case_opened()
    assert (asked.yes.isEnabled(), not asked.missing.text) == (True, True)
    asked.refusals.setCurrentIndex(1)
    assert not asked.yes.isEnabled()
    told = "承認するときは、「承認しない理由」を「選んでください」に戻してください。"
    assert (asked.missing.text, asked.missing.is_shown()) == (told, True)
    assert asked.yes.accessibleDescription() == told
    asked.refusals.setCurrentIndex(0)
    assert (asked.yes.isEnabled(), not asked.missing.text) == (True, True)


async def test_a_card_that_is_asked_for_is_not_told_as_missing(supervisor: Supervisor) -> None:
    lost = SuspensionReason.CARD_LOST
    row = entry(1, lost, facts=lift_facts(lost, card_replaced=False))
    card = case(SECOND, wanted=ApprovalWanted(new_number="200000099", damaged=False), suspensions=(row,))
    lift = case(FIRST, suspensions=(row,))
    await supervisor.wait(card, lift)
    told = texts(await supervisor.case_opened(0))
    assert "代替カードの登録がありません。" not in told
    assert "代替カードの登録を頼まれています。" in told
    supervisor.ask.close()
    await supervisor.scene.dialog(WaitingDesksDialog)
    supervisor.ask.close()
    await supervisor.model.show.settled()
    told = texts(await supervisor.case_opened(1))
    assert "代替カードの登録がありません。" in told
    assert "代替カードの登録を頼まれています。" not in told


async def test_the_list_and_the_request_tell_when_it_ends(supervisor: Supervisor) -> None:
    asked_at = NOW.replace(minute=2)
    await supervisor.wait(case(replace(FIRST, asked_at=asked_at)))
    opened = await supervisor.list_opened()
    place = [it.key for it in columns()].index("asked_at")
    assert opened.panel.model.index(0, place).data() == "10:02(10:07 まで)"
    opened.panel.table.setCurrentIndex(opened.panel.model.index(0, 0))
    QTest.keyClick(opened.panel.table, Qt.Key.Key_Return)
    assert "窓口 太郎・10:02(10:07 まで)" in texts(await supervisor.scene.dialog(CaseDialog))


async def test_escape_goes_back_to_the_list_which_follows_others(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST), case(SECOND))
    asked = await supervisor.case_opened(1)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    again = await supervisor.scene.dialog(WaitingDesksDialog)
    shown = [[row.id for row in again.panel.rows]]
    await supervisor.wait(case(SECOND))
    shown.append([row.id for row in again.panel.rows])
    assert shown == [[1, 2], [2]]
    QTest.keyClick(again, Qt.Key.Key_Escape)
    await supervisor.model.show.settled()
    assert supervisor.approvals.decided == []


async def test_the_head_of_a_long_list_stays_in_sight_and_no_row_is_cut(supervisor: Supervisor) -> None:
    await supervisor.wait(*(case(waiting(number)) for number in range(1, 41)))
    opened = await supervisor.list_opened()
    panel, table = opened.panel, opened.panel.table
    scrolled = opened.scrolls
    assert scrolled
    table.go_to(39)
    QApplication.sendPostedEvents()
    (area,) = opened.findChildren(ScrollingBody)
    high = area.viewport().height()

    def seen(part: QWidget, y: int = 0) -> int:
        return part.mapTo(area.viewport(), QPoint(0, y)).y()

    last = seen(table.viewport(), table.rowViewportPosition(39))
    assert seen(panel.head) == 0
    assert last + table.rowHeight(39) <= high
    assert (last - panel.head.height()) % table.rowHeight(0) == 0, "no row is cut below the head"
    await supervisor.wait(case(FIRST))
    QApplication.sendPostedEvents()
    assert area.verticalScrollBar().maximum() == 0
    assert opened.height() < 12 * table.rowHeight(0)


async def test_what_a_new_card_and_a_suspension_ask_for_is_named(supervisor: Supervisor) -> None:
    card = case(SECOND, wanted=ApprovalWanted(new_number="200000099", damaged=True), suspensions=())
    await supervisor.wait(card)
    told = texts(await supervisor.case_opened())
    for expected in ("代替カードの登録", "20000009-9", "破損している", "貸出禁止ではありません。"):
        assert expected in told
    supervisor.ask.close()
    await supervisor.scene.dialog(WaitingDesksDialog)
    supervisor.ask.close()
    await supervisor.model.show.settled()
    stop = waiting(3, "suspension.set")
    wanted = ApprovalWanted(reason=SuspensionReason.CONTACT_WANTED, note="reminded")
    await supervisor.wait(case(stop, wanted=wanted, suspensions=(entry(2),)))
    told = texts(await supervisor.case_opened())
    for expected in ("⑤伝えたいことあり", "督促済み", "③長期延滞"):
        assert expected in told
    assert "頼まれています" not in told


async def test_what_changed_can_only_be_refused(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST, state=CHANGED))
    asked = await supervisor.case_opened()
    assert not asked.yes.isEnabled()
    assert "無効になりました" in texts(asked)
    asked.refusals.setCurrentIndex(1)
    assert (asked.yes.isEnabled(), asked.refuse.isEnabled()) == (False, True)


async def test_a_request_that_went_with_its_window_is_left_alone(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    delete(await supervisor.case_opened())
    supervisor.model.cover(covered=True)
    await supervisor.model.show.settled()
    assert supervisor.approvals.decided == []


async def test_covered_the_request_is_gone(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    await supervisor.case_opened()
    supervisor.model.cover(covered=True)
    await supervisor.model.show.settled()
    assert QApplication.activeModalWidget() is None
    assert not [it for it in QApplication.topLevelWidgets() if isinstance(it, CaseDialog) and it.isVisible()]
    supervisor.model.cover(covered=False)
    assert supervisor.approvals.decided == []


async def test_what_was_approved_stays_listed_and_says_what_became_of_it(supervisor: Supervisor) -> None:
    await supervisor.wait(case(SECOND), case(replace(FIRST, state=APPROVED, is_mine=True)))
    tile = supervisor.page.tiles.tiles[TileKind.APPROVALS]
    assert (tile.number.text(), tile.line.text()) == ("1", "※ 2番窓口・代替カードの登録")
    opened = await supervisor.list_opened()
    state, act = [next(it for it in columns() if it.key == key) for key in ("state", "open")]
    waits, given = opened.panel.model.rows
    assert act.actions is not None
    assert (state.text(waits), len(act.actions(waits))) == ("承認を待っています", 1)
    assert (state.text(given), act.actions(given)) == ("承認済み・まだ行われていません", ())
    done = replace(given, state=USED)
    await supervisor.wait(case(SECOND), case(done))
    assert [state.text(row) for row in opened.panel.model.rows] == ["承認を待っています", "行われました"]


async def test_the_list_begins_at_what_waits(supervisor: Supervisor) -> None:
    await supervisor.wait(case(replace(FIRST, state=APPROVED, is_mine=True)), case(SECOND))
    opened = await supervisor.list_opened()
    assert opened.panel.table.currentIndex().row() == 1
    QTest.keyClick(opened.panel.table, Qt.Key.Key_Return)
    await supervisor.scene.dialog(CaseDialog)
    assert supervisor.approvals.looked == [SECOND.id]


async def test_a_request_that_is_taken_back_leaves_the_screen(supervisor: Supervisor) -> None:
    await supervisor.wait(case(FIRST))
    await supervisor.case_opened()
    await supervisor.wait(case(replace(FIRST, state=WITHDRAWN)))
    await supervisor.model.show.settled()
    assert QApplication.activeModalWidget() is None
    assert "窓口が取り下げました" in supervisor.line


@pytest.mark.parametrize("by_phone", [False, True])
async def test_who_serves_somebody_has_the_list_in_the_top_bar(
    whole_supervisor: Supervisor, whole_scene: WholeScene, by_phone: bool
) -> None:
    scene = whole_scene
    button = scene.window.top_bar.approvals_button
    await whole_supervisor.wait(case(FIRST))
    assert button.isHidden()
    if by_phone:
        scene.desk.switch_channel.start()
        await scene.desk.switch_channel.settled()
    scene.counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await scene.counter.scan(CARD_A)
    await go_on()
    shown = scene.desk.answer.value
    assert (button.isHidden(), button.text()) == (False, "承認待ち 1")
    button.click()
    opened = await scene.dialog(WaitingDesksDialog)
    assert len(opened.panel.model.rows) == 1
    opened.accept()
    await whole_supervisor.model.show.settled()
    assert scene.desk.answer.value is shown
    whole_supervisor.approvals.cases.clear()
    scene.source.now_counted = counts()
    whole_supervisor.rests.end()
    whole_supervisor.model.changed()
    await go_on()
    assert button.isHidden()
