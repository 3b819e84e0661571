"""Says in the foot what keys do where the keyboard is, and nothing that can't be done now."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton, QRadioButton, QWidget

from services.contract.offers import SystemPart
from services.contract.typed_text import read_typed
from services.rules.vocabulary import Channel
from viewmodels.desk.desk import DeskViewModel
from views.act_list.act_list_page import ActListPage
from views.bars.card_field import CardField
from views.bars.shortcut_hints import KeyHint, do_key
from views.bars.status_bar import StatusBar
from views.circulation.inquiry_page import InquiryPage
from views.desk.desk_body import DeskBody
from views.desk.ways import in_list
from views.dialogs.decision_dialog import DecisionDialog
from views.field_search import FieldStrip
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.panels.act_table import acts_of, next_with_kind
from views.panels.grid import BESIDE_MENU
from views.panels.list_panel import ListPanel
from views.panels.page import Page
from views.panels.panel_table import PanelTable
from views.panels.row_actions import LETTERS
from views.widgets.binding import bind
from views.widgets.page_menu import SideMenu

_NEXT = QT_TRANSLATE_NOOP("foot", "次の「%1」")
_TO = QT_TRANSLATE_NOOP("foot", "%1へ")
_TICK = QT_TRANSLATE_NOOP("foot", "印を付ける、外す")
_TO_ACT = QT_TRANSLATE_NOOP("foot", "「%1」へ")
_SEEN = {QEvent.Type.Paint, QEvent.Type.Show, QEvent.Type.Hide}


class FootHints(QObject):
    """Follows the keyboard within the desk's window.

    Attributes:
        waits: much changes at once; what keys do is said afterwards, by `show`.

    Args:
        desk: tells whether Esc closes somebody, and whether a question is open or an act runs.
        bar: the foot.
        menu: the pages.
        field: the card field.
        page: gives the page that is shown of who is open; None for nobody.
        body: shows whom the field found.
        strip: says what the field has found.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        bar: StatusBar,
        menu: SideMenu,
        field: CardField,
        page: Callable[[], Page | None],
        *,
        body: DeskBody,
        strip: FieldStrip,
    ) -> None:
        super().__init__(bar)
        self._desk, self._bar, self._menu = desk, bar, menu
        self._field, self._strip = field, strip
        self._page, self._body = page, body
        self._table: PanelTable[Any] | None = None
        self._named: dict[QObject, str] = {}
        self.waits = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._went)
        for turned in (body.currentChanged, menu.chosen):
            turned.connect(lambda _: self.show())
        for changed in (field.textChanged, strip.changed, body.parts_changed):
            changed.connect(self.show)
        for state in (desk.busy, desk.ready_filter.on):
            bind(state, self, lambda _: self.show())

    def show(self) -> None:
        """Say what keys do now."""
        if self.waits:
            return
        window = self._bar.window()
        page, asked = self._page(), QApplication.activeModalWidget()
        left = 0
        if page is not None and not self._menu.is_tabs:
            left = page.mapTo(window, QPoint(0, 0)).x() + round(BESIDE_MENU * self._bar.scale)
        self._bar.stand_below_question(asked=isinstance(asked, DecisionDialog))
        if isinstance(asked, DecisionDialog):
            self._bar.show_hints(*self._of_question(asked), left=left)
        elif asked is not None or self._desk.busy.value:
            self._bar.show_hints((), None, left=left)
        else:
            hints = tuple(self._hints(window.focusWidget(), self._body.page))
            self._bar.show_hints(hints, self._escape(), left=left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the words of what Enter and Esc press, which are painted anew when they change."""
        if not isinstance(watched, QPushButton) or watched not in self._named:
            watched.removeEventFilter(self)
        elif event.type() in _SEEN and _said(watched) != self._named[watched]:
            self.show()
        return super().eventFilter(watched, event)

    def _watch(self, *buttons: QPushButton | None) -> None:
        """Follow the words of these buttons; former ones are let go at their next event, as they may be gone."""
        before, self._named = self._named, {it: _said(it) for it in buttons if it is not None}
        for it in self._named.keys() - before.keys():
            it.installEventFilter(self)

    def _went(self, _before: QWidget | None, now: QWidget | None) -> None:
        panel = in_list(now)
        table = None if panel is None else panel.table
        if table is not self._table:
            if self._table is not None:
                self._table.act_changed.disconnect(self.show)
            if table is not None:
                table.act_changed.connect(self.show)
            self._table = table
        self.show()

    def _hints(self, focused: QWidget | None, page: Page | None) -> Iterator[KeyHint]:
        panel = in_list(focused)
        button = _pressed(focused, page)
        sends = None if page is None else page.pressed_by_ctrl_enter(focused)
        self._watch(button or sends)
        if focused is self._field:
            if self._field.text():
                yield KeyHint("Enter", self._does_field(), self._field.returnPressed.emit)
        elif focused is self._menu:
            yield KeyHint("Enter", translate("foot", "ページの中へ"))
            yield KeyHint("↑ ↓", translate("foot", "ページを選ぶ"))
        elif panel is not None and focused in {panel.table, panel.act_button}:
            yield from _of_list(panel)
        elif isinstance(focused, QCheckBox):
            yield KeyHint("Space", translate("foot", _TICK), focused.click)
        elif button is not None and (said := _said(button)):
            yield KeyHint("Enter", said, button.click)
        elif sends is not None and (said := _said(sends)):
            yield KeyHint("Ctrl+Enter", said, sends.click)
        if page is not None:
            yield from self._next_list(page, panel)

    def _does_field(self) -> str:
        """Say what Enter does in the card field."""
        if (found := self._body.found_shown) is not None and len(found.panel.rows) > 1:
            return filled("foot", _TO, found.accessibleName())
        at_counter = self._desk.channel.value is Channel.COUNTER and found is None  # the only one is opened
        finds = at_counter and self._desk.offers.has(SystemPart.SEARCH)
        if finds and read_typed(self._field.text(), self._desk.item_numbers).is_searched:
            return translate("foot", "利用者を探す")
        return translate("foot", "利用者を開く")

    def _next_list(self, page: Page, panel: ListPanel[Any] | None) -> Iterator[KeyHint]:
        """Say where F6 leads, if anywhere else."""
        after = page.next_part()
        focused = cast("QWidget | None", self._bar.window().focusWidget())
        has_keyboard = after is not None and focused is not None and after.isAncestorOf(focused)
        if after is not None and after is not panel and not has_keyboard and (named := _named(page, after)):
            yield KeyHint("F6", named, partial(do_key, self._bar.window(), "F6"))

    def _of_question(self, asked: DecisionDialog) -> tuple[tuple[KeyHint, ...], KeyHint | None]:
        """Say what the keys do in a question that stands over the window."""
        focused = asked.focusWidget()
        panel = in_list(focused)
        button = _pressed(focused, None)
        self._watch(button, asked.no)
        hints = []
        if panel is not None and focused is panel.table:
            hints = list(_of_list(panel))
        elif button is not None and (said := _said(button)):
            hints = [KeyHint("Enter", said)]
        elif isinstance(focused, QCheckBox):
            hints = [KeyHint("Space", translate("foot", _TICK))]
        elif isinstance(focused, QRadioButton):
            hints = [KeyHint("Space", translate("foot", "選ぶ"))]
        leaves = asked.no.text() or asked.yes.text()  # where there is nothing to decide, one closes it
        can_leave = not asked.no.text() or (asked.no.isEnabled() and not asked.no.isHidden())
        return tuple(hints), KeyHint("Esc", leaves) if can_leave else None

    def _escape(self) -> KeyHint | None:
        """Say what Esc does first of what it can do."""
        filtered = self._desk.ready_filter.on.value and isinstance(self._page(), InquiryPage)
        does = (
            (self._strip.is_of_search, translate("foot", "検索をやめる")),
            (filtered, translate("foot", "予約一覧を元に戻す")),
            (self._desk.answer.value is not None, translate("foot", "利用者を閉じる")),
            (bool(self._field.text()), translate("foot", "入力を消す")),
            (isinstance(self._body.page_of_nobody, ActListPage), translate("foot", "一覧を閉じる")),
        )
        said = next((words for applies, words in does if applies), None)
        return None if said is None else KeyHint("Esc", said, partial(do_key, self._bar.window(), "Esc"))


def _pressed(focused: QWidget | None, page: Page | None) -> QPushButton | None:
    """Give the button that Enter presses."""
    if isinstance(focused, QPushButton):
        return focused
    return None if page is None else page.pressed_by_enter(focused)


def _said(button: QAbstractButton) -> str:
    """Say what a button does; nothing where it can't be pressed."""
    can = button.isVisible() and button.isEnabled()
    return (button.text() or button.accessibleName()) if can else ""


def _named(page: Page, part: QWidget) -> str:
    """Say where a part of a page is gone to: to it, or to the button that has the keyboard first there."""
    if part.accessibleName():
        return filled("foot", _TO, glossed(part.accessibleName()))
    first = page.first_in(part)
    said = _said(first) if isinstance(first, QAbstractButton) else ""
    return filled("foot", _TO_ACT, said) if said else ""


def _of_list(panel: ListPanel[Any]) -> Iterator[KeyHint]:
    """Say what Enter, letters and arrows do in a list."""
    table = panel.table
    row, act = table.currentIndex().row(), table.current_act()
    letters = table.letters_act
    if row < 0:
        return
    acts = [found for _, _, found in acts_of(table.rows_model, row)]
    if act is not None:
        letter = LETTERS.get(act.verb, "") if letters else ""
        yield KeyHint(f"Enter {letter}".rstrip(), act.full, table.do_current_act)
    elif acts:
        yield KeyHint("Enter", translate("foot", "何もしません"))
    else:
        yield KeyHint("", translate("foot", "この行でできることはありません"))
    for other in acts:
        letter = LETTERS.get(other.verb, "")
        if letters and letter and other != act:
            yield KeyHint(letter, other.full, partial(table.do_letter, letter))
    for letter, button in table.buttons.items():
        if letters and button.isVisible() and button.isEnabled():
            yield KeyHint(letter, button.text(), button.click)
    if len(panel.rows) > 1:
        yield KeyHint("↑ ↓", _by_arrows(table, row))


def _by_arrows(table: PanelTable[Any], row: int) -> str:
    """Say where ↑ and ↓ lead: to the next row with the same button, if that is what they go to."""
    act = table.current_act()
    if act is not None and table.walks_by_kind and not table.chooses:
        reached = (next_with_kind(table.rows_model, row, step, act.verb) for step in (-1, 1))
        labels = {
            it.act.label
            for place in reached
            if place is not None
            for it in acts_of(table.rows_model, place)
            if it.act.verb is act.verb
        }
        if labels == {act.label}:
            return filled("foot", _NEXT, act.full)
    return translate("foot", "行")
