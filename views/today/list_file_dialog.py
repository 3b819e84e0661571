"""CSV of the list: where the file goes, and what its reader should know."""

from PySide6.QtWidgets import QLineEdit, QWidget

from viewmodels.today.list_file import FileForm, ListFileViewModel
from views.dialogs.form_dialog import FormDialog
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.style.theme import Theme
from views.text import missing_words
from views.widgets.binding import bind
from views.widgets.form_rows import captioned
from views.widgets.labels import WrappedLabel


class ListFileDialog(FormDialog):
    """Asks for a folder and a name; no window of the system's, which runs a loop of its own.

    Attributes:
        folder, name: the fields.
    """

    def __init__[W, L](
        self,
        model: ListFileViewModel[W, L],
        form: FileForm[W],
        theme: Theme,
        parent: QWidget | None,
        *,
        told: str = "",
        about: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            model: writes the file.
            form: where it is to go.
            theme: for the distances.
            parent: the window that it stands over.
            told: what is saved, %1 for how many; blank for 貸出禁止一覧.
            about: the place of the manual that is about it; blank for that of 貸出禁止一覧.
        """
        super().__init__(
            translate("today", "一覧を CSV に保存"),
            yes=translate("today", "保存する"),
            no=translate("today", "保存しない"),
            patron="",
            theme=theme,
            parent=parent,
        )
        tell_page(self, about or at(SUPERVISOR, "一覧を CSV に保存する"))
        self._save, self._close_form, self._running = model.save.start, model.close, model.save.running
        told = told or translate(
            "today",
            "貸出禁止一覧の%1件を保存します。ファイルには氏名と利用カード番号が入ります。保存したことは、記録されます。",
        )
        shielded = translate(
            "today",
            "表計算ソフトは = + - @ で始まる欄を式として実行します。そのような欄は、先頭に ' を付けて保存します。",
        )
        self.folder = _field(translate("today", "フォルダー"), str(form.folder))
        self.name = _field(translate("today", "ファイル名"), form.name)
        self.body.addWidget(WrappedLabel("", told.replace("%1", str(form.count))))
        self.body.addWidget(WrappedLabel("muted", shielded))
        for field in (self.folder, self.name):
            self.body.addLayout(captioned(field, theme))
            field.textChanged.connect(lambda _: form.trouble.set(None))
            field.textChanged.connect(lambda _: self._wait())
        self.folder.returnPressed.connect(self.name.setFocus)
        self.name.returnPressed.connect(self._entered)
        bind(model.save.running, self, lambda _: self._wait())
        bind(form.trouble, self, self.show_trouble)

    def start(self) -> None:
        """Begin at the name, of which all is selected but its ending."""
        self.name.setFocus()
        self.name.setSelection(0, len(self.name.text().rpartition(".")[0]))

    def go(self) -> None:
        """Save."""
        self._save(self.folder.text(), self.name.text())

    def leave(self) -> None:
        """Save nothing."""
        self._close_form()

    def _entered(self) -> None:
        if self.yes.isEnabled():
            self.accept()

    def _wait(self) -> None:
        busy = self._running.value
        fields = (self.folder, self.name)
        for field in fields:
            field.setReadOnly(busy)
        self.no.setEnabled(not busy)
        blank = [field for field in fields if not field.text().strip()]
        self.wait_for(*missing_words.texts(*(it.accessibleName() for it in blank)), at=blank, busy=busy)


def _field(name: str, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    return field
