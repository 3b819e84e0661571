"""What the guide 「利用者のページ」の見方 calls its panels, buttons and sentences, with the line it stands in there
and the place where the window has it.

`OF_ACTS` are the words that only appear while an act is being done; the tests of the acts look for each of them.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Case(Enum):
    """The patron in whose window a word appears."""

    EVERYDAY = auto()
    EXPIRES_SOON = auto()
    EXPIRED = auto()
    SUSPENDED = auto()


class Place(Enum):
    """Where in the window a word stands; all but sentences stand there alone."""

    ACT = auto()
    MENU = auto()
    LABEL = auto()
    BUTTON = auto()
    TITLE = auto()
    HEADING = auto()
    CELL = auto()
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class Quote:
    """One panel name, button or sentence.

    Attributes:
        line: the guide's line.
        text: the words as the window has them.
        place: where they stand.
        panel: the accessible name of what they stand in.
        column: the heading of the column, for cells.
        case: when they appear.
    """

    line: int
    text: str
    place: Place = Place.ACT
    panel: str = ""
    column: str = ""
    case: Case = Case.EVERYDAY


_LOANS = "貸出一覧"
_HOLDS = "予約一覧"
_CANCELLED = "予約取消一覧"
_REQUESTS = "リクエスト一覧"
_QUESTIONS = "レファレンス受付状況"
_NOTICES = "利用者へのお知らせ"

SHOWN = (
    Quote(22, "パスワード発行", Place.BUTTON, "利用者", case=Case.SUSPENDED),
    Quote(27, "パスワード再発行", Place.BUTTON, "利用者"),
    Quote(32, "貸出・予約照会", Place.MENU),
    Quote(35, _NOTICES, Place.TITLE, _NOTICES, case=Case.EXPIRES_SOON),
    Quote(
        40,
        "※もうすぐ利用カードの更新期限です。(利用カードは、3年ごとに登録の更新が必要です)"
        "次回ご来館時に、更新の手続きをお願い致します。"
        "その際、利用カードと、ご住所を確認できるものをお持ちください。",
        Place.SENTENCE,
        _NOTICES,
        case=Case.EXPIRES_SOON,
    ),
    Quote(41, "更新期限日 2026/12/11", Place.SENTENCE, _NOTICES, case=Case.EXPIRES_SOON),
    Quote(
        44,
        "※利用カードの更新時期がきています。(利用カードは、3年ごとに登録の更新が必要です。)",
        Place.SENTENCE,
        _NOTICES,
        case=Case.EXPIRED,
    ),
    Quote(
        45,
        "次回ご来館時に、更新の手続きをお願いします。その際、利用カードと、ご住所を確認できるものをお持ちください。",
        Place.SENTENCE,
        _NOTICES,
        case=Case.EXPIRED,
    ),
    Quote(48, "※貸出禁止中です。", Place.SENTENCE, _NOTICES, case=Case.SUSPENDED),
    Quote(58, _LOANS, Place.TITLE, _LOANS),
    Quote(60, "タイトル", Place.HEADING, _LOANS),
    Quote(60, "貸出館", Place.HEADING, _LOANS),
    Quote(60, "貸出日", Place.HEADING, _LOANS),
    Quote(60, "返却期限日", Place.HEADING, _LOANS),
    Quote(66, "貸出更新", Place.HEADING, _LOANS),
    Quote(66, "再貸出可能", Place.CELL, _LOANS, "貸出更新"),
    Quote(80, _HOLDS, Place.TITLE, _HOLDS),
    Quote(82, "状況", Place.HEADING, _HOLDS),
    Quote(82, "予約日", Place.HEADING, _HOLDS),
    Quote(82, "受取館", Place.HEADING, _HOLDS),
    Quote(82, "連絡方法", Place.HEADING, _HOLDS),
    Quote(82, "順位", Place.HEADING, _HOLDS),
    Quote(86, "予約カード", Place.SENTENCE, _HOLDS),
    Quote(96, "変更", Place.HEADING, _HOLDS),
    Quote(96, "変更", Place.CELL, _HOLDS, "変更"),
    Quote(107, "メール", Place.CELL, _HOLDS, "連絡方法"),
    Quote(107, "不要", Place.CELL, _HOLDS, "連絡方法"),
    Quote(114, "予約解除可能", Place.CELL, _HOLDS, "状況"),
    Quote(131, _CANCELLED, Place.TITLE, _CANCELLED),
    Quote(134, "確認済", Place.CELL, _CANCELLED, "確認"),
    Quote(138, "取消区分", Place.HEADING, _CANCELLED),
    Quote(143, _REQUESTS, Place.TITLE, _REQUESTS),
    Quote(
        177,
        "登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。",
        Place.SENTENCE,
        "メールアドレス",
    ),
    Quote(224, _QUESTIONS, Place.TITLE, _QUESTIONS),
    Quote(227, "連絡済になった質問は表示されません。", Place.SENTENCE, _QUESTIONS),
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
    Quote(154, "パスワード変更"),
    Quote(159, "古いパスワード"),
    Quote(159, "新しいパスワード"),
    Quote(159, "変更"),
    Quote(160, "新しいパスワードに変更しました。"),
    Quote(162, "パスワードは、英数字を組み合わせて8文字以上にしてください。"),
    Quote(163, "(英字のみ・数字のみのパスワードは登録できません。)"),
    Quote(164, "また、英字は大文字と小文字を区別して入力してください。"),
    Quote(166, "※新しいパスワード(再)に誤りがあります。"),
    Quote(167, "新しいパスワード(再)"),
    Quote(183, "更新しました。"),
    Quote(184, "メールアドレス登録確認のお知らせ"),
    Quote(188, "形式に誤りがあります。"),
    Quote(210, "申し込む"),
    Quote(212, "内容確認"),
    Quote(212, "送信"),
    Quote(213, "質問を受け付けました"),
)
