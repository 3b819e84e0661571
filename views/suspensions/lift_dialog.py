"""The dialogs of 貸出禁止 and 解除: a reason with a note, and what has to be true before one is lifted."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from services.contract.masters import CodeLabel
from services.contract.snapshot import ReportRow, SuspensionRow
from services.rules.people.suspension import CHECKLISTS, is_ready
from services.rules.vocabulary import SuspensionReason
from viewmodels.suspensions.suspensions import LiftCase, LiftChoice, SuspensionChoice
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language import dates
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import SUPERVISOR, at
from views.style.theme import Theme
from views.suspensions.known_facts import known, to_confirm
from views.text import missing_words, refusal_words, words
from views.text.suspension_words import NO_NOTE, SUSPEND, check, done_by, name, said, settling
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.form_rows import captioned
from views.widgets.item_list import item_list
from views.widgets.labels import Facts, WrappedLabel
from views.widgets.message_banner import MessageBanner


class ChoiceDialog[C](DecisionDialog):
    """Asks for one of several things; nothing is chosen beforehand.

    Attributes:
        buttons: the radio buttons by what they stand for.
    """

    def __init__(
        self,
        title: str,
        *,
        asked: str,
        yes: str,
        no: str,
        choices: dict[C, str],
        theme: Theme,
        parent: QWidget | None,
        effect: Effect = Effect.PLAIN,
    ) -> None:
        super().__init__(title, yes=yes, no=no, theme=theme, parent=parent, effect=effect)
        self._asked = asked
        self._group = QButtonGroup(self)
        self.buttons: dict[C, QRadioButton] = {}
        self.body.addWidget(WrappedLabel("muted", asked))
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

    def _enable(self) -> None:
        self.wait_for(*self._missing(), at=self._asked_at())

    def _missing(self) -> tuple[str, ...]:
        """Name what `yes` waits for."""
        return () if self.chosen is not None else (missing_words.choice(self._asked),)

    def _asked_at(self) -> Sequence[QWidget]:
        """Give what it waits for: one of all the choices."""
        return tuple(self.buttons.values()) if self.chosen is None else ()


class SuspendDialog(ChoiceDialog[SuspensionReason]):
    """貸出禁止: one of the reasons left, and a note or none.

    Attributes:
        notes: the list of notes; without a library's own there is none to choose.
        although: the tick that ③ wants where nothing is overdue; hidden otherwise.
    """

    def __init__(
        self,
        reasons: tuple[SuspensionReason, ...],
        notes: tuple[CodeLabel, ...],
        theme: Theme,
        parent: QWidget | None,
        *,
        overdue: bool,
    ) -> None:
        self._overdue = overdue
        self._nothing_overdue = WrappedLabel("bad", translate("suspensions", "延滞中の資料はありません。"))
        self.although = WrappedTick(translate("suspensions", "延滞中の資料がなくても、貸出禁止にします"))
        super().__init__(
            said(SUSPEND),
            asked=translate("suspensions", "理由"),
            yes=translate("suspensions", "貸出禁止にする"),
            no=translate("suspensions", "貸出禁止にしない"),
            choices={reason: words.suspension(reason) for reason in reasons},
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(SUPERVISOR, "貸出禁止にする"))
        for doubt in (self._nothing_overdue, self.although):
            self.body.addWidget(doubt)
        self.although.toggled.connect(lambda _: self._enable())
        self.notes = _code_list(translate("suspensions", "メモ"), said(NO_NOTE), notes)
        if notes:
            self.body.addLayout(captioned(self.notes, theme))
        told = WrappedLabel("muted")
        told.setText(translate("suspensions", "利用者には、理由もメモも表示されません。"))
        self.body.addWidget(told)

    @property
    def stopping(self) -> SuspensionChoice:
        """What the supervisor chose."""
        assert self.chosen is not None  # 貸出禁止にする can't be pressed before
        although = self._is_doubtful and self.although.isChecked()
        return SuspensionChoice(self.chosen, self.notes.currentData(), although_nothing_overdue=although)

    @property
    def _is_doubtful(self) -> bool:
        return self.chosen is SuspensionReason.LONG_OVERDUE and not self._overdue

    def _missing(self) -> tuple[str, ...]:
        """Name what `yes` waits for; ③ where nothing is overdue has to be meant."""
        for doubt in (self._nothing_overdue, self.although):
            doubt.setVisible(self._is_doubtful)
        if self._is_doubtful and not self.although.isChecked():
            return missing_words.ticks(self.although.text())
        return super()._missing()

    def _asked_at(self) -> Sequence[QWidget]:
        """Give what it waits for."""
        lacks_tick = self._is_doubtful and not self.although.isChecked()
        return (self.although,) if lacks_tick else super()._asked_at()


class LiftDialog(DecisionDialog):
    """解除 of one suspension: what the database knows, the checklist, and an override where one is wanted.

    Attributes:
        ticks: the checklist; empty where nothing can be lifted.
        settles: settles the report that led to it, too; hidden where there is none.
        overrides: the list of reasons for lifting against the facts; None where that isn't asked for.
    """

    def __init__(
        self, case: LiftCase, theme: Theme, parent: QWidget | None, today: date | None = None
    ) -> None:
        self._stuck = bool(case.against) and not case.overrides
        super().__init__(
            translate("suspensions", "貸出禁止の解除"),
            yes=translate("suspensions", "閉じる") if self._stuck else translate("suspensions", "解除する"),
            no="" if self._stuck else translate("suspensions", "解除しない"),
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(SUPERVISOR, "解除する"))
        self._theme = theme
        self._today = today
        checks = () if self._stuck else CHECKLISTS[case.facts.reason]
        self.ticks = {item: WrappedTick(check(item)) for item in checks}
        self.settles = WrappedTick("" if case.report is None else _settling(case.report, today))
        self.overrides: ChoiceList | None = None
        self._show_row(case.row)
        self._show_known(case)
        if self._stuck:
            return
        if case.against:
            self.overrides = _code_list(
                translate("suspensions", "それでも解除する理由"),
                translate("suspensions", "選んでください"),
                case.overrides,
            )
            self.body.addLayout(captioned(self.overrides, theme))
            self.overrides.currentIndexChanged.connect(self._enable)
        for tick in self.ticks.values():
            tick.toggled.connect(self._enable)
            self.body.addWidget(tick)
        self.body.addWidget(self.settles)
        self.settles.setVisible(case.report is not None)
        self.settles.setChecked(case.report is not None)
        self._enable()

    @property
    def lifting(self) -> LiftChoice | None:
        """What the supervisor ticked off and chose; None where it can't be lifted."""
        if self._stuck:
            return None
        checked = frozenset(item for item, tick in self.ticks.items() if tick.isChecked())
        override = None if self.overrides is None else self.overrides.currentData()
        return LiftChoice(checked, override, settles=self.settles.isChecked())

    def _show_row(self, row: SuspensionRow) -> None:
        captions = {
            "reason": translate("suspensions", "理由"),
            "started": translate("suspensions", "貸出禁止日"),
            "until": translate("suspensions", "いつまで"),
            "note": translate("suspensions", "メモ"),
        }
        facts = Facts(captions, self._theme)
        started = done_by(dates.past(row.started_on, self._today), row.started_by)
        until = dates.told(row.until, self._today)
        facts.show_values({"reason": name(row), "started": started, "until": until, "note": row.note or ""})
        self.body.addWidget(facts)

    def _show_known(self, case: LiftCase) -> None:
        facts = case.facts
        told = known(facts, overdue=len(case.overdue), against=bool(case.against)) or to_confirm(facts)
        banner = MessageBanner(self._theme)
        self.body.addWidget(banner)
        banner.tell(told, "bad" if case.against else "good" if is_ready(facts) else "notice", aloud=False)
        if case.overdue:
            banner.column.addWidget(self._overdue_list(case))
        for reason in case.against if self._stuck else ():
            advice = WrappedLabel()
            advice.setText(refusal_words.advice(reason))
            banner.column.addWidget(advice)

    def _overdue_list(self, case: LiftCase) -> QTextEdit:
        numbered = translate("suspensions", "・%1 (%2 返却期限日 %3)")
        unnumbered = translate("suspensions", "・%1 (返却期限日 %3)")
        lines = [
            (numbered if loan.item_number else unnumbered)
            .replace("%3", dates.past(loan.due_on, self._today).shown)
            .replace("%2", loan.item_number or "")
            .replace("%1", words.title(loan.title))
            for loan in case.overdue
        ]
        return item_list(translate("suspensions", "延滞中の資料"), lines, self._theme)

    def _enable(self) -> None:
        box = self.overrides
        override = () if box is None or box.currentData() is not None else (box.accessibleName(),)
        open_ticks = [tick for tick in self.ticks.values() if not tick.isChecked()]
        ticks = missing_words.ticks(*(tick.text() for tick in open_ticks))
        at = (box, *open_ticks) if box is not None and override else open_ticks
        self.wait_for(*map(missing_words.choice, override), *ticks, at=at)


def _settling(report: ReportRow, today: date | None) -> str:
    when = f"{dates.past(report.reported_on, today).shown} {words.channel(report.channel)}"
    return settling(report.kind, when)


def _code_list(name: str, none: str, labels: tuple[CodeLabel, ...]) -> ChoiceList:
    """Make a list of the library's own codes, which begins with none of them."""
    box = ChoiceList()
    box.setAccessibleName(name)
    box.addItem(none, None)
    for label in labels:
        box.addItem(label.label, label.code)
    return box
