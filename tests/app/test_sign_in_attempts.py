"""The workstation's own count of wrong sign-ins."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.sign_in_attempts import WrongTries
from services.contract.errors import SignInFailed, StaffLocked
from services.rules.policy import DEFAULT_POLICY, Policy

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Clock:
    """A workstation's clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Station:
    """A workstation where the program is started again and again."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.clock = Clock()
        self.start()

    def start(self) -> None:
        self.tries = WrongTries(self.file, self.clock)

    async def wrong(self, staff_id: str = "aoki") -> int | datetime:
        """Try a wrong password; tell the tries left, or until when the id is locked."""
        try:
            told = (await self.tries.begin(staff_id)).was_wrong()
        except StaffLocked as locked:
            return locked.until
        return told.until if isinstance(told, StaffLocked) else told.tries_left or 0


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path / "state" / "sign-in.json")


async def test_the_fifth_wrong_try_locks_for_a_quarter_of_an_hour(station: Station) -> None:
    until = NOW + timedelta(minutes=15)
    assert [await station.wrong() for _ in range(6)] == [4, 3, 2, 1, until, until]

    station.clock.now = until - timedelta(seconds=1)
    assert await station.wrong() == until
    station.clock.now = until
    assert await station.wrong() == 4


async def test_starting_anew_begins_nothing_anew(station: Station) -> None:
    for _ in range(2):
        await station.wrong()
    station.start()
    assert await station.wrong() == 2
    for _ in range(2):
        await station.wrong()
    station.start()
    assert await station.wrong() == NOW + timedelta(minutes=15)


async def test_ending_the_program_meanwhile_makes_no_try_undone(station: Station) -> None:
    for _ in range(5):
        await station.tries.begin("aoki")
        station.start()
    assert await station.wrong() == NOW + timedelta(minutes=15)


async def test_a_right_password_ends_the_count(station: Station) -> None:
    for _ in range(4):
        await station.wrong()
    await (await station.tries.begin("aoki")).was_right()
    assert await station.wrong() == 4


async def test_a_try_that_nobody_looked_at_does_not_count(station: Station) -> None:
    await station.wrong()
    for _ in range(9):
        await (await station.tries.begin("aoki")).was_not_asked()
    assert await station.wrong() == 3


async def test_each_id_has_its_own_count(station: Station) -> None:
    for _ in range(5):
        await station.wrong()
    assert await station.wrong("kato") == 4


async def test_the_librarys_own_values_hold_from_the_first_sign_in(station: Station) -> None:
    await station.tries.learn(Policy(staff_wrong_tries_to_lock=2, staff_lock_minutes=60))
    station.start()
    assert [await station.wrong() for _ in range(2)] == [1, NOW + timedelta(minutes=60)]


async def test_a_clock_that_was_put_right_does_not_lock_for_years(station: Station) -> None:
    station.clock.now = NOW + timedelta(days=365)
    for _ in range(5):
        await station.wrong()
    station.clock.now = NOW
    assert await station.wrong() == NOW + timedelta(minutes=15)
    station.clock.now = NOW + timedelta(minutes=15)
    assert await station.wrong() == 4


async def test_the_file_names_nobody(station: Station) -> None:
    await station.wrong("aoki")
    other = Station(station.file.with_name("other.json"))
    await other.wrong("aoki")
    kept = [json.loads(it.file.read_text(encoding="utf-8"))["ids"].keys() for it in (station, other)]

    assert "aoki" not in station.file.read_text(encoding="utf-8")
    assert len(kept[0]) == 1
    assert kept[0] != kept[1]
    assert sorted(it.name for it in station.file.parent.iterdir()) == ["other.json", "sign-in.json"]


async def test_it_holds_a_thousand_ids_and_lets_the_oldest_go(station: Station) -> None:
    for number in range(1001):
        await station.wrong(f"x{number}")
    assert await station.wrong("x1") == 3
    assert await station.wrong("x0") == 4


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"salt": "", "tries": "many", "minutes": 1, "ids": {}}', "1e999", "\0"]
)
async def test_a_file_that_nobody_understands_is_begun_anew(
    station: Station, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    station.file.parent.mkdir()
    station.file.write_text(text)
    assert [await station.wrong() for _ in range(2)] == [4, 3]
    assert caplog.messages == ["the count of wrong sign-ins can't be read"]


async def test_where_nothing_can_be_written_the_count_goes_on_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    station = Station(tmp_path / "file" / "sign-in.json")
    assert [await station.wrong() for _ in range(3)] == [4, 3, 2]
    assert "the count of wrong sign-ins can't be written" in caplog.messages


async def test_a_count_that_stands_in_a_file_goes_on_when_the_disk_is_full(station: Station) -> None:
    assert await station.wrong() == 4
    unwritable = station.file.with_suffix(".new")
    unwritable.mkdir()
    assert [await station.wrong() for _ in range(3)] == [3, 2, 1]
    unwritable.rmdir()
    assert await station.wrong() == NOW + timedelta(minutes=15)
    station.start()
    assert await station.wrong() == NOW + timedelta(minutes=15), "written again once there is room"


async def test_nothing_wrong_is_what_an_account_in_a_file_would_say(station: Station) -> None:
    told = (await station.tries.begin("aoki")).was_wrong()
    assert isinstance(told, SignInFailed)
    assert told.tries_left == DEFAULT_POLICY.staff_wrong_tries_to_lock - 1
