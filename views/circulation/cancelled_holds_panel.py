"""予約取消一覧: cancelled and expired holds, as long as they are kept."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from services.contract.offers import is_never_offered
from services.contract.snapshot import CancelledHoldRow
from services.rules.decision import Allowed
from views.circulation import days_left, shared_columns
from views.language import dates
from views.language.translation import portal, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column
from views.style.theme import Theme
from views.text import row_remarks, words


class CancelledHoldsPanel(ListPanel[CancelledHoldRow]):
    """The patron's cancelled holds."""

    def __init__(
        self, theme: Theme, verbs: frozenset[RowAction] = NO_VERBS, parent: QWidget | None = None
    ) -> None:
        empty = translate("cancelled_holds", "表示期間内に取り消された予約はありません。")
        super().__init__(
            PanelWords(words.CANCELLED_HOLDS_TITLE, translate("panels", "%1件"), empty),
            columns(verbs, lambda: self.model.today),
            theme,
            parent,
        )


def columns(
    verbs: frozenset[RowAction], today: Callable[[], date | None] = lambda: None
) -> tuple[Column[CancelledHoldRow], ...]:
    """Describe the columns for a desk that can do `verbs`.

    Args:
        verbs: what the desk can do.
        today: asked anew for each row.
    """

    def acknowledge(row: CancelledHoldRow) -> tuple[Action, ...]:
        if RowAction.ACKNOWLEDGE in verbs and isinstance(row.acknowledge, Allowed):
            return (Action(RowAction.ACKNOWLEDGE, words.ACKNOWLEDGE),)
        return ()

    def undo(row: CancelledHoldRow) -> tuple[Action, ...]:
        if RowAction.UNDO_CANCEL in verbs and isinstance(row.undo, Allowed):
            return (Action(RowAction.UNDO_CANCEL, translate("cancelled_holds", "予約に戻す"), staff=True),)
        return ()

    def remark(row: CancelledHoldRow) -> str:
        return row_remarks.of_cancelled_hold(row, buttons=RowAction.UNDO_CANCEL in verbs)

    return (
        shared_columns.muted("reason", portal("取消区分"), lambda row: row.reason or "", Slot.STATE),
        shared_columns.title(),
        Column(
            "delete",
            portal("削除予定日"),
            lambda row: dates.day(row.delete_on),
            kind=CellKind.DAY,
            dated=True,
            note=lambda row: days_left.until(row.delete_on, today()),
            slot=Slot.DAY,
            day=lambda row: row.delete_on,
        ),
        shared_columns.second_day("cancelled", portal("取消日"), lambda row: row.cancelled_on),
        shared_columns.muted("branch", portal("受取館"), lambda row: row.branch, Slot.BRANCH),
        shared_columns.material(),
        Column(
            "acknowledge",
            portal("確認"),
            lambda row: "" if is_never_offered(row.acknowledge) else words.ACKNOWLEDGE,
            kind=CellKind.MUTED,
            actions=acknowledge,
            slot=Slot.ACT,
        ),
        shared_columns.staff(remark, undo),
    )
