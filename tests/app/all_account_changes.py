"""The whole program on a library in a file: an open desk hears what an administrator does to its account."""

from collections.abc import AsyncIterator

import pytest

from app.lifecycle import DeskOptions
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library, open_library
from services.rules.vocabulary import Role
from tests.app.lifecycle_scene import CARD, PASSWORD, Program, options, program, sign_in, url
from tests.helpers.passwords import CHEAP_HASHER
from viewmodels.core.notes import Caution
from views.sign_in.sign_in_window import SignInWindow

__all__ = ["options", "program", "url"]


@pytest.fixture
async def administrator(url: str) -> AsyncIterator[Library]:
    """The command line's library, beside the desk's."""
    async with open_library(url, hasher=CHEAP_HASHER) as library:
        yield library


async def test_a_role_that_was_changed_and_an_account_that_was_disabled_end_the_desk(
    program: Program, options: DeskOptions, administrator: Library
) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), "supervisor", PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    await administrator.staff.change("supervisor", role=Role.COUNTER)
    again = await program.window(SignInWindow)

    assert again.trouble.text == "管理者が、この職員の役割を変えました。\nサインインし直してください。"
    assert desk.desk.answer.value is None
    sign_in(again, "supervisor", PASSWORD)
    await program.until(lambda: len(program.desks) == 2 and program.desks[1].window.isVisible())
    assert program.desks[1].desk.staff.role is Role.COUNTER

    await administrator.staff.disable("supervisor")
    out = await program.window(SignInWindow)
    assert "この職員IDは停止されています。" in out.trouble.text
    out.close()
    assert await program.code() == 0


async def test_a_new_name_is_told_and_others_changes_are_not(
    program: Program, options: DeskOptions, administrator: Library
) -> None:
    program.start(options)
    sign_in(await program.window(SignInWindow), "counter", PASSWORD)
    desk = await program.desk()
    desk.desk.scanned(CARD)
    await desk.desk.look_up.settled()
    told: list[object] = []
    desk.desk.note.subscribe(told.append)
    await administrator.staff.change("phone", role=Role.SUPERVISOR, name="だれか")
    await administrator.staff.change("counter", name="青木", branch_id=2)
    await program.until(lambda: Caution.NAME_CHANGED in told)

    assert told.count(Caution.NAME_CHANGED) == 1
    assert isinstance(desk.desk.answer.value, PatronSnapshot)
    desk.window.close()
    assert await program.code() == 0
