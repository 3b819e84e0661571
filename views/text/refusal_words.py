"""Why an act is refused, in the words of the library's system where they are its own, and what to do next.

Like the language, a library's words for its system's codes are the application's: whoever opens a desk tells them
(`follow`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from services.contract.masters import CodeLabel, Labels
from services.rules.decision import Reason, Refused
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.text import words

_PROPERTY: Final = "labels"
_KIND: Final = "refusal"
_LONGEST: Final = 120
"""Of what a system says in words of its own, in characters."""
SAY_SO: Final = frozenset(
    {
        Reason.BY_PHONE,
        Reason.ROLE_MAY_NOT,
        Reason.NOT_OFFERED,
        Reason.PROXY_NOT_ACCEPTED,
        Reason.NEEDS_VISIT,
    }
)
"""Reasons that say themselves that something can't be done."""
_ADVICE: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.SUSPENDED: QT_TRANSLATE_NOOP(
            "refusals", "貸出禁止の理由を「登録・貸出禁止」で確かめて、案内してください。"
        ),
        Reason.REGISTRATION_EXPIRED: QT_TRANSLATE_NOOP("refusals", "先に登録の更新を案内してください。"),
        Reason.LONG_OVERDUE: QT_TRANSLATE_NOOP("refusals", "延滞している資料の返却を案内してください。"),
        Reason.PAST_DUE: QT_TRANSLATE_NOOP("refusals", "資料の返却を案内してください。"),
        Reason.ALREADY_RENEWED: QT_TRANSLATE_NOOP("refusals", "返却期限日までの返却を案内してください。"),
        Reason.HOLD_WAITING: QT_TRANSLATE_NOOP(
            "refusals", "次の人が待っています。返却期限日までの返却を案内してください。"
        ),
        Reason.LENT_TODAY: QT_TRANSLATE_NOOP(
            "refusals", "延長できる日になってから、もう一度お申し出くださるよう案内してください。"
        ),
        Reason.INTERLIBRARY: QT_TRANSLATE_NOOP("refusals", "資料を持って来館されるよう案内してください。"),
        Reason.MOBILE_LIBRARY: QT_TRANSLATE_NOOP(
            "refusals", "移動図書館にお申し出くださるよう案内してください。"
        ),
        Reason.CLOSURE: QT_TRANSLATE_NOOP(
            "refusals", "休館期間が終わってからお申し出くださるよう案内してください。"
        ),
        Reason.BY_PHONE: QT_TRANSLATE_NOOP(
            "refusals", "「利用者のページ」か窓口での延長を案内してください。"
        ),
        Reason.NOT_LATER: QT_TRANSLATE_NOOP(
            "refusals", "今の返却期限日のままご利用くださるよう案内してください。"
        ),
        Reason.RESTRICTED: QT_TRANSLATE_NOOP(
            "refusals", "止めている理由を「登録・貸出禁止」で確かめて、案内してください。"
        ),
        Reason.NOT_WAITING: QT_TRANSLATE_NOOP("refusals", "予約の状況を確かめて、受取館に連絡してください。"),
        Reason.NOT_ON_SHELF: QT_TRANSLATE_NOOP(
            "refusals", "資料が受取館に届いてから、もう一度行ってください。"
        ),
        Reason.SHELF_ALREADY_EXTENDED: QT_TRANSLATE_NOOP(
            "refusals", "取置期限日までの受け取りを案内してください。"
        ),
        Reason.SHELF_TIME_OVER: QT_TRANSLATE_NOOP("refusals", "もう一度予約されるか、確かめてください。"),
        Reason.STILL_WAITING: QT_TRANSLATE_NOOP("refusals", "予約の取り消しは状況欄から行ってください。"),
        Reason.CONTACT_NOT_OFFERED: QT_TRANSLATE_NOOP("refusals", "ほかの連絡方法を選んでください。"),
        Reason.NO_MAIL_ADDRESS: QT_TRANSLATE_NOOP("refusals", "先にメールアドレスを登録してください。"),
        Reason.STOP_ONLY_FOR_MOBILE: QT_TRANSLATE_NOOP("refusals", "受取ポイントの選択を外してください。"),
        Reason.STOP_NEEDED: QT_TRANSLATE_NOOP("refusals", "受取ポイントを選んでください。"),
        Reason.UNDO_DAY_OVER: QT_TRANSLATE_NOOP("refusals", "新しく予約してください。"),
        Reason.HELD_AGAIN: QT_TRANSLATE_NOOP("refusals", "予約一覧にある予約を確かめてください。"),
        Reason.HOLD_LIMIT_REACHED: QT_TRANSLATE_NOOP(
            "refusals", "ほかの予約を取り消してから行ってください。"
        ),
        Reason.COPY_GONE: QT_TRANSLATE_NOOP("refusals", "新しく予約してください。"),
        Reason.WAIT_TIME_OVER: QT_TRANSLATE_NOOP("refusals", "まだ必要なら、新しく予約してください。"),
        Reason.CANCEL_REASON_NOT_OFFERED: QT_TRANSLATE_NOOP("refusals", "ほかの取消区分を選んでください。"),
        Reason.NO_CARD: QT_TRANSLATE_NOOP("refusals", "先に利用カードを登録してください。"),
        Reason.CARD_LOST: QT_TRANSLATE_NOOP(
            "refusals", "カードの再発行の手続きを案内し、責任者に引き継いでください。"
        ),
        Reason.LOSS_NOT_LIFTED: QT_TRANSLATE_NOOP(
            "refusals", "先に「登録・貸出禁止」で、カード紛失の貸出禁止を解除してください。"
        ),
        Reason.CARD_NOT_LOST: QT_TRANSLATE_NOOP(
            "refusals", "先に紛失の届出を受け付けるか、破損した利用カードなら印を付けてください。"
        ),
        Reason.CARD_NOT_SHOWN: QT_TRANSLATE_NOOP("refusals", "利用カードを読み取ってください。"),
        Reason.CARD_SHOWN_TOO_LONG_AGO: QT_TRANSLATE_NOOP(
            "refusals", "利用カードをもう一度読み取ってください。"
        ),
        Reason.OTHER_CARD_SHOWN: QT_TRANSLATE_NOOP(
            "refusals", "開いている利用者のカードを読み取ってください。"
        ),
        Reason.PROOF_NOT_ACCEPTED: QT_TRANSLATE_NOOP("refusals", "利用カードを読み取ってください。"),
        Reason.ADDRESS_NOT_PROVEN: QT_TRANSLATE_NOOP(
            "refusals", "ご住所を確認できるものを見て、印を付けてください。"
        ),
        Reason.NOT_A_CHILD: QT_TRANSLATE_NOOP("refusals", "受取人に本人を選んでください。"),
        Reason.AGE_UNKNOWN: QT_TRANSLATE_NOOP("refusals", "受取人に本人を選んでください。"),
        Reason.PROXY_NOT_ACCEPTED: QT_TRANSLATE_NOOP(
            "refusals", "本人か、お子さんなら保護者にお渡しください。"
        ),
        Reason.ROLE_MAY_NOT: QT_TRANSLATE_NOOP("refusals", "担当できる職員に引き継いでください。"),
        Reason.NOT_OFFERED: QT_TRANSLATE_NOOP("refusals", "図書館のシステムの画面で行ってください。"),
        Reason.SYSTEM_REFUSES: QT_TRANSLATE_NOOP(
            "refusals", "図書館のシステムの画面で、理由を確かめてください。"
        ),
        Reason.NEEDS_VISIT: QT_TRANSLATE_NOOP(
            "refusals", "利用カードを持って来館されるよう案内してください。"
        ),
        Reason.NOT_IDENTIFIED: QT_TRANSLATE_NOOP("refusals", "先に二つの項目でご本人を確認してください。"),
        Reason.ITEM_NOT_SHOWN: QT_TRANSLATE_NOOP("refusals", "資料の現物を確認してから更新してください。"),
        Reason.NO_PASSWORD: QT_TRANSLATE_NOOP("refusals", "初期パスワードを発行してください。"),
        Reason.PASSWORD_DISABLED: QT_TRANSLATE_NOOP("refusals", "使うには再発行が必要です。"),
        Reason.PASSWORD_LOCKED: QT_TRANSLATE_NOOP(
            "refusals", "ロックを解除するか、時間が過ぎるまで待ちます。"
        ),
        Reason.LOCK_WITHOUT_END: QT_TRANSLATE_NOOP("refusals", "使うにはロックの解除が必要です。"),
        Reason.PASSWORD_EXPIRED: QT_TRANSLATE_NOOP("refusals", "使うには再発行が必要です。"),
        Reason.PASSWORD_NOT_LOCKED: QT_TRANSLATE_NOOP(
            "refusals", "ログインできないときは、パスワード確認で確かめてください。"
        ),
        Reason.MAIL_WANTED_BY_HOLD: QT_TRANSLATE_NOOP(
            "refusals", "先に予約の連絡方法をメール以外にするか、別のアドレスに変更してください。"
        ),
        Reason.MAIL_ON_ITS_WAY: QT_TRANSLATE_NOOP(
            "refusals", "送信されるまで待つか、メールアドレスを確かめてください。"
        ),
        Reason.ITEMS_STILL_OVERDUE: QT_TRANSLATE_NOOP("refusals", "返却を確かめてから解除してください。"),
        Reason.ADDRESS_NOT_CHANGED: QT_TRANSLATE_NOOP(
            "refusals", "住所変更の手続きを終えてから解除してください。"
        ),
        Reason.CARD_NOT_REPLACED: QT_TRANSLATE_NOOP("refusals", "カードを再発行してから解除してください。"),
        Reason.CHECKLIST_OPEN: QT_TRANSLATE_NOOP("refusals", "すべて確かめて、印を付けてください。"),
        Reason.NOT_IN_FORCE: QT_TRANSLATE_NOOP("refusals", "今の状態を画面で確かめてください。"),
        Reason.ALREADY_IN_FORCE: QT_TRANSLATE_NOOP("refusals", "今の状態を画面で確かめてください。"),
        Reason.NOT_BY_PATRON: QT_TRANSLATE_NOOP("refusals", "届け出た人を確かめて、印を付けてください。"),
        Reason.NO_CONSENT: QT_TRANSLATE_NOOP("refusals", "貸出禁止にしてよいか、たずねてください。"),
        Reason.CODE_NOT_OFFERED: QT_TRANSLATE_NOOP("refusals", "ほかの区分を選んでください。"),
        Reason.NOTHING_OVERDUE: QT_TRANSLATE_NOOP(
            "refusals", "それでも貸出禁止にするなら、確かめて印を付けてください。"
        ),
        Reason.REPORTED_ALREADY: QT_TRANSLATE_NOOP("refusals", "責任者の対応をお待ちください。"),
        Reason.NOT_FOR_CONTACTS: QT_TRANSLATE_NOOP("refusals", "今の状態を画面で確かめてください。"),
        Reason.DAY_IS_OVER: QT_TRANSLATE_NOOP("refusals", "今日以降の日を入力してください。"),
    }
)


def follow(labels: Callable[[], Labels] | None) -> None:
    """Have all words follow a library's labels; None for none."""
    app = QCoreApplication.instance()
    assert app is not None
    app.setProperty(_PROPERTY, labels)


def by_system(code: str) -> str:
    """Give the library's words for what its system says, else that as it came, in one line of what can be seen."""
    app = QCoreApplication.instance()
    told: Any = None if app is None else app.property(_PROPERTY)
    label: CodeLabel | None = None if told is None else told().get((_KIND, code))
    if label is not None:
        return glossed(label.label)
    seen = " ".join("".join(it if it.isprintable() else " " for it in code).split())
    return seen if len(seen) <= _LONGEST else seen[: _LONGEST - 1] + "…"


def reason(value: Reason, code: str | None) -> str:
    """Say why an act is refused, the system's own reason in its words where it said any."""
    own = by_system(code) if value is Reason.SYSTEM_REFUSES and code is not None else ""
    return own or words.reason(value)


def reasons(refusal: Refused) -> list[str]:
    """Say every reason of a refusal, in order."""
    return [reason(it, refusal.code) for it in refusal.reasons]


def advice(reason: Reason) -> str:
    """Say what to do next when an act was refused for this reason."""
    return translate("refusals", _ADVICE[reason])
