"""What must not be found by ear: the patron behind F11, the idle cover and the lock, whatever was opened before.

It is run by the system's Python (see tools/screen_reader.py).
"""

from typing import Any

import pyatspi

from tools.screen_reader import Reader, keys

PATRON = ("佐藤 陽子", "サトウ ヨウコ", "100000001", "10000000-1")
TITLES = ("草枕", "吾輩は猫である")

_CARD = "利用カード番号"


class Hidden:
    """What a client knew of a patron before the screen was hidden, and what it may find afterwards."""

    def __init__(self, reader: Reader) -> None:
        """Take note of all that can be found of the open patron."""
        self._reader = reader
        self._cells = [it for it in reader.tree() if it.getRole() == pyatspi.ROLE_TABLE_CELL]
        self._names = [it for it in reader.tree() if it.name in PATRON]
        held = {it.name for it in self._cells}
        assert self._names, "no patron is open"
        assert held.issuperset(TITLES), held

    def nothing_left(self, where: str) -> None:
        """Walk the whole tree, shown or not, and ask all that was known before."""
        found = list(self._reader.tree())
        cells = [it for it in found if it.getRole() == pyatspi.ROLE_TABLE_CELL]
        told = [
            text for it in found for text in texts_of(it) if any(word in text for word in PATRON + TITLES)
        ]
        assert not cells, len(cells)
        assert not told, told
        answered = [text for it in (*self._cells, *self._names) for text in texts_of(it) if text]
        assert not answered, answered[:3]
        known = len(self._cells) + len(self._names)
        print(f"{where}: {len(found)} things in the tree, 0 cells; {known} known from before answer nothing")


def texts_of(it: Any) -> tuple[str, ...]:
    """Give what something says of itself; nothing where it has gone."""
    try:
        return (it.name or "", it.description or "")
    except (RuntimeError, LookupError):
        return ()


def empty_desk(reader: Reader) -> None:
    """Find neither pages nor their list nor any list of a patron."""
    found = list(reader.tree())
    lists = [it.name for it in found if it.getRole() in (pyatspi.ROLE_LIST, pyatspi.ROLE_TABLE)]
    assert not lists, lists
    print(f"the empty desk: {len(found)} things in the tree, no list of pages and no other list")


def hide_by_key(reader: Reader) -> None:
    """Hide the screen by F11, look, and show it again."""
    known = Hidden(reader)
    reader.heard.clear()
    keys("F11")
    reader.hears("画面を隠しています")
    known.nothing_left("behind F11")
    keys("F11")
    reader.find(pyatspi.ROLE_LABEL, PATRON[0])
    print("F11 again: everything is there")


def hide_by_waiting(reader: Reader) -> None:
    """Touch nothing for a minute, which was set before, and look."""
    known = Hidden(reader)
    reader.heard.clear()
    reader.until("the idle cover", lambda: any("画面を隠しています" in said for said in reader.heard))
    known.nothing_left("behind the idle cover")
    keys("F11")
    reader.find(pyatspi.ROLE_LABEL, PATRON[0])


def lock(reader: Reader) -> None:
    """Lock, and look at the sign-in."""
    known = Hidden(reader)
    keys("F12")
    reader.find(pyatspi.ROLE_PASSWORD_TEXT, "パスワード")
    reader.until("the desk gone", lambda: not any(it.name == _CARD for it in reader.tree()))
    known.nothing_left("behind the lock")
