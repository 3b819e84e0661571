"""統計 at the desk: which year is read, which branch is shown, and the file of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from services.contract.errors import Disconnected, FolderMissing, SystemUnreachable
from services.contract.today.figures import YearFigures, YearLooks
from services.rules.figures import Counts, FigureLine, Untold
from tests.helpers.waiting import until
from tests.viewmodels.today.today_fakes import Page, go_on
from viewmodels.today.figures import FiguresViewModel

ISSUED = FigureLine.PASSWORDS_ISSUED


def worded(found: YearFigures, branch_id: int | None) -> Sequence[Sequence[str | int]]:
    return [("年", "館"), (found.year, 0 if branch_id is None else branch_id)]


class Scene:
    def __init__(self, folder: Path) -> None:
        self.folder, self.day = folder, date(2026, 11, 24)
        self.page = Page()
        self.source = self.page.source
        of: dict[tuple[FigureLine, str | None, int, int], int] = {
            (ISSUED, None, 1, 19): 3,
            (ISSUED, None, 2, 19): 4,
        }
        self.source.counted = Counts(of=of, parts=(), until=20, unknown={})
        self.model = FiguresViewModel(
            self.page.desk,
            self.source,
            worded,
            self.page.bench.bugs,
            today=lambda: self.day,
            folder=lambda: self.folder,
            name=lambda year: f"統計_{year}",
        )

    @property
    def years(self) -> list[int]:
        """Which years were read."""
        return [year for what, year in self.source.asked if what == "figures"]

    def issued(self) -> object:
        """Give the year's number of the first line."""
        return self.model.rows(())[0].year

    async def opened(self) -> None:
        self.model.open()
        await self.model.read.settled()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    made = Scene(tmp_path)
    yield made
    await made.model.aclose()
    await made.page.aclose()


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 1, 1), 2026)]
)
async def test_the_year_that_runs_is_read_when_it_is_asked_for(scene: Scene, day: date, year: int) -> None:
    scene.day = day
    scene.model.step(-1)
    await go_on()
    assert (scene.years, scene.model.year.value, scene.model.rows(())) == ([], None, ())
    await scene.opened()
    assert (scene.years, scene.model.year.value) == ([year], year)


async def test_years_go_back_and_forth_to_the_one_that_runs(scene: Scene) -> None:
    await scene.opened()
    for years in (1, -1, -1, 1, 1, 1):
        scene.model.step(years)
        await scene.model.read.settled()
    assert scene.years == [2026, 2025, 2024, 2025, 2026]
    await scene.opened()
    assert scene.years[-1] == 2026


async def test_the_desks_own_branch_is_shown_until_another_is_chosen(scene: Scene) -> None:
    await scene.opened()
    assert scene.issued() == 3
    scene.model.choose(2)
    assert scene.issued() == 4
    scene.model.choose(None)
    assert scene.issued() == 7
    assert scene.years == [2026]


async def test_what_is_shown_is_written_to_a_new_file(scene: Scene) -> None:
    scene.model.save.start()
    await scene.model.save.settled()
    assert list(scene.folder.iterdir()) == []
    await scene.opened()
    for branch_id, name in ((1, "統計_2026.csv"), (None, "統計_2026 (2).csv")):
        scene.model.choose(branch_id)
        assert scene.model.saved.value == ""
        scene.model.save.start()
        await scene.model.save.settled()
        assert scene.model.saved.value == name
        written = (scene.folder / name).read_bytes()
        assert written == f'\ufeff"年","館"\r\n2026,{branch_id or 0}\r\n'.encode()


async def test_looks_come_after_the_others_and_before_a_file(scene: Scene) -> None:
    model, source = scene.model, scene.source
    source.looks, source.looks_gate = YearLooks(of={(1, 19): 7}, unknown=0), asyncio.Event()
    model.open()
    await until(lambda: model.found.value is not None)
    assert (scene.issued(), model.rows(())[-1].year, model.read.running.value) == (3, Untold.COUNTING, True)
    model.save.start()
    await model.save.settled()
    assert list(scene.folder.iterdir()) == []
    source.looks_gate.set()
    await model.read.settled()
    assert (scene.issued(), model.rows(())[-1].year, model.read.running.value) == (3, 7, False)


async def test_looks_that_cannot_be_counted_are_unknown_and_the_others_stay(scene: Scene) -> None:
    model, source = scene.model, scene.source
    source.looks_gate = asyncio.Event()
    model.open()
    await until(lambda: model.found.value is not None)
    source.failures.append(SystemUnreachable())
    source.looks_gate.set()
    await model.read.settled()
    assert isinstance(model.trouble.value, SystemUnreachable)
    assert (scene.issued(), model.rows(())[-1].year) == (3, Untold.UNKNOWN)
    model.save.start()
    await model.save.settled()
    assert model.saved.value == "統計_2026.csv"


async def test_another_year_that_fails_while_looks_are_counted_leaves_them_unknown(scene: Scene) -> None:
    model, source = scene.model, scene.source
    source.looks_gate = asyncio.Event()
    model.open()
    await until(lambda: model.found.value is not None)
    source.failures.append(SystemUnreachable())
    model.step(-1)
    await model.read.settled()
    assert (model.year.value, scene.issued(), model.rows(())[-1].year) == (2026, 3, Untold.UNKNOWN)


async def test_a_file_that_fails_while_another_year_is_read_leaves_that_year(scene: Scene) -> None:
    await scene.opened()
    model, scene.folder, scene.source.gate = scene.model, scene.folder / "gone", asyncio.Event()
    model.save.start()
    model.step(-1)
    await model.save.settled()
    assert model.year.value == 2025
    scene.source.gate.set()
    await model.read.settled()
    found = model.found.value
    assert found is not None
    assert (found.year, model.year.value) == (2025, 2025)
    assert isinstance(model.trouble.value, FolderMissing)


async def test_a_file_that_fails_while_looks_are_counted_leaves_them_counting(scene: Scene) -> None:
    await scene.opened()
    model, scene.folder, scene.source.looks_gate = scene.model, scene.folder / "gone", asyncio.Event()
    model.save.start()
    model.step(-1)
    await model.save.settled()
    assert (model.read.running.value, model.rows(())[-1].year) == (True, Untold.COUNTING)
    scene.source.looks_gate.set()


async def test_a_folder_that_is_gone_is_told(scene: Scene) -> None:
    await scene.opened()
    scene.folder = scene.folder / "gone"
    scene.model.save.start()
    await scene.model.save.settled()
    assert isinstance(scene.model.trouble.value, FolderMissing)
    assert scene.model.saved.value == ""


async def test_a_reading_that_fails_leaves_what_was_read(scene: Scene) -> None:
    await scene.opened()
    scene.source.failures.append(SystemUnreachable())
    scene.model.step(-1)
    await scene.model.read.settled()
    assert isinstance(scene.model.trouble.value, SystemUnreachable)
    assert (scene.model.year.value, scene.issued()) == (2026, 3)
    await scene.opened()
    assert scene.model.trouble.value is None


async def test_nothing_is_read_while_the_desk_has_no_connection(scene: Scene) -> None:
    scene.page.desk.connected.set(False)
    await scene.opened()
    assert isinstance(scene.model.trouble.value, Disconnected)
    assert scene.years == []
