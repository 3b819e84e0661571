"""The tests' own loop: what was begun in a fixture goes on in the test."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


@pytest.fixture
async def begun(qtbot: QtBot, qapp: QApplication) -> "asyncio.Task[str]":
    async def work() -> str:
        for _ in range(20):
            await asyncio.sleep(0)
            asyncio.get_running_loop()
        return "done"

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    return task


async def test_a_task_of_a_fixture_goes_on(begun: "asyncio.Task[str]") -> None:
    assert await begun == "done"
