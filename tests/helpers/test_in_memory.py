"""Servers of tests are in memory only where there is room."""

from pathlib import Path

import pytest

from tests.helpers.in_memory import folder_in_memory

pytestmark = pytest.mark.posix("Windows has no file system in memory.")


def test_a_folder_with_room_is_found(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, 1) == tmp_path


def test_a_folder_without_room_or_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, 2**80) is None
    assert folder_in_memory(tmp_path / "none", 1) is None
