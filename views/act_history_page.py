"""操作記録: what staff did to the open patron, and who looked. Staff only."""

from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.contract.recorded_acts import ALWAYS, PatronRecords, Period, RecordRow
from services.contract.snapshot import PatronSnapshot
from services.rules.clock import tokyo_day
from viewmodels.act_history import periods
from viewmodels.core.trouble import Bug
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.lists_page import ListsPage
from views.panels.table_model import Beside, CellKind, Column
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import act_words, messages, row_remarks, words
from views.widgets.announcing import tell
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.labels import WrappedLabel

TITLE = QT_TRANSLATE_NOOP("pages", "操作記録")


class ActHistoryPage(ListsPage):
    """The records of acts.

    Attributes:
        panel: the list, shown once it was read.
        looks: ticks that looks are listed, too.
        period: of which days.
        said: whose acts these are, that they are being read, or why they can't be.
        left_out: how many older ones aren't in the list.

    Signals:
        seen(bool): the page came on screen, or left it.
        period_wanted(period): other days were chosen.
    """

    seen = Signal(bool)
    period_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(translate("pages", TITLE), theme, parent)
        self.said = WrappedLabel("muted")
        self._head = QWidget(self.body)
        self.period = ChoiceList(self._head)  # before the tick, for Tab
        self.looks = QCheckBox(act_words.looks_too(), self._head)
        self.panel = ListPanel[RecordRow](
            PanelWords(translate("pages", TITLE), translate("panels", "%1件"), ""),
            columns(),
            theme,
            self.body,
        )
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(self.said, 1)
        self.period.setAccessibleName(self.tr("期間"))
        self.period.setSizeAdjustPolicy(ChoiceList.SizeAdjustPolicy.AdjustToContents)
        self.period.currentIndexChanged.connect(lambda place: self.period_wanted.emit(self._periods[place]))
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.looks, 0, Qt.AlignmentFlag.AlignTop)
        self.left_out = WrappedLabel("muted")
        self._today: date | None = None
        self._periods: tuple[Period, ...] = ()
        self._has_looks = False
        self.stack(self._head, self.panel, self.left_out)
        self._show()

    def parts(self) -> tuple[QWidget, ...]:
        """Give what F6 goes through: the list first."""
        return (self.panel, self.left_out, self._head)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show nothing of a patron here: the records come by themselves, when the page is opened."""
        if snapshot is not None:
            self._today = snapshot.now.date()
            self._offer_periods(self._chosen)

    def offer_looks(self, *, offered: bool) -> None:
        """Offer to list looks, too, once there is a list: until then the keyboard has nowhere to begin."""
        self._has_looks = offered
        self.looks.setVisible(offered and not self.panel.isHidden())
        self.period.setVisible(not self.panel.isHidden())

    def show_period(self, period: Period) -> None:
        """Show of which days records are wanted."""
        self._offer_periods(period)

    def show_records(self, records: PatronRecords | None) -> None:
        """Show a patron's records, or that they are being read."""
        self._show(records)

    def show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        """Say why there are no records to be seen, or that they are being read again."""
        self._show()
        if trouble is None:
            return
        sentence = messages.of_trouble(trouble)
        self._say(run_on(sentence.what, sentence.next), "bad")

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the page is in sight."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the page left the sight."""
        super().hideEvent(event)
        self.seen.emit(False)

    @property
    def _chosen(self) -> Period:
        return self._periods[self.period.currentIndex()] if self._periods else ALWAYS

    def _offer_periods(self, chosen: Period) -> None:
        """Offer the months up to the present one, and show which is chosen; one that became older stays till then."""
        offered = () if self._today is None else periods(self._today)
        quiet = QSignalBlocker(self.period)
        if offered != self._periods and chosen in offered:
            self.period.clear()
            self._periods = offered
            self.period.addItems([self._named(it) for it in offered])
        if chosen in self._periods:
            self.period.setCurrentIndex(self._periods.index(chosen))
        quiet.unblock()

    def _named(self, period: Period) -> str:
        if period.first is not None:
            said = self.tr("%1年%2月")
            return said.replace("%1", str(period.first.year)).replace("%2", str(period.first.month))
        return self.tr("期間 すべて") if period.last is None else self.tr("それより前")

    def _show(self, records: PatronRecords | None = None) -> None:
        self.panel.setVisible(records is not None)
        self.offer_looks(offered=self._has_looks)
        if records is not None:
            self.panel.say_empty(self._empty(records))
        self.panel.set_rows(() if records is None else records.rows, self._today)
        self.left_out.setVisible(records is not None and records.left_out > 0)
        if records is None:
            self._say(self.tr("操作記録を読み込んでいます。"))
            return
        whose = act_words.whose(everybodys=records.of_everybody)
        self._say(run_on(whose, self._kept(records)) if records.with_looks else whose)
        older = self.tr(
            "新しいものから%1件を表示しています。これより古い記録が%2件あります。期間を選ぶと、それも見られます。"
        )
        self.left_out.setText(
            older.replace("%1", str(len(records.rows))).replace("%2", str(records.left_out))
        )

    def _empty(self, records: PatronRecords) -> str:
        """Say that there is nothing: ever, or of what was asked for."""
        if records.period == ALWAYS and not records.with_looks:
            return self.tr("操作はありません。窓口や電話で手続きをすると、ここに記録されます。")
        return self.tr("この期間に当てはまる記録はありません。")

    def _kept(self, records: PatronRecords) -> str:
        """Say from which day on it is known who looked."""
        days, today = records.looks_kept_days, self._today
        return act_words.looks_kept(None if days is None or today is None else today - timedelta(days=days))

    def _say(self, text: str, tone: str = "muted") -> None:
        set_tone(self.said, tone)
        if self.isVisible():
            tell(self.said, text)
        else:
            self.said.setText(text)  # not in sight: a screen reader would read it out


def columns() -> tuple[Column[RecordRow], ...]:
    """Describe the columns."""
    return (
        Column(
            "outcome",
            translate("records", "結果"),
            act_words.outcome,
            kind=CellKind.MUTED,
            dated=True,
            slot=Slot.STATE,
        ),
        Column("verb", translate("records", "操作"), act_words.verb, kind=CellKind.TITLE, slot=Slot.TITLE),
        Column(
            "at",
            translate("records", "日時"),
            lambda row: dates.day(tokyo_day(row.at)),
            kind=CellKind.DAY,
            dated=True,
            note=lambda row: Beside(dates.time(row.at), CellKind.NUMBER),
            slot=Slot.DAY,
            day=lambda row: tokyo_day(row.at),
        ),
        Column(
            "channel",
            translate("records", "受付"),
            lambda row: words.channel(row.channel),
            kind=CellKind.MUTED,
            slot=Slot.SECOND,
        ),
        Column(
            "subject", translate("records", "対象"), act_words.subject, kind=CellKind.MUTED, slot=Slot.BRANCH
        ),
        Column(
            "place",
            translate("records", "館・窓口"),
            lambda row: f"{row.branch} {row.workstation}",
            kind=CellKind.MUTED,
            slot=Slot.HOW,
        ),
        Column("staff", translate("records", "担当"), row_remarks.who, kind=CellKind.STAFF, slot=Slot.STAFF),
    )
