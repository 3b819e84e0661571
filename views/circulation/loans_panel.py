"""貸出一覧, with the patron page's columns and, in the last one, what only staff see."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.contract.snapshot import LoanRow
from services.rules.decision import Allowed, Decision, Reason, Refused, is_promised
from views.circulation import days_left, shared_columns
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.offering import offer, there
from views.panels.row_actions import NO_VERBS, RENEW_ALL, RowAction
from views.panels.table_model import Action, CellKind, Column
from views.style.theme import Theme
from views.text import row_remarks, words
from views.widgets.buttons import LetterButton


class LoansPanel(ListPanel[LoanRow]):
    """The patron's loans.

    Attributes:
        refusal: why `renew_all` is grey where this desk may renew no loan at all: on the phone, for example.

    Signals:
        all_wanted: `renew_all` was pressed.
    """

    all_wanted = Signal()

    def __init__(
        self, theme: Theme, verbs: frozenset[RowAction] = NO_VERBS, parent: QWidget | None = None
    ) -> None:
        empty = translate("loans", "借りている資料はありません。")
        self._said_above = set[Reason]()
        self._above: Allowed | None = None
        super().__init__(
            PanelWords(words.LOANS_TITLE, translate("panels", "%1点"), empty),
            columns(verbs, self._said_above, self._until_above),
            theme,
            parent,
        )
        self.refusal = self.sentence_below_heading()
        self._renew_all: LetterButton | None = None
        if RowAction.RENEW in verbs:
            self._offer_all(theme)

    def _offer_all(self, theme: Theme) -> None:
        self._renew_all = made = LetterButton(translate("loans", "まとめて更新"), RENEW_ALL, theme)
        made.setProperty("kind", "act")
        made.setAutoDefault(False)
        made.hide()
        made.clicked.connect(self.all_wanted)
        self.offer_beside(made)
        self.table.buttons[RENEW_ALL] = made
        self.table.marked.connect(lambda _: made.show_letter(self.table.letters_act))

    @property
    def renew_all(self) -> LetterButton:
        """What renews all that this desk may renew, where it renews at all; shown when there are at least two."""
        return there(self._renew_all)

    def set_rows(self, rows: tuple[LoanRow, ...], today: date | None = None) -> None:
        """Show other loans; why none of them can be renewed here is said once, in the heading."""
        decisions = [row.renewal.counter for row in rows]
        able = [it for it in decisions if isinstance(it, Allowed)]
        stopped = () if able else _stopped_by(decisions)
        button = self._renew_all
        shown = button is not None and (len(rows) if stopped else len(able)) > 1
        said_above = set(stopped if shown else ())
        until = _until_of(able)
        if said_above != self._said_above or until != self._above:
            self._said_above.clear()
            self._said_above.update(said_above)
            self._above = until
            self.model.forget_cells()  # a row says what the heading doesn't
        super().set_rows(rows, today)
        self._say_until(until, today)
        if button is not None:
            self.refusal.setText(offer(button, Refused(stopped) if stopped else Allowed()))
            self.refusal.setVisible(shown and bool(stopped))
            self.show_button(button, shown=shown)

    def _until_above(self) -> date | None:
        return None if self._above is None else self._above.new_day

    def _say_until(self, until: Allowed | None, today: date | None) -> None:
        """Say once until when a renewal goes, and which closure makes that later."""
        if until is None or until.new_day is None:
            self.head.say("")
            return
        told = QT_TRANSLATE_NOOP("remarks", "更新すると %1")
        day = dates.day(until.new_day)
        near = dates.near(day, today) if today else day
        shown, heard = (
            row_remarks.foreseen(filled("remarks", told, f"{it}{dates.weekday(until.new_day)}"), until)
            for it in (near, day)
        )
        why = words.closure(until.closure)
        self.head.say(
            shown, row_remarks.joined([heard, why]), more=row_remarks.joined([shown, why]) if why else ""
        )


def _until_of(able: list[Allowed]) -> Allowed | None:
    """Give what all that can be renewed has in common, the day until which it would be lent; None if it isn't one day.

    The closure is among it where it makes the day later for all of them.
    """
    if len({(it.new_day, it.origin) for it in able}) != 1:
        return None
    closures = {it.closure for it in able}
    return Allowed(
        able[0].new_day, closure=closures.pop() if len(closures) == 1 else None, origin=able[0].origin
    )


def _stopped_by(decisions: list[Decision]) -> tuple[Reason, ...]:
    """Choose the reason for which this desk renews no loan, whichever it is; none where it might renew another."""
    against = {reason for it in decisions if isinstance(it, Refused) for reason in it.reasons}
    return (Reason.BY_PHONE,) if Reason.BY_PHONE in against else ()


def renewal_word(loan: LoanRow) -> str:
    """Say what the patron reads in 貸出更新.

    On the day of renewing it is the new date, on later days 「すでに延長されています」 (guide; domain.md, Renewal).
    """
    page = loan.renewal.page
    if isinstance(page, Allowed):
        return words.RENEWABLE if is_promised(page) else row_remarks.whose(page)
    if loan.renewed_today and loan.due_on is not None:
        return dates.day(loan.due_on)
    if Reason.ALREADY_RENEWED in page.reasons:
        return words.ALREADY_RENEWED
    if page.reasons == (Reason.LENT_TODAY,) and page.works_from is not None:
        lent = loan.loaned_on
        tomorrow = lent is not None and page.works_from == lent + timedelta(days=1)
        return words.FROM_TOMORROW if tomorrow else words.from_day(page.works_from)
    return words.NOT_RENEWABLE


def may_renew_here(loan: LoanRow) -> bool:
    """Tell whether the patron's own button renews at this desk; on the phone it is the patron's alone."""
    return is_promised(loan.renewal.page) and isinstance(loan.renewal.counter, Allowed)


def columns(
    verbs: frozenset[RowAction],
    said_above: Collection[Reason] = frozenset(),
    until_above: Callable[[], date | None] = lambda: None,
) -> tuple[Column[LoanRow], ...]:
    """Describe the columns.

    Args:
        verbs: what this desk can do.
        said_above: reasons against renewing that the heading says of all rows, asked anew for each row.
        until_above: the day until which a renewal goes, if the heading says it; asked anew for each row.
    """

    def actions(loan: LoanRow) -> tuple[Action, ...]:
        if RowAction.RENEW in verbs and may_renew_here(loan):
            return (Action(RowAction.RENEW, words.RENEWABLE),)
        return ()

    def staff(loan: LoanRow) -> tuple[Action, ...]:
        counter_only = not is_promised(loan.renewal.page) and isinstance(loan.renewal.counter, Allowed)
        if RowAction.RENEW in verbs and counter_only:
            return (Action(RowAction.RENEW, translate("loans", "窓口で更新"), staff=True),)
        return ()

    def remark(loan: LoanRow) -> str:
        return row_remarks.of_loan(
            loan, buttons=RowAction.RENEW in verbs, said_above=said_above, until_above=until_above()
        )

    def closure(loan: LoanRow) -> tuple[str, str]:
        said = remark(loan)
        if loan.closure is None:
            return said, ""
        return row_remarks.of_closure(loan.closure, said, acts=bool(staff(loan)))

    return (
        Column(
            "renewal",
            portal("貸出更新"),
            renewal_word,
            kind=CellKind.MUTED,
            actions=actions,
            dated=True,
            slot=Slot.STATE,
        ),
        shared_columns.title(),
        Column(
            "due",
            portal("返却期限日"),
            lambda loan: dates.day_or_blank(loan.due_on),
            kind=CellKind.DUE,
            labelled=True,
            dated=True,
            note=lambda loan: None if loan.days_left is None else days_left.beside(loan.days_left),
            slot=Slot.DAY,
            day=lambda loan: loan.due_on,
            aside=lambda loan: closure(loan)[1] if loan.closure is not None else "",
            sparse=True,
        ),
        shared_columns.second_day("loaned", portal("貸出日"), lambda loan: loan.loaned_on),
        shared_columns.muted("branch", portal("貸出館"), lambda loan: loan.branch, Slot.BRANCH),
        shared_columns.material(),
        Column(
            "number",
            portal("資料番号"),
            lambda loan: loan.item_number or "",
            kind=CellKind.NUMBER,
            slot=Slot.HOW,
            sparse=True,
        ),
        shared_columns.staff(lambda loan: closure(loan)[0], staff),
    )
