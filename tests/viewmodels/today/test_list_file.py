"""A file of 貸出禁止一覧: recorded, whole, new, and for its owner alone."""

import asyncio
import os
import stat
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from services.contract.errors import (
    Disconnected,
    FileNotWritable,
    FileThere,
    FolderMissing,
    SystemUnreachable,
)
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from tests.helpers.files import no_room_left
from tests.helpers.platforms import posix
from tests.viewmodels.today.today_fakes import Page, entry, go_on
from viewmodels.core.notes import ListSaved
from viewmodels.core.trouble import Bug
from viewmodels.today.list_file import FileForm, ListFileViewModel

WANTED = SuspensionFilter(ready_only=True)


def named(day: date) -> str:
    return f"一覧_{day}"


class Scene:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = Page(entry(1), entry(2, name="=cmd"))
        self.worded_in: list[threading.Thread] = []
        self.files = ListFileViewModel(
            self.page.desk,
            self.page.source.suspensions_for_file,
            self.table,
            self.page.bench.bugs,
            folder=lambda: folder,
            name=named,
        )

    def table(self, listed: SuspensionList) -> Sequence[Sequence[str]]:
        self.worded_in.append(threading.current_thread())
        return [["氏名"], *([row.name] for row in listed.entries)]

    @property
    def form(self) -> FileForm[SuspensionFilter]:
        assert self.files.form.value is not None
        return self.files.form.value

    def is_open(self) -> bool:
        return self.files.form.value is not None

    async def begin(self) -> None:
        await self.page.start()
        self.page.today.filter(WANTED)
        await go_on()
        assert self.page.today.listed.value is not None
        self.files.open(self.page.today.listed.value)
        self.page.source.asked.clear()

    async def save(self, folder: str | None = None, name: str = "x") -> None:
        self.files.save.start(str(self.folder) if folder is None else folder, name)
        await self.files.save.settled()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    made = Scene(tmp_path)
    await made.begin()
    yield made
    await made.files.aclose()
    await made.page.aclose()


async def test_all_that_the_list_has_is_read_on_record_and_written(scene: Scene) -> None:
    assert (scene.form.folder, scene.form.name, scene.form.count) == (scene.folder, "一覧_2026-11-24.csv", 2)
    await scene.save(name=scene.form.name)
    assert scene.page.source.asked == [("file", WANTED)]
    written = (scene.folder / "一覧_2026-11-24.csv").read_bytes()
    assert written.decode("utf-8") == '\ufeff"氏名"\r\n"見本 1子"\r\n"\'=cmd"\r\n'
    assert not scene.is_open()
    assert scene.page.desk.note.value == ListSaved(2, "一覧_2026-11-24.csv")
    assert [it.name for it in scene.folder.iterdir()] == ["一覧_2026-11-24.csv"]


async def test_a_long_list_is_worded_beside_the_windows_thread(scene: Scene) -> None:
    await scene.save()
    (worded_in,) = scene.worded_in
    assert worded_in is not threading.current_thread()


@posix("Windows has no modes")
async def test_nobody_else_can_read_it(scene: Scene) -> None:
    await scene.save()
    assert stat.S_IMODE((scene.folder / "x.csv").stat().st_mode) == 0o600


async def test_names_are_in_the_file_though_they_are_masked_on_the_screen(scene: Scene) -> None:
    scene.page.desk.toggle_titles()
    await scene.save()
    assert "見本 1子" in (scene.folder / "x.csv").read_text(encoding="utf-8")


async def test_what_is_there_is_not_overwritten_and_nothing_is_recorded(scene: Scene) -> None:
    (scene.folder / "x.csv").write_text("old")
    await scene.save(name="x.CSV".lower())
    assert isinstance(scene.form.trouble.value, FileThere)
    assert (scene.folder / "x.csv").read_text() == "old"
    assert scene.page.source.asked == []


async def test_a_name_that_is_taken_is_not_proposed(scene: Scene) -> None:
    await scene.save(name="一覧_2026-11-24")
    assert scene.page.today.listed.value is not None
    scene.files.open(scene.page.today.listed.value)
    assert scene.form.name == "一覧_2026-11-24 (2).csv"


@pytest.mark.parametrize(
    ("where", "name", "error"),
    [
        ("nowhere", "x", FolderMissing),
        ("a file", "x", FolderMissing),
        ("", "x\0", FileNotWritable),
        ("", "../x", FileNotWritable),
        ("", "", FileNotWritable),
    ],
)
async def test_what_the_disk_refuses_is_a_sentence_and_leaves_nothing(
    scene: Scene, where: str, name: str, error: type[Exception]
) -> None:
    (scene.folder / "a file").write_text("")
    await scene.save(str(scene.folder / where), name)
    assert scene.page.source.asked == []
    assert isinstance(scene.form.trouble.value, error)
    assert [it.name for it in scene.folder.iterdir()] == ["a file"]


async def test_that_the_disk_is_full_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_room_left)
    await scene.save()
    told = scene.form.trouble.value
    assert isinstance(told, FileNotWritable)
    assert told.is_full
    assert list(scene.folder.iterdir()) == []


async def test_without_the_database_there_is_no_file(scene: Scene) -> None:
    scene.page.source.failures = [SystemUnreachable()]
    await scene.save()
    assert isinstance(scene.form.trouble.value, SystemUnreachable)
    scene.page.desk.show_disconnected(SystemUnreachable())
    await scene.save()
    assert isinstance(scene.form.trouble.value, Disconnected)
    assert list(scene.folder.iterdir()) == []


async def test_a_bug_has_its_reference(scene: Scene) -> None:
    scene.page.source.failures = [KeyError("x")]
    await scene.save()
    assert scene.form.trouble.value == Bug("R1")


async def test_the_form_stays_while_the_file_is_written(scene: Scene) -> None:
    scene.page.source.gate = asyncio.Event()
    scene.files.save.start(str(scene.folder), "x")
    await go_on()
    scene.files.close()
    assert scene.is_open()
    scene.page.source.gate.set()
    await scene.files.save.settled()
    assert not scene.is_open()
    assert (scene.folder / "x.csv").exists()
