"""Connects what the desk shows while nobody is open to the viewmodels behind it, and the way back to it.

It is made in app/desk/desk_features.py.
"""

from collections.abc import Callable, Mapping
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from services.contract.today.counts import WaitingApproval
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.rules.people.approvals import ApprovalState
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel
from viewmodels.open_days import OpenDaysViewModel
from viewmodels.today.lifting import LiftingViewModel
from viewmodels.today.list_file import ListFileViewModel
from viewmodels.today.own_work import OwnWorkViewModel
from viewmodels.today.today import TodayViewModel
from views.desk.desk_window import DeskWindow
from views.desk.shortcuts import bind_keys
from views.dialogs.form_dialog_opener import FormDialogOpener
from views.open_days.open_days_dialog import OpenDaysDialog
from views.panels.offering import there
from views.style.theme import Theme
from views.today.figures_window import FiguresWindow
from views.today.lift_list_dialog import LiftListDialog
from views.today.list_file_dialog import ListFileDialog
from views.today.own_work_page import OwnWorkPage
from views.today.today_page import TodayPage
from views.widgets.binding import bind, bind_event


def connect_deciding(
    window: DeskWindow,
    waiting: Observable[tuple[WaitingApproval, ...]],
    here: Observable[bool] | None,
    show: Callable[[], object],
) -> None:
    """Say in the top bar how many desks wait while the page that counts them isn't there; it opens their list.

    Args:
        window: the desk's.
        waiting: the requests.
        here: the page is there; None on a desk without it.
        show: opens the list.
    """
    bar = window.top_bar

    def count() -> None:
        waits = [it for it in waiting.value if it.state is ApprovalState.WAITING]
        bar.show_approvals(0 if here is not None and here.value else len(waits))

    bar.approvals_button.clicked.connect(lambda *_: show())
    bind(waiting, bar, lambda _: count())
    if here is not None:
        bind(here, bar, lambda _: count())


def connect_today(
    window: QWidget,
    page: TodayPage,
    model: TodayViewModel,
    *,
    desk: DeskViewModel,
    lifting: LiftingViewModel | None,
    files: ListFileViewModel | None,
    branches: Callable[[], Mapping[int, str]],
    theme: Theme,
) -> tuple[QObject, ...]:
    """Let the page show what waits, and its rows and buttons act; the window keeps what opens the dialogs alive.

    Args:
        window: what dialogs stand over.
        page: shows it.
        model: reads it.
        desk: masks names.
        lifting: lifts from the list; None where the library system doesn't.
        files: saves it; None where there is no 貸出禁止一覧.
        branches: names the library's.
        theme: for the dialogs.
    """

    def narrow(wanted: SuspensionFilter | ReportFilter) -> None:
        page.offer_branches(branches())
        page.show_filter(wanted)

    openers: list[QObject] = []
    if files is not None:
        openers.append(_save(window, page, model, files, theme))
    if lifting is not None:
        openers.append(_lift(window, page, model, lifting, theme))
    page.list_wanted.connect(model.choose)
    page.bar.filter_wanted.connect(model.filter)
    page.all_ticked.connect(lambda on: model.tick_all(on=on))
    page.ticked.connect(model.tick)
    page.opened.connect(model.open_patron)
    page.heading.mask_button.clicked.connect(desk.toggle_titles)
    bind(model.counts, page, page.show_counts)
    bind(model.tile, page, page.show_tile)
    bind(model.listed, page, page.show_list)
    bind(model.reports, page, page.show_reports)
    bind(model.ticked, page, page.show_ticks)
    bind(model.wanted, page, narrow)
    bind(model.trouble, page, page.show_trouble)
    bind(desk.titles_masked, page, lambda masked: page.show_masked(masked=masked))
    bind_event(model.start_wanted, page, lambda _: page.go_to_start())
    bind_event(model.row_wanted, page, page.go_to_row)
    return tuple(openers)


def _save(
    window: QWidget, page: TodayPage, model: TodayViewModel, files: ListFileViewModel, theme: Theme
) -> QObject:
    def save() -> None:
        if model.listed.value is not None:
            files.open(model.listed.value)

    page.bar.file_button.clicked.connect(lambda *_: save())
    return FormDialogOpener(files.form, lambda form: ListFileDialog(files, form, theme, window), window)


def _lift(
    window: QWidget, page: TodayPage, model: TodayViewModel, lifting: LiftingViewModel, theme: Theme
) -> QObject:
    def lift(key: int) -> None:
        row = model.shown(key)
        if row is not None:
            lifting.open(row)

    page.bar.lift_button.clicked.connect(lambda *_: lifting.open(*model.now_ticked))
    page.lift_wanted.connect(lift)
    lifting.closed.subscribe(model.form_closed)
    return FormDialogOpener(lifting.form, lambda form: LiftListDialog(lifting, form, theme, window), window)


def take_today(window: DeskWindow, page: TodayPage, model: TodayViewModel) -> None:
    """Show the page in the place of the empty desk, whose search it opens; its rows open a patron's pages."""
    window.body.take_today(page)
    page.find_wanted.connect(window.empty.find_wanted)
    bind_keys(window.area, {"Alt+Home": model.come_back.start})
    bind_event(model.place_wanted, page, window.go_to)


def connect_figures(page: TodayPage, make: Callable[[], FiguresWindow]) -> None:
    """Open 統計 by the page's button; its window is made when it is first wanted."""
    figures = cache(make)
    page.heading.figures_button.clicked.connect(lambda *_: figures().open())


def connect_open_days(
    window: QWidget,
    page: TodayPage,
    model: OpenDaysViewModel,
    *,
    branch: Callable[[int], str],
    theme: Theme,
) -> QObject:
    """Open 臨時休館 by the page's button; the window keeps what opens its sheet alive.

    Args:
        window: what the sheet stands over.
        page: offers it.
        model: reads and sets the days.
        branch: names a branch.
        theme: for the sheet.
    """
    there(page.heading.open_days_button).clicked.connect(lambda *_: model.open())
    return FormDialogOpener(
        model.form, lambda form: OpenDaysDialog(model, form, branch, theme, window), window
    )


def connect_own_work(
    window: DeskWindow, page: OwnWorkPage, model: OwnWorkViewModel, desk: DeskViewModel
) -> None:
    """Offer the list of a clerk's own work on the empty desk; opening it is left to whoever wants it."""
    empty, field = window.empty, window.top_bar.card_field

    def go_to_start() -> None:
        is_typing = bool(field.text()) and window.focusWidget() is field
        if not is_typing and not page.go_to_start():
            field.setFocus()

    def open_patron(key: int) -> None:
        field.setFocus()  # as if the number had been typed there
        model.open_patron(key)

    empty.take_own_work(page)
    empty.own_button.clicked.connect(lambda *_: model.open_list.start())
    bind_keys(window.area, {"Alt+Home": model.come_back.start})
    page.opened.connect(open_patron)
    page.keyboard_left.connect(field.setFocus)
    page.mask_button.clicked.connect(desk.toggle_titles)
    bind(desk.titles_masked, page, lambda masked: page.show_masked(masked=masked))
    bind(model.listed, page, empty.show_own_work)
    bind(model.trouble, page, empty.show_own_trouble)
    bind_event(model.start_wanted, page, lambda _: go_to_start())
    bind_event(model.row_wanted, page, page.go_to_row)
