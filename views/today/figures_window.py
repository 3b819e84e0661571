"""「統計」: a fiscal year's figures beside the desk, of one branch or of all."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.contract.today.figures import YearFigures
from services.rules.figures import FIRST_YEAR, FigureLine
from viewmodels.core.trouble import Trouble
from viewmodels.today.figures import FiguresViewModel
from views.language.glosses import glossed
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.today import figure_words
from views.today.figure_grid import FigureGrid
from views.today.figure_table import ALL_BRANCHES, fiscal_year
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.buttons import StepButton
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.flow_row import FlowRow
from views.widgets.labels import ReadingLabel, WrappedLabel, styled_label
from views.widgets.side_window import SideWindow

_WIDTH = 1280
_EACH = "each"
"""Stands for every branch, one below the other."""


class FiguresWindow(SideWindow):
    """Reads when it is opened. A card that is read is opened at the desk as always.

    Attributes:
        grid: the table.
        earlier, later: the buttons to the year before and after.
        branch: which branch is shown, or of every branch one line.
        line: which line that is.
        reading: says that the year is being read, or its looks are, if that takes long.
        file_button: 「CSV」, once all is counted.
    """

    def __init__(
        self, model: FiguresViewModel, branches: Callable[[], Mapping[int, str]], theme: Theme, desk: QWidget
    ) -> None:
        super().__init__(figure_words.said(figure_words.TITLE), theme, desk, _WIDTH)
        tell_page(self, at(SUPERVISOR, figure_words.TITLE))
        self._model = model
        self._branches = branches
        self._title = styled_label("", "page")
        self.reading = ReadingLabel()
        self.earlier = StepButton("←", translate("figures", "前の年度"), "Alt+←")
        self.later = StepButton("→", translate("figures", "次の年度"), "Alt+→")
        self.branch = ChoiceList()
        self.branch.setAccessibleName(translate("figures", "館"))
        self.branch.setSizeAdjustPolicy(ChoiceList.SizeAdjustPolicy.AdjustToContents)
        self.line = ChoiceList()
        self.line.setAccessibleName(translate("figures", "項目"))
        for line in FigureLine:
            self.line.addItem(figure_words.line(line), line.value)
        self.grid = FigureGrid(theme)
        self._told = WrappedLabel("muted")
        self.file_button = QPushButton("CSV")
        self.file_button.setAccessibleName(translate("figures", "CSV に保存"))
        self._lay_out()
        for keys, button, years in (("Alt+Left", self.earlier, -1), ("Alt+Right", self.later, 1)):
            button.clicked.connect(lambda *_, years=years: model.step(years))
            QShortcut(QKeySequence(keys), self).activated.connect(lambda years=years: model.step(years))
        self.branch.currentIndexChanged.connect(lambda _: self._chosen())
        self.line.currentIndexChanged.connect(lambda _: model.compare(FigureLine(self.line.currentData())))
        self.file_button.clicked.connect(model.save.start)
        self.reading.follow(model.read.running)
        bind(model.year, self, self._show_year)
        bind(model.found, self, self._show_found)
        bind(model.branch_id, self, lambda _: self._show_rows())
        bind(model.line, self, lambda _: self._show_rows())
        bind(model.saved, self, lambda _: self._tell())
        bind(model.trouble, self, self._show_trouble)

    def _lay_out(self) -> None:
        sizes = self._theme.tokens.sizes
        head, foot = QFrame(), QFrame()
        head.setProperty("surface", "bar")
        foot.setProperty("surface", "foot")
        top = FlowRow(sizes.pad)
        around = QVBoxLayout(head)
        around.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        around.addLayout(top)
        for part in (self.earlier, self._title, self.later, self.reading):
            top.addWidget(part)
        top.add_spring()
        top.addWidget(self.line)
        top.addWidget(self.branch)
        row = QHBoxLayout(foot)
        row.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        row.addWidget(self._told, 1)
        close = QPushButton(translate("figures", "閉じる"))
        close.clicked.connect(self.close)
        for button in (self.file_button, close):
            row.addWidget(button)
        table = QHBoxLayout()
        table.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, 0)
        table.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(table, 1)
        column.addWidget(foot)

    def open(self) -> None:
        """Come up and read."""
        self._offer_branches()
        self.show_beside()
        self._model.open()
        self.grid.setFocus()

    def _offer_branches(self) -> None:
        quiet = QSignalBlocker(self.branch)
        self.branch.clear()
        self.branch.addItem(figure_words.said(ALL_BRANCHES), None)
        for key, name in self._branches().items():
            self.branch.addItem(glossed(name), key)
        self.branch.addItem(translate("figures", "館ごと"), _EACH)
        self.branch.setMaxVisibleItems(self.branch.count())  # the last one would have to be scrolled to
        each = self._model.line.value is not None
        shown = _EACH if each else self._model.branch_id.value
        self.branch.setCurrentIndex(max(0, self.branch.findData(shown)))
        quiet.unblock()

    def _chosen(self) -> None:
        """Show a branch; or every branch, of the line on which the keyboard was."""
        if self.branch.currentData() != _EACH:
            self._model.choose(self.branch.currentData())
            return
        line = self.grid.figures.line_at(self.grid.currentIndex()) or FigureLine.PASSWORDS_ISSUED
        quiet = QSignalBlocker(self.line)
        self.line.setCurrentIndex(self.line.findData(line.value))
        quiet.unblock()
        self._model.compare(line)

    def _show_rows(self) -> None:
        each = self._model.line.value is not None
        self.line.setVisible(each)
        branches = self._branches()
        names = (figure_words.said(ALL_BRANCHES), *map(glossed, branches.values()))
        self.grid.show_rows(self._model.rows(branches), names if each else ())

    def _show_year(self, year: int | None) -> None:
        if year is None:
            return
        self._title.setText(fiscal_year(year))
        self._enable(self.earlier, enabled=year > FIRST_YEAR)
        self._enable(self.later, enabled=year < self._model.newest)

    def _show_found(self, found: YearFigures | None) -> None:
        self._show_rows()
        whole = found is not None and found.whole
        self._enable(self.file_button, enabled=whole)
        if found is not None and not whole:
            announce(self.grid, f"{figure_words.said(figure_words.TITLE)} {self._title.text()}")

    def _enable(self, button: QPushButton, *, enabled: bool) -> None:
        """Let a button be pressed, or rest; Qt would give the keyboard that it has to whatever comes next."""
        if not enabled and self.focusWidget() is button:
            self.grid.setFocus()
        button.setEnabled(enabled)

    def _show_trouble(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self._tell()
            return
        self._say(messages.line(trouble), "bad")
        announce(self, self._told.text(), urgent=True)

    def _tell(self) -> None:
        """Say where the file is, or what the signs mean."""
        saved = self._model.saved.value
        if saved:
            told = translate("figures", "ドキュメントに %1 を保存しました。").replace("%1", saved)
            self._say(told, "good")
            announce(self, told)
        else:
            self._say(figure_words.said(figure_words.SIGNS), "muted")

    def _say(self, text: str, tone: str) -> None:
        self._told.setText(text)
        set_tone(self._told, tone)
