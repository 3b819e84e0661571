"""The supervisors' side of `make try-accessibility ARGS=today`: 今日の仕事 by ear.

The list is read, filtered, ticked and lifted; a patron is opened from it; it is hidden and written to a file.

It is run by the system's Python (see tools/screen_reader.py).
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyatspi

from tools.by_ear import all_named
from tools.by_ear_hidden import texts_of
from tools.screen_reader import Reader, headings_of, keys, rows_of, states_of, value_of

NUMBERS = ("解除できる停止", "未対応の申し出", "連絡待ち", "停止中の利用者", "承認を待つ窓口")
READY, WAITING = "解除できるもの", "まだ解除できないもの"
HEADINGS = ["選択", "利用者", "カード番号", "理由", "停止した日", "状態", "申し出", "次にすること", "操作"]
MASK = "●●●●●●"
_LABEL, _BUTTON, _DIALOG = pyatspi.ROLE_LABEL, pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_DIALOG
_TABLE, _TICK, _PANEL = pyatspi.ROLE_TABLE, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_PANEL
_NAME, _CARD, _REASON = 1, 2, 3


def number(reader: Reader, title: str) -> tuple[str, int]:
    """Give a number's whole name, and the number in it."""
    name = reader.until(
        title, lambda: next((it.name for it in reader.everything() if _counts(it, title)), None)
    )
    return name, int(name.removeprefix(title).strip().removesuffix("件"))


def _counts(it: Any, title: str) -> bool:
    return bool(it.getRole() == _TICK and it.name.startswith(f"{title} ") and it.name.endswith("件"))


def numbers(reader: Reader) -> None:
    """Find the page and its five numbers, each of which can be pressed."""
    reader.find(pyatspi.ROLE_FILLER, "今日の仕事")
    for title in NUMBERS:
        name, _ = number(reader, title)
        action = reader.find(_TICK, name).queryAction()
        assert "Press" in [action.getName(place) for place in range(action.nActions)], name
        print(f"「{name}」 can be pressed; described: {reader.find(_TICK, name).description}")
    all_named(reader, "今日の仕事")
    reader.press(_TICK, number(reader, NUMBERS[1])[0])
    reader.find(_PANEL, "申し出の一覧")
    reader.find(_TABLE, "未対応の申し出")
    all_named(reader, "今日の仕事")


def open_list(reader: Reader, title: str, by: str = "Press") -> Any:
    """Open the list behind a number, and hear how many there are."""
    reader.heard.clear()
    name, _ = number(reader, title)
    (reader.press if by == "Press" else reader.toggle)(_TICK, name)
    reader.hears(f"{READY} ")
    reader.find(_PANEL, "利用停止一覧")
    table = reader.find(_TABLE, READY)
    print(f"「{name}」: {by}; said: {reader.heard[-1]}")
    return table


def read(reader: Reader) -> None:
    """Read headings and cells of what can be lifted, by pressing its number and by toggling it."""
    for title, by in ((NUMBERS[0], "Press"), (NUMBERS[3], "Press"), (NUMBERS[0], "Toggle")):
        table = open_list(reader, title, by)
    rows = rows_of(table)
    assert headings_of(table) == HEADINGS, headings_of(table)
    assert len(rows) == number(reader, NUMBERS[0])[1], len(rows)
    assert all(map(all, rows)), [row for row in rows if not all(row)]
    print(f"{READY}: {len(rows)} rows × {len(HEADINGS)} columns, no cell blank; row 1: {' | '.join(rows[0])}")
    all_named(reader, "今日の仕事 with its list")


def choose_filter(reader: Reader, before: str, line: str) -> Any:
    """Choose another line of a filter, and wait until the list was read with it."""
    reader.heard.clear()
    box = reader.find(pyatspi.ROLE_COMBO_BOX, before)
    reader.choose(box.getChildAtIndex(0), line)
    reader.until(f"the list for {line}", lambda: reader.heard)
    return box


def read_anew(reader: Reader) -> None:
    """Filter, and let another desk lift something: what was read before is dead, what is found anew is right."""
    table = reader.find(_TABLE, READY)
    grid, before = table.queryTable(), rows_of(table)
    kept = grid.getAccessibleAt(0, _NAME)
    assert kept.name == before[0][_NAME]
    box = choose_filter(reader, "理由 すべて", "③長期延滞")
    rows = rows_of(reader.find(_TABLE, READY))
    assert rows == [row for row in before if row[_REASON] == "③長期延滞"], rows
    assert (box.name, box.description) == ("③長期延滞", "理由"), (box.name, box.description)
    print(f"理由 ③長期延滞 was chosen: {len(rows)} of {len(before)} rows; said: {reader.heard[-1]}")
    choose_filter(reader, "③長期延滞", "理由 すべて")
    assert rows_of(reader.find(_TABLE, READY)) == before
    print(f"理由 すべて again: the same rows; the cell read before: 「{kept.name}」 {states_of(kept)}")

    kept, card = grid.getAccessibleAt(0, _NAME), before[-1][_CARD].replace("-", "")
    (file,) = Path(tempfile.gettempdir()).glob("madoguchi-demo-*/library.sqlite3")
    reader.heard.clear()
    python = os.environ["DESKS_PYTHON"]
    subprocess.run([python, "-m", "tools.other_desk", f"sqlite:///{file}", card], check=True)
    reader.until("one row less", lambda: reader.find(_TABLE, READY).queryTable().nRows == len(before) - 1)
    assert rows_of(reader.find(_TABLE, READY)) == before[:-1]
    again = [[grid.getAccessibleAt(row, it).name for it in range(grid.nColumns)] for row in range(grid.nRows)]
    assert again == before[:-1], again
    print(
        f"another desk lifted one: {len(again)} rows, complete, through a fresh table and through the one that was "
        f"found before; the cell read before: 「{kept.name}」 {states_of(kept)}; said: {reader.heard}"
    )


def tick_and_lift(reader: Reader) -> None:
    """Tick one row by its box's action and one by Space, lift both, and see that they are gone."""
    table = reader.find(_TABLE, READY)
    grid, before = table.queryTable(), rows_of(table)
    for row, said in ((0, "全部で1件"), (1, "全部で2件")):
        reader.heard.clear()
        box = grid.getAccessibleAt(row, 0)
        assert "CHECKABLE" in states_of(box), states_of(box)
        if row:
            table.queryComponent().grabFocus()
            reader.until("the row before it read", lambda: before[0][_NAME] in reader.focused)
            keys("Down", "space")
        else:
            assert box.queryAction().doAction(0)
        reader.hears(said)
        told = grid.getAccessibleAt(row, 0)
        assert "CHECKED" in states_of(told), states_of(told)
        print(
            f"ticked by {'Space' if row else 'the action of its cell'}: {told.name}; said: {reader.heard[-1]}"
        )
    reader.press(_BUTTON, "2件をまとめて解除…")
    dialog = reader.find(_DIALOG, "一覧からの解除")
    all_named(reader, "一覧からの解除")
    for listed in before[:2]:
        whose = reader.find(_PANEL, f"{listed[_NAME]} {listed[_CARD]} {listed[_REASON]}")
        parts = [it for it in reader.everything(whose) if it.getRole() in {_LABEL, _TICK}]
        print(f"of {listed[_CARD]}: {' / '.join(it.name for it in parts[1:])}")
        for tick in [it for it in parts if it.getRole() == _TICK and "CHECKED" not in states_of(it)]:
            tick.queryAction().doAction(0)
    doing = reader.find(_BUTTON, "2件を解除する")
    reader.until("all ticked off", lambda: "ENABLED" in states_of(doing))
    reader.heard.clear()
    reader.press(_BUTTON, "2件を解除する")
    reader.hears("2件解除しました")
    reader.until("the form closed", lambda: dialog.name == "" or "SHOWING" not in states_of(dialog))
    left = reader.until("the rows gone", lambda: _rows_if(reader, len(before) - 2))
    assert left == before[2:], left
    reader.until("the next row", lambda: reader.focused and reader.focused[-1] == before[2][_NAME])
    print(f"said: {reader.heard[-1]}; both rows are gone, and the keyboard is on the next one")


def _rows_if(reader: Reader, count: int) -> list[list[str]] | None:
    rows = rows_of(reader.find(_TABLE, READY))
    return rows if len(rows) == count else None


def open_patron(reader: Reader) -> None:
    """Open a patron from the list at the suspension, record a contact, and come back to the row."""
    open_list(reader, NUMBERS[3])
    table = reader.find(_TABLE, WAITING)
    rows = rows_of(table)
    place = next(at for at, row in enumerate(rows) if at and "電話する" in row[7])
    reader.focused.clear()
    table.queryComponent().grabFocus()
    keys(*["Down"] * place)
    reader.until("the row", lambda: reader.focused and reader.focused[-1] == rows[place][_NAME])
    reader.heard.clear()
    reader.press(_BUTTON, "開く", reader.find(_PANEL, WAITING))  # the other list has one, too
    reader.hears("利用者を開きました。")
    reader.find(pyatspi.ROLE_FILLER, "登録・停止")
    card = reader.find(_PANEL, rows[place][_REASON])
    reader.until("the keyboard at the suspension", lambda: "FOCUSED" in states_of(card))
    print(
        f"「開く」: 登録・停止, with the keyboard at {card.name}: {card.description.replace(chr(10), ' / ')}"
    )
    reader.press(_BUTTON, "連絡を記録")
    dialog = reader.find(_DIALOG, "連絡を記録")
    all_named(reader, "連絡を記録")
    boxes = {_caption(it): it for it in reader.everything(dialog) if it.getRole() == pyatspi.ROLE_COMBO_BOX}
    for caption, line in (("手段", "電話"), ("結果", "応答なし")):
        reader.choose(boxes[caption].getChildAtIndex(0), line)
    reader.until("a result", lambda: value_of(boxes["結果"]) == "応答なし")
    chosen = {caption: value_of(box) for caption, box in boxes.items()}
    day = reader.fields(dialog)["次の日"].queryText().getText(0, -1)
    reader.heard.clear()
    reader.press(_BUTTON, "記録する")
    reader.hears("記録しました")
    reader.until("the attempt", lambda: f"電話: {chosen['結果']}" in card.description)
    print(f"chosen: {chosen}, 次の日 {day}; said: {reader.heard[-1]}")
    print(f"read with the suspension: {card.description.split(chr(10))[2]}")
    reader.focused.clear()
    keys("Escape")
    reader.hears("利用者を閉じました。")
    reader.until("the row", lambda: reader.focused and reader.focused[-1] == rows[place][_NAME])
    print("Esc: the keyboard is on the row from which the patron was opened, and it is named")


def _caption(it: Any) -> str:
    labels = (rel for rel in it.getRelationSet() if rel.getRelationType() == pyatspi.RELATION_LABELLED_BY)
    return str(next(labels).getTarget(0).name)


def mask_and_hide(reader: Reader) -> None:
    """Mask the names, hide the screen, and look at the whole tree each time."""
    tables = [reader.find(_TABLE, name) for name in (READY, WAITING)]
    rows = [row for table in tables for row in rows_of(table)]
    names, cards = {row[_NAME] for row in rows}, {row[_CARD] for row in rows}
    known = [it for it in reader.tree() if it.name in names | cards]
    reader.heard.clear()
    keys("F8")
    reader.hears("隠しました")
    told = _told(reader, names)
    assert not told, told
    masked = {row[_NAME] for table in tables for row in rows_of(table)}
    assert masked == {MASK}, masked
    print(f"F8 said: {reader.heard[-1]}; none of {len(names)} names is left; every one is read as {MASK}")
    reader.heard.clear()
    keys("F8")
    reader.hears("表示しました")
    assert {row[_NAME] for table in tables for row in rows_of(table)} == names
    reader.heard.clear()
    keys("F11")
    reader.hears("画面を隠しています")
    found = list(reader.tree())
    told = _told(reader, names | cards)
    cells = [it for it in found if it.getRole() == pyatspi.ROLE_TABLE_CELL]
    answered = [text for it in known for text in texts_of(it) if text]
    assert [told, cells, answered] == [[], [], []]
    print(
        f"behind F11: {len(found)} things in the tree, no cell; {len(known)} known from before answer nothing"
    )
    reader.focused.clear()
    keys("F11")
    reader.until("the card field", lambda: reader.focused and reader.focused[-1] == "利用カード番号")
    shown = [it.name for it in reader.tree() if it.getRole() == _TABLE]
    assert not shown, shown
    print("F11 again: the numbers are there, the list is closed, the keyboard is in the card field")


def _told(reader: Reader, secrets: set[str]) -> list[str]:
    texts = (text for it in reader.tree() for text in texts_of(it) if text)
    return [text for text in texts if any(secret in text for secret in secrets)]


def write_file(reader: Reader) -> None:
    """Write the list to a file of a folder of our own, and read it."""
    table = open_list(reader, NUMBERS[0])
    rows = rows_of(table)
    reader.press(_BUTTON, "CSV に保存")
    dialog = reader.find(_DIALOG, "一覧を CSV に保存")
    all_named(reader, "一覧を CSV に保存")
    warned = [it.name for it in reader.everything(dialog) if it.getRole() == _LABEL and "。" in it.name]
    assert "氏名と利用カード番号" in warned[0], warned
    reader.heard.clear()
    with tempfile.TemporaryDirectory() as folder:
        written = {"フォルダー": folder, "ファイル名": "list.csv"}
        reader.write_all(dialog, written, "一覧を CSV に保存")
        reader.press(_BUTTON, "保存する")
        reader.hears("保存しました")
        text = (Path(folder) / "list.csv").read_text(encoding="utf-8-sig")
    headings, *lines = csv.reader(text.splitlines())
    assert [line[0] for line in lines] == [row[_CARD] for row in rows], lines
    print(
        f"warned: {' / '.join(warned)}; said: {reader.heard[-1]}; the file has {len(lines)} rows: {headings}"
    )


def main() -> int:
    """Do a supervisor's work of a day by ear."""
    reader = Reader()
    reader.find(pyatspi.ROLE_FRAME, "窓口")
    for part in (numbers, read, read_anew, tick_and_lift, open_patron, mask_and_hide, write_file):
        part(reader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
