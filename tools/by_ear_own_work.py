"""The clerk's side of `make try-accessibility ARGS=today`: 自分の仕事, and an act that a supervisor approves, by ear.

It is run by the system's Python (see tools/screen_reader.py).
"""

import sys

import pyatspi

from tools.by_ear import all_named
from tools.by_ear_forms import PASSWORD, go_to_page, gone
from tools.by_ear_forms import open_patron as open_by_card
from tools.screen_reader import Reader, headings_of, keys, rows_of, states_of

OWN, APPROVAL, SUSPEND = "自分の仕事", "責任者の承認", "貸出禁止"
_LABEL, _BUTTON, _DIALOG = pyatspi.ROLE_LABEL, pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_DIALOG
_TABLE, _PANEL, _SECRET = pyatspi.ROLE_TABLE, pyatspi.ROLE_PANEL, pyatspi.ROLE_PASSWORD_TEXT


def own_work(reader: Reader) -> None:
    """Open the list of what the clerk began, read it, open a patron from it, and come back to the row."""
    reader.heard.clear()
    reader.press(_BUTTON, OWN)
    reader.hears(f"{OWN} ")
    table = reader.find(_TABLE, OWN)
    rows = rows_of(table)
    matter = rows[0][headings_of(table).index("用件")]
    reader.until("the keyboard in the list", lambda: reader.focused and reader.focused[-1] == matter)
    assert all(map(all, rows)), rows
    all_named(reader, OWN)
    print(f"said: {reader.heard[-1]}; {' / '.join(headings_of(table))}: {' | '.join(rows[0])}")
    name = rows[0][1]
    reader.heard.clear()
    reader.press(_BUTTON, "開く")
    reader.hears("利用者を開きました。")
    reader.find(_LABEL, name)
    assert not any(name in said for said in reader.heard), reader.heard
    reader.focused.clear()
    keys("Escape")
    reader.hears("利用者を閉じました。")
    reader.until("the row", lambda: reader.focused and reader.focused[-1] == matter)
    print("「開く」 opened the patron; Esc: the keyboard is on the row again, and what it is about is named")


def approve(reader: Reader) -> None:
    """Stop a patron's borrowing with a supervisor's approval, who signs at this desk."""
    open_by_card(reader)
    go_to_page(reader, "登録・停止")
    reader.press(_BUTTON, f"{SUSPEND} — {APPROVAL}")
    asked = reader.find(_DIALOG, SUSPEND)
    all_named(reader, SUSPEND)
    reader.toggle(pyatspi.ROLE_RADIO_BUTTON, "⑤伝えたいことあり")
    doing = reader.find(_BUTTON, "貸出禁止にする", asked)
    reader.until("a reason", lambda: "ENABLED" in states_of(doing))
    reader.press(_BUTTON, "貸出禁止にする")
    dialog = reader.find(_DIALOG, APPROVAL)
    all_named(reader, APPROVAL)
    told = [it.name for it in reader.everything(dialog) if it.getRole() == _LABEL and it.name]
    print(f"{APPROVAL} says: {' / '.join(told)}")
    reader.write_all(dialog, {"責任者の職員ID": "supervisor", "パスワード": "Hanabi0815"}, APPROVAL)
    _press_signing(reader)
    reader.until("a refusal", lambda: any("パスワード" in said for said in reader.heard))
    print(f"a wrong password, said: {reader.heard[-1]}")
    left = reader.find(_SECRET, "パスワード", dialog)
    reader.until("the keyboard in the password", lambda: "FOCUSED" in states_of(left))
    assert not left.queryText().characterCount
    fields = reader.fields(dialog)
    assert fields["責任者の職員ID"].queryText().getText(0, -1) == "supervisor"
    fields["パスワード"].queryEditableText().setTextContents(PASSWORD)
    masked = left.queryText().getText(0, -1)
    assert set(masked) == {"●"}, masked
    written = [text for it in reader.tree() for text in (it.name, it.description) if PASSWORD in (text or "")]
    assert not written, written
    print(f"the password is read as {masked}, and is nowhere in the tree")
    _press_signing(reader)
    gone(reader, APPROVAL)
    reader.hears("貸出禁止にしました")
    card = reader.find(_PANEL, "⑤伝えたいことあり")
    assert PASSWORD not in " ".join(reader.heard)
    print(
        f"said: {' / '.join(reader.heard)}; read with it: {card.name}, {card.description.replace(chr(10), ' / ')}"
    )
    keys("Escape")
    reader.hears("利用者を閉じました。")


def _press_signing(reader: Reader) -> None:
    signing = reader.find(_BUTTON, "承認する")
    reader.until("both written", lambda: "ENABLED" in states_of(signing))
    reader.heard.clear()
    reader.press(_BUTTON, "承認する")


def main() -> int:
    """Do what a clerk does of a day's work by ear."""
    reader = Reader()
    reader.find(pyatspi.ROLE_FRAME, "窓口")
    own_work(reader)
    approve(reader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
