"""A patron who is merged or deleted in Koha while a desk shows them is told as gone, and nothing of them is left."""

import pytest
from PySide6.QtWidgets import QApplication

from app.beside_system import standing_beside
from services.contract.errors import CardUnknown, PatronGone
from services.contract.snapshot import PatronSnapshot
from services.own_schema.demo.opening import demo_library
from services.own_schema.library import open_library
from services.rules.vocabulary import Role
from services.systems.beside import patron_marks
from services.systems.koha.demo.library import FIRST_CARD, HOLDS, LOANS
from tests.app.desk.offers_scene import Scene, open_scene
from tests.helpers.mariadb import MariaDb
from tests.helpers.waiting import until

_GONE = "この利用者の登録はもうありません。"
ROWS = ("issues", "reserves")
GONE = {
    "merged": ([f"UPDATE {it} SET borrowernumber = 2 WHERE borrowernumber = 1" for it in ROWS], 2),
    "deleted": ([f"DELETE FROM {it} WHERE borrowernumber = 1" for it in ROWS], 1),
}
"""What is done with the rows of the first patron, and how many times as many the second then has."""


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("how", GONE)
async def test_who_is_gone_while_open_is_told_as_gone(
    qapp: QApplication, mariadb: MariaDb, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    statements, times = GONE[how]
    monkeypatch.setattr(patron_marks, "_MARK_EVERY", 0.0)
    async with (
        mariadb.koha(patrons=2) as koha,
        demo_library(patrons=0) as url,
        open_library(url, on_any_disk=True) as own,
        koha.opened() as views,
    ):
        library = await standing_beside(own, views)
        async with open_scene(qapp, library, library.backend.offers, Role.COUNTER) as scene:
            await scene.open(str(FIRST_CARD))
            shown = opened(scene)
            assert shown.patron.name in scene.heard()
            await koha.run(*statements, "DELETE FROM borrowers WHERE borrowernumber = 1")
            await until(lambda: scene.desk.desk.snapshot is None)
            assert isinstance(scene.desk.desk.card_error.value, PatronGone)
            heard = scene.heard()
            assert _GONE in heard
            assert shown.patron.name not in heard
            await scene.open(str(FIRST_CARD))
            assert isinstance(scene.desk.desk.card_error.value, CardUnknown)
            await scene.open(str(FIRST_CARD + 1))
            kept = opened(scene)
            assert kept.patron.id != shown.patron.id
            assert (len(kept.loans), len(kept.holds)) == (LOANS * times, HOLDS * times)


def opened(scene: Scene) -> PatronSnapshot:
    """Give who is shown."""
    shown = scene.desk.desk.snapshot
    assert isinstance(shown, PatronSnapshot)
    return shown
