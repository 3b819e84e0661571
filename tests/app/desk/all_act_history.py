"""操作記録 on the desk as the program puts it together, over a real library."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.library import Library
from tests.app.sitting import sitting
from tests.helpers.patrons import CARD, Town
from tests.helpers.waiting import until
from viewmodels.core.notes import Done


@pytest.fixture
async def desk(library: Library, looks: Looks) -> AsyncIterator[OpenDesk]:
    await (await Town.found(library.db)).patron()
    async with sitting(library, looks) as opened:
        yield opened


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
