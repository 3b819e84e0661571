"""The desk as the program puts it together prints the library's words as soon as it has heard of them."""

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, update

from app.appearance import apply, remove
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from services.own_schema.database.tables import masters_version, wording
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import CARD, Town, clerk, open_card
from tests.services.slips.reading_back import text_of
from viewmodels.desk.desk_state import DeskLocation


def fail(error: Exception) -> str:
    raise error


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


async def test_an_open_desk_prints_the_librarys_words(
    qtbot: QtBot, qapp: QApplication, sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        town = await Town.found(library.db)
        await town.patron()
        looks = apply(qapp, Settings())
        place = DeskLocation(1, "中央図書館", "2番窓口")
        opened = build_desk(
            library.backend,
            library.records,
            staff=clerk().staff,
            place=place,
            settings=Settings(),
            looks=looks,
            report_bug=fail,
        )
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

        await opened.aclose()
        opened.window.let_close()
        opened.window.deleteLater()
        remove(qapp, looks)
