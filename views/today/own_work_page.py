"""自分の仕事: a clerk's own unfinished work, as the empty desk shows it once it is asked for."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.contract.snapshot import PatronSnapshot
from services.contract.today.own_work import OwnWork, WorkEntry, WorkKind
from services.rules.clock import tokyo_day
from services.rules.vocabulary import PatronReport
from viewmodels.core.trouble import Trouble
from viewmodels.today.own_work import row_key
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.manual.f1_help import tell_page
from views.manual.manual import START, at
from views.panels.grid import Slot
from views.panels.list_panel import PanelWords
from views.panels.lists_page import ListsPage
from views.panels.offering import there
from views.panels.row_actions import RowAction
from views.panels.table_model import CellKind, Column
from views.style.theme import Theme
from views.text import approval_words, messages, suspension_words, words
from views.today import list_columns, list_words
from views.today.opening_table import GrowingPanel
from views.widgets.announcing import announce
from views.widgets.buttons import KeyButton
from views.widgets.flow_row import FlowRow
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.message_banner import MessageBanner

TITLE = QT_TRANSLATE_NOOP("today", "自分の仕事")
_MATTERS = {
    WorkKind.MAIL_FAILED: QT_TRANSLATE_NOOP("today", "メールが届きませんでした"),
    WorkKind.QUESTION_ANSWERED: QT_TRANSLATE_NOOP("today", "質問の回答ができています"),
    WorkKind.SLIP: QT_TRANSLATE_NOOP("today", "パスワード票を渡した記録がありません(まだなら再発行)"),
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A row of the list.

    Attributes:
        entry: what waits.
        days: for how many days.
        name: the patron's; None by phone, where the card stands for it.
    """

    entry: WorkEntry
    days: int
    name: str | None

    @property
    def id(self) -> int:
        """The row's key."""
        return row_key(self.entry)


class OwnWorkPage(ListsPage):
    """The list, below what the empty desk says to do next.

    Attributes:
        mask_button: does what F8 does; hidden by phone, where no patron is named.
        trouble: why nothing could be read.
        panel: the list.
        more: how many of the list aren't shown.

    Signals:
        find_wanted: the button for F3 was pressed.
        opened(key): the patron of a row is wanted.
        keyboard_left: the row that had the keyboard has gone, and no other is there.
    """

    find_wanted = Signal()
    opened = Signal(int)
    keyboard_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, finds: bool = True) -> None:
        """Make the page.

        Args:
            theme: for the distances.
            parent: the owner.
            finds: patrons are found without a card, here or by phone.
        """
        super().__init__(translate("today", TITLE), theme, parent)
        tell_page(self, at(START, TITLE))
        self._by_phone = False
        self._listed: OwnWork | None = None
        self._heading = QWidget(self.body)
        self._title = styled_label("", "page")
        self.mask_button = KeyButton("", "F8", theme, self._heading)
        self._find = KeyButton("", "F3", theme, self._heading) if finds else None
        if self._find is not None:
            self._find.clicked.connect(self.find_wanted)
        self.trouble = MessageBanner(theme, parent=self.body)
        self.panel = GrowingPanel[WorkRow](
            PanelWords(
                translate("today", TITLE),
                translate("panels", "%1件"),
                self.tr("終わっていない自分の仕事はありません。"),
            ),
            columns(),
            theme,
            self.body,
            rest=list_columns.REST_OF_WORK,
        )
        self.panel.acted.connect(self._acted)
        self.more = WrappedLabel("muted", parent=self.body)
        row = FlowRow(theme.tokens.sizes.pad, self._heading)
        row.addWidget(self._title)
        row.add_spring()
        for button in (self.mask_button, self._find):
            if button is not None:
                button.setAutoDefault(False)
                row.addWidget(button)
        self.stack(self._heading, self.trouble, self.panel, self.more)
        self.show_masked(masked=False)
        self._show_list()

    @property
    def find_button(self) -> KeyButton:
        """Does what F3 does, where that finds anybody; the empty desk says what that is."""
        return there(self._find)

    def parts(self) -> tuple[QWidget, ...]:
        """Give what F6 goes through: the list first, and the heading's buttons last."""
        return (self.panel, self.more, self._heading)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show nothing of a patron who is open."""

    def say(self, title: str, find: str, *, by_phone: bool) -> None:
        """Say what to do next where the patron is.

        Args:
            title: what to do.
            find: what F3 does; blank where it does nothing.
            by_phone: the patron isn't here.
        """
        self._title.setText(title)
        if self._find is not None:
            self._find.setText(find)
            self._find.setVisible(bool(find))
        self.mask_button.setVisible(not by_phone)
        if by_phone is not self._by_phone:
            self._by_phone = by_phone
            self._show_list()

    def show_masked(self, *, masked: bool) -> None:
        """Say what the button for names does next."""
        self.mask_button.say_one_of(self.tr("氏名を隠す"), self.tr("氏名を表示"), second=masked)

    def show_trouble(self, trouble: Trouble | None) -> None:
        """Say why nothing could be read."""
        self.trouble.tell(told(trouble))

    def show_list(self, listed: OwnWork | None) -> None:
        """Show the list, or none; the keyboard stays on its row, or goes to the one in its place."""
        place = self._place_of_keyboard()
        before, self._listed = self._listed, listed
        self._show_list()
        if listed is not None and before is None:
            announce(self, self._count(listed.total) if listed.total else self.panel.words.empty)
        if place is not None:
            self._keep_keyboard(place)

    def go_to_start(self) -> bool:
        """Give the keyboard to the first row; False where there is none."""
        self.verticalScrollBar().setValue(0)
        if not self.panel.rows:
            return False
        self.panel.table.go_to(0)
        return True

    def go_to_row(self, key: int) -> None:
        """Give the keyboard to a row; where it isn't there any more, to the first one, if there is one."""
        if self.panel.model.row_of(key) is None:
            self.go_to_start()
        else:
            self.panel.go_to(key)

    def _count(self, total: int) -> str:
        counted = translate("panels", "%1件").replace("%1", str(total))
        return f"{translate('today', TITLE)} {counted}"

    def _show_list(self) -> None:
        listed = self._listed
        self.more.hide()
        self.panel.setVisible(listed is not None)
        self.panel.prepare(self.viewport().width())
        if listed is None:
            self.panel.show_rows((), 0)  # not even behind what is shown
            return
        today = tokyo_day(listed.now)
        rows = tuple(
            WorkRow(it, (today - it.since).days, None if self._by_phone else it.name) for it in listed.entries
        )
        self.panel.show_rows(rows, listed.total, today)
        if listed.total > len(rows):
            told = self.tr("古いものから%1件を表示しています。全部で%2件あります。")
            self.more.setText(told.replace("%1", str(len(rows))).replace("%2", str(listed.total)))
            self.more.show()

    def _acted(self, row: WorkRow, _verb: RowAction) -> None:
        self.opened.emit(row.id)

    def _place_of_keyboard(self) -> int | None:
        """Tell on which row the keyboard is; None where it is elsewhere."""
        if self.window().focusWidget() not in {self.panel.table, self.panel.act_button}:
            return None
        return max(0, self.panel.table.currentIndex().row())

    def _keep_keyboard(self, place: int) -> None:
        """Leave the keyboard in the list when its row has gone: in the place of that; without rows, leave it."""
        if not self.panel.rows:
            self.keyboard_left.emit()
        elif not self.panel.table.currentIndex().isValid() and self.isVisible():
            self.panel.table.go_to(min(place, len(self.panel.rows) - 1))


def told(trouble: Trouble | None) -> str:
    """Word why nothing could be read; blank for none."""
    said = "" if trouble is None else messages.of_trouble(trouble)
    return said if isinstance(said, str) else run_on(said.what, said.next)


def matter(entry: WorkEntry) -> str:
    """Say what waits: 「申し出「連絡がついた」」, 「メールが届きませんでした」."""
    if entry.report is not None:
        return _of_report(entry.report)
    if entry.verb is not None and entry.until is not None:
        return _of_approval(entry.verb, entry.until, approved=entry.approved_by is not None)
    return translate("today", _MATTERS[entry.kind])


def _of_report(report: PatronReport) -> str:
    return translate("today", "申し出「%1」").replace("%1", suspension_words.report(report))


def _of_approval(verb: str, until: datetime, *, approved: bool) -> str:
    source = (
        QT_TRANSLATE_NOOP("today", "%1: 承認されました(%2 までに開いて Enter)")
        if approved
        else QT_TRANSLATE_NOOP("today", "%1: 承認を待っています(%2 まで)")
    )
    return filled("today", source, approval_words.act(verb), dates.time(until))


def columns() -> tuple[Column[WorkRow], ...]:
    """Describe the columns."""
    return (
        Column(
            "patron",
            translate("today", "利用者"),
            lambda row: list_words.patron(row.name, row.entry.card_number, row.entry.patron_id),
            kind=lambda row: CellKind.TITLE if row.name else CellKind.DUE,
            slot=Slot.TITLE,
        ),
        list_columns.since(translate("today", "いつから"), lambda row: row.entry.since, lambda row: row.days),
        Column(
            "card",
            translate("today", "カード番号"),
            lambda row: words.card_number(row.entry.card_number) if row.name else "",
            kind=CellKind.NUMBER,
            slot=Slot.CARD,
            sparse=True,
        ),
        Column("matter", translate("today", "用件"), lambda row: matter(row.entry), slot=Slot.SAYS),
        list_columns.acts(),
    )
