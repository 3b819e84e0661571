"""What patron and staff are told about a password that was typed at the counter."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.acts.password_use import PasswordCheck
from services.contract.snapshot import PasswordState
from services.rules.passwords.passwords import MINIMUM_LENGTH, PasswordFault
from services.rules.passwords.patron_login import LogInOutcome
from views.language import dates
from views.language.glosses import glossed
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal

OLD: Final = portal("古いパスワード")
NEW: Final = portal("新しいパスワード")
AGAIN: Final = portal("新しいパスワード(再)")
RULE: Final = portal(
    "パスワードは、英数字を組み合わせて8文字以上にしてください。"
    "\n(英字のみ・数字のみのパスワードは登録できません。)"
    "\nまた、英字は大文字と小文字を区別して入力してください。"
)

_FAULTS: Final[Mapping[PasswordFault, str]] = MappingProxyType(
    {
        PasswordFault.OLD_MISSING: QT_TRANSLATE_NOOP("password", "※古いパスワードを入力してください。"),
        PasswordFault.OLD_WRONG: QT_TRANSLATE_NOOP("password", "※古いパスワードが違います。"),
        PasswordFault.MISSING: QT_TRANSLATE_NOOP("password", "※新しいパスワードを入力してください。"),
        PasswordFault.TOO_SHORT: QT_TRANSLATE_NOOP("password", "※%1文字以上にしてください。"),
        PasswordFault.LETTERS_ONLY: QT_TRANSLATE_NOOP("password", "※英字のみのパスワードは登録できません。"),
        PasswordFault.DIGITS_ONLY: QT_TRANSLATE_NOOP("password", "※数字のみのパスワードは登録できません。"),
        PasswordFault.SYMBOL: QT_TRANSLATE_NOOP("password", "※記号は使えません。"),
        PasswordFault.BLANK: QT_TRANSLATE_NOOP("password", "※空白は使えません。"),
        PasswordFault.FULL_WIDTH: QT_TRANSLATE_NOOP("password", "※全角の文字は使えません。"),
        PasswordFault.MISMATCH: portal("※新しいパスワード(再)に誤りがあります。"),
        PasswordFault.SAME_AS_OLD: QT_TRANSLATE_NOOP("password", "※古いパスワードと同じです。"),
    }
)

_CHECKED: Final[Mapping[LogInOutcome, str]] = MappingProxyType(
    {
        LogInOutcome.OK: QT_TRANSLATE_NOOP("password", "このパスワードでログインできます。"),
        LogInOutcome.MUST_CHANGE: QT_TRANSLATE_NOOP(
            "password",
            "このパスワードでログインできます。初期パスワードのため、はじめに変更が必要です。",
        ),
        LogInOutcome.WRONG: QT_TRANSLATE_NOOP("password", "パスワードが違います。"),
        LogInOutcome.LOCKED: QT_TRANSLATE_NOOP("password", "ロック中のため、確かめられません(%1 まで)。"),
        LogInOutcome.EXPIRED: QT_TRANSLATE_NOOP(
            "password",
            "パスワードは合っています。初期パスワードの期限が過ぎているため、ログインできません。",
        ),
        LogInOutcome.DISABLED: QT_TRANSLATE_NOOP(
            "password", "パスワードの利用を停止しているため、ログインできません。"
        ),
        LogInOutcome.NONE_ISSUED: QT_TRANSLATE_NOOP(
            "password", "パスワードが発行されていないため、ログインできません。"
        ),
    }
)


def fault(value: PasswordFault) -> str:
    """Say one thing that is wrong with a filled-in パスワード変更, to the patron."""
    return glossed(filled("password", _FAULTS[value], MINIMUM_LENGTH))


def until_lock(left: int) -> str:
    """Say how near a lock is, after a wrong password that counted."""
    if left == 0:
        return filled("password", QT_TRANSLATE_NOOP("password", "間違いが続いたため、ロックしました。"))
    return filled("password", QT_TRANSLATE_NOOP("password", "あと%1回間違えるとロックします。"), left)


def checked(outcome: PasswordCheck, state: PasswordState | None) -> str:
    """Say what a パスワード確認 found.

    Args:
        outcome: what it found.
        state: the password's state after it.
    """
    locked_until = None if state is None else state.locked_until
    if outcome.outcome is LogInOutcome.LOCKED and locked_until is None:
        return filled("password", QT_TRANSLATE_NOOP("password", "ロック中のため、確かめられません。"))
    said = filled(
        "password",
        _CHECKED[outcome.outcome],
        "" if locked_until is None else dates.day_and_time(locked_until),
    )
    if outcome.outcome is not LogInOutcome.WRONG:
        return said
    if outcome.until_lock is not None:
        return run_on(said, until_lock(outcome.until_lock))
    if outcome.free_left:
        free = QT_TRANSLATE_NOOP("password", "間違いには数えていません。あと%1回、数えずに確かめられます。")
        return run_on(said, filled("password", free, outcome.free_left))
    return run_on(
        said,
        filled("password", QT_TRANSLATE_NOOP("password", "間違いには数えていません。次からは、数えます。")),
    )
