"""Pictures of approvals: at the clerk's desk, signed there and waited for; and at a supervisor's."""

from PySide6.QtWidgets import QCheckBox

from app.desk.composition import OpenDesk
from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift
from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import Channel, Role, SuspensionReason
from tools.screenshots.for_supervisors import page_of
from tools.screenshots.studio import Studio, dialog, get_up, go_to, leave, press, scan, until
from viewmodels.approvals.form import SEEN_WITHIN, ApprovalStage
from viewmodels.core.notes import ApprovalAsked
from views.approvals.approval_dialog import ApprovalDialog
from views.approvals.case_dialog import CaseDialog
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.panels.offering import there
from views.today.tiles import TileKind

APPROVER = Actor(StaffMember("supervisor", "見本", Role.SUPERVISOR), 1, "責任者席", Channel.COUNTER)
CLERK = Actor(StaffMember("counter", "見本", Role.COUNTER), 1, "3番窓口", Channel.COUNTER)
LONG_OVERDUE = SuspensionReason.LONG_OVERDUE


async def at_the_desk(studio: Studio, desk: OpenDesk) -> None:
    """Show what a clerk is offered, the question for an approval, and its outcome."""
    page = desk.window.registration
    go_to(desk, page)
    await studio.take(desk.window, "approval-offered")
    page.suspensions.cards[0].lift.click()
    lift = await dialog("貸出禁止の解除")
    for tick in lift.findChildren(QCheckBox):
        tick.setChecked(True)
    press(lift, "解除する")
    asked = await dialog("責任者の承認")
    assert isinstance(asked, ApprovalDialog)
    await studio.take(asked, "approval")
    asked.staff_id.setText("nobody")
    asked.password.field.setText("wrong")
    press(asked, "承認する")
    await until(asked.message.is_shown)
    await studio.take(asked, "approval-wrong")
    asked.staff_id.clear()
    press(asked, "責任者の画面に送る")
    form = there(desk.approving).form.value
    assert form is not None
    await until(lambda: asked.news.isVisible() and not form.is_busy)
    await studio.take(asked, "approval-waiting")
    assert form.number is not None
    approvals = studio.library.records.approvals
    await approvals.look_at(form.number, APPROVER)
    await approvals.decide(form.number, APPROVER, ApprovalRefusal.PAPERS_WANTED)
    await until(lambda: form.answer.value is not None)
    await studio.take(asked, "approval-refused")
    await leave(asked, "やめる")


async def at_a_supervisors(studio: Studio) -> None:
    """Show which desks wait, and what two of them ask for."""
    await _ask(studio, "100000007", LONG_OVERDUE)
    await _ask(studio, "100000005", None)
    desk = await studio.sit_down(Role.SUPERVISOR)
    deciding = there(desk.deciding)
    await until(lambda: len(deciding.waiting.value) == 2)  # noqa: PLR2004
    await studio.take(desk.window, "approval-today")
    page = page_of(desk)
    for row, name in enumerate(("approval-case", "approval-case-card")):
        page.tiles.tiles[TileKind.APPROVALS].click()
        waiting = await dialog("承認を待つ窓口")
        assert isinstance(waiting, WaitingDesksDialog)
        if not row:
            await studio.take(waiting, "approvals-waiting")
        waiting.panel.table.setCurrentIndex(waiting.panel.model.index(row, 0))
        waiting.panel.table.do_current_act()
        case = await dialog("責任者の承認")
        assert isinstance(case, CaseDialog)
        await studio.take(case, name)
        case.reject()
        await leave(await dialog("承認を待つ窓口"), "閉じる")
    await scan(desk, "100000001")
    await _ask(studio, "100000006", LONG_OVERDUE)
    desk.live.changed.emit(None)
    await until(lambda: isinstance(desk.desk.note.value, ApprovalAsked))
    await studio.take(desk.window, "approval-notice")
    approvals = studio.library.records.approvals
    given = deciding.waiting.value[0]
    await approvals.look_at(given.id, desk.desk.actor)
    await approvals.decide(given.id, desk.desk.actor, None)
    desk.live.changed.emit(None)
    desk.window.top_bar.approvals_button.click()
    waiting = await dialog("承認を待つ窓口")
    await until(lambda: any(it.state is ApprovalState.APPROVED for it in deciding.waiting.value))
    await studio.take(waiting, "approvals-followed")
    await leave(waiting, "閉じる")
    for asked in deciding.waiting.value:
        if asked.state is ApprovalState.WAITING:
            await approvals.withdraw(asked.id, CLERK)  # no desk waits at the supervisors' scenes that follow
    await get_up(desk)


async def beside_another(studio: Studio, desk: OpenDesk) -> None:
    """Show what becomes of a request while another patron is served, at the clerk's desk and at the supervisor's."""
    page = desk.window.registration
    go_to(desk, page)
    page.suspensions.cards[0].lift.click()
    lift = await dialog("貸出禁止の解除")
    for tick in lift.findChildren(QCheckBox):
        tick.setChecked(True)
    press(lift, "解除する")
    press(await dialog("責任者の承認"), "責任者の画面に送る")
    form = there(desk.approving).form.value
    assert form is not None
    await until(lambda: form.stage.value is ApprovalStage.WAITING)
    assert form.since.value is not None
    form.since.set(form.since.value - SEEN_WITHIN)
    there(desk.approving).changed()
    await until(lambda: form.is_unseen.value)
    await studio.take(await dialog("責任者の承認"), "approval-unseen")
    await leave(await dialog("責任者の承認"), "ほかの受付に移る")
    await scan(desk, "100000001")
    approvals = studio.library.records.approvals
    assert form.number is not None
    await approvals.look_at(form.number, APPROVER)
    await approvals.decide(form.number, APPROVER, None)
    there(desk.approving).changed()
    await until(lambda: any(it.approved_by for it in there(desk.approving).later.value))
    await studio.take(desk.window, "approval-kept")
    assert desk.own_work is not None
    desk.own_work.come_back.start()
    await until(lambda: desk.own_work is not None and desk.own_work.listed.value is not None)
    await studio.take(desk.window, "approval-own-work")
    await scan(desk, "100000007")
    asked = await dialog("承認されています")
    await studio.take(asked, "approval-do-now")
    await leave(asked, "あとで")


async def _ask(studio: Studio, card: str, reason: SuspensionReason | None) -> None:
    """Ask as a clerk at another desk: for lifting a suspension, or for another card."""
    library = studio.library
    snapshot = await library.backend.look_ups.by_card(card, CLERK)
    assert isinstance(snapshot, PatronSnapshot)
    request: Lift | ReplaceCard = ReplaceCard(
        actor=CLERK, patron_id=snapshot.patron.id, card_number=card, new_number="199999999", damaged=True
    )
    for row in snapshot.suspensions:
        if reason is not None and row.reason is reason:
            request = Lift(
                actor=CLERK,
                patron_id=snapshot.patron.id,
                suspension_id=row.id,
                seen_version=row.version,
                checked=frozenset(CHECKLISTS[reason]),
                override="library_decision",
            )
    await library.records.approvals.ask(request)
