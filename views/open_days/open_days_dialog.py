"""「臨時休館」: a supervisor sets days of the own branch, and sees before how many dates fall on them."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from services.rules.circulation.open_days import DayKind
from viewmodels.open_days import OpenDaysForm, OpenDaysViewModel
from views.dialogs.form_dialog import FormDialog
from views.dialogs.notice_slot import SlotMessage
from views.dialogs.sheet import WIDE
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.open_days import day_words
from views.open_days.month_grid import MonthGrid
from views.style.theme import Theme
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.buttons import StepButton
from views.widgets.flow_row import FlowRow
from views.widgets.labels import ReadingLabel, WrappedLabel, styled_label


class OpenDaysDialog(FormDialog):
    """The sheet. What is planned in one month stays while another one is shown; all of it is saved together.

    Attributes:
        month: the branch and the month that are shown.
        reading: says that they are being read, if that takes long.
        grid: its days.
        earlier, later: the buttons to the month before and after.
        kinds: the buttons that make something of the chosen days.
        told: what is to change, and how many dates fall on it.
    """

    def __init__(
        self,
        model: OpenDaysViewModel,
        form: OpenDaysForm,
        branch: Callable[[int], str],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            day_words.said(day_words.TITLE),
            yes=translate("open_days", "保存する"),
            no=translate("open_days", "保存しない"),
            patron="",
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(SUPERVISOR, day_words.TITLE))
        self._model = model
        self._form = form
        self._branch = branch(form.branch_id)
        self.setFixedWidth(self.within_room(WIDE))
        self.month = styled_label("", "title")
        self.reading = ReadingLabel()
        self.earlier = StepButton("←", translate("open_days", "前の月"), "Alt+←")
        self.later = StepButton("→", translate("open_days", "次の月"), "Alt+→")
        self.grid = MonthGrid(theme)
        self.kinds = {kind: QPushButton(day_words.made(kind)) for kind in day_words.KINDS}
        self.told = SlotMessage(self.slot)
        self._lay_out()
        for keys, button, months in (("Alt+Left", self.earlier, -1), ("Alt+Right", self.later, 1)):
            button.clicked.connect(lambda *_, months=months: self._step(months))
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, months))
        for kind, makes in self.kinds.items():
            makes.clicked.connect(lambda *_, kind=kind: self._want(kind))
        self.grid.next_wanted.connect(lambda: self._plan(lambda: form.want_next(self.grid.days)))
        self.grid.entered.connect(self._go_on_to_yes)
        self.grid.chosen.connect(self._show_what_can_be_done)
        self.grid.moved.connect(self._follow)
        self.reading.follow(model.read.running)
        bind(form.month, self, lambda _: self._show_month())
        bind(form.today, self, lambda _: self._show_month())
        bind(form.days, self, lambda _: self._show_days())
        bind(form.plan, self, lambda _: self._show_days())
        bind(form.trouble, self, self.show_trouble)
        bind(model.save.running, self, lambda _: self._show_what_can_be_done())

    def _lay_out(self) -> None:
        """Leave the body to the month: what large text has no room for is scrolled, and the buttons are not."""
        sizes = self._theme.tokens.sizes
        top, kinds = FlowRow(sizes.pad), FlowRow(sizes.pad)
        self.header.removeWidget(self.heading)
        self.heading.ensurePolished()
        self.heading.setMaximumWidth(self.heading.sizeHint().width())  # else it keeps the room of ten letters
        top.addWidget(self.heading)
        top.add_spring()
        for part in (self.reading, self.month, self.earlier, self.later):
            top.addWidget(part)
        for makes in self.kinds.values():
            kinds.addWidget(makes)
        for button in (self.earlier, self.later, *self.kinds.values()):
            button.setAutoDefault(False)
        self.header.addLayout(top, 1)
        self.footer.setStretch(0, 0)
        self.footer.insertLayout(0, kinds, 1)
        edges = self.body.contentsMargins()
        edges.setTop(sizes.gap)
        self.body.setContentsMargins(edges)
        self.body.addWidget(self.grid)
        hint = run_on(day_words.said(day_words.HINT), day_words.said(day_words.STAYS))
        self.body.addWidget(WrappedLabel("muted", hint))
        for before, then in pairwise((self.earlier, self.later, self.grid, *self.kinds.values(), self.no)):
            self.setTabOrder(before, then)

    def start(self) -> None:
        """Begin in the month."""
        self.grid.setFocus()

    def go(self) -> None:
        """Save."""
        self._model.save.start()

    def leave(self) -> None:
        """Save nothing."""
        self._model.close()

    def dirty(self) -> bool:
        """Tell whether days are planned; those that are being saved can't be left any more."""
        return bool(self._form.plan.value) and not self._model.save.running.value

    def _step(self, months: int) -> None:
        self._model.step(months)
        self.grid.setFocus()

    def _want(self, kind: DayKind) -> None:
        self._plan(lambda: self._form.want(self.grid.days, kind))

    def _plan(self, plan: Callable[[], None]) -> None:
        if self._model.save.running.value:
            return
        plan()
        current = self.grid.month.day_at(self.grid.currentIndex())
        if current is not None:
            announce(self.grid, day_words.heard(current, self._form.wanted(current)))

    def _follow(self) -> None:
        """Keep the day in sight that has the keyboard, where the window has no room for the month."""
        scrolled, grid = self._scrolling, self.grid
        inside = None if scrolled is None else scrolled.widget()
        if scrolled is not None and inside is not None:
            cell = grid.visualRect(grid.currentIndex())
            at = grid.viewport().mapTo(inside, cell.center())
            scrolled.ensureVisible(at.x(), at.y(), 0, cell.height())

    def _go_on_to_yes(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()

    def _show_month(self) -> None:
        self.month.setText(day_words.month(self._branch, self._form))
        self.earlier.setEnabled(not self._form.first_month)
        self.later.setEnabled(not self._form.last_month)

    def _show_days(self) -> None:
        self.grid.show_days(self._form.days.value, self._form.plan.value)
        self.told.tell(day_words.told(self._form), "notice")
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        busy = self._model.save.running.value
        for button in self.kinds.values():
            button.setEnabled(bool(self.grid.days) and not busy)
        self.no.setEnabled(not busy)
        missing = () if self.dirty() else (translate("open_days", "変える日を選んでください。"),)
        self.wait_for(*missing, at=[self.grid] if missing else (), busy=busy)
