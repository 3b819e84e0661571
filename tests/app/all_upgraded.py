"""`db upgrade` under an open desk: it is told so, nothing is done by half, and what is typed stays to be read."""

from pathlib import Path

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.contract.actor import StaffMember
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import access_log, act, patron
from services.own_schema.library import open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from services.rules.vocabulary import Role
from tests.app.all_live import opened, words_of
from tests.app.sitting import sitting
from tests.helpers.city import City
from tests.helpers.next_revision import NEXT, next_program
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.waiting import until

TYPED = "neu@example.jp"
TOLD = f"データベース(版 {NEXT})が、このプログラム(版 {REVISION})より新しくなっています。"


async def is_told(desk: OpenDesk, town: Town, url: str, tmp_path: Path) -> None:
    await opened(desk)
    email = desk.window.email
    email.field.setText(TYPED)
    with next_program(tmp_path):
        await upgrade.upgrade(url)
    before = [await town.all_rows(table) for table in (patron, act, access_log)]
    email.change_button.click()
    await until(lambda: TOLD in words_of(desk))
    assert email.field.text() == TYPED
    desk.desk.read_again.start()
    await desk.desk.read_again.settled()
    assert email.field.text() == TYPED
    assert [await town.all_rows(table) for table in (patron, act, access_log)] == before


async def test_on_sqlite(looks: Looks, sqlite_url: str, tmp_path: Path, cheap_hasher: PasswordHasher) -> None:
    async with (
        open_library(sqlite_url, hasher=cheap_hasher) as library,
        sitting(library, looks, clerk().staff) as desk,
    ):
        town = await Town.found(Database.open(sqlite_url))
        await town.patron(CARD)
        await is_told(desk, town, sqlite_url, tmp_path)
        await town.db.dispose()


async def test_on_postgresql(looks: Looks, city: City, tmp_path: Path) -> None:
    await city.town.patron(CARD)
    async with (
        city.open("counter") as library,
        sitting(library, looks, StaffMember(city.names["counter"], "窓口 係", Role.COUNTER)) as desk,
    ):
        await is_told(desk, city.town, city.url, tmp_path)
