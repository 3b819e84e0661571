"""申し出の一覧 on the page: what was reported, by whom, and what it may have led to."""

from PySide6.QtWidgets import QWidget

from services.contract.today.report_list import ReportEntry
from services.rules.people.reports import LED_BY
from services.rules.vocabulary import SuspensionReason
from views.language import dates
from views.language.translation import translate
from views.panels.list_panel import PanelWords
from views.panels.table_model import Beside, CellKind, Column, Width
from views.style.theme import Theme
from views.text import suspension_words, words
from views.today import list_columns, list_words
from views.today.opening_table import GrowingPanel, open_patron


class ReportListPanel(GrowingPanel[ReportEntry]):
    """The list; its rows open patrons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("reports", "未対応の申し出")
        empty = translate("reports", "対応を待つ申し出はありません。")
        super().__init__(PanelWords(title, translate("panels", "%1件"), empty), columns(), theme, parent)


def state(entry: ReportEntry) -> str:
    """Say whether what the report tells of can be lifted now: 「✓ ④は解除できます」; else what the patron waits for."""
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
    signs = "".join(map(list_words.sign, SuspensionReason))
    return (
        list_columns.patron(lambda row: row.name),
        list_columns.card(lambda row: row.card_number),
        Column(
            "branch",
            translate("today", "登録館"),
            lambda row: row.branch,
            Width("南鳩ヶ谷", 1),
            labelled=True,
        ),
        Column(
            "kind",
            suspension_words.said(suspension_words.REPORTS),
            lambda row: suspension_words.report(row.kind),
            list_columns.report_width(),
            note=lambda row: Beside(words.channel(row.channel), CellKind.MUTED),
        ),
        Column(
            "reported",
            translate("reports", "記録した日"),
            lambda row: suspension_words.by(dates.day(row.reported_on), row.reported_by),
            Width("2026/12/28 (川口 花子)", 1),
            wrap=True,
            labelled=True,
            dated=True,
        ),
        Column(
            "state",
            translate("reports", "状態"),
            state,
            Width(translate("reports", "%1はまだ解除できません").replace("%1", signs[:2]), 2),
            kind=_state_kind,
            wrap=True,
        ),
        Column(
            "acts",
            translate("today", "操作"),
            lambda _: "",
            Width("", acts=(open_patron().label,)),
            actions=lambda _: (open_patron(),),
        ),
    )


def _state_kind(entry: ReportEntry) -> CellKind:
    led = any(entry.kind in LED_BY[reason] for reason in entry.ready)
    return CellKind.GOOD if led else CellKind.MUTED
