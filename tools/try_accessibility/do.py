"""Steps that act: keys, and actions of a screen reader over the bus.

A step that may be answered aloud clears what was heard before it.
"""

import time

from tools.try_accessibility import hear
from tools.try_accessibility.reader import ReaderStep, ScreenReader, states_of, step, value_of
from tools.try_accessibility.things import AtspiRole, Thing

_MOST_LINES = 10


@step
def keys(reader: ScreenReader, keys: str) -> None:
    """Press keys: names of keys, and words to be typed, with spaces between them."""
    reader.press_keys(keys)


def leave(question: Thing) -> tuple[ReaderStep, ReaderStep]:
    """Give the steps that close a window by Esc."""
    return keys("Escape"), hear.gone(question)


@step
def press(reader: ScreenReader, what: Thing) -> None:
    """Press a button over the bus."""
    reader.press(what)


@step
def toggle(reader: ScreenReader, what: Thing) -> None:
    """Tick something over the bus, or choose one of several."""
    reader.press(what, "Toggle")


@step
def toggle_each(reader: ScreenReader, role: AtspiRole, where: Thing, twice: bool = False) -> None:
    """Toggle all that has a role in a form; twice where it has to stay as it was."""
    names = [it.name for it in reader.all_of(role, within=reader.find(where)) if "ENABLED" in states_of(it)]
    for name in names:
        for _ in range(1 + twice):
            reader.press(Thing(role, name), "Toggle")
    if names:
        print(f"toggled in {where.name}: {', '.join(names)}")


@step
def grab(reader: ScreenReader, what: Thing) -> None:
    """Give something the keyboard over the bus."""
    reader.find(what).queryComponent().grabFocus()


@step
def write(reader: ScreenReader, where: Thing | None, texts: dict[str, str], apart: str = "") -> None:
    """Write into every field of a form, each of which has to be named, and read it again.

    Args:
        reader: the screen reader.
        where: the form; None for all that is on screen.
        texts: by the fields' names.
        apart: a field that is left alone.
    """
    filled = {name: reader.filled(text) for name, text in texts.items()}
    around = reader.find(where) if where else None
    reader.write_all(around, filled, where.name if where else "the window", apart)


@step
def write_one(reader: ScreenReader, what: Thing, text: str) -> None:
    """Write into one field."""
    assert reader.find(what).queryEditableText().setTextContents(text)


@step
def choose(reader: ScreenReader, box: Thing, line: str) -> None:
    """Choose a line of a list, and wait until it is chosen."""
    found = reader.find(box)
    reader.heard.clear()
    reader.choose_line(found, line)


@step
def choose_of(reader: ScreenReader, description: str, line: str) -> None:
    """Choose a line of the list that is described so: its name is what is chosen in it."""
    boxes = reader.until(
        description, lambda: [it for it in reader.all_of(AtspiRole.COMBO) if it.description == description]
    )
    reader.heard.clear()
    reader.choose_line(boxes[0], line)


@step
def choose_each(reader: ScreenReader, where: Thing) -> None:
    """Choose another line of every list in a form, and the one before again."""
    boxes = [
        it for it in reader.all_of(AtspiRole.COMBO, within=reader.find(where)) if "ENABLED" in states_of(it)
    ]
    names = [it.name for it in boxes]
    for box in boxes:
        held = value_of(box)
        other = [it.name for it in box.getChildAtIndex(0) if it.name != held][:1]
        for line in (*other, held):
            reader.choose_line(box, line)
    if names:
        print(f"chosen in {where.name}: {', '.join(names)}")


@step
def go_to_page(reader: ScreenReader, name: str, within: Thing | None = None) -> None:
    """Select a page in the first list of pages of a window, and wait for it."""
    pages = next(reader.all_of(AtspiRole.LIST, within=reader.find(within) if within else None))
    reader.choose(pages, next(it.name for it in pages if it.name.split(" (")[0] == name))
    reader.find(Thing(AtspiRole.PAGE, name))


@step
def menu_line(reader: ScreenReader, name: str) -> None:
    """Go down an open menu to a line."""
    for _ in range(_MOST_LINES):
        reader.press_keys("Down")
        reader.until("a line of the menu", lambda: reader.focused)
        if reader.focused[-1] == name:
            return
    raise SystemExit(f"no such line: {name}")


@step
def wait(_reader: ScreenReader, seconds: float) -> None:
    """Wait for an action that doesn't report its end."""
    time.sleep(seconds)
