"""How long a screen reader waits for an answer of the desk, on a quiet machine and on a busy one."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.patience import Patience

ROOT: Final = Path(__file__).parents[2]
TIMES = st.lists(st.integers(0, 1_000), min_size=2, max_size=20).map(sorted)


class Machine:
    """A clock, and how long a trial was kept waiting."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.kept = 0.0

    def patience(self, seconds: float) -> Patience:
        return Patience(seconds, lambda: self.now, lambda: self.kept)


@given(TIMES)
def test_it_ends_with_the_clock_where_nothing_else_runs(times: list[int]) -> None:
    machine = Machine()
    patience = machine.patience(90)
    begun = machine.now
    for before, after in pairwise(times):
        machine.now += after - before
        assert patience.is_over() is (machine.now - begun >= 90)


@pytest.mark.parametrize(("looks", "is_over"), [(89, False), (90, True)])
def test_what_the_machine_had_to_do_is_not_counted(looks: int, *, is_over: bool) -> None:
    machine = Machine()
    patience = machine.patience(90)
    for _ in range(looks):
        machine.now += 10
        machine.kept += 9
        ended = patience.is_over()
    assert ended is is_over


def test_waiting_for_several_processes_at_once_gives_no_time_back() -> None:
    machine = Machine()
    patience = machine.patience(90)
    machine.now, machine.kept = machine.now + 10, 40.0
    assert not patience.is_over()
    machine.now += 89.9
    assert not patience.is_over()
    machine.now += 0.1
    assert patience.is_over()


def test_a_process_that_ended_makes_nobody_more_patient_nor_less() -> None:
    machine = Machine()
    machine.kept = 500.0
    patience = machine.patience(90)
    machine.now, machine.kept = machine.now + 80, 100.0
    assert not patience.is_over()
    machine.now += 10
    assert patience.is_over()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells it.")
def test_linux_tells_how_long_this_process_was_kept_waiting() -> None:
    ask = "from tools.patience import seconds_kept_waiting as it; print(0 <= it() <= it())"
    alone = [sys.executable, "-c", ask]
    told = subprocess.run(alone, cwd=ROOT, start_new_session=True, capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"
