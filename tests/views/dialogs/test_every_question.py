"""Every question that the views ask, found in their source: what going on does there is decided, and known here.

How the buttons follow from it is tested in test_decision_dialog.py, and looked at in tests/looks/asks.py.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import views
from tests.helpers.sources import nodes_of
from views.dialogs.decision_dialog import Effect

PLAIN, LASTING, ENDING = Effect.PLAIN, Effect.LASTING, Effect.ENDING
KNOWN = {
    "approval_dialog approval_words.said(approval_words.APPROVE)": PLAIN,  # id and password are typed for it
    "approved_question 行う": PLAIN,
    "case_dialog approval_words.said(approval_words.APPROVE)": LASTING,
    "waiting_desks_dialog 閉じる": PLAIN,
    "change_hold_dialog 更新する": PLAIN,
    "circulation_dialogs 取り消す": ENDING,
    "circulation_dialogs 閉じる": PLAIN,
    "circulation_dialogs 解除する": PLAIN,  # 予約に戻す brings the hold back
    "circulation_dialogs 延長する": PLAIN,
    "circulation_dialogs 削除する": ENDING,
    "loan_renewal_dialog 更新する": PLAIN,
    "discard_dialog 入力を捨てる": ENDING,
    "email_dialogs すべて不要にして削除する": ENDING,
    "email_dialogs 削除する": ENDING,
    "email_dialogs このまま変更する": LASTING,
    "password_issue_dialog again if model.reissue else first": PLAIN,
    "password_issue_dialog 渡さずに閉じる": ENDING,
    "password_use_dialogs words.CHANGE": PLAIN,
    "password_use_dialogs 確認する": PLAIN,
    "password_use_dialogs 解除する": PLAIN,  # a lock, which gives something back
    "password_use_dialogs 利用を停止する": ENDING,
    "printer_dialog 印刷する": PLAIN,
    "reference_dialogs 送信": PLAIN,
    "reference_dialogs 連絡済にする": LASTING,
    "lost_card_dialogs 届出を受け付ける": ENDING,
    "lost_card_dialogs 登録する": ENDING,  # the card before
    "lost_card_dialogs 閉じる": PLAIN,
    "registration_renewal_dialog 更新する": PLAIN,
    "search_dialog ": PLAIN,
    "settings_dialog 保存する": PLAIN,
    "open_days_dialog 保存する": PLAIN,
    "own_password_dialog 変更する": PLAIN,
    "lift_dialog 貸出禁止にする": ENDING,
    "lift_dialog 解除する": ENDING,
    "contact_dialog 記録する": PLAIN,
    "lift_list_dialog 解除する": ENDING,
    "list_file_dialog 保存する": PLAIN,
    "suspension_dialogs 記録する": PLAIN,
    "suspension_dialogs 対応済にする": LASTING,
}
"""A new question goes here, with what it does."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Give every call that names the button of a question, with its file; frames that pass it on are left out."""
    for file in sorted(Path(views.__path__[0]).rglob("*.py")):
        for node in nodes_of(file):
            yes = argument(node, "yes") if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and yes is not None and ast.unparse(yes) != "yes":
                yield file.stem, node


def argument(call: ast.Call, name: str) -> ast.expr | None:
    return next((it.value for it in call.keywords if it.arg == name), None)


def word(call: ast.Call) -> str:
    """Tell what stands on the button; where nothing is literal, how it is made."""
    yes = argument(call, "yes")
    assert yes is not None
    texts = [it.value for it in ast.walk(yes) if isinstance(it, ast.Constant) and isinstance(it.value, str)]
    return str(texts[-1]) if texts else ast.unparse(yes)


def effect(call: ast.Call) -> Effect:
    given = argument(call, "effect")
    return PLAIN if given is None else Effect[ast.unparse(given).removeprefix("Effect.")]


def test_it_is_decided_of_each_what_it_does() -> None:
    found = {f"{file} {word(call)}": effect(call) for file, call in calls()}

    assert found == KNOWN


def test_no_two_of_one_file_are_taken_for_one() -> None:
    times = Counter(f"{file} {word(call)}" for file, call in calls())

    assert {it: count for it, count in times.items() if count > 1} == {"circulation_dialogs 閉じる": 2}
