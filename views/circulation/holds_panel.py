"""予約一覧, with the patron page's columns and, in the last one, what only staff see and may do."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from services.contract.offers import Offers, SystemPart, is_never_offered
from services.contract.snapshot import HoldRow
from services.rules.decision import Allowed, is_promised
from services.rules.vocabulary import HoldStatus
from viewmodels.desk.ready_filter import ready_holds
from views.circulation import days_left, shared_columns
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, Beside, CellKind, Column
from views.style.theme import Theme
from views.text import row_remarks, suspension_words, words
from views.text.row_remarks import is_told_by_staff
from views.widgets.announcing import announce

_READY_OF_ALL = QT_TRANSLATE_NOOP("holds", "取置 %1件 / %2件")
_STAFF_VERBS = frozenset({RowAction.STAFF_CANCEL_HOLD, RowAction.EXTEND_SHELF})


class HoldsPanel(ListPanel[HoldRow]):
    """The patron's holds.

    Attributes:
        only_ready: of other holds no more is shown than how many there are.
    """

    def __init__(
        self,
        theme: Theme,
        verbs: frozenset[RowAction] = NO_VERBS,
        parent: QWidget | None = None,
        *,
        offers: Offers,
    ) -> None:
        self.only_ready = False
        hints = offers.has(SystemPart.REQUESTS)  # which the hint is about, too
        self._every = 0
        said = PanelWords(
            words.HOLDS_TITLE,
            translate("panels", "%1件"),
            translate("holds", "予約中の資料はありません。"),
            words.lists_hint() if hints else "",
            words.lists_hint_name() if hints else "",
        )
        super().__init__(said, columns(verbs, lambda: self.model.today), theme, parent)

    def set_rows(self, rows: tuple[HoldRow, ...], today: date | None = None) -> None:
        """Show other holds, what is ready first, or nothing else."""
        self._every = len(rows)
        shown = ready_holds(rows, today) if self.only_ready and today is not None else rows
        super().set_rows(ready_first(shown), today)
        if self._count.text() != self._counted():  # of the same rows
            self._show_count()
            self._arrange_head()

    def tell_count(self) -> None:
        """Have a screen reader say how many holds are shown now."""
        announce(self, f"{self.words.title} {self._counted()}")

    def _counted(self) -> str:
        if not self.only_ready:
            return super()._counted()
        return filled("holds", _READY_OF_ALL, len(self.rows), self._every)


def ready_first(holds: tuple[HoldRow, ...]) -> tuple[HoldRow, ...]:
    """Put what is ready first, by the day until which it is kept; the rest as the patron sees it."""
    return tuple(
        sorted(
            holds,
            key=lambda it: (
                it.status is not HoldStatus.READY,
                (it.shelf_until or date.max) if it.status is HoldStatus.READY else date.min,
            ),
        )
    )


def status_word(hold: HoldRow) -> str:
    """Say what the patron reads in 状況: while waiting, and not paused, the word of the button that cancels."""
    may_cancel = is_promised(hold.cancel.page) and not hold.paused
    return words.CANCELLABLE if may_cancel else words.state_of(hold)


def may_cancel_here(hold: HoldRow) -> bool:
    """Tell whether the patron's own button cancels at this desk."""
    return is_promised(hold.cancel.page) and isinstance(hold.cancel.counter, Allowed)


def position_word(hold: HoldRow) -> str:
    """Write 順位 as own place and number of all waiting; blank when not waiting."""
    return "" if hold.position is None else f"{hold.position[0]} / {hold.position[1]}"


def pick_up_word(hold: HoldRow) -> str:
    """Name 受取館 and, with the mobile library, 受取ポイント."""
    return hold.branch if hold.stop is None else f"{hold.branch} {hold.stop}"


def may_record_contact(hold: HoldRow) -> bool:
    """Tell whether this desk records how the patron was told that the hold is ready."""
    return hold.contacts is not None and isinstance(hold.contacts.record, Allowed)


def _contact_act(hold: HoldRow, verbs: frozenset[RowAction]) -> tuple[Action, ...]:
    """Let 連絡方法 be the button for 連絡を記録, where staff tell the patron that the hold is ready."""
    if RowAction.RECORD_CONTACT not in verbs or not (is_told_by_staff(hold) and may_record_contact(hold)):
        return ()
    name = suspension_words.said(suspension_words.RECORD_CONTACT)
    if hold.contact is None:
        return (Action(RowAction.RECORD_CONTACT, translate("holds", "連絡"), staff=True, name=name),)
    return (Action(RowAction.RECORD_CONTACT, words.contact(hold.contact), staff=True, name=name),)


def _change_word(hold: HoldRow) -> str:
    """Write the patron's button; where the library's system has no such act nothing keeps the column."""
    if is_never_offered(hold.change.counter):
        return ""
    return words.CHANGE if is_promised(hold.change.page) else words.NOTHING


def _change_act(hold: HoldRow, verbs: frozenset[RowAction]) -> tuple[Action, ...]:
    """Let 変更 be the patron's own button, or staff's where the patron has none."""
    if RowAction.CHANGE_HOLD not in verbs or not isinstance(hold.change.counter, Allowed):
        return ()
    return (Action(RowAction.CHANGE_HOLD, words.CHANGE, staff=not is_promised(hold.change.page)),)


def _staff_acts(hold: HoldRow, verbs: frozenset[RowAction]) -> tuple[Action, ...]:
    """Choose what staff may do to a hold, and the patron may not, what ends it last."""
    counter_only = not is_promised(hold.cancel.page) and isinstance(hold.cancel.counter, Allowed)
    waits = hold.status is HoldStatus.WAITING
    acts = (
        (RowAction.EXTEND_SHELF, translate("holds", "取置延長"), isinstance(hold.extend, Allowed)),
        (RowAction.CANCEL_HOLD, translate("holds", "予約解除"), counter_only and waits),
        (RowAction.STAFF_CANCEL_HOLD, translate("holds", "窓口取消"), counter_only and not waits),
    )
    return tuple(Action(verb, word, staff=True) for verb, word, may in acts if may and verb in verbs)


def columns(
    verbs: frozenset[RowAction], today: Callable[[], date | None] = lambda: None
) -> tuple[Column[HoldRow], ...]:
    """Describe the columns for a desk that can do `verbs`.

    Args:
        verbs: what the desk can do.
        today: asked anew for each row.
    """

    def until_over(hold: HoldRow) -> Beside | None:
        return days_left.until(hold.shelf_until, today(), soon=True)

    def remark(hold: HoldRow) -> str:
        pause = row_remarks.of_pause(hold, said=not cancel(hold))
        return row_remarks.joined([pause, row_remarks.of_hold(hold, buttons=verbs >= _STAFF_VERBS)])

    def closure(hold: HoldRow) -> tuple[str, str]:
        return row_remarks.of_closure(hold.closure, remark(hold), acts=bool(_staff_acts(hold, verbs)))

    def cancel(hold: HoldRow) -> tuple[Action, ...]:
        if RowAction.CANCEL_HOLD in verbs and may_cancel_here(hold):
            return (Action(RowAction.CANCEL_HOLD, words.CANCELLABLE),)
        return ()

    return (
        Column(
            "status",
            portal("状況"),
            status_word,
            kind=_status_kind,
            actions=cancel,
            slot=Slot.STATE,
        ),
        Column(
            "place",
            translate("holds", "棚"),
            lambda hold: hold.shelf_place or "",
            kind=CellKind.FIGURE,
            labelled=True,
            slot=Slot.SHELF,
        ),
        shared_columns.title(),
        Column(
            "shelf",
            portal("取置期限日"),
            lambda hold: dates.day_or_blank(hold.shelf_until),
            kind=CellKind.DUE,
            dated=True,
            note=until_over,
            slot=Slot.DAY,
            day=lambda hold: hold.shelf_until,
            aside=lambda hold: closure(hold)[1] if hold.closure is not None else "",
        ),
        Column("position", portal("順位"), position_word, kind=CellKind.FIGURE, slot=Slot.PLACE),
        shared_columns.second_day("placed", portal("予約日"), lambda hold: hold.placed_on),
        shared_columns.muted("branch", portal("受取館"), pick_up_word, Slot.BRANCH),
        shared_columns.material(),
        Column(
            "contact",
            portal("連絡方法"),
            lambda hold: words.contact(hold.contact),
            kind=CellKind.MUTED,
            actions=lambda hold: _contact_act(hold, verbs),
            slot=Slot.HOW,
            sparse=True,
        ),
        Column(
            "change",
            words.CHANGE,
            _change_word,
            kind=CellKind.MUTED,
            actions=lambda hold: _change_act(hold, verbs),
            nothing=words.NOTHING,
            slot=Slot.ACT,
            sparse=True,
        ),
        shared_columns.staff(lambda hold: closure(hold)[0], lambda hold: _staff_acts(hold, verbs)),
    )


def _status_kind(hold: HoldRow) -> CellKind:
    """Tell how 状況 is painted: what is ready stands out; the word of a button that this desk hasn't is muted."""
    if hold.status is HoldStatus.READY:
        return CellKind.GOOD
    is_word_of_button = is_promised(hold.cancel.page) and not hold.paused
    return CellKind.MUTED if is_word_of_button and not may_cancel_here(hold) else CellKind.TEXT
