"""Qt objects end in the GUI thread, whatever other threads do."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.support import gui_thread_gc
from app.support.gui_thread_gc import collect_in_this_thread, leave_out_what_is_there


class Ring:
    """Something only a collection can end; it remembers in which thread that was."""

    ended_in: list[threading.Thread]

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        self.ended_in = ended_in
        self.me = self

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread())


@pytest.fixture(autouse=True)
def _as_python_does() -> Iterator[None]:
    gc.collect()
    gc.enable()
    yield
    gc.disable()
    gc.freeze()  # as the run has it: one of these goes through everything again


def allocate_much() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_other_threads_collect_nothing_and_this_one_does(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gui_thread_gc, "_EVERY_MS", 10)
    ended_in: list[threading.Thread] = []
    undo = collect_in_this_thread()
    try:
        gone = weakref.ref(Ring(ended_in))
        thread = threading.Thread(target=allocate_much)
        thread.start()
        thread.join()
        assert ended_in == []

        allocate = [[number] for number in range(200_000)]
        qtbot.waitUntil(lambda: gone() is None)
        assert allocate
    finally:
        undo()

    assert ended_in == [threading.main_thread()]
    assert gc.isenabled()


def test_what_is_there_is_left_out_of_collections_until_they_go_through_it_again() -> None:
    ended_in: list[threading.Thread] = []
    there = Ring(ended_in)
    still_there = weakref.ref(there)
    collect_all = leave_out_what_is_there()
    try:
        del there
        came_later = weakref.ref(Ring(ended_in))
        gc.collect()
        assert came_later() is None
        assert still_there() is not None
    finally:
        collect_all()
    gc.collect()
    assert still_there() is None
