"""The form of 解除 from the list: by keys, with each outcome at its suspension."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from services.contract.errors import DoneAlready
from tests.helpers.accessible import everything_readable
from tests.helpers.snapshots import days, lift_facts
from tests.viewmodels.today.today_fakes import ADDRESS, OVERDUE, entry, go_on
from tests.views.acts import read
from tests.views.today.today_scene import Scene, focused, press, scene
from viewmodels.core.notes import Done
from viewmodels.desk.masking import MASK
from viewmodels.today.lift_form import LiftState
from views.today.lift_list_dialog import LiftListDialog
from views.widgets.message_banner import MessageBanner

__all__ = ["scene"]


async def begin(scene: Scene, *keys: int) -> LiftListDialog:
    """Tick rows and press the button of all of them; for one, Enter on its 解除."""
    await scene.open_list()
    table = scene.page.ready.table
    if len(keys) == 1:
        table.go_to(scene.page.ready.model.row_of(keys[0]) or 0)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Right)  # what ends something is last
        press(Qt.Key.Key_Return)
    else:
        for key in keys:
            scene.model.tick(key)
        scene.page.bar.lift_button.click()
    return await scene.dialog(LiftListDialog)


async def test_one_is_lifted_by_keys_and_the_keyboard_is_on_the_next_row(scene: Scene) -> None:
    dialog = await begin(scene, 101)
    (box,) = dialog.boxes.values()
    assert focused() is next(iter(box.ticks.values()))
    assert not box.wanted.isVisible()
    assert box.settles.text() == "申し出「返却済」(11/23 電話)を対応済にする"
    assert box.settles.isChecked()
    assert not dialog.yes.isEnabled()
    assert dialog.missing_at == tuple(box.ticks.values())
    assert "「返却された資料を確かめました」に印を付けてください。" in dialog.missing.text
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await scene.lifting.lift.settled()
    assert [(it.suspension_id, it.settles) for it in scene.acts.sent] == [(101, (5, 3))]
    assert QApplication.activeModalWidget() is None
    assert scene.row_in_focus() == 102
    assert scene.line == "貸出禁止を1件解除しました。"
    assert scene.desk.answer.value is None


async def test_a_tick_measures_and_shows_nothing_else_anew(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = await begin(scene, 101, 102)
    first, second = dialog.boxes.values()
    fitted: list[QWidget] = []

    def fit(asked: LiftListDialog) -> None:
        fitted.append(asked)

    monkeypatch.setattr(LiftListDialog, "fit", fit)
    told: list[MessageBanner] = []
    monkeypatch.setattr(MessageBanner, "tell", lambda banner, *_, **_named: told.append(banner))
    first.settles.setChecked(False)
    assert (told, fitted) == ([first.outcome], [])
    next(iter(second.ticks.values())).setChecked(True)
    assert (told, fitted) == ([first.outcome, second.outcome], [])


async def test_several_wait_for_all_ticks_or_are_left_out(scene: Scene) -> None:
    dialog = await begin(scene, 101, 102)
    first, second = dialog.boxes.values()
    next(iter(first.ticks.values())).setChecked(True)
    assert (dialog.yes.text(), dialog.yes.isEnabled()) == ("2件を解除する", False)
    second.wanted.setChecked(False)
    assert (dialog.yes.text(), dialog.yes.isEnabled()) == ("1件を解除する", True)
    assert not next(iter(second.ticks.values())).isEnabled()
    first.wanted.setChecked(False)
    assert not dialog.yes.isEnabled()
    assert dialog.missing.text == "解除するものを一つ以上選んでください。"


async def test_each_says_what_came_of_it_and_the_form_stays_where_one_failed(scene: Scene) -> None:
    dialog = await begin(scene, 101, 102)
    for box in dialog.boxes.values():
        for tick in box.ticks.values():
            tick.setChecked(True)
    scene.acts.outcomes = [None, DoneAlready()]
    dialog.yes.click()
    await scene.lifting.lift.settled()
    first, second = dialog.boxes.values()
    assert first.outcome.text == "貸出禁止を解除しました。"
    assert second.outcome.text.startswith("ほかの職員がもう行っています。")
    assert (dialog.no.text(), dialog.yes.isEnabled()) == ("閉じる", False)
    scene.source.rows = scene.source.rows[1:]
    dialog.no.click()
    await go_on()
    assert QApplication.activeModalWidget() is None
    assert scene.ready() == ["見本 2子"]


async def test_what_is_being_lifted_is_no_fault(scene: Scene) -> None:
    dialog = await begin(scene, 101, 102)
    first, _ = dialog.boxes.values()
    form = scene.lifting.form.value
    assert form is not None
    form.show(101, LiftState.RUNNING)
    assert (first.outcome.text, first.outcome.property("surface")) == ("解除しています…", "notice")
    assert not first.wanted.isEnabled()
    form.show(101, LiftState.LIFTED, Done.SUSPENSION_LIFTED)
    assert first.outcome.property("surface") == "good"


async def test_nothing_changes_while_others_are_being_lifted(scene: Scene) -> None:
    dialog = await begin(scene, 101, 102)
    _, second = dialog.boxes.values()
    for box in dialog.boxes.values():
        for tick in box.ticks.values():
            tick.setChecked(True)
    dialog.yes.click()
    assert not second.wanted.isEnabled()
    assert not any(tick.isEnabled() for tick in second.ticks.values())
    await scene.lifting.lift.settled()


async def test_of_two_of_one_patron_none_stays(scene: Scene) -> None:
    moved = lift_facts(ADDRESS, address_changed_on=days(-1))
    both = (entry(1, others=(ADDRESS,)), entry(1, ADDRESS, id=201, facts=moved, others=(OVERDUE,)))
    scene.source.rows = both
    assert "残ります" in read(await begin(scene, 101))
    press(Qt.Key.Key_Escape)
    await go_on()
    scene.model.tick(101)
    scene.model.tick(201)
    scene.page.bar.lift_button.click()
    assert "残ります" not in read(await scene.dialog(LiftListDialog))


async def test_days_have_a_year_only_where_they_are_far_away(scene: Scene) -> None:
    moved = lift_facts(ADDRESS, address_changed_on=days(-1))
    near = entry(1, ADDRESS, facts=moved, started_on=days(-20), days=20)
    scene.source.rows = (near, entry(2, started_on=days(-400), days=400))
    dialog = await begin(scene, 101, 102)
    heard = {it.text(): it.accessibleName() for it in dialog.findChildren(QLabel)}
    assert heard["貸出禁止日 11/4 ・ 20日前"] == "貸出禁止日 2026/11/4 ・ 20日前"
    assert heard["✓ 登録の住所が 11/23 に変更されています。"].endswith(" 2026/11/23 に変更されています。")
    assert heard["貸出禁止日 2025/10/20 ・ 400日前"] == ""


async def test_leaving_it_lifts_nothing(scene: Scene) -> None:
    await begin(scene, 101)
    press(Qt.Key.Key_Escape)
    await go_on()
    assert QApplication.activeModalWidget() is None
    assert (scene.acts.sent, scene.row_in_focus()) == ([], 101)


async def test_masked_names_are_masked_here_too(scene: Scene, qapp: QApplication) -> None:
    scene.desk.toggle_titles()
    dialog = await begin(scene, 101, 102)
    assert MASK in read(dialog)
    assert "見本" not in everything_readable(qapp)
    assert "20000000-1" in read(dialog)
