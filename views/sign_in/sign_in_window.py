"""The sign-in window: staff id, password, and in the demo whom one may be."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from services.contract.errors import ServiceError
from services.rules.secret import Secret
from viewmodels.core.trouble import Bug
from viewmodels.settings.settings import Language
from viewmodels.sign_in.sign_in import DemoStaff, LockedBy, Missing, SignInViewModel
from views.dialogs.waiting_scan_banner import WaitingScanBanners
from views.language.line_breaks import run_on
from views.language.screen_language import OWN_NAMES
from views.manual.f1_help import tell_page
from views.manual.manual import PRIVACY
from views.scanning.scan_filter import ScanFilter
from views.sign_in.start_window import BusyIndicator, OpeningWindow
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import staff_words
from views.widgets.binding import bind, bind_event
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.labels import WrappedLabel, styled_label

if TYPE_CHECKING:
    from viewmodels.core.notes import StatusMessage


class SignInWindow(OpeningWindow):
    """Asks for staff id and password.

    Attributes:
        settings_button: 「設定」, for its owner to connect.


    Signals:
        language_wanted: another language of the screen was chosen; this window keeps its own.
    """

    language_wanted = Signal(Language)

    def __init__(
        self,
        model: SignInViewModel,
        *,
        theme: Theme,
        icons: Icons,
        scans: ScanFilter | None = None,
        language: Language = Language.JAPANESE,
    ) -> None:
        locked = model.locked
        super().__init__(
            self.tr("職員のサインイン") if locked is None else self.tr("ロックしています"),
            theme=theme,
            icons=icons,
            whole=locked is not None,
        )
        self._model = model
        sizes = theme.tokens.sizes

        self.staff_id = AsciiField()
        self.password = AsciiField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton(self.tr("サインイン"))
        self.button.setProperty("kind", "primary")
        opening = self.tr("図書館のシステムを開いています…")
        self.settings_button = QPushButton(self.tr("設定"))
        self.settings_button.setProperty("kind", "plain")
        self.settings_button.setToolTip("F10")
        self.waiting = BusyIndicator(
            self.tr("デモの図書館を用意しています…") if model.demo else opening, theme
        )

        if locked is not None:
            self._tell_locked(locked)
        self.add_labelled(self.tr("職員ID"), self.staff_id)
        self.add_labelled(self.tr("パスワード"), self.password)
        self.trouble = self.add_message()
        self.column.addSpacing(theme.tokens.sizes.gap)
        self.column.addWidget(self.button)
        self.column.addSpacing(sizes.gap)
        self.column.addWidget(self.waiting)
        self.demo_rows = tuple(_DemoRow(staff, theme) for staff in model.demo_staff)
        if self.demo_rows:
            self._add_demo()

        self.button.clicked.connect(self._sign_in)
        self.staff_id.returnPressed.connect(self._enter_in_id)
        self.password.returnPressed.connect(self._sign_in)
        for field in (self.staff_id, self.password):
            field.textChanged.connect(field.unmark)
        bind(model.error, self, self._show_error)
        bind(model.sign_in.running, self, self._show_running)
        bind(model.prepare.running, self, self.waiting.setVisible)
        bind_event(model.password_wanted, self, self._want_password)
        self.languages = _LanguageRow(language)
        self.languages.wanted.connect(self.language_wanted)
        self.column.addSpacing(sizes.gap)
        last = QHBoxLayout()
        last.addWidget(self.settings_button)
        last.addWidget(self.languages, 1)
        self.column.addLayout(last)
        if scans is not None:
            self._hear_cards(scans)
        if locked is None:
            self.staff_id.setFocus()
        else:
            self.staff_id.setText(locked.staff.id)
            self.password.setFocus()

    def take_over(self, before: "SignInWindow") -> None:
        """Go on with what was typed into the window whose place this one takes."""
        self.staff_id.setText(before.staff_id.text())
        self.password.setText(before.password.text())
        if self.staff_id.text():
            self.password.setFocus()

    def _tell_locked(self, locked: LockedBy) -> None:
        tell_page(self, PRIVACY)
        said = WrappedLabel("muted")
        who = self.tr("%1さんがパスワードを入力すると、元の画面に戻ります。利用者は閉じてあります。")
        if locked.slip:
            who = self.tr("%1さんがパスワードを入力すると、パスワード票に戻ります。")
        elif locked.typed:
            who = self.tr("%1さんがパスワードを入力すると、入力の続きに戻ります。")
        sentences = [
            who.replace("%1", locked.staff.name),
            self.tr("ほかの職員は、自分の職員IDでサインインします。"),
        ]
        if locked.slip:
            sentences.append(self.tr("その場合、票は渡していないものとして閉じます。"))
        said.setText(run_on(*sentences))
        self.column.addWidget(said)
        self.column.addSpacing(self._theme.tokens.sizes.pad)

    def _hear_cards(self, scans: ScanFilter) -> None:
        scans.scanned.connect(self._card_read)
        bind_event(self._model.scan_remarked, self, self._show_scan)
        WaitingScanBanners(self, None, self._model.scan_remarked)

    def _card_read(self, text: str) -> None:
        self._model.card_read(text)

    def _show_scan(self, remark: "StatusMessage") -> None:
        from views.text import messages

        self.trouble.tell(messages.line(remark))

    def _add_demo(self) -> None:
        sizes = self._theme.tokens.sizes
        line = QFrame()
        line.setProperty("surface", "foot")
        line.setFixedHeight(1)
        self.column.addSpacing(sizes.gap)
        self.column.addWidget(line)
        self.column.addSpacing(sizes.gap)
        title = styled_label(self.tr("デモの職員を選んで試せます"))
        title.setProperty("tone", "strong")
        self.column.addWidget(title)
        hint = self.tr("架空の図書館です。閉じると、行ったことはすべて消えます。")
        self.column.addWidget(WrappedLabel("caption", hint))
        self.column.addSpacing(sizes.gap)
        _align([row.labels for row in self.demo_rows], self.column_width - 2 * sizes.pad, sizes.pad)
        for row in self.demo_rows:
            row.clicked.connect(lambda _checked=False, staff=row.staff: self._try_out(staff))
            self.column.addWidget(row)

    def _enter_in_id(self) -> None:
        if self.password.text():
            self._sign_in()
        else:
            self.password.setFocus()

    def _sign_in(self) -> None:
        self._model.sign_in.start(self.staff_id.text(), Secret(self.password.text()))

    def _try_out(self, staff: DemoStaff) -> None:
        if self._model.sign_in.running.value:
            return
        self.staff_id.setText(staff.id)
        self.password.clear()
        self._model.try_out(staff)

    def _want_password(self, _: None) -> None:
        self.password.setReadOnly(False)
        self.password.clear()
        self.password.setFocus()

    def _show_running(self, running: bool) -> None:
        """Take no other try meanwhile. What has the keyboard keeps it: something disabled would pass it on."""
        for field in (self.staff_id, self.password):
            field.setReadOnly(running)
        for button in (self.button, *self.demo_rows):
            button.setEnabled(not running or button.hasFocus())
        self.button.setText(self.tr("サインインしています…") if running else self.tr("サインイン"))

    def _show_error(self, error: ServiceError | Bug | Missing | None) -> None:
        if isinstance(error, Missing):
            field = self.staff_id if error is Missing.STAFF_ID else self.password
            field.refuse()
            empty_id = self.tr("職員IDを入力してください。")
            self.trouble.tell(
                empty_id if error is Missing.STAFF_ID else self.tr("パスワードを入力してください。")
            )
        elif error is None:
            self.staff_id.unmark()
            self.password.unmark()
            self.trouble.tell("")
        else:
            from views.text import messages

            said = messages.of_trouble(error)
            self.trouble.tell(f"{said.what}\n{said.next}")


class _LanguageRow(QWidget):
    """The languages of the screen, each in its own words.

    Signals:
        wanted: the one that was pressed.
    """

    wanted = Signal(Language)

    def __init__(self, spoken: Language) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("画面の言語"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        self.buttons: dict[Language, QPushButton] = {}
        for (language, name), side in zip(OWN_NAMES.items(), ("left", "right"), strict=True):
            button = QPushButton(name)
            button.setCheckable(True)
            button.setChecked(language is spoken)
            button.setProperty("segment", side)
            button.toggled.connect(lambda _checked, it=language, was=spoken: self._press(it, was))
            row.addWidget(button)
            self.buttons[language] = button

    def _press(self, language: Language, spoken: Language) -> None:
        for each, button in self.buttons.items():
            quiet = QSignalBlocker(button)
            button.setChecked(each is spoken)
            quiet.unblock()
        if language is not spoken:
            self.wanted.emit(language)


class _DemoRow(QPushButton):
    """One of the demo's staff, with everything needed to sign in.

    Attributes:
        labels: role, id and password.
    """

    def __init__(self, staff: DemoStaff, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.staff = staff
        role = staff_words.role(staff.role)
        self.setAccessibleName(f"{role} {staff.id}")
        self.setAccessibleDescription(staff.password)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.tokens.sizes.pad, 0, theme.tokens.sizes.pad, 0)
        row.setSpacing(theme.tokens.sizes.gap if theme.tokens.large else theme.tokens.sizes.pad)
        parts = ((role, "strong", 3), (staff.id, "", 2), (staff.password, "muted", 3))
        self.labels = tuple(QLabel(text) for text, _, _ in parts)
        for label, (_, tone, stretch) in zip(self.labels, parts, strict=True):
            label.setProperty("tone", tone)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label, stretch)


def _align(rows: list[tuple[QLabel, ...]], room: int, gap: int) -> None:
    """Let the parts of rows stand in columns, where these have room."""
    columns = list(zip(*rows, strict=True))
    for label in (label for row in rows for label in row):
        label.ensurePolished()
    widest = [max(label.sizeHint().width() for label in column) for column in columns]
    if sum(widest) + gap * (len(widest) - 1) > room:
        return
    for column, width in zip(columns, widest, strict=True):
        for label in column:
            label.setMinimumWidth(width)
