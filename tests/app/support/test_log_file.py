"""The log's files: several processes write them, and not every rotation succeeds."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest

from app.support.log_file import LogFile, StandardError

SIZE = 4000
SECRET = "川口 花子"


class Counting(LogFile):
    """Counts how often it tries to rotate."""

    tries = 0

    def doRollover(self) -> None:  # noqa: N802 - logging's own name
        self.tries += 1
        super().doRollover()


@contextmanager
def logging_to(*handlers: logging.Handler) -> Iterator[list[logging.Logger]]:
    """Give a logger for each handler; they are closed afterwards."""
    loggers = []
    for number, handler in enumerate(handlers):
        logger = logging.Logger(f"app.{number}")  # noqa: LOG001 - none of pytest's handlers listens to it
        logger.addHandler(handler)
        loggers.append(logger)
    yield loggers
    for handler in handlers:
        handler.close()


def numbers(folder: Path) -> list[int]:
    """Read the numbers of all records, oldest first."""
    files = sorted((it for it in folder.glob("madoguchi.log*") if it.is_file()), reverse=True)
    text = "".join(it.read_text(encoding="utf-8") for it in files)
    return [int(it) for it in re.findall(r"number (\d+)", text)]


@contextmanager
def no_room(folder: Path) -> Iterator[None]:
    """Keep every older file from being renamed: the oldest one's name is a folder's that isn't empty."""
    for place in range(1, 5):
        (folder / f"madoguchi.log.{place}").write_text("", encoding="utf-8")
    in_the_way = folder / "madoguchi.log.5" / "full"
    in_the_way.mkdir(parents=True)
    yield
    in_the_way.rmdir()
    in_the_way.parent.rmdir()


def test_older_files_are_kept_up_to_five(tmp_path: Path) -> None:
    with logging_to(LogFile(tmp_path / "madoguchi.log", SIZE, 5)) as (logger,):
        for number in range(3000):
            logger.warning("number %d", number)

    names = sorted(it.name for it in tmp_path.iterdir())
    assert names == ["madoguchi.log", *(f"madoguchi.log.{place}" for place in range(1, 6))]
    kept = numbers(tmp_path)
    assert kept == list(range(kept[0], 3000))
    assert all(it.stat().st_size <= SIZE for it in tmp_path.iterdir())


def test_a_failed_rotation_loses_nothing_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    handler = Counting(tmp_path / "madoguchi.log", SIZE, 5)
    with logging_to(handler) as (logger,):
        with no_room(tmp_path):
            for number in range(2000):
                logger.warning("number %d %s", number, SECRET)
        assert numbers(tmp_path) == list(range(2000))
        assert 2 < handler.tries < 200
        for number in range(2000, 2100):
            logger.warning("number %d", number)

    assert numbers(tmp_path) == list(range(2100))
    assert (tmp_path / "madoguchi.log").stat().st_size < SIZE
    assert capfd.readouterr() == ("", "")


def test_an_older_file_that_is_held_open_costs_none_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows has it for a file that somebody reads: `.1` can't be renamed while the others can."""
    replace = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "madoguchi.log.1":
            raise PermissionError
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    for place in range(1, 5):
        (tmp_path / f"madoguchi.log.{place}").write_text(f"number {-place}\n", encoding="utf-8")
    with logging_to(LogFile(tmp_path / "madoguchi.log", SIZE, 5)) as (logger,):
        for number in range(1000):
            logger.warning("number %d", number)

    text = "".join(it.read_text(encoding="utf-8") for it in tmp_path.iterdir())
    assert sorted(map(int, re.findall(r"number (-?\d+)", text))) == [-4, -3, -2, -1, *range(1000)]


def test_two_processes_lose_nothing_of_each_other(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "madoguchi.log"
    # Each has opened the file for itself, as another process would have.
    with logging_to(LogFile(file, SIZE, 5), LogFile(file, SIZE, 5)) as loggers:
        for number in range(400):
            loggers[number % 2].warning("number %d", number)

    assert sorted(numbers(tmp_path)) == list(range(400))
    assert len(list(tmp_path.iterdir())) <= 2  # nobody rotated what the other one had just begun
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("handler", [LogFile, StandardError])
def test_a_record_that_cannot_be_written_is_not_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], handler: type[logging.Handler]
) -> None:
    made = LogFile(tmp_path / "madoguchi.log", SIZE, 5) if handler is LogFile else StandardError(StringIO())
    with logging_to(made) as (logger,):
        logger.warning("%d", SECRET)
        logger.warning("after it")

    assert capfd.readouterr() == ("", "")
