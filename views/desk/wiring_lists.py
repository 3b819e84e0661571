"""Connects what the desk shows while nobody is open to the viewmodels behind it, and the way back to it.

It is made in app/desk/desk_features.py.
"""

from collections.abc import Callable, Mapping
from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from services.contract.today.act_list import ActFilter, ActList
from services.contract.today.counts import WaitingApproval
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.people.approvals import ApprovalState
from viewmodels.act_list.act_list import ActListViewModel
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel
from viewmodels.open_days import OpenDaysViewModel
from viewmodels.today.lifting import LiftingViewModel
from viewmodels.today.list_file import FileForm, ListFileViewModel
from viewmodels.today.own_work import OwnWorkViewModel
from viewmodels.today.today import TodayViewModel
from views.act_list import act_filters
from views.act_list.act_list_page import ActListPage
from views.desk.desk_window import DeskWindow
from views.desk.shortcuts import bind_keys
from views.dialogs.form_dialog_opener import FormDialogOpener
from views.language.translation import translate
from views.manual.manual import RECORDS, at
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
    files: ListFileViewModel[SuspensionFilter, SuspensionList] | None,
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
    window: QWidget,
    page: TodayPage,
    model: TodayViewModel,
    files: ListFileViewModel[SuspensionFilter, SuspensionList],
    theme: Theme,
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
    _bind_home(window, model.come_back)
    bind_event(model.place_wanted, page, window.go_to)


def _bind_home(window: DeskWindow, come_back: AsyncCommand[[]]) -> None:
    """Let Alt+Home lead to the page of nobody, out of 操作の一覧 as well."""

    def go() -> None:
        window.body.leave_act_list()
        come_back.start()

    bind_keys(window.area, {"Alt+Home": go})


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
        if not _is_typing(window) and not page.go_to_start():
            field.setFocus()

    def open_patron(key: int) -> None:
        field.setFocus()  # as if the number had been typed there
        model.open_patron(key)

    empty.take_own_work(page)
    empty.own_button.clicked.connect(lambda *_: model.open_list.start())
    _bind_home(window, model.come_back)
    page.opened.connect(open_patron)
    page.keyboard_left.connect(field.setFocus)
    page.mask_button.clicked.connect(desk.toggle_titles)
    bind(desk.titles_masked, page, lambda masked: page.show_masked(masked=masked))
    bind(model.listed, page, empty.show_own_work)
    bind(model.trouble, page, empty.show_own_trouble)
    bind_event(model.start_wanted, page, lambda _: go_to_start())
    bind_event(model.row_wanted, page, page.go_to_row)


def _is_typing(window: DeskWindow) -> bool:
    """Tell whether somebody types a number or a name, which goes on whatever comes on the screen."""
    field = window.top_bar.card_field
    return bool(field.text()) and window.focusWidget() is field


def connect_act_list(
    window: DeskWindow,
    page: ActListPage,
    model: ActListViewModel,
    *,
    desk: DeskViewModel,
    files: ListFileViewModel[ActFilter, ActList],
    branches: Callable[[], Mapping[int, str]],
    theme: Theme,
) -> QObject:
    """Offer 操作の一覧 on the empty desk; the window keeps what opens the file's dialog alive.

    Args:
        window: the desk's.
        page: shows it.
        model: reads it.
        desk: masks cards.
        files: saves it.
        branches: names the library's.
        theme: for the dialog.
    """
    field, filters = window.top_bar.card_field, page.filters

    def narrow(wanted: ActFilter) -> None:
        page.offer_branches(branches())
        page.show_filter(wanted)

    def save() -> None:
        if model.listed.value is not None:
            files.open(model.listed.value)

    def dialog(form: FileForm[ActFilter]) -> ListFileDialog:
        told = translate(
            "records",
            "操作の一覧の%1件を保存します。ファイルには職員の氏名と、利用カード番号の末尾4桁が入ります。保存したことは、記録されます。",
        )
        return ListFileDialog(files, form, theme, window, told=told, about=at(RECORDS, act_filters.TITLE))

    window.body.take_act_list(page)
    window.empty.offer_act_list()
    window.empty.acts_button.clicked.connect(lambda *_: model.come.start())
    bind_keys(window.area, {"Alt+End": model.come.start})
    page.left.connect(model.leave)
    page.opened.connect(model.open_patron)
    page.mask_button.clicked.connect(desk.toggle_titles)
    page.file_button.clicked.connect(lambda *_: save())
    filters.filter_wanted.connect(model.filter)
    filters.day_typed.connect(model.type_day)
    filters.stepped.connect(model.step)
    page.reading.follow(model.open_list.running)
    bind(model.shown, page, lambda shown: window.body.show_act_list(shown=shown))
    bind(model.wanted, page, narrow)
    bind(model.unreadable, page, lambda unreadable: filters.show_fault(unreadable=unreadable))
    bind(model.listed, page, page.show_list)
    bind(model.trouble, page, page.show_trouble)
    bind(desk.titles_masked, page, lambda masked: page.show_masked(masked=masked))
    bind_event(model.start_wanted, page, lambda _: None if _is_typing(window) else page.go_to_start())
    bind_event(model.row_wanted, page, page.go_to_row)
    bind_event(model.place_wanted, page, window.go_to)
    bind_event(model.left, page, lambda _: field.setFocus())
    return FormDialogOpener(files.form, dialog, window)


def take_turns(page: TodayPage, acts: ActListViewModel, today: TodayViewModel) -> None:
    """Let the button on 今日の仕事 open 操作の一覧, which stands in its place meanwhile."""
    there(page.heading.acts_button).clicked.connect(lambda *_: acts.come.start())
    acts.shown.subscribe(lambda shown: today.stand_aside(aside=shown))
