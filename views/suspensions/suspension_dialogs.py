"""The questions about suspensions and reports, and tying their page and list to what acts."""

from PySide6.QtWidgets import QDialog, QWidget

from services.contract.masters import CodeLabel
from services.contract.snapshot import ReportRow
from services.rules.vocabulary import PatronReport, SuspensionReason
from viewmodels.suspensions.contacts import ContactCase, ContactChoice
from viewmodels.suspensions.suspensions import LiftCase, LiftChoice, SuspensionChoice
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language import dates
from views.language.dates import PresentDay
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUSPENSION, at
from views.style.theme import Theme
from views.suspensions.contact_dialog import ContactDialog
from views.suspensions.lift_dialog import ChoiceDialog, LiftDialog, SuspendDialog
from views.text.suspension_words import REPORTS, SETTLE, TAKE_REPORT, done_by, report, said
from views.widgets.labels import Facts, WrappedLabel

_ACCEPTED = QDialog.DialogCode.Accepted


class SuspensionDialogs:
    """`AskSuspensions`, `AskContacts` and `AskReports`, over a window."""

    def __init__(self, window: QWidget, theme: Theme, today: PresentDay = lambda: None) -> None:
        self._window = window
        self._theme = theme
        self._today = today

    async def suspend(
        self, reasons: tuple[SuspensionReason, ...], notes: tuple[CodeLabel, ...], *, overdue: bool
    ) -> SuspensionChoice | None:
        """Ask for the reason of 貸出禁止."""
        dialog = SuspendDialog(reasons, notes, self._theme, self._window, overdue=overdue)
        return dialog.stopping if await finished(dialog) == _ACCEPTED else None

    async def lift(self, case: LiftCase) -> LiftChoice | None:
        """Ask 解除する / 解除しない, with what is known."""
        dialog = LiftDialog(case, self._theme, self._window, self._today())
        return dialog.lifting if await finished(dialog) == _ACCEPTED else None

    async def take_report(self, kinds: tuple[PatronReport, ...]) -> PatronReport | None:
        """Ask what the patron reports."""
        dialog = ChoiceDialog(
            said(TAKE_REPORT),
            asked=said(REPORTS),
            yes=translate("suspensions", "記録する"),
            no=translate("suspensions", "記録しない"),
            choices={kind: report(kind) for kind in kinds},
            theme=self._theme,
            parent=self._window,
        )
        tell_page(dialog, at(SUSPENSION, "申し出の記録"))
        told = WrappedLabel("muted")
        told.setText(
            translate("suspensions", "責任者が対応します。貸出禁止は、記録しただけでは解除されません。")
        )
        dialog.body.addWidget(told)
        return dialog.chosen if await finished(dialog) == _ACCEPTED else None

    async def record_contact(self, case: ContactCase) -> ContactChoice | None:
        """Ask how the patron was tried to be reached."""
        dialog = ContactDialog(case, self._theme, self._window, self._today())
        return dialog.choice if await finished(dialog) == _ACCEPTED else None

    async def confirm_settled(self, row: ReportRow) -> bool:
        """Ask whether a report is settled."""
        dialog = DecisionDialog(
            said(SETTLE),
            yes=translate("suspensions", "対応済にする"),
            no=translate("suspensions", "対応済にしない"),
            theme=self._theme,
            parent=self._window,
            effect=Effect.LASTING,
        )
        facts = Facts({"kind": said(REPORTS), "reported": translate("reports", "記録した日")}, self._theme)
        reported = done_by(dates.past(row.reported_on, self._today()), row.reported_by)
        facts.show_values({"kind": report(row.kind), "reported": reported})
        dialog.body.addWidget(facts)
        told = WrappedLabel()
        told.setText(translate("suspensions", "対応は済みましたか。対応済にした申し出は、元に戻せません。"))
        dialog.body.addWidget(told)
        return await finished(dialog) == _ACCEPTED
