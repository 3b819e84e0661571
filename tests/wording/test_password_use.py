"""The guide's words for changing a password appear while a patron does it at the counter."""

from PySide6.QtWidgets import QAbstractButton, QLabel

from services.acts.password_use import PasswordChange
from services.rules.passwords.passwords import PasswordFault
from tests.views.passwords.password_scene import NEW, OLD, Scene, scene, type_into
from tests.wording.guide import OF_ACTS
from views.passwords.password_use_frame import PasswordUseDialog
from views.text import messages

__all__ = ["scene"]

# The guide's lines that are looked for here.
PASSWORD = (154, 167)


def guide(*lines: int) -> set[str]:
    return {quote.text for quote in OF_ACTS if quote.line in lines}


def told(dialog: PasswordUseDialog) -> set[str]:
    """Every line that can be read, and every button's word."""
    labels = (label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    buttons = {button.text() for button in dialog.findChildren(QAbstractButton) if button.isVisible()}
    lines = (line for text in labels for line in text.split("\n"))
    return buttons | {
        part for line in lines for part in line.split(" — ")
    }  # the heading names the patron, too


async def test_the_dialog_asks_with_the_guides_words(scene: Scene) -> None:
    await scene.open()
    assert guide(154) == {scene.page.change_button.text()}
    dialog = await scene.changing()
    assert guide(154) == {dialog.windowTitle()}
    assert guide(154, 159, 162, 163, 164, 167) <= told(dialog)


async def test_a_mismatch_is_told_with_the_guides_words(scene: Scene) -> None:
    scene.acts.outcomes = [PasswordChange((PasswordFault.MISMATCH,))]
    await scene.open()
    dialog = await scene.changing()
    assert not guide(160, 166) & told(dialog)
    type_into(dialog, OLD, NEW, "hanabi0815")
    await scene.settled()
    assert guide(166) <= told(dialog)


async def test_a_change_is_told_with_the_guides_words(scene: Scene) -> None:
    await scene.open()
    dialog = await scene.changing()
    type_into(dialog, OLD, NEW, NEW)
    await scene.settled()
    assert guide(160) <= told(dialog)
    dialog.no.click()
    await scene.closed()
    note = scene.counter.bench.desk.note.value
    assert note is not None
    assert guide(160) == {messages.line(note)}
