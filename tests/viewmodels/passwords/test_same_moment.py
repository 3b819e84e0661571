"""A key that sends, and in the same moment one that closes the dialog, or another card: nothing is done."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from services.rules.secret import Secret
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.fakes import CARD_B
from tests.viewmodels.passwords.issue_fakes import Counter
from tests.viewmodels.passwords.test_password_use import Scene, scene
from viewmodels.passwords.password_form_base import CardForm, FormStage
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm
from viewmodels.passwords.password_issue import IssueStage

__all__ = ["scene"]

TYPED = Secret("Kingyo2026")
FORMS: tuple[tuple[type[Any], str, tuple[Secret, ...]], ...] = (
    (ChangeForm, "change", (TYPED, TYPED, TYPED)),
    (CheckForm, "check", (TYPED,)),
    (UnlockForm, "unlock", ()),
    (DisableForm, "disable", ()),
)


async def opened(scene: Scene, kind: type[Any], name: str) -> Any:
    await scene.open()
    start: Callable[[], object] = getattr(scene.use, name).start
    return await scene.dialogs.opened(kind, start)


@pytest.mark.parametrize(("kind", "name", "typed"), FORMS)
async def test_a_form_that_is_closed_sends_nothing(
    scene: Scene, kind: type[Any], name: str, typed: tuple[Secret, ...]
) -> None:
    form = await opened(scene, kind, name)
    form.send.start(*typed)
    form.close()
    await asyncio.wait_for(form.settled(), HOPELESS)
    assert (scene.acts.sent, scene.bench.bugs.seen) == ([], [])
    assert form.stage.value is FormStage.CLOSED


@pytest.mark.parametrize(("kind", "name", "typed"), [it for it in FORMS if issubclass(it[0], CardForm)])
async def test_another_card_ends_the_proof_and_is_no_bug(
    scene: Scene, kind: type[Any], name: str, typed: tuple[Secret, ...]
) -> None:
    form = await opened(scene, kind, name)
    form.send.start(*typed)
    scene.desk.scanned(CARD_B)
    await asyncio.wait_for(form.settled(), HOPELESS)
    assert (scene.acts.sent, scene.bench.bugs.seen) == ([], [])
    assert form.card.shown.value is None
    assert form.trouble.value is not None
    form.close()


async def test_a_password_is_not_issued_once_its_dialog_is_closed() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    dialog.issue.start()
    dialog.close()
    await asyncio.wait_for(dialog.issue.settled(), HOPELESS)
    assert (counter.acts.sent, counter.printer.printed, dialog.password) == ([], [], None)
    assert dialog.stage.value is IssueStage.CLOSED
