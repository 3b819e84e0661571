"""Every page shows any record of another system that fits the contract, with every row of it."""

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.contract.snapshot import PatronSnapshot
from services.systems.record_fields import snapshot_of
from services.systems.system_masters import system_masters
from tests.helpers.contract_documents import (
    KEPT,
    MASTERS,
    OWN,
    RECORD,
    Document,
    documents,
    opened,
    record,
    system,
)
from tests.helpers.patrons import clerk
from tests.views.counter import Counter
from viewmodels.core.notes import Done
from views.panels.panel_table import PanelTable

SOME = 60


def some(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Draw examples, the same each time."""
    found: list[Any] = []

    @settings(
        max_examples=SOME,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example: Any) -> None:
        found.append(example)

    draw()
    return found


def whole(document: Document) -> Document:
    """Give a record every part that masters may say it fills."""
    parts: Document = {"password": document.get("password"), "cancelled_holds": [], "requests": []}
    return {**parts, **{name: it for name, it in document.items() if it is not None}}


def shown_on(counter: Counter, snapshot: PatronSnapshot) -> dict[str, int]:
    """Open a patron, go through all pages, and count the rows of each table."""
    counter.bench.desk.open_found(snapshot, Done.IDENTIFIED)
    rows = {}
    for place, page in enumerate(counter.window.pages):
        counter.window.menu.setCurrentRow(place)
        assert page.isVisible()
        counter.window.grab()
        for table in page.findChildren(PanelTable):
            rows[table.accessibleName()] = table.rows_model.rowCount()
    return rows


async def test_every_page_shows_any_record(counter: Counter) -> None:
    seen = 0
    for document, of in some(st.tuples(documents(RECORD), documents(MASTERS))):
        snapshot = snapshot_of(
            whole(document), system_masters(of, OWN), patron_id=7, kept=KEPT, actor=clerk()
        )
        rows = shown_on(counter, snapshot)
        seen += sum(rows.values())
        assert (
            rows.items() >= {"貸出一覧": len(document["loans"]), "予約一覧": len(document["holds"])}.items()
        )
    assert seen > SOME


async def test_a_thousand_holds_are_all_on_their_page(counter: Counter) -> None:
    holds = [{"key": str(it), "status": "waiting", "title": "書\n名"} for it in range(1000)]
    rows = shown_on(counter, opened(record(holds=holds), system()))
    assert rows["予約一覧"] == len(holds)
