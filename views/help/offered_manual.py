"""The manual as it is about a desk: without the pages and the keys of what the library system lacks."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from services.acts.as_offered import EVERYTHING
from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.registration import RenewRegistration
from services.acts.suspensions import Lift, Suspend
from services.contract.offers import Offers, Request, SystemPart
from views.desk.shortcuts import keys_of
from views.manual.manual import (
    EMAIL,
    HOLDS,
    KEYS,
    LOANS,
    PASSWORD,
    PHONE,
    PRIVACY,
    RECORDS,
    REFERENCE,
    REGISTRATION,
    SEARCH,
    START,
    SUPERVISOR,
    SUSPENSION,
    Manual,
    at,
)

_OF_HOLDS: Final = (ChangeHold, CancelHold, UndoCancel, StaffCancelHold, ExtendShelf, Acknowledge)
_OF_CARDS: Final = (RenewRegistration, ReportLost, ReplaceCard)
ABOUT: Final[Mapping[str, tuple[SystemPart | Request, ...]]] = MappingProxyType(
    {
        SEARCH: (SystemPart.SEARCH,),
        PHONE: (SystemPart.PHONE,),
        at(PHONE, "番号が分からない人"): (SystemPart.CALLER_SEARCH,),
        at(PHONE, "電話でできること、できないこと"): (RenewLoan, IssuePassword, *_OF_HOLDS, *_OF_CARDS),
        REFERENCE: (SystemPart.QUESTIONS,),
        RECORDS: (SystemPart.ACT_HISTORY,),
        at(LOANS, "1点を更新する"): (RenewLoan,),
        at(LOANS, "まとめて更新する"): (RenewLoan,),
        at(LOANS, "窓口だけでできる更新"): (RenewLoan,),
        at(HOLDS, "予約の変更"): (ChangeHold,),
        at(HOLDS, "予約の解除"): (CancelHold,),
        at(HOLDS, "予約に戻す"): (UndoCancel,),
        at(HOLDS, "窓口取消"): (StaffCancelHold,),
        at(HOLDS, "取置延長"): (ExtendShelf,),
        at(HOLDS, "確認済"): (Acknowledge,),
        at(HOLDS, "ほかの人の操作が先だったとき"): _OF_HOLDS,
        EMAIL: (ChangeEmail, ResendNotice),
        REGISTRATION: _OF_CARDS,
        at(REGISTRATION, "登録更新"): (RenewRegistration,),
        at(REGISTRATION, "カード紛失の届出"): (ReportLost,),
        at(REGISTRATION, "代替カードの登録"): (ReplaceCard,),
        at(SUSPENSION, "申し出の記録"): (SystemPart.REPORTS,),
        at(SUSPENSION, "連絡の記録"): (SystemPart.CONTACTS,),
        at(SUSPENSION, "責任者の承認"): (SystemPart.APPROVALS,),
        PASSWORD: (SystemPart.PASSWORD_STATE, IssuePassword),
        at(PASSWORD, "発行と再発行"): (IssuePassword,),
        at(PASSWORD, "ログインできないと言われたら"): (CheckPassword, UnlockPassword, IssuePassword),
        at(PASSWORD, "パスワードの変更"): (ChangePassword,),
        at(PASSWORD, "ロック解除"): (UnlockPassword,),
        at(PASSWORD, "利用停止"): (DisablePassword,),
        at(PRIVACY, "パスワード票を開いたままロックしたとき"): (IssuePassword,),
        at(START, "自分の仕事"): (SystemPart.OWN_WORK,),
        SUPERVISOR: (SystemPart.SUSPENSION_LIST, SystemPart.REPORTS, SystemPart.APPROVALS),
        at(SUPERVISOR, "貸出禁止一覧"): (SystemPart.SUSPENSION_LIST,),
        at(SUPERVISOR, "一覧から解除する"): (Lift,),
        at(SUPERVISOR, "一覧を CSV に保存する"): (SystemPart.SUSPENSION_LIST,),
        at(SUPERVISOR, "申し出の一覧"): (SystemPart.REPORTS,),
        at(SUPERVISOR, "貸出禁止にする"): (Suspend,),
        at(SUPERVISOR, "解除する"): (Lift,),
        at(SUPERVISOR, "代替カードの登録"): (ReplaceCard,),
        at(SUPERVISOR, "承認を待つ窓口"): (SystemPart.APPROVALS,),
        at(SUPERVISOR, "臨時休館"): (SystemPart.OPEN_DAYS,),
    }
)
"""What a page, or a place on one, is about: it is there while one of these is."""
_WITHOUT_SEARCH: Final = MappingProxyType(
    {"番号・氏名の欄": "番号の欄", "number-or-name field": "number field"}
)
"""What is called otherwise where the field takes numbers alone."""


def manual_of(manual: Manual, offers: Offers) -> Manual:
    """Leave out what isn't on a desk; where everything is, it is the same."""
    if offers == EVERYTHING:
        return manual
    there = keys_of(offers)
    return replace(
        manual,
        tables={KEYS: there},
        without=frozenset(place for place, about in ABOUT.items() if not offers.has(*about)),
        without_keys=frozenset(dict(keys_of(EVERYTHING))) - frozenset(dict(there)),
        instead={} if SystemPart.SEARCH in offers.parts else _WITHOUT_SEARCH,
    )
