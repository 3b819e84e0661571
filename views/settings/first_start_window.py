"""The first start of a workstation: its branch and its name."""

from PySide6.QtWidgets import QLineEdit, QPushButton

from services.contract.errors import ServiceError
from viewmodels.core.trouble import Bug
from viewmodels.settings.first_start import FirstStartViewModel, WorkplaceFault
from viewmodels.settings.setting_keys import NAME_LENGTH
from views.language.glosses import glossed
from views.scanning.scan_filter import ScanFilter
from views.sign_in.start_window import OpeningWindow
from views.style.icons import Icons
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import messages
from views.widgets.binding import bind
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.labels import WrappedLabel


class FirstStartWindow(OpeningWindow):
    """Asks where this workstation stands; asked once, kept in the settings file."""

    def __init__(
        self, model: FirstStartViewModel, *, theme: Theme, icons: Icons, scans: ScanFilter | None = None
    ) -> None:
        super().__init__(self.tr("この端末の設定"), theme=theme, icons=icons)
        self._model = model
        why = self.tr("どの館のどの窓口で行ったかを記録に残すため、はじめに一度だけ決めます。")
        self.column.addWidget(WrappedLabel("muted", why))
        self.column.addSpacing(theme.tokens.sizes.pad)

        self.branch = ChoiceList()
        for choice in model.branches:
            self.branch.addItem(glossed(choice.name), choice.code)
        self.branch.setCurrentIndex(self.branch.findData(model.suggested.branch))
        self.branch.setPlaceholderText(self.tr("選んでください"))
        self.workstation = QLineEdit(model.suggested.workstation)
        self.workstation.setPlaceholderText(self.tr("例: 2番窓口"))
        self.button = QPushButton(self.tr("決めて始める"))
        self.button.setProperty("kind", "primary")
        self.add_labelled(self.tr("館"), self.branch)
        self.add_labelled(self.tr("窓口の名前"), self.workstation)
        self.trouble = self.add_message()
        self.column.addSpacing(theme.tokens.sizes.gap)
        self.column.addWidget(self.button)

        self.button.clicked.connect(self._save)
        self.workstation.returnPressed.connect(self._save)
        bind(model.error, self, self._show_error)
        bind(model.save.can_execute, self, self.button.setEnabled)
        if scans is not None:
            scans.scanned.connect(self._card_read)
        (self.workstation if model.suggested.branch else self.branch).setFocus()

    def _card_read(self, _text: str) -> None:
        self.trouble.tell(
            self.tr(
                "カードを読み取りましたが、開いていません。決めて始めてから、もう一度読み取ってください。"
            )
        )

    def _save(self) -> None:
        code = self.branch.currentData()
        self._model.save.start(code if isinstance(code, str) else "", self.workstation.text())

    def _show_error(self, error: ServiceError | Bug | WorkplaceFault | None) -> None:
        set_styled(self.branch, "fault", str(error is WorkplaceFault.NO_BRANCH).lower())
        name_wrong = error in {WorkplaceFault.NO_NAME, WorkplaceFault.NAME_TOO_LONG}
        set_styled(self.workstation, "fault", str(name_wrong).lower())
        match error:
            case None:
                self.trouble.tell("")
            case WorkplaceFault.NO_BRANCH:
                self.trouble.tell(self.tr("館を選んでください。"))
                self.branch.setFocus()
            case WorkplaceFault.NO_NAME:
                self.trouble.tell(self.tr("窓口の名前を入力してください。"))
                self.workstation.setFocus()
            case WorkplaceFault.NAME_TOO_LONG:
                too_long = self.tr("窓口の名前は{0}文字までです。")
                self.trouble.tell(too_long.format(NAME_LENGTH))
                self.workstation.setFocus()
            case _:
                said = messages.of_trouble(error)
                self.trouble.tell(f"{said.what}\n{said.next}")
