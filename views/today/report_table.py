"""申し出の一覧 on the page: what was reported, by whom, and what it may have led to."""

from PySide6.QtWidgets import QWidget

from services.contract.today.report_list import ReportEntry
from services.rules.people.reports import LED_BY
from views.language.translation import translate
from views.panels.grid import Slot
from views.panels.list_panel import PanelWords
from views.panels.table_model import CellKind, Column
from views.style.theme import Theme
from views.text import suspension_words, words
from views.today import list_columns, list_words
from views.today.opening_table import GrowingPanel


class ReportListPanel(GrowingPanel[ReportEntry]):
    """The list; its rows open patrons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("reports", "未対応の申し出")
        empty = translate("reports", "対応を待つ申し出はありません。")
        super().__init__(
            PanelWords(title, translate("panels", "%1件"), empty),
            columns(),
            theme,
            parent,
            rest=list_columns.REST,
        )


def state(entry: ReportEntry) -> str:
    """Say whether what the report tells of can be lifted now: 「✓ ④は解除できます」; else what the patron waits for."""
    if entry.in_force is None:
        return ""
    led = tuple(reason for reason in entry.in_force if entry.kind in LED_BY[reason])
    ready = tuple(reason for reason in led if reason in entry.ready)
    told = translate("reports", "貸出禁止ではありません")
    if ready:
        told = translate("reports", "✓ %1は解除できます")
    elif led:
        told = translate("reports", "%1はまだ解除できません")
    elif entry.in_force:
        told = translate("reports", "%1で貸出禁止中")
    return told.replace("%1", "".join(map(list_words.sign, ready or led or entry.in_force)))


def columns() -> tuple[Column[ReportEntry], ...]:
    """Describe the columns."""
    return (
        Column(
            "kind",
            suspension_words.said(suspension_words.REPORTS),
            lambda row: suspension_words.report(row.kind),
            slot=Slot.STATE,
        ),
        list_columns.patron(lambda row: list_words.patron(row.name, row.card_number, row.patron_id)),
        list_columns.since(translate("reports", "記録した日"), lambda row: row.reported_on),
        list_columns.card(lambda row: row.card_number),
        Column("state", translate("reports", "状態"), state, kind=_state_kind, slot=Slot.SAYS),
        Column(
            "channel",
            translate("reports", "受付"),
            lambda row: suspension_words.by(words.channel(row.channel), row.reported_by),
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.REPORT,
        ),
        Column(
            "branch",
            translate("today", "登録館"),
            lambda row: row.branch,
            kind=CellKind.MUTED,
            labelled=True,
            slot=Slot.NEXT,
        ),
        list_columns.acts(),
    )


def _state_kind(entry: ReportEntry) -> CellKind:
    led = any(entry.kind in LED_BY[reason] for reason in entry.ready)
    return CellKind.GOOD if led else CellKind.MUTED
