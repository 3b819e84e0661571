"""A screen reader's side of `make try-accessibility`: reads the desk over AT-SPI and presses what can be pressed.

It is run by the system's Python, whose pyatspi isn't to be had for another one, and knows nothing of the program but
what is said on the bus.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi
from gi.repository import GLib

PATIENCE = 60.0
NAMED = (
    pyatspi.ROLE_PUSH_BUTTON,
    pyatspi.ROLE_TOGGLE_BUTTON,
    pyatspi.ROLE_CHECK_BOX,
    pyatspi.ROLE_RADIO_BUTTON,
    pyatspi.ROLE_COMBO_BOX,
    pyatspi.ROLE_ENTRY,
    pyatspi.ROLE_TEXT,
    pyatspi.ROLE_PASSWORD_TEXT,
    pyatspi.ROLE_TABLE,
    pyatspi.ROLE_COLUMN_HEADER,
    pyatspi.ROLE_LIST,
    pyatspi.ROLE_LIST_ITEM,
    pyatspi.ROLE_DIALOG,
    pyatspi.ROLE_FRAME,
)
CARD, CARDS_DIGITS, NAME = "利用カード番号", "100000001", "佐藤 陽子"


class Reader:
    """What a screen reader knows and hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        pyatspi.Registry.registerEventListener(self._hear, "object:announcement")

    def _hear(self, event: Any) -> None:
        self.heard.append(str(event.any_data))

    def until(self, what: str, found: Callable[[], Any]) -> Any:
        """Wait for something, while the bus is listened to."""
        end = time.monotonic() + PATIENCE
        context = GLib.MainContext.default()
        while time.monotonic() < end:
            while context.pending():
                context.iteration(False)
            try:
                answer = found()
            except (GLib.Error, RuntimeError, LookupError):
                answer = None  # what was asked about is gone
            if answer:
                return answer
            time.sleep(0.05)
        raise SystemExit(f"not there: {what}; heard: {self.heard}")

    def everything(self, node: Any = None) -> Iterator[Any]:
        """Give all that is on screen."""
        for child in node if node is not None else self.applications():
            if child is None:
                continue
            shown = child.getState().contains(pyatspi.STATE_SHOWING)
            if shown or child.getRole() == pyatspi.ROLE_APPLICATION:
                yield child
                if child.getRole() != pyatspi.ROLE_TABLE:
                    yield from self.everything(child)

    def applications(self) -> Iterator[Any]:
        """Give the program, once it is on the bus."""
        desktop = pyatspi.Registry.getDesktop(0)
        return (it for it in desktop if it is not None and it.name == "madoguchi")

    def shown(self, role: int, name: str) -> Any:
        """Give what is on screen now with a role and a name, None if nothing is."""
        return next((it for it in self.everything() if it.getRole() == role and it.name == name), None)

    def find(self, role: int, name: str) -> Any:
        """Wait for something by role and name."""
        return self.until(name, lambda: self.shown(role, name))

    def press(self, role: int, name: str) -> None:
        """Press a button as a screen reader does."""
        button = self.find(role, name)
        action = button.queryAction()
        names = [action.getName(place) for place in range(action.nActions)]
        action.doAction(names.index("Press"))

    def hears(self, text: str) -> None:
        """Wait until something was said."""
        self.until(f"said: {text}", lambda: any(text in said for said in self.heard))


def keys(*names: str) -> None:
    """Press keys as the hand does, or a card reader."""
    subprocess.run(["xdotool", "key", "--delay", "6", *names], check=True)


def rows_of(table: Any) -> list[list[str]]:
    """Read a table cell by cell."""
    grid = table.queryTable()
    rows, columns = range(grid.nRows), range(grid.nColumns)
    return [[grid.getAccessibleAt(row, column).name for column in columns] for row in rows]


def cell(table: Any, row: int) -> str:
    """Read the first cell of a row."""
    return str(table.queryTable().getAccessibleAt(row, 0).name)


def headings_of(table: Any) -> list[str]:
    """Read a table's headings."""
    grid = table.queryTable()
    return [
        grid.getColumnDescription(column) or grid.getColumnHeader(column).name
        for column in range(grid.nColumns)
    ]


def unnamed(reader: Reader) -> tuple[int, list[str]]:
    """Count what can be acted on, and name what of it has no name."""
    acted_on = [it for it in reader.everything() if it.getRole() in NAMED]
    return len(acted_on), [str(it) for it in acted_on if not it.name.strip()]


def main() -> int:
    """Do a clerk's work by ear."""
    reader = Reader()
    field = reader.find(pyatspi.ROLE_TEXT, CARD)
    reader.until("the keyboard in the card field", lambda: field.getState().contains(pyatspi.STATE_FOCUSED))
    print(f"found by role and name: {field.getRoleName()} 「{field.name}」, with the keyboard")

    keys("1", "2", "Return")
    reader.hears("9桁")
    print(f"said: {reader.heard[-1]}")
    reader.heard.clear()

    keys(*CARDS_DIGITS, "Return")
    reader.hears("利用者を開きました。")
    assert not any(NAME in said or CARDS_DIGITS in said for said in reader.heard), reader.heard
    print(f"a card was read, and said: {' / '.join(reader.heard)}")
    reader.find(pyatspi.ROLE_LABEL, NAME)

    table = reader.find(pyatspi.ROLE_TABLE, "貸出一覧")
    rows, headings = rows_of(table), headings_of(table)
    assert headings[:2] == ["貸出更新", "タイトル"], headings
    able = next(place for place, row in enumerate(rows) if row[0] == "再貸出可能")
    print(f"貸出一覧: {len(rows)} rows × {len(headings)} columns; row {able + 1}: {' | '.join(rows[able])}")

    for name in ("貸出一覧", "予約一覧", "予約取消一覧", "リクエスト一覧"):
        listed = [it for it in reader.everything() if it.getRole() == pyatspi.ROLE_TABLE and it.name == name]
        cells = sum(len(row) for it in listed for row in rows_of(it))
        print(f"{name}: {cells} cells read" if listed else f"{name}: empty, so no table is shown")

    count, without = unnamed(reader)
    assert not without, without
    print(f"in the window: {count} controls, each with a name")

    keys("F6")
    reader.until("the keyboard in the list", lambda: table.getState().contains(pyatspi.STATE_FOCUSED))
    keys(*["Down"] * able)
    reader.heard.clear()
    reader.press(pyatspi.ROLE_PUSH_BUTTON, "再貸出可能")
    asked = reader.find(pyatspi.ROLE_DIALOG, "貸出更新確認")
    count, without = unnamed(reader)
    assert not without, without
    texts = [it.name for it in reader.everything(asked) if it.getRole() == pyatspi.ROLE_LABEL and it.name]
    print(f"「再貸出可能」 was pressed by the screen reader; the question says: {' / '.join(texts)}")
    reader.press(pyatspi.ROLE_PUSH_BUTTON, "更新する")
    reader.hears("返却期限日を更新しました。")
    print(f"「更新する」 was pressed, and said: {' / '.join(reader.heard)}")
    reader.until(
        "the keyboard back in the card field", lambda: field.getState().contains(pyatspi.STATE_FOCUSED)
    )
    print("the keyboard is back in the card field")
    reader.until(
        "the new date", lambda: cell(reader.shown(pyatspi.ROLE_TABLE, "貸出一覧"), able) != "再貸出可能"
    )

    keys("Escape")
    reader.hears("利用者を閉じました。")
    left = [it.name for it in reader.everything() if NAME in (it.name or "")]
    assert not left, left
    print("closed, said so, and nothing of the patron is left to be read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
