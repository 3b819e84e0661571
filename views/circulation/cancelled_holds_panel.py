"""予約取消一覧: cancelled and expired holds, as long as they are kept."""

from PySide6.QtWidgets import QWidget

from services.lookup.snapshot import CancelledHoldRow
from services.rules.decision import Allowed
from views.language import dates
from views.language.translation import portal, translate
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column, Width
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
            columns(verbs),
            theme,
            parent,
        )


def columns(verbs: frozenset[RowAction]) -> tuple[Column[CancelledHoldRow], ...]:
    """Describe the columns for a desk that can do `verbs`."""

    def acknowledge(_row: CancelledHoldRow) -> tuple[Action, ...]:
        return (Action(RowAction.ACKNOWLEDGE, words.ACKNOWLEDGE),) if RowAction.ACKNOWLEDGE in verbs else ()

    def undo(row: CancelledHoldRow) -> tuple[Action, ...]:
        if RowAction.UNDO_CANCEL in verbs and isinstance(row.undo, Allowed):
            return (Action(RowAction.UNDO_CANCEL, translate("cancelled_holds", "予約に戻す"), staff=True),)
        return ()

    def remark(row: CancelledHoldRow) -> str:
        return row_remarks.of_cancelled_hold(row, buttons=RowAction.UNDO_CANCEL in verbs)

    return (
        Column(
            "reason", portal("取消区分"), lambda row: row.reason, Width("予約待ち期限切れ"), CellKind.MUTED
        ),
        Column(
            "title",
            portal("タイトル"),
            lambda row: row.title,
            Width("川口の鋳物と町工場をめぐる記録集", 3),
            kind=CellKind.TITLE,
        ),
        Column(
            "cancelled",
            portal("取消日"),
            lambda row: dates.day(row.cancelled_on),
            Width("2026/12/28"),
            kind=CellKind.NUMBER,
            labelled=True,
            dated=True,
        ),
        Column(
            "delete",
            portal("削除予定日"),
            lambda row: dates.day(row.delete_on),
            Width("2026/12/28"),
            kind=CellKind.NUMBER,
            labelled=True,
            dated=True,
        ),
        Column(
            "branch",
            portal("受取館"),
            lambda row: row.branch,
            Width("南鳩ヶ谷文庫"),
            CellKind.MUTED,
            wrap=True,
        ),
        Column(
            "material", portal("資料種別"), lambda row: row.material_type, Width("相互貸借"), CellKind.MUTED
        ),
        Column(
            "acknowledge",
            portal("確認"),
            lambda _row: words.ACKNOWLEDGE,
            Width("", acts=(words.ACKNOWLEDGE,)),
            actions=acknowledge,
        ),
        Column(
            "staff",
            translate("panels", "職員"),
            remark,
            Width("予約待ち期限日 2026/12/28", 2),
            kind=CellKind.STAFF,
            actions=undo,
            wrap=True,
            dated=True,
        ),
    )
