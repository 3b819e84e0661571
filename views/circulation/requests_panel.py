"""リクエスト一覧: what the city doesn't own and buys or borrows for the patron."""

from PySide6.QtWidgets import QWidget

from services.contract.snapshot import RequestRow
from views.circulation import shared_columns
from views.language.translation import portal, translate
from views.panels.grid import Slot
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.table_model import Column
from views.style.theme import Theme
from views.text import words


class RequestsPanel(ListPanel[RequestRow]):
    """The patron's requests."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        said = PanelWords(
            words.REQUESTS_TITLE,
            translate("panels", "%1件"),
            translate("requests", "リクエスト中の資料はありません。"),
        )
        super().__init__(said, columns(), theme, parent)


def columns() -> tuple[Column[RequestRow], ...]:
    """Describe the columns; nothing can be done to a request here."""
    return (
        Column("status", portal("状況"), lambda row: row.status or "", slot=Slot.STATE, sparse=True),
        shared_columns.title(),
        shared_columns.second_day("received", portal("受付日"), lambda row: row.received_on),
        shared_columns.muted("branch", portal("受取館"), lambda row: row.branch, Slot.BRANCH),
    )
