"""Every form of the desk by ear: a screen reader writes all of its fields and chooses; what comes of it is looked at.

It is run by the system's Python (see tools/screen_reader.py).
"""

import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import pyatspi

from tools.screen_reader import Reader, keys, rows_of, value_of

CARD, PASSWORD = "100000001", "madoguchi-demo"
_LABEL, _BUTTON, _DIALOG = pyatspi.ROLE_LABEL, pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_DIALOG
_TICK, _ONE_OF, _LIST = pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_COMBO_BOX
_BIRTH_DATE = re.compile(r"(\d{4}/\d+/\d+) \(")
EMAIL, PHONE, QUESTION = "reader@example.jp", "048-111-2222", "荒川の渡し場はどこでしたか。"


def open_patron(reader: Reader) -> None:
    """Write a card number into its field; there, Enter is the key that any reader's user has."""
    field = reader.find(pyatspi.ROLE_TEXT, "利用カード番号")
    field.queryEditableText().setTextContents(CARD)
    keys("F2", "Return")
    reader.find(_LABEL, "佐藤 陽子")


def go_to_page(reader: Reader, name: str, within: Any = None) -> None:
    """Select a page in the list of pages."""
    pages = next(it for it in reader.everything(within) if it.getRole() == pyatspi.ROLE_LIST)
    reader.choose(pages, next(it.name for it in pages if it.name.split(" (")[0] == name))
    reader.until(f"the page {name}", lambda: reader.shown(pyatspi.ROLE_FILLER, name))


def gone(reader: Reader, name: str) -> None:
    """Wait until a question has gone."""
    reader.until(f"{name} gone", lambda: reader.shown(_DIALOG, name) is None)


def write_contact(reader: Reader) -> None:
    """Change the address, and ask a question."""
    go_to_page(reader, "メールアドレス")
    page = reader.find(pyatspi.ROLE_FILLER, "メールアドレス")
    reader.write_all(page, {"メールアドレス": EMAIL}, "メールアドレス")
    reader.heard.clear()
    reader.press(_BUTTON, "変更")
    reader.hears("更新しました")
    reader.find(_LABEL, EMAIL)

    go_to_page(reader, "レファレンス")
    page = reader.find(pyatspi.ROLE_FILLER, "レファレンス")
    written = {
        "お名前 (必須)": "佐藤 陽子",
        "Eメール (必須)": EMAIL,
        "電話番号": PHONE,
        "質問内容 (必須)": QUESTION,
    }
    reader.write_all(page, written, "レファレンス")
    reader.press(_BUTTON, "申し込む")
    reader.press(_BUTTON, "送信")
    asked = reader.find(pyatspi.ROLE_TABLE, "レファレンス受付状況")
    # the row is marked as changed, which its cells say first
    reader.until("the question", lambda: any(QUESTION in cell for row in rows_of(asked) for cell in row))


def write_registration(reader: Reader) -> str:
    """Renew a registration with other texts in each field, read that they are registered, and the birth date."""
    go_to_page(reader, "登録・停止")
    reader.press(_BUTTON, "登録更新")
    dialog = reader.find(_DIALOG, "登録更新")
    written = {
        "カードの番号": CARD,
        "カナ (必須)": "サトウ ヨウコ",
        "通称": "佐藤 ようこ",
        "電話番号": PHONE,
        "郵便番号 (必須)": "332-0001",
        "住所 (必須)": "埼玉県川口市朝日9-9-9",
    }
    reader.write_all(dialog, written, "登録更新")
    reader.fields(dialog)["カードの番号"].queryComponent().grabFocus()
    keys("Return")
    reader.find(_LABEL, "利用カードの番号を入力しました")
    reader.toggle(_TICK, "ご住所を確認できるものを見ました")
    reader.heard.clear()
    reader.press(_BUTTON, "更新する")
    gone(reader, "登録更新")
    reader.hears("登録")
    for text in ("佐藤 ようこ", PHONE, "〒332-0001 埼玉県川口市朝日9-9-9"):
        reader.find(_LABEL, text)
    print(f"said: {reader.heard[-1]} (and the texts are registered)")

    reader.press(_BUTTON, "カード紛失の届出")
    dialog = reader.find(_DIALOG, "カード紛失の届出")
    ticks = [it for it in reader.everything(dialog) if it.getRole() == _TICK]
    for tick in ticks:
        reader.toggle(_TICK, tick.name)
    print(f"ticked in カード紛失の届出: {', '.join(it.name for it in ticks)}")
    accepting = reader.find(_BUTTON, "届出を受け付ける")
    reader.until("it can be taken", lambda: accepting.getState().contains(pyatspi.STATE_ENABLED))
    reader.press(_BUTTON, "受け付けない")
    gone(reader, "カード紛失の届出")
    read = (_BIRTH_DATE.match(it.name or "") for it in reader.everything() if it.getRole() == _LABEL)
    return next(found[1] for found in read if found)


def write_passwords(reader: Reader) -> None:
    """Fill in the forms of the patron's password, and leave them."""
    go_to_page(reader, "パスワード")
    old, new = "Kingyo2026", "Hanabi0815"
    for button, texts, leave in (
        ("パスワード変更", dict(zip(_THREE, (old, new, new), strict=True)), "やめる"),
        ("パスワード確認", {"パスワード": old}, "閉じる"),
    ):
        reader.press(_BUTTON, button)
        dialog = reader.find(_DIALOG, button)
        card = {"カードの番号": CARD} if "カードの番号" in reader.fields(dialog) else {}
        reader.write_all(dialog, card | texts, button)
        reader.press(_BUTTON, leave)
        gone(reader, button)
    keys("F4")
    dialog = reader.find(_DIALOG, "パスワード再発行")
    reader.write_all(dialog, {"カードの番号": CARD}, "パスワード再発行")
    receivers = [it.name for it in reader.everything(dialog) if it.getRole() == _ONE_OF]
    for name in receivers:
        reader.toggle(_ONE_OF, name)
    print(f"chosen in パスワード再発行: {', '.join(receivers)}")
    keys("Escape")
    gone(reader, "パスワード再発行")


_THREE = ("古いパスワード", "新しいパスワード", "新しいパスワード(再)")


def write_search(reader: Reader, birth_date: str) -> None:
    """Find somebody by what was written into the three fields."""
    keys("F2", "Escape")
    reader.until("nobody open", lambda: reader.shown(_LABEL, "佐藤 陽子") is None)
    keys("F3")
    dialog = reader.find(_DIALOG, "利用者を探す")
    reader.heard.clear()
    texts = {
        "氏名・生年月日・電話番号": "サトウ ヨウコ",
        "生年月日": birth_date,
        "電話番号(下4桁でも)": PHONE[-4:],
    }
    reader.write_all(dialog, texts, "利用者を探す")
    table = reader.find(pyatspi.ROLE_TABLE, "見つかった利用者")
    reader.until("the patron", lambda: any("佐藤 陽子" in cell for row in rows_of(table) for cell in row))
    keys("Escape")
    gone(reader, "利用者を探す")


def write_by_phone(reader: Reader, birth_date: str) -> None:
    """Switch to the telephone and back, and have a caller compared with what was written."""
    reader.toggle(_ONE_OF, "電話")
    reader.find(_BUTTON, "カード番号なしで本人確認")
    field = reader.find(pyatspi.ROLE_TEXT, "利用カード番号")
    field.queryEditableText().setTextContents(CARD)
    keys("F2", "Return")
    facts = {"カナ氏名": "サトウ ヨウコ", "生年月日": birth_date, "電話番号": PHONE}
    page = reader.find(pyatspi.ROLE_FILLER, "電話での受付")
    reader.write_all(page, facts, "本人確認")
    reader.heard.clear()
    reader.press(_BUTTON, "確認する")
    reader.hears("利用者を開きました。")
    print("the caller was compared with what was written, and found right")
    keys("Escape")
    reader.until("nobody open", lambda: reader.shown(_LABEL, "佐藤 陽子") is None)
    reader.press(_BUTTON, "カード番号なしで本人確認")
    form = reader.find(pyatspi.ROLE_PANEL, "カード番号なしで本人確認")
    reader.write_all(form, facts, "カード番号なしで本人確認")
    reader.toggle(_ONE_OF, "窓口")
    reader.find(_BUTTON, "カードなしで探す")


_TRIAL = "読み取りを試す"
"""Takes scans and shows nothing of them."""


def write_settings(reader: Reader) -> None:
    """Write and choose on every page of the settings, save, and read the file."""
    keys("F10")
    dialog = reader.find(_DIALOG, "設定")
    numbers = {
        "キーとキーの間隔がこれより短ければ、読み取りとみなす": "36",
        "読み取りの終わりの Enter を待つ時間": "160",
        "操作がなければ画面を隠すまで": "1",
        "操作がなければロックするまで": "20",
    }
    for page in ("館と窓口", "印刷", "表示", "読み取り", "のぞき見を防ぐ"):
        go_to_page(reader, page, dialog)
        here = {name: numbers[name] for name in reader.fields(dialog) if name != _TRIAL}
        if here:
            reader.write_all(dialog, here, f"設定: {page}", apart=_TRIAL)
        chosen = [_choose_other(reader, it) for it in reader.everything(dialog) if _can_be(it, _LIST)]
        for tick in [it for it in reader.everything(dialog) if _can_be(it, _TICK)]:
            reader.toggle(_TICK, tick.name)
            chosen.append(tick.name)
            reader.toggle(_TICK, tick.name)
        if chosen:
            print(f"chosen in 設定: {page}: {', '.join(chosen)}")
    reader.heard.clear()
    reader.press(_BUTTON, "保存する")
    reader.hears("設定を保存しました。")
    saved = Path(os.environ["MADOGUCHI_SETTINGS"]).read_text(encoding="utf-8")
    for line in ("idle_hide_minutes = 1", "idle_lock_minutes = 20", "key_ms = 36", "ending_ms = 160"):
        assert line in saved, saved
    print("the settings were saved as they were written")


def _can_be(it: Any, role: int) -> bool:
    return bool(it.getRole() == role and it.getState().contains(pyatspi.STATE_ENABLED))


def _choose_other(reader: Reader, box: Any) -> str:
    """Choose another line of a list, and the one before again."""
    lines = box.getChildAtIndex(0)
    names, before = [it.name for it in lines], box.name
    held = value_of(box)
    others = [it for it in names if it != held]
    for name in (*others[:1], held):
        reader.choose(lines, name)
        reader.until(f"{name} chosen", partial(_is_chosen, box, name))
    return str(before)


def _is_chosen(box: Any, name: str) -> bool:
    return value_of(box) == name


def sign_in(reader: Reader, staff_id: str) -> None:
    """Sign in by writing over a lock."""
    reader.find(pyatspi.ROLE_PASSWORD_TEXT, "パスワード")
    window = next(it for it in reader.everything() if it.getRole() == pyatspi.ROLE_FRAME)
    reader.write_all(window, {"職員ID": staff_id, "パスワード": PASSWORD}, "職員のサインイン")
    reader.press(_BUTTON, "サインイン")
    reader.find(pyatspi.ROLE_TEXT, "利用カード番号")


def write_supervisors(reader: Reader) -> None:
    """Choose and write in what only supervisors have."""
    open_patron(reader)
    go_to_page(reader, "登録・停止")
    reader.press(_BUTTON, "貸出禁止")
    dialog = reader.find(_DIALOG, "貸出禁止")
    reasons = [it.name for it in reader.everything(dialog) if it.getRole() == _ONE_OF]
    for name in reasons:
        reader.toggle(_ONE_OF, name)
    notes = [_choose_other(reader, it) for it in reader.everything(dialog) if _can_be(it, _LIST)]
    print(f"chosen in 貸出禁止: {', '.join([*reasons, *notes])}")
    keys("Escape")
    gone(reader, "貸出禁止")
    reader.press(_BUTTON, "代替カードの登録")
    dialog = reader.find(_DIALOG, "代替カードの登録")
    fields = dict.fromkeys(reader.fields(dialog), "200000099")
    if fields:
        reader.write_all(dialog, fields, "代替カードの登録")
    reader.toggle(_TICK, "今の利用カードが破損している")
    keys("Escape")
    gone(reader, "代替カードの登録")
    keys("F2", "Escape")
