"""Every closed vocabulary in the words people read.

What a patron could read (the guide's and the patron page's words) is written here as it is, marked `portal`, and never
translated: a patron on the phone and the clerk must see the same word. What only staff read goes through Qt's
translator, so that a translation file can give it in English; its source text is the Japanese.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final

from services.contract.snapshot import HoldRow, LoanRow, PasswordState
from services.rules.decision import Closure, Reason
from services.rules.vocabulary import (
    AgeGroup,
    CardProof,
    CardStatus,
    Channel,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    Paper,
    Receiver,
    SuspensionReason,
)
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal, translate
from views.text import card_words

NOTICES_TITLE: Final = portal("利用者へのお知らせ")
LOANS_TITLE: Final = portal("貸出一覧")
HOLDS_TITLE: Final = portal("予約一覧")
CANCELLED_HOLDS_TITLE: Final = portal("予約取消一覧")
REQUESTS_TITLE: Final = portal("リクエスト一覧")
QUESTIONS_TITLE: Final = portal("レファレンス受付状況")

CARD_NUMBER: Final = portal("利用カード番号")
EXPIRES_ON: Final = portal("更新期限日")
PASSWORD: Final = portal("パスワード")
EMAIL: Final = portal("メールアドレス")
SUSPENDED: Final = portal("貸出禁止中")

RENEWABLE: Final = portal("再貸出可能")
ALREADY_RENEWED: Final = portal("すでに延長されています")
NOT_RENEWABLE: Final = portal("延長できません")
FROM_TOMORROW: Final = portal("明日から")
CANCELLABLE: Final = portal("予約解除可能")
PAUSED: Final = portal("中断中")
PREPARING: Final = portal("準備中です")
CHANGE: Final = portal("変更")
ACKNOWLEDGE: Final = portal("確認済")
NOTHING: Final = "—"

_ROW: Final = QT_TRANSLATE_NOOP("words", "一覧の%1行目")
_DUE: Final = QT_TRANSLATE_NOOP("words", "返却期限日 %1")

_RENEWAL_REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.SUSPENDED: SUSPENDED,
        Reason.REGISTRATION_EXPIRED: portal("更新期限切れ"),
        Reason.LONG_OVERDUE: portal("15日以上の延滞があります"),
        Reason.PAST_DUE: portal("返却期限日を過ぎています"),
        Reason.ALREADY_RENEWED: ALREADY_RENEWED,
        Reason.HOLD_WAITING: portal("予約待ちあり"),
        Reason.LENT_TODAY: portal("貸出当日"),
        Reason.INTERLIBRARY: portal("相互貸借"),
        Reason.MOBILE_LIBRARY: portal("移動図書館"),
        Reason.CLOSURE: portal("休館期間"),
        Reason.BY_PHONE: portal("電話では延長できません"),
    }
)

_CLOSURES: Final[Mapping[Closure, str]] = MappingProxyType(
    {
        Closure.NEW_YEAR: QT_TRANSLATE_NOOP("words", "年末年始休館のため"),
        Closure.SPECIAL: QT_TRANSLATE_NOOP("words", "特別整理休館のため"),
        Closure.SINGLE: QT_TRANSLATE_NOOP("words", "臨時休館のため"),
        Closure.REGULAR: QT_TRANSLATE_NOOP("words", "休館日のため"),
    }
)

_STAFF_REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.NOT_LATER: QT_TRANSLATE_NOOP("words", "更新しても延びません"),
        Reason.RESTRICTED: QT_TRANSLATE_NOOP("words", "利用制限中"),
        Reason.NOT_WAITING: QT_TRANSLATE_NOOP("words", "予約待ちではありません"),
        Reason.NOT_ON_SHELF: QT_TRANSLATE_NOOP("words", "取置中ではありません"),
        Reason.SHELF_ALREADY_EXTENDED: QT_TRANSLATE_NOOP("words", "取置延長済み"),
        Reason.SHELF_TIME_OVER: QT_TRANSLATE_NOOP("words", "取置期限切れ"),
        Reason.STILL_WAITING: QT_TRANSLATE_NOOP("words", "まだ予約待ちです"),
        Reason.CONTACT_NOT_OFFERED: QT_TRANSLATE_NOOP("words", "選べない連絡方法です"),
        Reason.NO_MAIL_ADDRESS: QT_TRANSLATE_NOOP("words", "メールアドレスの登録がありません"),
        Reason.STOP_ONLY_FOR_MOBILE: QT_TRANSLATE_NOOP("words", "受取ポイントは移動図書館だけです"),
        Reason.STOP_NEEDED: QT_TRANSLATE_NOOP("words", "受取ポイントを選んでいません"),
        Reason.UNDO_DAY_OVER: QT_TRANSLATE_NOOP("words", "予約に戻せる日を過ぎました"),
        Reason.HELD_AGAIN: QT_TRANSLATE_NOOP("words", "同じ資料を予約中です"),
        Reason.HOLD_LIMIT_REACHED: QT_TRANSLATE_NOOP("words", "予約の上限です"),
        Reason.COPY_GONE: QT_TRANSLATE_NOOP("words", "確保した資料がありません"),
        Reason.WAIT_TIME_OVER: QT_TRANSLATE_NOOP("words", "予約待ち期限切れ"),
        Reason.CANCEL_REASON_NOT_OFFERED: QT_TRANSLATE_NOOP("words", "選べない取消区分です"),
        Reason.NO_CARD: QT_TRANSLATE_NOOP("words", "利用カードがありません"),
        Reason.CARD_LOST: QT_TRANSLATE_NOOP("words", "紛失の届けがあるカードです"),
        Reason.LOSS_NOT_LIFTED: QT_TRANSLATE_NOOP("words", "カード紛失の貸出禁止がまだ解除されていません"),
        Reason.CARD_NOT_LOST: QT_TRANSLATE_NOOP("words", "紛失の届けがありません"),
        Reason.CARD_NOT_SHOWN: QT_TRANSLATE_NOOP("words", "利用カードをまだ確認していません"),
        Reason.CARD_SHOWN_TOO_LONG_AGO: QT_TRANSLATE_NOOP("words", "カードの読み取りから時間がたっています"),
        Reason.OTHER_CARD_SHOWN: QT_TRANSLATE_NOOP("words", "別の人の利用カードです"),
        Reason.PROOF_NOT_ACCEPTED: QT_TRANSLATE_NOOP("words", "カードの読み取りが必要です"),
        Reason.ADDRESS_NOT_PROVEN: QT_TRANSLATE_NOOP("words", "住所をまだ確認していません"),
        Reason.NOT_A_CHILD: QT_TRANSLATE_NOOP("words", "保護者が受け取れる年齢を過ぎています"),
        Reason.AGE_UNKNOWN: QT_TRANSLATE_NOOP("words", "生年月日の登録がありません"),
        Reason.PROXY_NOT_ACCEPTED: QT_TRANSLATE_NOOP("words", "代理の受け取りはできません"),
        Reason.ROLE_MAY_NOT: QT_TRANSLATE_NOOP("words", "この担当ではできません"),
        Reason.NOT_OFFERED: QT_TRANSLATE_NOOP("words", "このシステムではできません"),
        Reason.SYSTEM_REFUSES: QT_TRANSLATE_NOOP("words", "図書館のシステムの判断です"),
        Reason.NEEDS_VISIT: QT_TRANSLATE_NOOP("words", "窓口でのみ受け付けます"),
        Reason.NOT_IDENTIFIED: QT_TRANSLATE_NOOP("words", "本人の確認がまだです"),
        Reason.ITEM_NOT_SHOWN: QT_TRANSLATE_NOOP("words", "資料の現物をまだ確認していません"),
        Reason.NO_PASSWORD: QT_TRANSLATE_NOOP("words", "パスワードが発行されていません"),
        Reason.PASSWORD_DISABLED: QT_TRANSLATE_NOOP("words", "パスワードの利用を停止しています"),
        Reason.PASSWORD_LOCKED: QT_TRANSLATE_NOOP("words", "ロック中です"),
        Reason.LOCK_WITHOUT_END: QT_TRANSLATE_NOOP("words", "解除するまでロック中です"),
        Reason.PASSWORD_EXPIRED: QT_TRANSLATE_NOOP("words", "初期パスワードの期限切れです"),
        Reason.PASSWORD_NOT_LOCKED: QT_TRANSLATE_NOOP("words", "ロックされていません"),
        Reason.MAIL_WANTED_BY_HOLD: QT_TRANSLATE_NOOP("words", "連絡方法がメールの予約があります"),
        Reason.MAIL_ON_ITS_WAY: QT_TRANSLATE_NOOP("words", "前のお知らせメールが送信待ちです"),
        Reason.ITEMS_STILL_OVERDUE: QT_TRANSLATE_NOOP("words", "延滞中の資料があります"),
        Reason.ADDRESS_NOT_CHANGED: QT_TRANSLATE_NOOP("words", "住所変更の手続きがまだです"),
        Reason.CARD_NOT_REPLACED: QT_TRANSLATE_NOOP("words", "カードの再発行がまだです"),
        Reason.CHECKLIST_OPEN: QT_TRANSLATE_NOOP("words", "まだ確認していないことがあります"),
        Reason.NOT_IN_FORCE: QT_TRANSLATE_NOOP("words", "もう解除されています"),
        Reason.ALREADY_IN_FORCE: QT_TRANSLATE_NOOP("words", "すでに貸出禁止中です"),
        Reason.NOT_BY_PATRON: QT_TRANSLATE_NOOP("words", "ご本人からの申し出か、まだ確認していません"),
        Reason.NO_CONSENT: QT_TRANSLATE_NOOP("words", "ご本人の了承をまだ得ていません"),
        Reason.CODE_NOT_OFFERED: QT_TRANSLATE_NOOP("words", "選べない区分です"),
        Reason.NOTHING_OVERDUE: QT_TRANSLATE_NOOP("words", "延滞中の資料がありません"),
        Reason.REPORTED_ALREADY: QT_TRANSLATE_NOOP("words", "同じ申し出がもう記録されています"),
        Reason.NOT_FOR_CONTACTS: QT_TRANSLATE_NOOP("words", "連絡の記録の対象ではありません"),
        Reason.DAY_IS_OVER: QT_TRANSLATE_NOOP("words", "次の連絡日がもう過ぎています"),
    }
)

_HOLD_STATUS: Final[Mapping[HoldStatus, str]] = MappingProxyType(
    {
        HoldStatus.WAITING: portal("予約待ち"),
        HoldStatus.IN_TRANSIT: portal("移送中です"),
        HoldStatus.READY: portal("ご用意できました"),
    }
)
_CONTACT: Final[Mapping[ContactMethod, str]] = MappingProxyType(
    {
        ContactMethod.MAIL: portal("メール"),
        ContactMethod.NONE: portal("不要"),
        ContactMethod.PHONE: portal("電話"),
    }
)
_AGE_GROUP: Final[Mapping[AgeGroup, str]] = MappingProxyType(
    {
        AgeGroup.PRESCHOOL: QT_TRANSLATE_NOOP("words", "未就学児"),
        AgeGroup.PRIMARY_SCHOOL: QT_TRANSLATE_NOOP("words", "小学生"),
        AgeGroup.MIDDLE_SCHOOL: QT_TRANSLATE_NOOP("words", "中学生"),
        AgeGroup.TEENS: QT_TRANSLATE_NOOP("words", "10代"),
        AgeGroup.TWENTIES: QT_TRANSLATE_NOOP("words", "20代"),
        AgeGroup.THIRTIES: QT_TRANSLATE_NOOP("words", "30代"),
        AgeGroup.FORTIES: QT_TRANSLATE_NOOP("words", "40代"),
        AgeGroup.FIFTIES: QT_TRANSLATE_NOOP("words", "50代"),
        AgeGroup.SIXTIES: QT_TRANSLATE_NOOP("words", "60代"),
        AgeGroup.SEVENTIES: QT_TRANSLATE_NOOP("words", "70代"),
        AgeGroup.EIGHTY_AND_OVER: QT_TRANSLATE_NOOP("words", "80歳以上"),
    }
)
_SUSPENSION: Final[Mapping[SuspensionReason, str]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: QT_TRANSLATE_NOOP("words", "①カード紛失"),
        SuspensionReason.UNREACHABLE: QT_TRANSLATE_NOOP("words", "②連絡がとれない"),
        SuspensionReason.LONG_OVERDUE: QT_TRANSLATE_NOOP("words", "③長期延滞"),
        SuspensionReason.ADDRESS_CHANGE: QT_TRANSLATE_NOOP("words", "④住所変更の手続き中"),
        SuspensionReason.CONTACT_WANTED: QT_TRANSLATE_NOOP("words", "⑤伝えたいことあり"),
    }
)
_CHANNEL: Final[Mapping[Channel, str]] = MappingProxyType(
    {
        Channel.COUNTER: QT_TRANSLATE_NOOP("words", "窓口"),
        Channel.PHONE: QT_TRANSLATE_NOOP("words", "電話"),
    }
)
_RECEIVER: Final[Mapping[Receiver, str]] = MappingProxyType(
    {
        Receiver.SELF: QT_TRANSLATE_NOOP("words", "本人"),
        Receiver.GUARDIAN: QT_TRANSLATE_NOOP("words", "保護者"),
        Receiver.PROXY: QT_TRANSLATE_NOOP("words", "代理"),
    }
)
_CARD_PROOF: Final[Mapping[CardProof, str]] = MappingProxyType(
    {
        CardProof.SCANNED: QT_TRANSLATE_NOOP("words", "利用カードを読み取り"),
        CardProof.OPENING_SCAN: QT_TRANSLATE_NOOP("words", "はじめの読み取り"),
        CardProof.TYPED: QT_TRANSLATE_NOOP("words", "番号を入力"),
        CardProof.SEEN: QT_TRANSLATE_NOOP("words", "カードを目視"),
    }
)
_CARD_STATUS: Final[Mapping[CardStatus, str]] = MappingProxyType(
    {
        CardStatus.ACTIVE: QT_TRANSLATE_NOOP("words", "有効"),
        CardStatus.LOST: QT_TRANSLATE_NOOP("words", "紛失の届けあり"),
        CardStatus.RETIRED: QT_TRANSLATE_NOOP("words", "再発行前のカード"),
    }
)
_PAPER: Final[Mapping[Paper, str]] = MappingProxyType(
    {
        Paper.A6: QT_TRANSLATE_NOOP("words", "A6"),
        Paper.ROLL80: QT_TRANSLATE_NOOP("words", "80mmロール紙"),
        Paper.A4: QT_TRANSLATE_NOOP("words", "A4"),
    }
)


def staff(source: str) -> str:
    """Give a staff word, marked with `QT_TRANSLATE_NOOP("words", …)`, in the language of the screen."""
    return translate("words", source)


def _staff_word[E: Enum](table: Mapping[E, str], member: E) -> str:
    return staff(table[member])


def reason(value: Reason) -> str:
    """Say why an act is refused; renewal's reasons are domain.md's, word for word."""
    patron_word = _RENEWAL_REASONS.get(value)
    return glossed(patron_word) if patron_word is not None else _staff_word(_STAFF_REASONS, value)


def hold_status(value: HoldStatus) -> str:
    """Say where a hold is, as the patron reads it."""
    return _HOLD_STATUS[value]


def state_of(hold: HoldRow) -> str:
    """Say where a hold is, and what keeps it there, as the patron reads it."""
    if hold.paused:
        return PAUSED
    return PREPARING if hold.preparing else hold_status(hold.status)


def title(value: str | None) -> str:
    """Give a title, or say that there is none."""
    return value or translate("words", "(タイトルなし)")


def title_among(loan: LoanRow, among: Sequence[LoanRow], today: date | None) -> dates.Told:
    """Give a loan's title among others; one without is told by its 資料番号, else by its row and its 返却期限日.

    Args:
        loan: the loan.
        among: all rows of the list, as it is now.
        today: days that are near it need no year.
    """
    if loan.title:
        return dates.Told(loan.title, loan.title)
    if loan.item_number:
        named = f"{title(None)} {loan.item_number}"
        return dates.Told(named, named)
    place = next((place for place, row in enumerate(among, 1) if row.id == loan.id), None)
    row, named = loan, title(None)
    if place is not None:
        row, named = among[place - 1], f"{named} {filled('words', _ROW, place)}"
    due = dates.told(row.due_on, today)
    return dates.Told(*(f"{named} {filled('words', _DUE, it)}" if it else named for it in due))


def contact(value: ContactMethod | None) -> str:
    """Name a 連絡方法; blank for one that isn't known."""
    return "" if value is None else _CONTACT[value]


def age_group(value: AgeGroup | None) -> str:
    """Name an age group; blank where none is known."""
    return "" if value is None else _staff_word(_AGE_GROUP, value)


def suspension(value: SuspensionReason) -> str:
    """Name one of the guide's five reasons in short; staff only."""
    return _staff_word(_SUSPENSION, value)


def channel(value: Channel) -> str:
    """Name a channel."""
    return _staff_word(_CHANNEL, value)


def receiver(value: Receiver) -> str:
    """Name who takes a slip."""
    return _staff_word(_RECEIVER, value)


def card_proof(value: CardProof) -> str:
    """Say how the card was shown."""
    return _staff_word(_CARD_PROOF, value)


def card_status(value: CardStatus | None) -> str:
    """Say what a card's state is; blank where there is no card."""
    return "" if value is None else _staff_word(_CARD_STATUS, value)


def paper(value: Paper) -> str:
    """Name a slip layout."""
    return _staff_word(_PAPER, value)


def card_number(value: str | None) -> str:
    """Write a clean card number as it is printed on the card: `12345678-9`; blank where there is no card."""
    return "" if value is None else card_words.written(value)


def named(name: str, number: str | None, *, between: str) -> str:
    """Name a patron by name and card number, as far as there is one."""
    return between.join(filter(None, (name, card_number(number))))


def name(value: str) -> str:
    """Write a patron's name; where none is registered, that it isn't."""
    return value or staff(QT_TRANSLATE_NOOP("words", "氏名の登録がありません"))


def expires_on(value: date | None) -> str:
    """Write a 更新期限日; 「無期限」 where the registration never expires."""
    return staff(QT_TRANSLATE_NOOP("words", "無期限")) if value is None else dates.day(value)


def closure(value: Closure | None) -> str:
    """Say why a date is later than it was counted; blank where it isn't."""
    return "" if value is None else staff(_CLOSURES[value])


def alias(value: str) -> str:
    """Write a 通称, marked as one."""
    return translate("words", "通称 %1").replace("%1", value)


def issue_password(*, reissue: bool) -> str:
    """Name the act that makes an initial password."""
    return translate("words", "パスワード再発行") if reissue else translate("words", "パスワード発行")


def from_day(value: date) -> str:
    """Say from which day on the patron can do it, next to 「明日から」: 「11/26から」."""
    return dates.short_day(value) + portal("から")


def lists_hint() -> str:
    """Tell staff why a 予約カード can be in neither list (guide, 予約一覧 and リクエスト一覧); asked for daily."""
    return staff(
        QT_TRANSLATE_NOOP(
            "words",
            "データのない新しい本や、市外の図書館で検索中の資料は、予約一覧にもリクエスト一覧にも出ません。",
        )
    )


def lists_hint_name() -> str:
    """Name what `lists_hint` is about."""
    return staff(QT_TRANSLATE_NOOP("words", "予約カードが一覧にないときは"))


def password_state(value: PasswordState | None, *, until: bool = True) -> str:
    """Say what staff may know of a password, in a few words; the most urgent state wins.

    Args:
        value: the password's state; None without one.
        until: say of an initial one until when it can be used, too.
    """
    if value is None:
        return staff(QT_TRANSLATE_NOOP("words", "未発行"))
    if value.disabled:
        text = QT_TRANSLATE_NOOP("words", "利用停止中")
    elif value.locked:
        text = QT_TRANSLATE_NOOP("words", "ロック中")
    elif value.expired:
        text = QT_TRANSLATE_NOOP("words", "期限切れ")
    elif value.kind is None:
        text = QT_TRANSLATE_NOOP("words", "発行済み")
    elif value.kind is CredentialKind.PATRON:
        text = QT_TRANSLATE_NOOP("words", "本人変更済")
    elif value.expires_on is None or not until:
        text = QT_TRANSLATE_NOOP("words", "初期・未変更")
    else:
        text = QT_TRANSLATE_NOOP("words", "初期・未変更(期限 %1)")
        return staff(text).replace("%1", dates.day(value.expires_on))
    return staff(text)
