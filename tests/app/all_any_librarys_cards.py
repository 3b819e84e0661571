"""The program on a library whose cards have another form: scanned, typed, told, and written as its masters say."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import update

from app.desk.composition import OpenDesk
from app.lifecycle import DeskOptions
from services.own_schema.database.tables import card
from services.own_schema.library import open_library
from tests.app.lifecycle_scene import PASSWORD, Program, options, program, sign_in, url
from tests.helpers.keyboard import Keyboard
from tests.services.own_schema.transfer.all_any_librarys_cards import bring_masters
from tools.try_scanner.forms import CardForms
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["options", "program", "url"]

CARDS = {
    "0012345678": ("0000000001", "0000000002", "000000001"),
    "AB-00123": ("AB-00001", "AB-00002", "AB-0001"),
}
OLD, NEW = "100000001", "0012345678"
TOLD = {
    "0012345678": "利用カード番号は10桁です。もう一度読み取ってください。",
    "AB-00123": "利用カード番号は8文字です。もう一度読み取ってください。",
}


@pytest.fixture(params=CARDS)
def like(request: pytest.FixtureRequest, url: str) -> str:
    """A number as the library's cards have it."""
    like: str = request.param
    CardForms(like).give_all(url.removeprefix("sqlite:///"))
    return like


def shown(desk: OpenDesk) -> str:
    """Tell which number stands in the line of who is open."""
    return desk.window.header.line.card.text()


def was_scanned(desk: OpenDesk) -> bool:
    """Tell whether a reader opened who is open."""
    return desk.desk.opening is not None


async def test_cards_are_scanned_typed_and_told(program: Program, options: DeskOptions, like: str) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    first, second, short = CARDS[like]
    keys = Keyboard(desk.window.windowHandle())

    keys.type(f"{first}\r", 5)
    await program.until(lambda: shown(desk) == first)
    assert was_scanned(desk)

    desk.window.inquiry.loans.table.setFocus()  # letters act here; those of a card don't
    keys.now += 1_000
    keys.type(f"{second.lower()}\r", 5)
    await program.until(lambda: shown(desk) == second)

    keys.now += 1_000
    keys.type(f"{short}\r", 5)
    await program.until(lambda: desk.desk.card_error.value is not None)
    assert any(TOLD[like] in it.text() for it in desk.window.findChildren(QLabel) if it.isVisible())

    field = desk.window.top_bar.card_field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, first)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await program.until(lambda: shown(desk) == first)
    assert not was_scanned(desk)

    desk.window.close()
    assert await program.code() == 0


@pytest.mark.parametrize("way", ["scanned", "typed"])
async def test_an_open_desk_opens_a_card_of_a_new_form_at_once(
    program: Program, options: DeskOptions, url: str, tmp_path: Path, way: str
) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    async with open_library(url) as library:
        await bring_masters(
            library, tmp_path / "masters", {"card_lengths": "9-10", "item_number_digits": "8"}
        )
        async with library.db.transaction() as conn:
            await conn.execute(update(card).where(card.c.number == OLD).values(number=NEW))
    if way == "scanned":
        Keyboard(desk.window.windowHandle()).type(f"A{NEW}B\r", 5)
    else:
        QTest.keyClicks(desk.window.top_bar.card_field, NEW)
        QTest.keyClick(desk.window.top_bar.card_field, Qt.Key.Key_Return)
    await program.until(lambda: shown(desk) == NEW)
    assert was_scanned(desk) is (way == "scanned")
    desk.window.close()
    assert await program.code() == 0
