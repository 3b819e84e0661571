"""利用者を探す (F3): what is found while one types, walked and opened by keyboard alone."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from services.contract.hits import Hit, Hits
from services.rules.people.hourly_bounds import Pause
from services.rules.people.search import MOST_SHOWN, SearchText
from viewmodels.core.trouble import Trouble
from viewmodels.search import SearchViewModel
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.sheet import WIDE
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.manual.f1_help import tell_page
from views.manual.manual import SEARCH
from views.panels.grid import Rest, Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, CellKind, Column
from views.panels.whole_rows import WholeRows
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.widgets.announcing import tell
from views.widgets.binding import bind, bind_event
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.kana_field import KanaField
from views.widgets.labels import WrappedLabel
from views.widgets.scroll_to_focus import follow_focus

_REST: Final[Rest] = MappingProxyType(
    {Slot.STATE: 140, Slot.CARD: 86, Slot.SAYS: 130, Slot.BRANCH: 142, Slot.ACT: 56}
)
"""Where columns stand."""
_WORDS_AT = 11
"""Pixels at 100 %, as in the fields above."""
_LONGEST = 100
_ALL = 1000
"""Share of a line: what it says has all that the buttons leave."""
_LEAST_HEIGHT = 440
"""Pixels at 100 % that fields, sentence and some rows take; in a lower window all of them scroll together."""


class SearchDialog(DecisionDialog):
    """The search over the desk.

    Attributes:
        words: the field in which everything may stand.
        birth_date, phone: fields of their own, for names that are too common.
        panel: who was found.
        said: what can be typed, how many were found, or why nothing was searched.
    """

    def __init__(self, model: SearchViewModel, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            translate("search", "利用者を探す"),
            yes="",
            no=translate("search", "閉じる"),
            patron="",
            scrolls=False,
            theme=theme,
            parent=parent,
        )
        self.yes.hide()  # each row opens by itself
        self._model = model
        tell_page(self, SEARCH)
        scale = theme.tokens.scale
        screen = self.screen().availableGeometry()
        self.setFixedWidth(self.within_room(WIDE))
        height = min(round(640 * scale), screen.height() - 40)
        self.setFixedHeight(height)
        self.words, self.birth_date, self.phone = KanaField(), AsciiField(), AsciiField()
        self.said = WrappedLabel("muted")
        self.panel = found_list(theme)
        self.panel.begin_words_at(_WORDS_AT)
        self.panel.acted.connect(lambda hit, _verb: model.open_hit(hit))
        scrolled, column = self._scrolled(theme)
        self.body.addWidget(scrolled, 1)
        low = height < round(_LEAST_HEIGHT * scale)
        upper = column if low else self.body
        upper.insertLayout(0, self._fields(theme))
        upper.insertWidget(1, self.said)
        self.setTabOrder(self.phone, self.panel.table)
        if low:
            self.footer.insertWidget(0, self.slot, _ALL)
        for field in (self.words, self.birth_date, self.phone):
            field.setMaxLength(_LONGEST)
            field.textChanged.connect(self._typed)
            field.installEventFilter(self)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self).activated.connect(model.leave)
        QShortcut(QKeySequence(Qt.Key.Key_F3), self).activated.connect(self.start)
        bind(model.hits, self, self._show_hits)
        bind(model.trouble, self, self._show_trouble)
        bind_event(model.choosing, self, lambda _: self._choose())

    def fit(self) -> None:
        """Keep the height: the list takes what is left."""

    def start(self) -> None:
        """Begin with a name."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def reject(self) -> None:
        """Go back to the card field."""
        self._model.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and the down arrow go on from the fields to who was found."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if not event.isAutoRepeat():
                    self._model.entered()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _fields(self, theme: Theme) -> QGridLayout:
        sizes = theme.tokens.sizes
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.edge)
        grid.setVerticalSpacing(sizes.gap)
        for column, (field, caption, share) in enumerate(
            (
                (self.words, translate("search", "氏名・生年月日・電話番号"), 3),
                (self.birth_date, translate("search", "生年月日"), 1),
                (self.phone, translate("search", "電話番号(下4桁でも)"), 1),
            )
        ):
            label = WrappedLabel("muted", caption)
            label.setBuddy(field)
            label.setMinimumWidth(1)  # it goes on in a further line
            field.setAccessibleName(caption)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        return grid

    def _scrolled(self, theme: Theme) -> tuple[QScrollArea, QVBoxLayout]:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens.sizes.pad)
        column.addWidget(self.panel)
        column.addStretch(1)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.viewport().setAutoFillBackground(False)
        around.setWidget(body)
        body.setAutoFillBackground(False)  # the area has it filled
        follow_focus(around)
        WholeRows(around, column, (self.panel,))
        return around, column

    def _typed(self) -> None:
        self._model.typed(
            SearchText(words=self.words.text(), birth_date=self.birth_date.text(), phone=self.phone.text())
        )

    def _choose(self) -> None:
        if self.panel.focus_table():
            self.panel.table.setCurrentIndex(self.panel.model.index(0, 0))

    def _show_hits(self, found: Hits | None) -> None:
        keyboard = self.panel.table.hasFocus()
        self.panel.set_rows(() if found is None else found.hits)
        self.panel.setVisible(bool(self.panel.rows))
        if keyboard and not self.panel.rows:
            self.start()
        self._show_trouble(self._model.trouble.value)

    def _show_trouble(self, trouble: Trouble | None) -> None:
        text, tone = told(self._model.hits.value, trouble)
        set_tone(self.said, tone)
        tell(self.said, text)


class SearchDialogs(QObject):
    """Opens the search's window, without a nested loop, and closes it with the search.

    Attributes:
        current: the window that is open.
    """

    def __init__(self, model: SearchViewModel, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._model = model
        self._theme = theme
        self._window = window
        self.current: SearchDialog | None = None
        bind(model.open, self, self._show)

    def _show(self, is_open: bool) -> None:
        if self.current is not None:
            self.current.done(SearchDialog.DialogCode.Accepted)
            self.current.deleteLater()
            self.current = None
        if is_open:
            self.current = SearchDialog(self._model, self._theme, self._window)
            self.current.open()


def _found() -> str:
    return translate("search", "見つかった利用者")


def found_list(theme: Theme) -> ListPanel[Hit]:
    """Make the list of who was found."""
    panel = ListPanel[Hit](
        PanelWords(_found(), translate("search", "%1人"), ""), columns(), theme, rest=_REST
    )
    panel.table.chooses = True
    return panel


def told(found: Hits | None, trouble: Trouble | None) -> tuple[str, str]:
    """Say what was found, or why nothing was searched, and in which tone."""
    if trouble is not None:
        sentence = messages.of_trouble(trouble)
        return run_on(sentence.what, sentence.next), "warn"
    said, tone = _told(found)
    namesakes = _told_of_namesakes(found)
    return run_on(said, namesakes), "warn" if namesakes else tone


def _told(found: Hits | None) -> tuple[str, str]:
    """Say what can be typed, or how many were found."""
    if found is None:
        return translate(
            "search",
            "カナ・漢字・ローマ字の氏名を、一部でも2文字から探します。生年月日(1979/4/1・19790401・S54.4.1)や"
            "電話番号(下4桁でも)も、空白で区切って続けられます。",
        ), "muted"
    count = len(found.hits)
    if found.pause is not None:
        return _told_of_pause(found.pause), "staff"
    if not found.hits:
        return translate(
            "search", "見つかりません。文字を減らすか、読みや生年月日を確かめてください。"
        ), "warn"
    if found.more:
        first = translate(
            "search", "姓が入力どおりに始まる人を先に、カナの順に%1人を表示しています。"
        ).replace("%1", str(MOST_SHOWN))
        return first + translate("search", "さらにあります。続けて入力して、絞り込んでください。"), "warn"
    if count == 1:
        return translate("search", "1人見つかりました。Enter で開きます。"), "muted"
    return translate("search", "%1人見つかりました。↓ で選び、Enter で開きます。").replace(
        "%1", str(count)
    ), "muted"


def _told_of_pause(pause: Pause) -> str:
    """Say when searches go on, and what finds somebody meanwhile."""
    if pause.bare_alone:
        much = QT_TRANSLATE_NOOP(
            "search",
            "生年月日か電話番号だけの検索は、この職員IDで1時間に探せる回数に達しました。次に探せるのは %1 からです。",
        )
        named = translate("search", "氏名も入力すれば、いまも探せます。")
    else:
        much = QT_TRANSLATE_NOOP(
            "search", "この職員IDの検索は、1時間に表示できる人数に達しました。次に探せるのは %1 からです。"
        )
        named = ""
    card = translate("search", "利用カードがあれば、いまも開けます。")
    return run_on(filled("search", much, dates.time_from(pause.until)), named, card)


def _told_of_namesakes(found: Hits | None) -> str:
    if found is None or not any(hit.has_namesake for hit in found.hits):
        return ""
    return translate(
        "search", "▲の人は、氏名・カナ・年代・登録館が同じです。生年月日と住所で確かめてください。"
    )


def columns() -> tuple[Column[Hit], ...]:
    """Describe the columns: who was found, and what tells namesakes apart."""
    open_it = (Action(RowAction.OPEN_PATRON, translate("search", "開く")),)
    return (
        Column("kana", translate("search", "カナ氏名"), lambda hit: hit.kana or "", slot=Slot.STATE),
        Column("name", translate("search", "氏名"), _name, kind=CellKind.TITLE, slot=Slot.TITLE),
        Column(
            "birth_date",
            translate("search", "生年月日"),
            _birth_date,
            kind=CellKind.FIGURE,
            labelled=True,
            slot=Slot.CARD,
            sparse=True,
        ),
        Column(
            "town",
            translate("search", "住所"),
            lambda hit: "" if hit.apart is None else hit.apart.town,
            slot=Slot.SAYS,
            sparse=True,
        ),
        Column(
            "branch",
            translate("search", "登録館"),
            lambda hit: "" if hit.apart is None else hit.apart.branch,
            labelled=True,
            slot=Slot.BRANCH,
            sparse=True,
        ),
        Column("open", translate("search", "利用者"), lambda _: "", actions=lambda _: open_it, slot=Slot.ACT),
    )


def _name(hit: Hit) -> str:
    name = hit.name
    if hit.alias is not None:
        name = translate("search", "%1(通称 %2)").replace("%1", hit.name).replace("%2", hit.alias)
    return translate("search", "▲%1(同姓同名あり)").replace("%1", name) if hit.has_namesake else name


def _birth_date(hit: Hit) -> str:
    return "" if hit.apart is None else dates.day_or_blank(hit.apart.birth_date)
