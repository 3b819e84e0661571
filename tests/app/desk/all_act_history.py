"""操作記録 on the desk as the program puts it together, over a real library."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.appearance import apply, remove
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.waiting import until
from viewmodels.core.notes import Done
from viewmodels.desk.desk_state import DeskLocation


def fail(error: Exception) -> str:
    raise error


@pytest.fixture
async def desk(
    qtbot: QtBot, qapp: QApplication, sqlite_url: str, cheap_hasher: PasswordHasher
) -> AsyncIterator[OpenDesk]:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        await (await Town.found(library.db)).patron()
        looks = apply(qapp, Settings())
        opened = build_desk(
            library.backend,
            library.records,
            staff=clerk().staff,
            place=DeskLocation(1, "中央図書館", "2番窓口"),
            settings=Settings(),
            looks=looks,
            report_bug=fail,
        )
        opened.window.show()
        yield opened
        await opened.aclose()
        opened.window.let_close()
        opened.window.deleteLater()
        remove(qapp, looks)


async def test_what_was_done_just_now_stands_in_the_records(desk: OpenDesk) -> None:
    page, menu, email = desk.window.records, desk.window.menu, desk.window.email
    desk.desk.typed(CARD)
    await desk.desk.look_up.settled()
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_End)
    await until(page.panel.isVisible)
    assert page.panel.rows == ()

    menu.setCurrentRow(2)
    email.field.setText("shinki@mail.example.jp")
    QTest.keyClick(email.field, Qt.Key.Key_Return)
    await until(lambda: desk.desk.note.value is Done.EMAIL_UPDATED)
    QTest.keyClick(menu, Qt.Key.Key_End)
    await until(lambda: bool(page.panel.rows))

    cells = [cell.text for cell in page.panel.model.cells(0)]
    assert [*cells[:2], *cells[3:]] == [
        "変更",
        "メールアドレスの変更",
        "窓口",
        "メールアドレス",
        "中央 2番窓口",
        "staff01",
    ]
