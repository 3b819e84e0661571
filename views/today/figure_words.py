"""The words of 統計: what each line is called and what it counts, which the manual says in the same words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.rules.figures import FigureLine, Untold
from views.language.translation import QT_TRANSLATE_NOOP, translate

TITLE: Final = QT_TRANSLATE_NOOP("figures", "統計")

LINES: Final[Mapping[FigureLine, tuple[str, str]]] = MappingProxyType(
    {
        FigureLine.PASSWORDS_ISSUED: (
            QT_TRANSLATE_NOOP("figures", "パスワード発行"),
            QT_TRANSLATE_NOOP("figures", "はじめて発行した件数"),
        ),
        FigureLine.PASSWORDS_REISSUED: (
            QT_TRANSLATE_NOOP("figures", "パスワード再発行"),
            QT_TRANSLATE_NOOP("figures", "発行し直した件数"),
        ),
        FigureLine.PASSWORDS_UNLOCKED: (
            QT_TRANSLATE_NOOP("figures", "ロック解除"),
            QT_TRANSLATE_NOOP("figures", "パスワードのロックを解除した件数"),
        ),
        FigureLine.LOANS_RENEWED: (
            QT_TRANSLATE_NOOP("figures", "貸出更新"),
            QT_TRANSLATE_NOOP("figures", "更新した資料の件数"),
        ),
        FigureLine.HOLDS_CHANGED: (
            QT_TRANSLATE_NOOP("figures", "予約変更"),
            QT_TRANSLATE_NOOP("figures", "変更した予約の件数。取置延長を含む"),
        ),
        FigureLine.HOLDS_CANCELLED: (
            QT_TRANSLATE_NOOP("figures", "予約解除"),
            QT_TRANSLATE_NOOP("figures", "解除した予約の件数。窓口取消を含む"),
        ),
        FigureLine.HOLDS_RESTORED: (
            QT_TRANSLATE_NOOP("figures", "予約に戻す"),
            QT_TRANSLATE_NOOP("figures", "予約に戻した件数"),
        ),
        FigureLine.EMAILS: (
            QT_TRANSLATE_NOOP("figures", "メールアドレス"),
            QT_TRANSLATE_NOOP("figures", "登録、変更、削除した件数"),
        ),
        FigureLine.QUESTIONS_AT_COUNTER: (
            QT_TRANSLATE_NOOP("figures", "レファレンス(窓口)"),
            QT_TRANSLATE_NOOP("figures", "窓口で受け付けた質問の件数"),
        ),
        FigureLine.QUESTIONS_BY_PHONE: (
            QT_TRANSLATE_NOOP("figures", "レファレンス(電話)"),
            QT_TRANSLATE_NOOP("figures", "電話で受け付けた質問の件数"),
        ),
        FigureLine.REGISTRATIONS_RENEWED: (
            QT_TRANSLATE_NOOP("figures", "登録更新"),
            QT_TRANSLATE_NOOP("figures", "期限を延ばした件数。訂正だけなら含まない"),
        ),
        FigureLine.CARDS_LOST: (
            QT_TRANSLATE_NOOP("figures", "カード紛失"),
            QT_TRANSLATE_NOOP("figures", "紛失の届出の件数"),
        ),
        FigureLine.CARDS_REPLACED: (
            QT_TRANSLATE_NOOP("figures", "代替カード"),
            QT_TRANSLATE_NOOP("figures", "代替カードを登録した件数"),
        ),
        FigureLine.SUSPENSIONS_SET: (
            QT_TRANSLATE_NOOP("figures", "貸出禁止"),
            QT_TRANSLATE_NOOP("figures", "貸出禁止にした件数。紛失の届出によるものを含む"),
        ),
        FigureLine.SUSPENSIONS_LIFTED: (
            QT_TRANSLATE_NOOP("figures", "貸出禁止の解除"),
            QT_TRANSLATE_NOOP("figures", "解除した件数。代替カードの登録によるものを含む"),
        ),
        FigureLine.SUSPENSIONS_IN_FORCE: (
            QT_TRANSLATE_NOOP("figures", "貸出禁止(月末)"),
            QT_TRANSLATE_NOOP("figures", "月末に続いている件数(登録館で数える)。年度は最後の月の件数"),
        ),
        FigureLine.REPORTS: (
            QT_TRANSLATE_NOOP("figures", "申し出"),
            QT_TRANSLATE_NOOP("figures", "記録した申し出の件数"),
        ),
        FigureLine.CONTACTS: (
            QT_TRANSLATE_NOOP("figures", "連絡"),
            QT_TRANSLATE_NOOP("figures", "記録した連絡の件数"),
        ),
        FigureLine.APPROVALS_ASKED: (
            QT_TRANSLATE_NOOP("figures", "承認の依頼"),
            QT_TRANSLATE_NOOP("figures", "窓口が依頼した件数"),
        ),
        FigureLine.APPROVALS_GIVEN: (
            QT_TRANSLATE_NOOP("figures", "依頼を承認"),
            QT_TRANSLATE_NOOP("figures", "その月の依頼のうち、承認した件数"),
        ),
        FigureLine.APPROVALS_REFUSED: (
            QT_TRANSLATE_NOOP("figures", "依頼を断った"),
            QT_TRANSLATE_NOOP("figures", "その月の依頼のうち、承認しなかった件数"),
        ),
        FigureLine.APPROVALS_RUN_OUT: (
            QT_TRANSLATE_NOOP("figures", "依頼の時間切れ"),
            QT_TRANSLATE_NOOP("figures", "その月の依頼のうち、答えのないまま時間の過ぎた件数"),
        ),
        FigureLine.CALLERS_IDENTIFIED: (
            QT_TRANSLATE_NOOP("figures", "電話の本人確認"),
            QT_TRANSLATE_NOOP("figures", "確認できた回数"),
        ),
        FigureLine.CALLERS_NOT_IDENTIFIED: (
            QT_TRANSLATE_NOOP("figures", "本人と確認できず"),
            QT_TRANSLATE_NOOP("figures", "電話で確認できなかった回数"),
        ),
        FigureLine.LOOKS: (
            QT_TRANSLATE_NOOP("figures", "利用者の照会"),
            QT_TRANSLATE_NOOP("figures", "利用者を開いた回数。記録の残る月だけ"),
        ),
    }
)
"""What each line is called, and what it counts."""

_UNTOLD: Final[Mapping[Untold, str]] = MappingProxyType(
    {Untold.TO_COME: "", Untold.FEW: "–", Untold.UNKNOWN: "…", Untold.COUNTING: ""}
)
"""The signs of Japanese statistics, but for the small number that isn't told."""

_HEARD: Final[Mapping[Untold, str]] = MappingProxyType(
    {
        Untold.TO_COME: QT_TRANSLATE_NOOP("figures", "まだ"),
        Untold.FEW: QT_TRANSLATE_NOOP("figures", "少数"),
        Untold.UNKNOWN: QT_TRANSLATE_NOOP("figures", "不明"),
        Untold.COUNTING: QT_TRANSLATE_NOOP("figures", "集計中"),
    }
)
SIGNS: Final = QT_TRANSLATE_NOOP(
    "figures", "「–」は、件数が少ないので出さない内訳です。「…」は、分からない件数です。"
)


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("figures", source)


def line(of: FigureLine) -> str:
    """Give what a line is called."""
    return said(LINES[of][0])


def meaning(of: FigureLine) -> str:
    """Say what a line counts."""
    return said(LINES[of][1])


def untold(why: Untold) -> str:
    """Give the sign in the place of a number."""
    return _UNTOLD[why]


def heard(why: Untold) -> str:
    """Say to a screen reader why there is no number."""
    return said(_HEARD[why])
