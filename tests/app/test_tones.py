"""Nothing is heard unless the workstation's settings ask for it; the desk is as the program puts it together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.appearance import Looks
from app.desk.composition import OpenDesk
from app.settings.settings_files import Settings, load_settings, save_values
from services.contract.errors import CardUnknown, SystemUnreachable
from services.own_schema.library import Library
from tests.app.sitting import leave, sit_down
from tests.helpers.patrons import CARD, Town
from tests.helpers.waiting import HOPELESS
from viewmodels.core.notes import Caution, Done


class Heard:
    """Stands where the system's tone is made."""

    def __init__(self) -> None:
        self.tones = 0
        self._beeped = asyncio.Event()

    def beep(self) -> None:
        self.tones += 1
        self._beeped.set()

    async def next(self) -> None:
        await self._beeped.wait()
        self._beeped.clear()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    made = Heard()
    monkeypatch.setattr("views.desk.sounds.QApplication", made)
    monkeypatch.setattr("views.desk.sounds.sys", SimpleNamespace(platform="linux"))
    return made


TELLING: tuple[Callable[[OpenDesk], None], ...] = (
    lambda opened: opened.desk.tell(Done.LOANS_RENEWED),
    lambda opened: opened.desk.tell(Caution.CHECK_DIGIT),
    lambda opened: opened.desk.card_error.set(CardUnknown(CARD)),
    lambda opened: opened.desk.connection_error.set(SystemUnreachable()),
)


@pytest.fixture
async def build(library: Library, looks: Looks) -> AsyncIterator[Callable[[Settings], OpenDesk]]:
    """Open a desk with some settings, as the program does."""
    await Town.found(library.db)
    async with AsyncExitStack() as stack:

        def made(settings: Settings) -> OpenDesk:
            opened = sit_down(library, looks, settings=settings)
            stack.push_async_callback(leave, opened)
            return opened

        yield made


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(("written", "tones"), [({}, 0), ({"sounds.enabled": True}, 7)])
async def test_the_desk_is_silent_until_a_settings_file_says_otherwise(
    build: Callable[[Settings], OpenDesk],
    heard: Heard,
    tmp_path: Path,
    written: dict[str, bool],
    tones: int,
) -> None:
    """One tone for what is done, two for each of three things that are not."""
    file = tmp_path / "settings.toml"
    if written:
        save_values(file, written)
    opened = build(load_settings(file))
    for tell in TELLING:
        tell(opened)
    async with asyncio.timeout(HOPELESS):
        while heard.tones < tones:
            await heard.next()

    assert heard.tones == tones
