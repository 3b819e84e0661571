"""What the guide 「利用者のページ」の見方 calls its panels, buttons and sentences, with the line it stands in there.

`OF_ACTS` are the words that only appear while an act is being done; they belong to the acts.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Case(Enum):
    """The patron in whose window a word appears."""

    ANYBODY = auto()
    EVERYDAY = auto()
    EXPIRES_SOON = auto()
    EXPIRED = auto()
    SUSPENDED = auto()


@dataclass(frozen=True, slots=True)
class Quote:
    """One panel name, button or sentence.

    Attributes:
        line: the guide's line.
        text: the words as the window has them.
        case: when they appear.
    """

    line: int
    text: str
    case: Case = Case.ANYBODY


SHOWN = (
    Quote(15, "利用カード番号"),
    Quote(22, "パスワード発行", Case.SUSPENDED),
    Quote(27, "再発行", Case.EVERYDAY),
    Quote(32, "貸出・予約照会"),
    Quote(35, "利用者へのお知らせ", Case.EXPIRES_SOON),
    Quote(
        40,
        "※もうすぐ利用カードの更新期限です。(利用カードは、3年ごとに登録の更新が必要です)"
        "次回ご来館時に、更新の手続きをお願い致します。"
        "その際、利用カードと、ご住所を確認できるものをお持ちください。",
        Case.EXPIRES_SOON,
    ),
    Quote(41, "更新期限日 2026/12/11", Case.EXPIRES_SOON),
    Quote(
        44,
        "※利用カードの更新時期がきています。(利用カードは、3年ごとに登録の更新が必要です。)",
        Case.EXPIRED,
    ),
    Quote(
        45,
        "次回ご来館時に、更新の手続きをお願いします。その際、利用カードと、ご住所を確認できるものをお持ちください。",
        Case.EXPIRED,
    ),
    Quote(48, "※貸出禁止中です。", Case.SUSPENDED),
    Quote(58, "貸出一覧"),
    Quote(60, "タイトル", Case.EVERYDAY),
    Quote(60, "貸出館", Case.EVERYDAY),
    Quote(60, "貸出日", Case.EVERYDAY),
    Quote(60, "返却期限日", Case.EVERYDAY),
    Quote(66, "貸出更新", Case.EVERYDAY),
    Quote(66, "再貸出可能", Case.EVERYDAY),
    Quote(80, "予約一覧"),
    Quote(82, "状況", Case.EVERYDAY),
    Quote(82, "予約日", Case.EVERYDAY),
    Quote(82, "受取館", Case.EVERYDAY),
    Quote(82, "連絡方法", Case.EVERYDAY),
    Quote(82, "順位", Case.EVERYDAY),
    Quote(86, "予約カード"),
    Quote(96, "変更", Case.EVERYDAY),
    Quote(107, "メール", Case.EVERYDAY),
    Quote(107, "不要", Case.EVERYDAY),
    Quote(114, "予約解除可能", Case.EVERYDAY),
    Quote(131, "予約取消一覧"),
    Quote(134, "確認済", Case.EVERYDAY),
    Quote(138, "取消区分", Case.EVERYDAY),
    Quote(143, "リクエスト一覧"),
    Quote(177, "登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。"),
    Quote(224, "レファレンス受付状況"),
    Quote(227, "連絡済になった質問は表示されません。"),
)

OF_ACTS = (
    Quote(68, "貸出更新確認"),
    Quote(70, "更新後の返却期限日"),
    Quote(70, "更新する"),
    Quote(72, "更新しない"),
    Quote(103, "予約変更確認"),
    Quote(108, "受取ポイント"),
    Quote(123, "解除する"),
    Quote(124, "解除しない"),
    Quote(125, "予約を取り消しました"),
    Quote(160, "新しいパスワードに変更しました。"),
    Quote(166, "※新しいパスワード(再)に誤りがあります。"),
    Quote(183, "更新しました。"),
    Quote(184, "メールアドレス登録確認のお知らせ"),
    Quote(188, "形式に誤りがあります。"),
    Quote(212, "内容確認"),
    Quote(212, "送信"),
    Quote(213, "質問を受け付けました"),
)
