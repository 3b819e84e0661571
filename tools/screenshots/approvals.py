"""Pictures of approvals: at the clerk's desk, signed there and waited for."""

from PySide6.QtWidgets import QCheckBox

from services.actor import Actor, StaffMember
from services.rules.people.approvals import ApprovalRefusal
from services.rules.vocabulary import Channel, Role
from tools.screenshots.studio import Studio, dialog, get_up, go_to, no_dialog, press, scan, until
from views.approvals.approval_dialog import ApprovalDialog

APPROVER = Actor(StaffMember("supervisor", "見本", Role.SUPERVISOR), 1, "責任者席", Channel.COUNTER)


async def at_the_desk(studio: Studio) -> None:
    """Show what a clerk is offered, the question for an approval, and what comes of it."""
    desk = await studio.sit_down(Role.COUNTER)
    await scan(desk, "100000007")
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
    await until(asked.message.isVisible)
    await studio.take(asked, "approval-wrong")
    asked.staff_id.clear()
    press(asked, "責任者の画面に送る")
    form = desk.approving.form.value
    assert form is not None
    await until(lambda: asked.news.isVisible() and not form.is_busy)
    await studio.take(asked, "approval-waiting")
    assert form.number is not None
    approvals = studio.library.records.approvals
    await approvals.look_at(form.number, APPROVER)
    await approvals.decide(form.number, APPROVER, ApprovalRefusal.PAPERS_WANTED)
    await until(lambda: form.answer.value is not None)
    await studio.take(asked, "approval-refused")
    press(asked, "やめる")
    await no_dialog()
    await get_up(desk)


SCENES = (at_the_desk,)
"""Of both sides."""
