"""What stands on a desk for each part and act of a library system, in words and keys, and on no desk without it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from services.acts.as_offered import EVERYTHING
from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion, MarkTold
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.offers import Offers, Request, SystemPart

NOWHERE: Final = ("このシステムではできません", "図書館のシステムの画面で")
"""What no screen says, whatever a system lacks."""

WORDS: Final[Mapping[SystemPart | Request, tuple[str, ...]]] = {
    SystemPart.SEARCH: ("カードなしで探す", "Enter で探せます", "番号・氏名の欄"),
    SystemPart.PHONE: ("電話での受付", "本人確認", "受付の方法"),
    SystemPart.CALLER_SEARCH: ("カード番号なし",),
    SystemPart.PASSWORD_STATE: ("発行したパスワード", "初期パスワード", "未発行", "利用停止", "ロック解除"),
    SystemPart.QUESTIONS: ("レファレンス", "質問", "連絡済"),
    SystemPart.REPORTS: ("申し出",),
    SystemPart.CONTACTS: ("連絡を記録", "連絡待ち", "連絡の予定日", "応答なし"),
    SystemPart.PAST_SUSPENSIONS: ("過去の貸出禁止", "解除した日"),
    SystemPart.MAIL_NOTICES: ("再送",),
    SystemPart.PATRON_BRANCHES: ("登録館が",),
    SystemPart.SUSPENSION_LIST: ("貸出禁止一覧", "貸出禁止中の利用者", "解除できるもの", "CSV", "連絡待ち"),
    SystemPart.OWN_WORK: ("自分の仕事",),
    SystemPart.APPROVALS: ("承認",),
    SystemPart.CANCELLED_HOLDS: ("予約取消一覧", "予約に戻す", "確認済"),
    SystemPart.REQUESTS: ("リクエスト",),
    SystemPart.ACT_HISTORY: ("操作記録", "操作の一覧"),
    SystemPart.OPEN_DAYS: ("臨時休館",),
    RenewLoan: ("まとめて更新",),
    ChangeHold: ("予約を変更する",),
    CancelHold: ("予約を解除する",),
    StaffCancelHold: ("窓口取消", "窓口で取り消す"),
    ExtendShelf: ("取置延長",),
    UndoCancel: ("予約に戻す",),
    Acknowledge: (),
    ChangeEmail: ("登録・変更", "空白にして「変更」"),
    ResendNotice: ("再送",),
    AskQuestion: ("レファレンス受付フォーム", "申し込む"),
    MarkTold: ("連絡済",),
    IssuePassword: ("パスワード発行", "パスワード再発行"),
    ChangePassword: ("パスワード変更", "古いパスワード"),
    CheckPassword: ("パスワード確認",),
    UnlockPassword: ("ロック解除",),
    DisablePassword: ("利用停止",),
    RenewRegistration: ("登録更新",),
    ReportLost: ("カード紛失の届出",),
    ReplaceCard: ("代替カードの登録",),
    Suspend: (),
    Lift: ("解除します", "解除できる貸出禁止", "すべて選ぶ"),
    TakeReport: (),
    SettleReport: (),
    RecordContact: ("連絡を記録",),
}
"""Of a part or an act the words that name it alone."""


def without(*missing: SystemPart | Request) -> Offers:
    """Offer everything else."""
    return Offers(EVERYTHING.acts - set(missing), EVERYTHING.parts - set(missing))


ACTS: Final = tuple(sorted(EVERYTHING.acts, key=lambda it: it.__name__))
NOTHING: Final = Offers(frozenset(), frozenset())
LOANS_ALONE: Final = Offers(frozenset({RenewLoan}), frozenset())
NO_PARTS: Final = replace(EVERYTHING, parts=frozenset())
CASES: Final[Mapping[str, Offers]] = {
    **{f"no {part.name.lower()}": without(part) for part in SystemPart},
    **{f"no {request.__name__}": without(request) for request in ACTS},
    "no parts": NO_PARTS,
    "no acts": replace(EVERYTHING, acts=frozenset()),
    "loans alone": LOANS_ALONE,
    "nothing": NOTHING,
}
