"""The desk as the program puts it together prints the library's words as soon as it has heard of them."""

from datetime import date

from sqlalchemy import insert, update

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.database.tables import masters_version, wording
from services.own_schema.library import Library
from tests.app.sitting import sitting
from tests.helpers.patrons import CARD, Town, open_card
from tests.services.slips.reading_back import text_of


async def text_of_slip(desk: OpenDesk) -> str:
    """Issue a password to the patron on screen, which without a printer shows its slip."""
    desk.passwords.open()
    dialog = desk.passwords.dialog.value
    assert dialog is not None
    dialog.issue.start()
    await dialog.issue.settled()
    assert dialog.pdf.value is not None
    text = text_of(dialog.pdf.value)
    dialog.close()
    return text


async def test_an_open_desk_prints_the_librarys_words(library: Library, looks: Looks) -> None:
    town = await Town.found(library.db)
    await town.patron()
    async with sitting(library, looks) as opened:
        opened.desk.scanned(CARD)
        await opened.desk.look_up.settled()
        assert "パスワードのお知らせ" in await text_of_slip(opened)

        async with library.db.transaction() as conn:
            own = {
                "name": "slip.ja.title",
                "valid_from": date(2026, 11, 24),
                "text": "図書館からのパスワード",
            }
            await conn.execute(insert(wording).values(own))
            await conn.execute(update(masters_version).values(version=2))
        await open_card(library.backend.look_ups)
        assert "図書館からのパスワード" in await text_of_slip(opened)
