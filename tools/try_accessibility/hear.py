"""Steps in which something has to be heard, found or read, and what may not be.

Where a step waits, it gives up after a while (ScreenReader.until).
"""

import os
import re
from pathlib import Path

from tools.try_accessibility.reader import (
    ACTED_ON,
    ScreenReader,
    actions_of,
    children_named,
    has_role,
    states_of,
    step,
    texts_of,
)
from tools.try_accessibility.things import AtspiRole, Thing


@step
def finds(reader: ScreenReader, what: Thing) -> None:
    """Something is on screen, or comes there."""
    reader.find(what)


@step
def gone(reader: ScreenReader, what: Thing) -> None:
    """Something is not on screen any more."""
    reader.until(f"{what.name} gone", lambda: reader.shown(what) is None)


@step
def becomes(reader: ScreenReader, what: Thing, state: str) -> None:
    """Something has a state, or gets it: "FOCUSED", "ENABLED", "ACTIVE"."""
    found = reader.find(what)
    reader.until(f"{what.name} {state}", lambda: state in states_of(found))


@step
def focused(reader: ScreenReader, name: str, last: bool = True) -> None:
    """Something with this name got the keyboard since a key was last pressed, and has it if it is the last that did."""
    wanted = reader.filled(name)
    reader.until(
        f"the keyboard on {name}", lambda: wanted in (reader.focused[-1:] if last else reader.focused)
    )
    print(f"the keyboard {'is' if last else 'was'} on 「{wanted}」")


@step
def said(reader: ScreenReader, text: str = "") -> None:
    """Something was said since something was last done; "" stands for any text."""
    reader.until(f"said: {text}", lambda: any(text in said for said in reader.heard))
    print(f"said: {' / '.join(reader.heard)}")


@step
def not_said(reader: ScreenReader, texts: tuple[str, ...]) -> None:
    """None of these was said."""
    secrets = [reader.filled(text) for text in texts]
    assert not any(secret in said for secret in secrets for said in reader.heard), reader.heard


@step
def all_named(reader: ScreenReader, where: Thing | str) -> None:
    """A window or page is there, something in it can be acted on, and all of that has a name."""
    if isinstance(where, Thing):
        reader.find(where)
    told = where.name if isinstance(where, Thing) else where
    names = reader.until(f"a control in {told}", lambda: [it.name for it in reader.all_of(*ACTED_ON)])
    assert all(map(str.strip, names)), names
    print(f"{told}: {len(names)} controls on screen, each with a name")


@step
def lines_are(reader: ScreenReader, what: Thing, names: tuple[str, ...]) -> None:
    """A list has these lines, each up to its first space."""
    found = children_named(reader.find(what))
    assert tuple(name.split(" ")[0] for name in found) == names, found


@step
def can_be_pressed(reader: ScreenReader, what: Thing) -> None:
    """Something can be pressed, and is described."""
    found = reader.find(what)
    assert "Press" in actions_of(found.queryAction()), found.name
    print(f"「{found.name}」 can be pressed; described: {found.description}")


@step
def described(reader: ScreenReader, what: Thing, text: str = "", exactly: bool = False) -> None:
    """Something's description has a text in it, or gets it."""
    found = reader.find(what)
    reader.until(f"{what.name}: {text}", lambda: text in found.description)
    assert not exactly or found.description == text, found.description
    print(f"read with 「{found.name}」: {found.description.replace(chr(10), ' / ')}")


@step
def says(reader: ScreenReader, where: Thing, word: str = "") -> None:
    """A question's labels are read; one of them has a word in it."""
    texts = [it.name for it in reader.all_of(AtspiRole.LABEL, within=reader.find(where)) if it.name]
    assert any(word in text for text in texts), texts
    print(f"{where.name} says: {' / '.join(texts)}")


@step
def holds(reader: ScreenReader, what: Thing, text: str) -> None:
    """A field holds a text; a password is read as dots, and stands nowhere in the tree."""
    found = reader.find(what)
    held = found.queryText()
    told = held.getText(0, -1)
    assert held.characterCount == len(text), what.name
    if not has_role(found, AtspiRole.SECRET):
        assert told == text, told
    elif text:
        assert set(told) == {"●"}, told
        nothing_tells((text,)).take(reader)
        print(f"the password is read as {told}, and is nowhere in the tree")


@step
def has_fields(reader: ScreenReader, where: Thing, names: tuple[str, ...]) -> None:
    """A form has fields that can be written into, and they are read."""
    fields = reader.fields(reader.find(where))
    print(", ".join(f"{name}: {fields[name].queryText().getText(0, -1)}" for name in names))


@step
def begins(reader: ScreenReader, name: str, line: str) -> None:
    """A long text begins with a line."""
    found = next(it for it in reader.everything() if it.name == name)
    text = found.queryText().getText(0, 40).split("\n")
    assert text[0] == line, text


@step
def nothing_tells(reader: ScreenReader, texts: tuple[str, ...] | str) -> None:
    """Nothing that can be found, shown or not, tells one of these: texts, or the name of a set that was noted."""
    secrets = reader.noted[texts] if isinstance(texts, str) else texts
    told = [it for each in reader.tree() for it in texts_of(each) if any(text in it for text in secrets)]
    assert not told, told


@step
def nothing_shows(reader: ScreenReader, text: str, at_once: bool = False) -> None:
    """Nothing on screen has a text in its name any more; at once, where it may not take any time."""

    def is_true() -> bool:
        return not any(text in (it.name or "") for it in reader.everything())

    assert not at_once or is_true()
    reader.until(f"no {text}", is_true)


@step
def tree_has_no(reader: ScreenReader, roles: tuple[AtspiRole, ...] = (), name: str = "") -> None:
    """Nothing that can be found, shown or not, is one of these, or has the name."""
    if name:
        reader.until(f"no {name}", lambda: not any(it.name == name for it in reader.tree()))
    found = list(reader.tree())
    wrong = [it.name for it in found if has_role(it, *roles)]
    assert not wrong, wrong
    print(f"{len(found)} things in the tree, none of {', '.join(roles) or name}")


@step
def note(reader: ScreenReader, noted: str, pattern: str) -> None:
    """Note the first group of a pattern that a label begins with."""
    found = (re.match(pattern, it.name or "") for it in reader.all_of(AtspiRole.LABEL))
    reader.noted[noted] = next(match[1] for match in found if match)


@step
def settings_have(_reader: ScreenReader, lines: tuple[str, ...]) -> None:
    """The settings' file has these lines."""
    saved = Path(os.environ["MADOGUCHI_SETTINGS"]).read_text(encoding="utf-8")
    assert all(line in saved for line in lines), saved
    print(f"saved: {', '.join(lines)}")
