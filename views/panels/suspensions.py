"""貸出禁止中 and 過去の停止: every suspension of the patron, in force and lifted. Staff only."""

from PySide6.QtWidgets import QWidget

from services.snapshot import SuspensionRow
from views import dates, words
from views.panels.panel import Panel, PanelWords
from views.table_model import CellKind, Column, Width
from views.theme import Theme
from views.translation import translate


class SuspensionsPanel(Panel[SuspensionRow]):
    """What is in force now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        empty = translate("registration", "停止はありません。")
        super().__init__(PanelWords(words.SUSPENDED, "件", empty), in_force_columns(), theme, parent)


class PastSuspensionsPanel(Panel[SuspensionRow]):
    """What was lifted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        title = translate("registration", "過去の停止")
        empty = translate("registration", "過去の停止はありません。")
        super().__init__(PanelWords(title, "件", empty), past_columns(), theme, parent)


def in_force_columns() -> tuple[Column[SuspensionRow], ...]:
    """Describe the columns of what is in force."""
    return (
        _reason_column(),
        _started_column(),
        Column(
            "advice",
            translate("registration", "案内"),
            lambda row: words.suspension_advice(row.reason),
            Width("利用カードの再発行", 1),
            wrap=True,
        ),
    )


def past_columns() -> tuple[Column[SuspensionRow], ...]:
    """Describe the columns of what was lifted."""
    return (
        _reason_column(),
        _started_column(),
        Column(
            "lifted",
            translate("registration", "解除した日"),
            lambda row: dates.day_or_blank(row.lifted_on),
            Width("2026/12/28", 1),
            sort_key=lambda row: dates.day_or_blank(row.lifted_on),
        ),
    )


def _reason_column() -> Column[SuspensionRow]:
    return Column(
        "reason",
        translate("registration", "理由"),
        lambda row: words.suspension(row.reason),
        Width("④住所変更の手続き中です"),
        kind=CellKind.STAFF,
    )


def _started_column() -> Column[SuspensionRow]:
    return Column(
        "started",
        translate("registration", "停止した日"),
        lambda row: dates.day(row.started_on),
        Width("2026/12/28"),
        sort_key=lambda row: row.started_on,
    )
