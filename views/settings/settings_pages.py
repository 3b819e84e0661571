"""The pages of the settings window, and the two of their parts that do something: the sample slip and the scanner."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.trouble import Bug
from viewmodels.printout import PaperState
from viewmodels.settings.setting_keys import Value, slip_key
from viewmodels.settings.settings_form import (
    BRANCH,
    HIDE,
    LOCK,
    NAME,
    OPENS_ANEW,
    SettingsForm,
    slip_printing,
)
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages, settings_words, words
from views.widgets.announcing import tell
from views.widgets.binding import bind, bind_command
from views.widgets.fields.value_fields import ChoiceField, LineField, NumberField, TickField, ValueField
from views.widgets.labels import WrappedLabel, styled_label


class SettingsPage(QScrollArea):
    """A column of fields, which scrolls where large text leaves no room for all.

    Attributes:
        fields: the page's, from the top.
    """

    def __init__(self, title: str, form: SettingsForm, theme: Theme) -> None:
        super().__init__()
        sizes = theme.tokens.sizes
        self._form = form
        self._tells_when = False
        self.fields: list[ValueField] = []
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, sizes.gap)
        self.column.setSpacing(sizes.edge)
        self.setWidget(body)

    def add(self, field: ValueField) -> None:
        """Put a field at the end, with what holds in it; what the administrator decided can't be changed."""
        self.fields.append(field)
        field.show_value(self._form.value(field.key))
        if self._form.is_fixed(field.key):
            field.lock(settings_words.fixed_by_administrator())
        if field.key in OPENS_ANEW and not field.note:
            if not self._tells_when:
                self.say(settings_words.changes_below())
            self._tells_when = True
            field.describe(settings_words.changes_soon())
        self.column.addWidget(field)
        field.edited.connect(lambda: field.refuse(""))

    def bring(self, part: QWidget) -> None:
        """Scroll so far that a part can be seen which has just grown."""
        self.column.activate()
        self.ensureWidgetVisible(part)

    def say(self, text: str) -> None:
        """Put a remark at the end."""
        remark = WrappedLabel("muted")
        remark.setText(text)
        self.column.addWidget(remark)


class PlacePage(SettingsPage):
    """Where the workstation stands."""

    def __init__(self, form: SettingsForm, theme: Theme) -> None:
        super().__init__(translate("settings", "館と窓口"), form, theme)
        choices = [(branch.code, glossed(branch.name)) for branch in form.branches]
        branch = ChoiceField(BRANCH, translate("settings", "館"), choices, theme)
        name = LineField(NAME, translate("settings", "窓口の名前"), theme)
        if not form.branches:
            branch.lock(translate("settings", "館は、サインインしたあとに選べます"))
        for field in (branch, name):
            if form.place_fixed:
                field.lock(translate("settings", "デモでは決まっています"))
            self.add(field)
        if form.place_fixed:
            later = translate("settings", "サインインすると決まります")
            branch.show_value(later if form.place is None else form.place.branch)
            name.show_value(later if form.place is None else form.place.workstation)
        self.say(translate("settings", "どの館のどの窓口で行ったかとして、操作の記録に残ります。"))
        self.column.addStretch(1)


class PrintingPage(SettingsPage):
    """Printer and paper of each kind of slip, and a sample of it.

    Attributes:
        samples: for each kind, what prints it.
    """

    def __init__(self, form: SettingsForm, theme: Theme) -> None:
        super().__init__(translate("settings", "印刷"), form, theme)
        self.samples: dict[SlipKind, SamplePrint] = {}
        for slip in SlipKind:
            self.column.addWidget(styled_label(translate("settings", settings_words.SLIPS[slip]), "title"))
            papers = [(paper.value, words.paper(paper)) for paper in Paper]
            dialog = translate("settings", "印刷のたびに、プリンターと用紙を選び直す")
            for field in (
                self._printers(slip, theme),
                ChoiceField(slip_key(slip, "paper"), translate("settings", "用紙"), papers, theme),
                TickField(slip_key(slip, "dialog"), dialog, theme),
            ):
                self.add(field)
                _name_with_slip(slip, field.editor, field.editor.accessibleName())
            self.samples[slip] = SamplePrint(slip, self, theme)
            self.column.addWidget(self.samples[slip])
        self.column.addStretch(1)

    @property
    def form(self) -> SettingsForm:
        """The window's state."""
        return self._form

    def typed(self) -> dict[str, Value]:
        """What stands in the page's fields."""
        return {field.key: field.value for field in self.fields}

    def _printers(self, slip: SlipKind, theme: Theme) -> ChoiceField:
        form, key = self._form, slip_key(slip, "printer")
        choices: list[tuple[Value, str]] = [("", translate("settings", "決めない(印刷のたびに選ぶ)"))]
        choices += [(name, name) for name in form.printers]
        field = ChoiceField(key, translate("settings", "プリンター"), choices, theme)
        absent = translate("settings", "%1(見つかりません)")
        field.add_absent(form.value(key), absent.replace("%1", str(form.value(key))))
        return field


def _name_with_slip(slip: SlipKind, part: QWidget, name: str) -> None:
    """Name a field with its slip, too, for who hears it without the heading above it."""
    said = translate("settings", settings_words.SLIPS[slip])
    part.setAccessibleName(filled("settings", QT_TRANSLATE_NOOP("settings", "%1: %2"), said, name))


class SamplePrint(QWidget):
    """Prints the sample slip as the page's fields have it, and says what the queue does with it.

    Attributes:
        button, cancel: print it; take it back while it waits.
    """

    def __init__(self, slip: SlipKind, page: PrintingPage, theme: Theme) -> None:
        super().__init__()
        form = page.form
        self._slip = slip
        self._form = form
        self._page = page
        self.button = QPushButton(translate("settings", settings_words.SAMPLES[slip]))
        self.cancel = QPushButton(translate("settings", "印刷を取り消す"))
        self._said = WrappedLabel()
        self._said.setAccessibleName(translate("settings", "見本の印刷"))
        row = QHBoxLayout()
        row.setSpacing(theme.tokens.sizes.pad)
        row.addWidget(self.button)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens.sizes.gap)
        column.addLayout(row)
        column.addWidget(self._said)
        for button in (self.button, self.cancel):
            button.setAutoDefault(False)
        # never disabled: the keyboard would move on to another button
        self.button.clicked.connect(lambda: form.print_sample.start(slip, slip_printing(page.typed(), slip)))
        bind_command(form.printout.cancel, self.cancel, heir=self.button)
        bind(form.printout.state, self, self._show)
        bind(form.printing_trouble, self, self._show)
        bind(form.sampled, self, self._show)

    @property
    def said(self) -> str:
        """What is told of the sample."""
        return self._said.text()

    def _show(self, _: PaperState | ServiceError | Bug | SlipKind | None) -> None:
        trouble, state = self._form.printing_trouble.value, self._form.printout.state.value
        if self._form.sampled.value is not self._slip:  # what is told is of the other slip's sample
            trouble, state = None, PaperState.NOT_PRINTED
        self.cancel.setVisible(state is PaperState.WAITING)
        text = settings_words.paper_state(state) if trouble is None else messages.line(trouble)
        set_tone(self._said, "bad" if trouble is not None else "good" if state is PaperState.OUT else "")
        tell(self._said, text)
        self._said.setAccessibleDescription(text)
        self._said.setVisible(bool(text))
        if text:
            self._page.bring(self)


class AppearancePage(SettingsPage):
    """How the windows look and sound."""

    def __init__(self, form: SettingsForm, theme: Theme) -> None:
        super().__init__(translate("settings", "表示"), form, theme)
        themes = [(it.value, translate("settings", word)) for it, word in settings_words.THEMES.items()]
        percents = [(percent, f"{percent} %") for percent in settings_words.TEXT_PERCENTS]
        languages = [(it.value, translate("settings", word)) for it, word in settings_words.LANGUAGES.items()]
        self.add(ChoiceField("appearance.theme", translate("settings", "色"), themes, theme))
        percent = ChoiceField(
            "appearance.text_percent", translate("settings", "文字の大きさ"), percents, theme
        )
        held = form.value(percent.key)
        percent.add_absent(held, f"{held} %")
        self.add(percent)
        self.add(ChoiceField("appearance.language", translate("settings", "画面の言語"), languages, theme))
        glosses = translate("settings", "英語の画面で、利用者のページの言葉に英語を添える")
        self.add(TickField("appearance.glosses", glosses, theme))
        letters = translate("settings", "一覧で、文字のキーで手続きをする")
        self.add(TickField("keyboard.letters", letters, theme))
        self.add(TickField("sounds.enabled", translate("settings", "操作の結果を音でも知らせる"), theme))
        self.column.addStretch(1)


class PrivacyPage(SettingsPage):
    """What onlookers may see."""

    def __init__(self, form: SettingsForm, theme: Theme) -> None:
        super().__init__(translate("settings", "のぞき見を防ぐ"), form, theme)
        unit = translate("settings", "分(0 は、しない)")
        self.add(NumberField(HIDE, translate("settings", "操作がなければ画面を隠すまで"), unit, theme))
        self.add(NumberField(LOCK, translate("settings", "操作がなければロックするまで"), unit, theme))
        titles = translate("settings", "利用者を開いたとき、タイトルを隠しておく")
        self.add(TickField("privacy.titles_masked", titles, theme))
        self.column.addStretch(1)
