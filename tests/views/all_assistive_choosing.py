"""Assistive technology chooses in every form as a hand does, without a key: ticks, one of several, lines of lists."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.acts.holds import ChangeHold
from services.acts.suspensions import Suspend
from services.rules.vocabulary import Channel, ContactMethod, Role
from tests.helpers import snapshots
from tests.helpers.assistive import act, choose, set_value, write
from tests.viewmodels.fakes import CARD_A, patron
from tests.views.acts import Acts
from tests.views.counter import BareCounter, Counter
from tests.views.desk.all_phone import Call, call
from tests.views.help.all_help import Checks
from tests.views.registration.registration_scene import Registrations, desk
from tests.views.settings.test_first_start_window import Scene as FirstStart
from tests.views.sign_in.test_sign_in_window import Scene as SignIn
from tests.views.suspensions.suspension_scene import Desk as Suspensions
from viewmodels.help.about import ProgramVersion
from viewmodels.help.diagnosis import DiagnosisModel
from viewmodels.settings.first_start import Workplace
from viewmodels.settings.settings import Language
from views.circulation.change_hold_dialog import HandOverDialog
from views.help.help_menu import HelpMenu
from views.manual.manual import KEYS, Manual
from views.manual.manual_window import HelpWindow
from views.panels.row_actions import RowAction
from views.registration.registration_page import RegistrationPage
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.lift_dialog import SuspendDialog

__all__ = ["call", "desk"]

WRITING = pytest.mark.parametrize("writing", [write, set_value])
Writing = Callable[[QWidget, str], None]


async def test_what_a_lost_card_wants_confirmed_is_ticked(desk: Registrations) -> None:
    dialog = await desk.reporting()
    for tick in (dialog.by_patron, dialog.consent, dialog.disable):
        act(tick)
    assert dialog.yes.isEnabled()
    assert asdict(dialog.loss) == {"by_patron": True, "consent": True, "disable_password": True}


async def test_the_channel_is_switched_as_one_of_two(call: Call) -> None:
    """A screen reader toggles a choice of one of two; it has nothing to press there."""
    for channel in (Channel.PHONE, Channel.COUNTER):
        act(call.window.top_bar.channel_switch.buttons[channel])
        await call.settled()
        assert call.counter.bench.desk.channel.value is channel


async def test_the_language_is_chosen_by_assistive_technology(
    qtbot: QtBot, theme: Theme, icons: Icons
) -> None:
    scene = SignIn(qtbot, theme, icons)
    wanted: list[Language] = []
    scene.window.language_wanted.connect(wanted.append)
    buttons = scene.window.languages.buttons
    act(buttons[Language.ENGLISH])
    assert wanted == [Language.ENGLISH]
    assert buttons[
        Language.JAPANESE
    ].isChecked()  # until a window in the other language has taken this one's place
    assert not buttons[Language.ENGLISH].isChecked()
    await scene.model.aclose()


@WRITING
async def test_a_workstation_is_named_as_it_was_written(
    qtbot: QtBot, theme: Theme, icons: Icons, writing: Writing
) -> None:
    scene = FirstStart(qtbot, theme, icons, Workplace("", ""))
    choose(scene.window.branch, "前川図書館")
    writing(scene.window.workstation, "3番窓口")
    scene.window.button.click()
    await scene.model.save.settled()
    assert scene.store.kept == [Workplace("maekawa", "3番窓口")]


async def test_a_holds_way_is_chosen(acts: Acts) -> None:
    await acts.open(snapshots.everyday())
    dialog = await acts.enter(acts.inquiry.holds.table, 0, 9)
    assert isinstance(dialog, HandOverDialog)
    act(dialog.contacts[ContactMethod.NONE])
    choose(dialog.branches, dialog.branches.itemText(dialog.branches.count() - 1))
    choose(dialog.stops, dialog.stops.itemText(0))
    dialog.yes.click()
    await acts.settled()
    (request,) = acts.fake.sent
    assert isinstance(request, ChangeHold)
    assert (request.contact, request.branch_id, request.stop_id) == (ContactMethod.NONE, 9, 7)


@pytest.fixture
async def suspensions(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> AsyncIterator[Suspensions]:
    bare = BareCounter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR)
    made = Suspensions(
        bare, bare.add(RegistrationPage(theme, frozenset(RowAction), bare.window, offers=EVERYTHING)), theme
    )
    yield made
    await made.aclose()
    await bare.aclose()


async def test_lending_is_stopped_for_what_was_chosen(suspensions: Suspensions) -> None:
    await suspensions.open()
    suspensions.page.suspensions.suspend_button.click()
    dialog = await suspensions.dialog(SuspendDialog)
    reason, button = list(dialog.buttons.items())[-1]
    act(button)
    choose(dialog.notes, "督促済み")
    dialog.yes.click()
    await suspensions.settled()
    (request,) = suspensions.acts.sent
    assert isinstance(request, Suspend)
    assert (request.reason, request.note) == (reason, "reminded")


async def test_a_page_of_the_manual_is_chosen_once(counter: Counter, theme: Theme) -> None:
    helping = HelpMenu(
        counter.window,
        counter.bench.desk,
        theme=theme,
        manual=Manual.find(),
        about=ProgramVersion("1.2.3", "0001", "4f2a90c1b7d3"),
        diagnosis=DiagnosisModel(Checks().examine, lambda _error: "4F2A"),
    )
    helping.open_at("start.md")
    window = next(
        it for it in QApplication.topLevelWidgets() if isinstance(it, HelpWindow) and it.isVisible()
    )
    (title,) = (page.title for page in Manual.find().pages() if page.file == KEYS)
    choose(window.index, title)
    await asyncio.sleep(0)
    assert window.browser.page == KEYS
    window.go_back()
    assert window.browser.page == "start.md"
    helping.close_all()


async def test_a_patrons_page_is_chosen(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    menu = counter.window.menu
    choose(menu, menu.item(2).text())
    await asyncio.sleep(0)
    assert counter.window.page_shown is counter.window.email
