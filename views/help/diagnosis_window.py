"""「診断」: what works on this machine and what to do about the rest, to be read or copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from services.contract.diagnosis import Diagnosis, DiagnosisState
from services.contract.errors import ServiceError
from viewmodels.core.trouble import Bug
from viewmodels.help.diagnosis import DiagnosisModel
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.text.diagnosis import diagnosis_words
from views.widgets import clipboard
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.side_window import SideWindow

_WIDTH = 720
_SUBJECT_WIDTH = 170
_BORDER = 4
"""Of what is to be put right, as in the style sheet."""
_TONES = {DiagnosisState.FINE: "good", DiagnosisState.TO_DO: "bad", DiagnosisState.UNSEEN: "muted"}


class DiagnosisWindow(SideWindow):
    """Looks when it is opened, and again when asked.

    Attributes:
        again_button: 「もう一度調べる」.
        copy_button: 「コピー」.
    """

    def __init__(self, model: DiagnosisModel, version: str, theme: Theme, desk: QWidget) -> None:
        super().__init__(self.tr("診断"), theme, desk, _WIDTH)
        self._model = model
        self._version = version
        self._said = styled_label("", "page")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("調べています"))
        self._list = QVBoxLayout()
        self._rows: list[QWidget] = []
        self.again_button = QPushButton(self.tr("もう一度調べる"))
        self.again_button.clicked.connect(model.look.start)
        self.copy_button = QPushButton(self.tr("コピー"))
        self.copy_button.clicked.connect(self._copy)
        self._lay_out()
        bind(model.look.running, self, self._show_running)
        bind(model.diagnoses, self, self._show)
        bind(model.trouble, self, self._show_trouble)

    def _lay_out(self) -> None:
        sizes = self._theme.tokens.sizes
        head = QFrame()
        head.setProperty("surface", "bar")
        top = QHBoxLayout(head)
        top.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        top.addWidget(self._said, 1)
        top.addWidget(self._busy, 1)
        self._list.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        self._list.setSpacing(sizes.gap)
        body = QWidget()
        body.setAutoFillBackground(True)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("read", "true")  # with the arrow keys
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(body)
        area.setAccessibleName(self.tr("診断"))
        foot = QFrame()
        foot.setProperty("surface", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        row.addWidget(WrappedLabel("muted", self.tr("利用者や職員のことは含まれません。")), 1)
        close = QPushButton(self.tr("閉じる"))
        close.clicked.connect(self.close)
        for button in (self.again_button, self.copy_button, close):
            row.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(area, 1)
        outer.addWidget(foot)

    def look(self) -> None:
        """Come up and look."""
        self.show_beside()
        self._model.look.start()
        self.copy_button.setFocus()

    def _show_running(self, running: bool) -> None:
        self._busy.setVisible(running)
        self._said.setVisible(not running)
        self.again_button.setEnabled(not running)
        if running:
            self._said.clear()

    def _tell_count(self, to_do: int) -> None:
        text = self.tr("することが %1件あります").replace("%1", str(to_do))
        self._tell(text if to_do else self.tr("直すところはありません"))

    def _tell(self, text: str, tone: str = "page") -> None:
        set_tone(self._said, tone)
        tell(self._said, text)

    def _show(self, diagnoses: tuple[Diagnosis, ...]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(diagnosis) for diagnosis in diagnoses]
        for row in self._rows:
            self._list.addWidget(row)
        if diagnoses:
            self._tell_count(self._model.to_do)

    def _show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        if trouble is not None:
            self._tell(messages.line(trouble), "bad")

    def _row(self, diagnosis: Diagnosis) -> QWidget:
        sizes = self._theme.tokens.sizes
        row = QFrame()
        if diagnosis.state is DiagnosisState.TO_DO:
            row.setProperty("surface", "bad")
        name = diagnosis_words.subject(diagnosis)
        subject = WrappedLabel(_TONES[diagnosis.state], f"{diagnosis_words.mark(diagnosis.state)} {name}")
        subject.setFixedWidth(round(_SUBJECT_WIDTH * self._theme.tokens.scale))
        said = WrappedLabel()
        said.setText(diagnosis_words.said(diagnosis))
        said.setAccessibleName(f"{name}: {said.text()}")
        line = QHBoxLayout(row)
        border = round(_BORDER * self._theme.tokens.scale) if diagnosis.state is DiagnosisState.TO_DO else 0
        line.setContentsMargins(sizes.pad - border, sizes.gap, sizes.pad, sizes.gap)
        line.addWidget(subject)
        line.addWidget(said, 1)
        return row

    def _copy(self) -> None:
        report = diagnosis_words.report(self._model.diagnoses.value, self._version)
        clipboard.put(QGuiApplication.clipboard(), report)
        self._tell(self.tr("コピーしました"))
