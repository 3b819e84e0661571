"""What the phone channel sees before the caller is identified: the card's number and counts."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PhoneSummary
from views.language.glosses import glossed
from views.panels.page import TitledPanel
from views.phone.identity_form import IdentityForm
from views.style.theme import Theme
from views.text import words
from views.widgets.labels import WrappedLabel
from views.widgets.scrolling_column import scrolling_column


class PhoneSummaryPage(QWidget):
    """The card's number and counts: all the phone channel gets before the caller is identified."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers: Offers) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("電話での受付"))
        self._form: IdentityForm | None = None
        page, self._column = scrolling_column(theme)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        panel = TitledPanel(self.tr("電話での受付"), theme)
        box = panel.column
        why = self.tr("電話では、利用カード番号と件数だけを表示します。")
        if offers.has(SystemPart.PHONE):
            why = self.tr("電話では、本人確認が済むまで、利用カード番号と件数だけを表示します。")
        box.addWidget(WrappedLabel("muted", why))
        self._facts = form = QFormLayout()
        form.setHorizontalSpacing(sizes.edge)
        self._number = QLabel()
        self._number.setProperty("tone", "number")
        form.addRow(self.tr("利用カード番号"), self._number)
        self._counts: dict[str, QLabel] = {}
        for name, caption, part in (
            ("loans", words.LOANS_TITLE, None),
            ("holds", words.HOLDS_TITLE, None),
            ("cancelled_holds", words.CANCELLED_HOLDS_TITLE, SystemPart.CANCELLED_HOLDS),
            ("requests", words.REQUESTS_TITLE, SystemPart.REQUESTS),
            ("questions", words.QUESTIONS_TITLE, SystemPart.QUESTIONS),
        ):
            if part is None or offers.has(part):
                self._counts[name] = QLabel()
                form.addRow(glossed(caption), self._counts[name])
        box.addLayout(form)
        self._column.insertWidget(0, panel)

    def take_form(self, form: IdentityForm) -> None:
        """Offer the form that identifies the caller, above the counts: it comes first."""
        self._column.insertWidget(0, form)
        self._form = form

    def show_summary(self, phone_summary: PhoneSummary | None) -> None:
        """Show another patron's number and counts, or nothing."""
        number = "" if phone_summary is None else words.card_number(phone_summary.card_number)
        self._number.setText(number)
        self._facts.setRowVisible(self._number, bool(number) or phone_summary is None)
        for name, label in self._counts.items():
            label.setText("" if phone_summary is None else self.tr("%n件", "", getattr(phone_summary, name)))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clerk begin with the check; a card can be scanned from anywhere."""
        super().showEvent(event)
        if self._form is not None and not event.spontaneous():
            self._form.start()
