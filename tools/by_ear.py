"""The clerk's side of `make try-accessibility`: works at every part of the desk by ear, and says what was heard.

It is run by the system's Python (see tools/screen_reader.py).
"""

import sys
import time
from functools import partial

import pyatspi

from tools import by_ear_forms, by_ear_hidden
from tools.screen_reader import Reader, cell, children_named, headings_of, keys, rows_of, unnamed

CARD, CARDS_DIGITS, NAME = "利用カード番号", "100000001", "佐藤 陽子"
MOST_LINES = 10
PAGES = ("貸出・予約照会", "パスワード", "メールアドレス", "レファレンス", "登録・停止", "操作記録")


def all_named(reader: Reader, where: str) -> None:
    """Wait until there is something that can be acted on, and count it; all of it has to have a name."""
    count, without = reader.until(f"a control in {where}", lambda: _some(unnamed(reader)))
    assert not without, without
    print(f"{where}: {count} controls on screen, each with a name")


def _some(counted: tuple[int, list[str]]) -> tuple[int, list[str]] | None:
    return counted if counted[0] else None


def renew(reader: Reader) -> None:
    """Read a card, read the lists, and renew a loan."""
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
    reader.hears("に更新しました。")
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


def go_through_pages(reader: Reader) -> None:
    """Open a patron and every page of theirs."""
    keys("F2", *CARDS_DIGITS, "Return")
    pages = reader.find(pyatspi.ROLE_LIST, "ページ")
    titles = children_named(pages)
    assert [title.split(" ")[0] for title in titles] == list(PAGES), titles
    pages.queryComponent().grabFocus()
    reader.until(
        "the keyboard in the list of pages", lambda: pages.getState().contains(pyatspi.STATE_FOCUSED)
    )
    for title in titles[1:]:
        keys("Down")
        name = title.split(" ")[0]
        reader.until(
            f"the page {name}",
            partial(reader.shown, pyatspi.ROLE_FILLER, name),
        )
        tables = [it for it in reader.everything() if it.getRole() == pyatspi.ROLE_TABLE]
        for table in tables:
            assert table.name, name
            assert all(headings_of(table)), (table.name, headings_of(table))
        read = ", ".join(f"{table.name} {sum(map(len, rows_of(table)))} cells" for table in tables)
        all_named(reader, f"{name} ({read})" if read else name)


def ask_for_password(reader: Reader) -> None:
    """Open the question about a new password, and leave it."""
    keys("F4")
    asked = reader.find(pyatspi.ROLE_DIALOG, "パスワード再発行")
    reader.find(pyatspi.ROLE_TEXT, "カードの番号")
    all_named(reader, "パスワード再発行")
    keys("Escape")
    reader.until("the question gone", lambda: reader.shown(pyatspi.ROLE_DIALOG, asked.name) is None)
    keys("F2", "Escape")
    reader.until("nobody open", lambda: not any(NAME in (it.name or "") for it in reader.everything()))


def search(reader: Reader) -> None:
    """Look for somebody by name, hear how many there are, and go through them."""
    reader.heard.clear()
    keys("F3")
    reader.find(pyatspi.ROLE_DIALOG, "利用者を探す")
    keys(*"satou")
    table = reader.find(pyatspi.ROLE_TABLE, "見つかった利用者")
    reader.until("how many were found", lambda: reader.heard)
    rows = rows_of(table)
    assert len(rows) > 1, rows
    all_named(reader, f"利用者を探す ({len(rows)} rows found; said: {reader.heard[-1]})")
    keys("Escape")
    reader.until("the search gone", lambda: reader.shown(pyatspi.ROLE_DIALOG, "利用者を探す") is None)


def settle(reader: Reader) -> None:
    """Go through the settings, and open the manual over them."""
    keys("F10")
    reader.find(pyatspi.ROLE_DIALOG, "設定")
    pages = reader.find(pyatspi.ROLE_LIST, "ページ")
    titles = children_named(pages)
    for place, title in enumerate(titles):
        if place:
            keys("Down")
        reader.find(pyatspi.ROLE_FILLER, title)
        all_named(reader, f"設定: {title}")
    keys("F1")
    manual = reader.find(pyatspi.ROLE_FRAME, "ヘルプ")
    reader.until("the manual has the keyboard", lambda: manual.getState().contains(pyatspi.STATE_ACTIVE))
    page = next(it for it in reader.everything(manual) if it.name == "マニュアルのページ")
    text = page.queryText().getText(0, 40).split("\n")
    assert text[0] == "設定", text
    all_named(reader, f"ヘルプ over 設定 (begins with 「{text[0]}」)")
    keys("Escape")
    reader.until("the manual gone", lambda: reader.shown(pyatspi.ROLE_FRAME, "ヘルプ") is None)
    keys("Escape")
    reader.until("the settings gone", lambda: reader.shown(pyatspi.ROLE_DIALOG, "設定") is None)


def choose_in_help(reader: Reader, line: str, role: int, window: str) -> None:
    """Open one line of the menu ヘルプ by keyboard, and close its window with Esc."""
    reader.find(pyatspi.ROLE_PUSH_BUTTON, "ヘルプ").queryComponent().grabFocus()
    keys("Return")
    for _ in range(MOST_LINES):
        reader.focused.clear()
        keys("Down")
        reader.until("a line of the menu", lambda: reader.focused)
        if reader.focused[-1] == line:
            break
    keys("Return")
    opened = reader.find(role, window)
    reader.until(f"{window} has the keyboard", lambda: opened.getState().contains(pyatspi.STATE_ACTIVE))
    time.sleep(0.5)  # 診断 looks while it is already there
    all_named(reader, window)
    if fields := reader.fields(opened):
        reader.write_all(opened, dict.fromkeys(fields, "Hanabi0815"), window)
    keys("Escape")
    reader.until(f"{window} gone", lambda: reader.shown(role, window) is None)


def main() -> int:
    """Do a clerk's work by ear."""
    reader = Reader()
    reader.find(pyatspi.ROLE_FRAME, "窓口")
    renew(reader)
    go_through_pages(reader)
    ask_for_password(reader)
    search(reader)
    settle(reader)
    choose_in_help(reader, "自分のパスワードの変更", pyatspi.ROLE_DIALOG, "自分のパスワードの変更")
    choose_in_help(reader, "診断", pyatspi.ROLE_FRAME, "診断")
    choose_in_help(reader, "このプログラムについて", pyatspi.ROLE_FRAME, "このプログラムについて")
    by_ear_hidden.empty_desk(reader)
    by_ear_forms.open_patron(reader)
    by_ear_forms.write_contact(reader)
    born = by_ear_forms.write_registration(reader)
    by_ear_forms.write_passwords(reader)
    by_ear_forms.write_search(reader, born)
    by_ear_forms.write_by_phone(reader, born)
    by_ear_forms.write_settings(reader)
    by_ear_forms.open_patron(reader)
    by_ear_hidden.hide_by_key(reader)
    by_ear_hidden.hide_by_waiting(reader)
    by_ear_hidden.lock(reader)
    all_named(reader, "locked")
    by_ear_forms.sign_in(reader, "supervisor")
    by_ear_forms.write_supervisors(reader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
