"""The questions about suspensions and reports, and tying their page and list to what acts."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.masters import CodeLabel
from services.reports import UnsettledReports
from services.rules.suspension import CHECKLISTS
from services.rules.vocabulary import Channel, PatronReport, SuspensionReason
from services.snapshot import ReportRow, SuspensionRow
from viewmodels.desk import DeskViewModel
from viewmodels.reports import ReportDesk
from viewmodels.suspensions import LiftCase, Lifting, Stopping, SuspensionDesk
from views import dates, refusals, words
from views.binding import bind
from views.decision_dialog import DecisionDialog
from views.desk_pages import EmptyDesk
from views.dialogs import finished
from views.labels import Facts, SentencesLabel, toned
from views.pages.registration import RegistrationPage
from views.suspension_words import (
    NO_NOTE,
    REPORTS,
    SETTLE,
    SUSPEND,
    TAKE_REPORT,
    by,
    check,
    report,
    said,
)
from views.theme import Theme
from views.translation import QT_TRANSLATE_NOOP, translate
from views.unsettled_dialog import UnsettledDialog
from views.verbs import Verb

_ACCEPTED = QDialog.DialogCode.Accepted
_MOST_LINES = 6

# What the database knows, where it knows anything: against lifting, and in favour of it.
_KNOWN: Final[Mapping[SuspensionReason, tuple[str, str]]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: (
            QT_TRANSLATE_NOOP("suspensions", "代替カードの登録がありません。"),
            QT_TRANSLATE_NOOP("suspensions", "代替カードが登録されています。"),
        ),
        SuspensionReason.LONG_OVERDUE: (
            QT_TRANSLATE_NOOP("suspensions", "延滞中の資料が%1点あります。"),
            QT_TRANSLATE_NOOP("suspensions", "延滞中の資料はありません。"),
        ),
        SuspensionReason.ADDRESS_CHANGE: (
            QT_TRANSLATE_NOOP("suspensions", "停止してから、登録の住所が変更されていません。"),
            QT_TRANSLATE_NOOP("suspensions", "登録の住所が %1 に変更されています。"),
        ),
    }
)


class ChoiceDialog[C](DecisionDialog):
    """Asks for one of several things; nothing is chosen beforehand.

    Attributes:
        buttons: the radio buttons by what they stand for.
    """

    def __init__(
        self, title: str, *, yes: str, no: str, choices: dict[C, str], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(title, yes=yes, no=no, theme=theme, parent=parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[C, QRadioButton] = {}
        for choice, text in choices.items():
            button = QRadioButton(text)
            self._group.addButton(button)
            self.buttons[choice] = button
            self.body.addWidget(button)
        self._group.buttonToggled.connect(self._enable)
        self._enable()

    @property
    def chosen(self) -> C | None:
        """What was chosen."""
        return next((choice for choice, button in self.buttons.items() if button.isChecked()), None)

    def start(self) -> None:
        """Begin at the first choice."""
        next(iter(self.buttons.values())).setFocus()

    def _enable(self) -> None:
        self.yes.setEnabled(self._group.checkedButton() is not None)


class SuspendDialog(ChoiceDialog[SuspensionReason]):
    """貸出禁止: one of the reasons left, and a note or none.

    Attributes:
        notes: the list of notes; without a library's own there is none to choose.
    """

    def __init__(
        self,
        reasons: tuple[SuspensionReason, ...],
        notes: tuple[CodeLabel, ...],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            said(SUSPEND),
            yes=translate("suspensions", "貸出禁止にする"),
            no=translate("suspensions", "しない"),
            choices={reason: words.suspension(reason) for reason in reasons},
            theme=theme,
            parent=parent,
        )
        self.notes = code_list(translate("suspensions", "メモ"), said(NO_NOTE), notes)
        for widget in (toned(self.notes.accessibleName(), "muted"), self.notes):
            self.body.addWidget(widget)
            widget.setVisible(bool(notes))
        told = SentencesLabel("muted")
        told.setText(translate("suspensions", "利用者には、理由もメモも表示されません。"))
        self.body.addWidget(told)

    @property
    def stopping(self) -> Stopping:
        """What the supervisor chose."""
        assert self.chosen is not None  # 貸出禁止にする can't be pressed before
        return Stopping(self.chosen, self.notes.currentData())


class LiftDialog(DecisionDialog):
    """解除 of one suspension: what the database knows, the checklist, and an override where one is wanted.

    Attributes:
        ticks: the checklist.
        overrides: the list of reasons for lifting against the facts; None where that isn't asked for.
    """

    def __init__(self, case: LiftCase, theme: Theme, parent: QWidget | None) -> None:
        self._stuck = bool(case.against) and not case.overrides
        super().__init__(
            translate("suspensions", "貸出禁止の解除"),
            yes=translate("suspensions", "閉じる") if self._stuck else "解除する",
            no="" if self._stuck else "解除しない",
            theme=theme,
            parent=parent,
            safe=False,
        )
        self._theme = theme
        self.ticks = {item: QCheckBox(check(item)) for item in CHECKLISTS[case.row.reason]}
        self.overrides: QComboBox | None = None
        self._show_row(case.row)
        self._show_known(case)
        if self._stuck:
            return
        if case.against:
            self.overrides = code_list(
                translate("suspensions", "それでも解除する理由"),
                translate("suspensions", "選んでください"),
                case.overrides,
            )
            self.body.addWidget(toned(self.overrides.accessibleName(), "muted"))
            self.body.addWidget(self.overrides)
            self.overrides.currentIndexChanged.connect(self._enable)
        for tick in self.ticks.values():
            tick.toggled.connect(self._enable)
            self.body.addWidget(tick)
        self._enable()

    @property
    def lifting(self) -> Lifting | None:
        """What the supervisor ticked off and chose; None where it can't be lifted."""
        if self._stuck:
            return None
        checked = frozenset(item for item, tick in self.ticks.items() if tick.isChecked())
        return Lifting(checked, None if self.overrides is None else self.overrides.currentData())

    def start(self) -> None:
        """Begin at what is still to be confirmed."""
        (self.yes if self._stuck else self.overrides or next(iter(self.ticks.values()))).setFocus()

    def _show_row(self, row: SuspensionRow) -> None:
        captions = {
            "reason": translate("suspensions", "理由"),
            "started": translate("suspensions", "停止した日"),
            "note": translate("suspensions", "メモ"),
        }
        facts = Facts(captions, self._theme)
        started = by(dates.day(row.started_on), row.started_by)
        facts.show_values(
            {"reason": words.suspension(row.reason), "started": started, "note": row.note or ""}
        )
        self.body.addWidget(facts)

    def _show_known(self, case: LiftCase) -> None:
        told = _known(case)
        if not told:
            return
        tone = "bad" if case.against else "good"
        frame = QFrame()
        frame.setProperty("surface", tone)
        box = QVBoxLayout(frame)
        label = SentencesLabel(tone)
        label.setText(told)
        box.addWidget(label)
        if case.overdue:
            box.addWidget(self._overdue_list(case))
        for reason in case.against if self._stuck else ():
            advice = SentencesLabel()
            advice.setText(refusals.advice(reason))
            box.addWidget(advice)
        self.body.addWidget(frame)

    def _overdue_list(self, case: LiftCase) -> QPlainTextEdit:
        late = translate("suspensions", "・%1 (%2 返却期限日 %3)")
        lines = [
            late.replace("%3", dates.day(loan.due_on))
            .replace("%2", loan.item_number)
            .replace("%1", loan.title)
            for loan in case.overdue
        ]
        items = QPlainTextEdit("\n".join(lines))
        items.setReadOnly(True)
        items.setTabChangesFocus(True)
        items.setAccessibleName(translate("suspensions", "延滞中の資料"))
        shown = min(len(lines), _MOST_LINES) + 1
        items.setFixedHeight(round(shown * 1.6 * self._theme.tokens.sizes.body))
        return items

    def _enable(self) -> None:
        ticked = all(tick.isChecked() for tick in self.ticks.values())
        wanted = self.overrides is None or self.overrides.currentData() is not None
        self.yes.setEnabled(ticked and wanted)


class SuspensionDialogs:
    """`AskSuspensions` and `AskReports`, over a window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self._window = window
        self._theme = theme

    async def suspend(
        self, reasons: tuple[SuspensionReason, ...], notes: tuple[CodeLabel, ...]
    ) -> Stopping | None:
        """Ask for the reason of 貸出禁止."""
        dialog = SuspendDialog(reasons, notes, self._theme, self._window)
        return dialog.stopping if await finished(dialog) == _ACCEPTED else None

    async def lift(self, case: LiftCase) -> Lifting | None:
        """Ask 解除する / 解除しない, with what is known."""
        dialog = LiftDialog(case, self._theme, self._window)
        return dialog.lifting if await finished(dialog) == _ACCEPTED else None

    async def take_report(self, kinds: tuple[PatronReport, ...]) -> PatronReport | None:
        """Ask what the patron reports."""
        dialog = ChoiceDialog(
            said(TAKE_REPORT),
            yes=translate("suspensions", "記録する"),
            no=translate("suspensions", "記録しない"),
            choices={kind: report(kind) for kind in kinds},
            theme=self._theme,
            parent=self._window,
        )
        told = SentencesLabel("muted")
        told.setText(
            translate("suspensions", "責任者が対応します。貸出禁止は、記録しただけでは解除されません。")
        )
        dialog.body.addWidget(told)
        return dialog.chosen if await finished(dialog) == _ACCEPTED else None

    async def confirm_settled(self, row: ReportRow) -> bool:
        """Ask whether a report is settled."""
        dialog = DecisionDialog(
            said(SETTLE),
            yes=translate("suspensions", "対応済にする"),
            no=translate("suspensions", "しない"),
            theme=self._theme,
            parent=self._window,
            safe=False,
        )
        facts = Facts({"kind": said(REPORTS), "reported": translate("reports", "記録した日")}, self._theme)
        reported = by(dates.day(row.reported_on), row.reported_by)
        facts.show_values({"kind": report(row.kind), "reported": reported})
        dialog.body.addWidget(facts)
        told = SentencesLabel()
        told.setText(translate("suspensions", "対応は済みましたか。対応済にした申し出は、元に戻せません。"))
        dialog.body.addWidget(told)
        return await finished(dialog) == _ACCEPTED

    async def choose_report(self, waiting: UnsettledReports) -> str | None:
        """Show what waits in the library."""
        dialog = UnsettledDialog(waiting, self._theme, self._window)
        await finished(dialog)
        return dialog.chosen


def tie_suspensions(page: RegistrationPage, suspensions: SuspensionDesk, reports: ReportDesk) -> None:
    """Let the page's buttons start the acts; the page keeps them alive."""
    commands: dict[Verb, Callable[[Any], object]] = {
        Verb.LIFT_SUSPENSION: suspensions.lift.start,
        Verb.SETTLE_REPORT: reports.settle.start,
    }
    for panel in (page.suspensions, page.reports):
        panel.acted.connect(lambda row, verb: commands[verb](row))
    page.suspensions.suspend_button.clicked.connect(lambda *_: suspensions.suspend.start())
    page.reports.take_button.clicked.connect(lambda *_: reports.take.start())


def tie_waiting_reports(page: EmptyDesk, desk: DeskViewModel, reports: ReportDesk) -> None:
    """Offer the list of what waits on the empty desk, at the counter; the caller knows that it is a supervisor's."""
    page.reports_button.clicked.connect(lambda *_: reports.show_waiting.start())
    bind(desk.channel, page, lambda channel: page.reports_button.setVisible(channel is Channel.COUNTER))


def code_list(name: str, none: str, labels: tuple[CodeLabel, ...]) -> QComboBox:
    """Make a list of the library's own codes, which begins with none of them."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(none, None)
    for label in labels:
        box.addItem(label.label, label.code)
    return box


def _known(case: LiftCase) -> str:
    """Say what the database knows about lifting; blank where it can know nothing."""
    told = _KNOWN.get(case.row.reason)
    if told is None:
        return ""
    against, in_favour = told
    if case.against:
        return translate("suspensions", against).replace("%1", str(len(case.overdue)))
    changed_on = dates.day_or_blank(case.row.facts.address_changed_on)
    return translate("suspensions", in_favour).replace("%1", changed_on)
