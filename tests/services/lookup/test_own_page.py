"""What a patron sees of themselves is the same on both databases, and nothing of the staff's."""

from sqlalchemy import literal

from services.database.json import JsonRow
from services.database.tables import suspension
from services.library import Library
from services.lookup.own_page_statement import own_page
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers.patrons import CARD, NOW, TODAY, Town


async def page_of(library: Library, patron_id: int) -> JsonRow | None:
    async with library.db.reading() as conn:
        found = (await conn.execute(own_page(literal(patron_id)))).scalar_one_or_none()
    return None if found is None else JsonRow(found)


async def test_a_patron_sees_their_own_rows_with_places_in_the_queue(library: Library, town: Town) -> None:
    patron_id, other = await town.patron(CARD), await town.patron("223456789")
    title = await town.title("こころ")
    await town.hold(other, bib=title)
    held = await town.hold(patron_id, bib=title)
    ready = await town.hold(patron_id, "三四郎", status=HoldStatus.READY)
    lent = await town.loan(patron_id)
    await town.loan(other)
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    lifted = {"lifted_at": NOW, "lifted_by": "x"}
    await town.change(suspension, suspension.c.reason == SuspensionReason.CARD_LOST, **lifted)
    page = await page_of(library, patron_id)
    assert page is not None
    assert set(page.json("patron")) == {"id", "version", "name", "email", "expires_on"}
    assert page.row("patron").number("id") == patron_id
    assert [it["id"] for it in page.json("loans")] == [lent]
    assert {it["id"]: (it["place"], it["queue"]) for it in page.json("holds")} == {
        held: (2, 2),
        ready: (None, None),
    }
    assert page.number("suspensions") == 1
    assert page.instant("now").date() == TODAY


async def test_of_nobody_there_is_no_page(library: Library, town: Town) -> None:
    await town.patron(CARD)
    assert await page_of(library, 2**40) is None
