"""The codes of the records of acts in the words staff read. A code that isn't known here is shown as it is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from services.contract.recorded_acts import (
    APPROVAL,
    DAYS_BY_RULES,
    DAYS_CLOSED,
    DAYS_OPEN,
    DAYS_SPECIAL,
    UNKNOWN,
    RecordRow,
    named_days,
    set_days,
)
from services.rules.people.approvals import ApprovalState
from services.rules.people.looks import NOT_IDENTIFIED, Purpose
from services.rules.vocabulary import PatronReport, SuspensionReason
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import suspension_words, words

VERBS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "loan.renew": QT_TRANSLATE_NOOP("acts", "貸出更新"),
        "hold.change": QT_TRANSLATE_NOOP("acts", "予約変更"),
        "hold.cancel": QT_TRANSLATE_NOOP("acts", "予約解除"),
        "hold.staff_cancel": QT_TRANSLATE_NOOP("acts", "窓口取消"),
        "hold.extend_shelf": QT_TRANSLATE_NOOP("acts", "取置延長"),
        "hold.undo_cancel": QT_TRANSLATE_NOOP("acts", "予約に戻す"),
        "hold.acknowledge": QT_TRANSLATE_NOOP("acts", "取消の確認済"),
        "email.change": QT_TRANSLATE_NOOP("acts", "メールアドレスの変更"),
        "email.resend": QT_TRANSLATE_NOOP("acts", "登録確認のお知らせの再送"),
        "question.ask": QT_TRANSLATE_NOOP("acts", "レファレンスの受付"),
        "question.told": QT_TRANSLATE_NOOP("acts", "レファレンスの連絡済"),
        "password.issue": QT_TRANSLATE_NOOP("acts", "パスワード発行"),
        "password.reissue": QT_TRANSLATE_NOOP("acts", "パスワード再発行"),
        "password.change": QT_TRANSLATE_NOOP("acts", "パスワード変更"),
        "password.check": QT_TRANSLATE_NOOP("acts", "パスワード確認"),
        "password.unlock": QT_TRANSLATE_NOOP("acts", "パスワードのロック解除"),
        "password.disable": QT_TRANSLATE_NOOP("acts", "パスワードの利用停止"),
        "registration.renew": QT_TRANSLATE_NOOP("acts", "登録更新"),
        "card.report_lost": QT_TRANSLATE_NOOP("acts", "カード紛失の届出"),
        "card.replace": QT_TRANSLATE_NOOP("acts", "代替カードの登録"),
        "suspension.set": QT_TRANSLATE_NOOP("acts", "貸出禁止"),
        "suspension.lift": QT_TRANSLATE_NOOP("acts", "貸出禁止の解除"),
        "report.take": QT_TRANSLATE_NOOP("acts", "申し出の記録"),
        "report.settle": QT_TRANSLATE_NOOP("acts", "申し出の対応済"),
        "contact.record": QT_TRANSLATE_NOOP("acts", "連絡の記録"),
        "own_password.change": QT_TRANSLATE_NOOP("acts", "自分のパスワードの変更"),
        "staff.add": QT_TRANSLATE_NOOP("acts", "職員の登録"),
        "staff.change": QT_TRANSLATE_NOOP("acts", "職員の登録の変更"),
        "staff.disable": QT_TRANSLATE_NOOP("acts", "職員IDの停止"),
        "staff.enable": QT_TRANSLATE_NOOP("acts", "職員IDの再開"),
        "masters.import": QT_TRANSLATE_NOOP("acts", "図書館の設定の変更"),
    }
)

LOOKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Purpose.LOOK_UP: QT_TRANSLATE_NOOP("acts", "利用者の表示"),
        Purpose.READ_AGAIN: QT_TRANSLATE_NOOP("acts", "利用者の再表示"),
        Purpose.IDENTIFIED: QT_TRANSLATE_NOOP("acts", "電話の本人確認(一致)"),
        Purpose.FOUND_BY_FACTS: QT_TRANSLATE_NOOP("acts", "番号なしの本人確認(一致)"),
        NOT_IDENTIFIED: QT_TRANSLATE_NOOP("acts", "電話の本人確認(不一致)"),
        Purpose.UNKNOWN: QT_TRANSLATE_NOOP("acts", "登録のない番号"),
        Purpose.RETIRED: QT_TRANSLATE_NOOP("acts", "使われていない番号"),
        Purpose.SEARCH: QT_TRANSLATE_NOOP("acts", "利用者の検索"),
        Purpose.LIST: QT_TRANSLATE_NOOP("acts", "一覧の表示"),
        Purpose.LIST_FILE: QT_TRANSLATE_NOOP("acts", "一覧のCSV"),
        Purpose.APPROVAL: QT_TRANSLATE_NOOP("acts", "承認の依頼の表示"),
    }
)
"""The purposes of looks."""

SUBJECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "loan": QT_TRANSLATE_NOOP("acts", "貸出"),
        "hold": QT_TRANSLATE_NOOP("acts", "予約"),
        "hold_cancellation": QT_TRANSLATE_NOOP("acts", "取り消した予約"),
        "email": QT_TRANSLATE_NOOP("acts", "メールアドレス"),
        "question": QT_TRANSLATE_NOOP("acts", "質問"),
        "password": QT_TRANSLATE_NOOP("acts", "パスワード"),
        "registration": QT_TRANSLATE_NOOP("acts", "登録"),
        "card": QT_TRANSLATE_NOOP("acts", "利用カード"),
        "suspension": QT_TRANSLATE_NOOP("acts", "貸出禁止"),
        "report": QT_TRANSLATE_NOOP("acts", "申し出"),
    }
)

OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": QT_TRANSLATE_NOOP("acts", "完了"),
        "unchanged": QT_TRANSLATE_NOOP("acts", "変更なし"),
        "registered": QT_TRANSLATE_NOOP("acts", "登録"),
        "changed": QT_TRANSLATE_NOOP("acts", "変更"),
        "deleted": QT_TRANSLATE_NOOP("acts", "削除"),
        "renewed": QT_TRANSLATE_NOOP("acts", "更新"),
        "corrected": QT_TRANSLATE_NOOP("acts", "訂正"),
        "ok": QT_TRANSLATE_NOOP("acts", "一致"),
        "must_change": QT_TRANSLATE_NOOP("acts", "一致(要変更)"),
        "wrong": QT_TRANSLATE_NOOP("acts", "パスワード不一致"),
        "unfit": QT_TRANSLATE_NOOP("acts", "新しいパスワードの不備"),
        "locked": QT_TRANSLATE_NOOP("acts", "ロック中"),
        "expired": QT_TRANSLATE_NOOP("acts", "期限切れ"),
        "disabled": QT_TRANSLATE_NOOP("acts", "利用停止中"),
        "none_issued": QT_TRANSLATE_NOOP("acts", "未発行"),
        UNKNOWN: QT_TRANSLATE_NOOP("acts", "結果不明"),
        APPROVAL + ApprovalState.WAITING: QT_TRANSLATE_NOOP("acts", "承認の依頼"),
        APPROVAL + ApprovalState.REFUSED: QT_TRANSLATE_NOOP("acts", "不承認"),
        APPROVAL + ApprovalState.WITHDRAWN: QT_TRANSLATE_NOOP("acts", "依頼の取り下げ"),
        APPROVAL + ApprovalState.OVER: QT_TRANSLATE_NOOP("acts", "依頼の時間切れ"),
    }
)


def verb(row: RecordRow) -> str:
    """Say what was done."""
    return verb_of(row.verb)


def verb_of(code: str) -> str:
    """Name an act, or the purpose of a look, by its code."""
    return _word(VERBS if code in VERBS else LOOKS, code)


def subject(row: RecordRow) -> str:
    """Say to what it was done, and which it was: by its kind, or else by its number; blank for the patron.

    Of a look it is told how many it named, where that is counted; of opening days that were set, which, or how many.
    A card's row has a number that stands nowhere else: it isn't the card's own, and is left out. What was lifted with a
    new card is named beside it.
    """
    if row.subject is None:
        days = set_days(row)
        if days and (named := named_days(row)):
            return " ".join(f"{_days_word(name)} {_ranges(each)}" for name, each in named.items())
        if days:
            return translate("acts", QT_TRANSLATE_NOOP("acts", "開館日 %1日")).replace("%1", str(days))
        rows = None if row.outcome else row.details.get("rows")
        return "" if rows is None else translate("panels", "%1件").replace("%1", str(rows))
    if row.subject == "card":
        card = _word(SUBJECTS, row.subject)
        if row.details.get("lifted") is None:
            return card
        return translate("acts", QT_TRANSLATE_NOOP("acts", "%1・①カード紛失の貸出禁止を解除")).replace(
            "%1", card
        )
    which = _kind(row) or ("" if row.subject_id is None else str(row.subject_id))
    return f"{_word(SUBJECTS, row.subject)} {which}".rstrip()


def outcome(row: RecordRow) -> str:
    """Say what came of it, with the new day where that is the outcome; of a look that it is one."""
    if not row.outcome:
        return translate("acts", QT_TRANSLATE_NOOP("acts", "照会"))
    word = _word(OUTCOMES, row.outcome)
    day = None if row.outcome == UNKNOWN else _day(row.details.get("to"))
    return word if day is None else f"{word} → {dates.day(day)}"


def approved_by(row: RecordRow) -> str:
    """Say which supervisor approved it: 「承認: 岡田 裕樹」; blank without approval, and of who refused it."""
    who = row.approver or row.details.get("approved_by")
    if not isinstance(who, str) or row.outcome == APPROVAL + ApprovalState.REFUSED:
        return ""
    return translate("acts", QT_TRANSLATE_NOOP("acts", "承認: %1")).replace("%1", who)


def settled_by(row: RecordRow) -> str:
    """Say which login found out what came of it, where the one that acted didn't: 「結果の確認: worker」."""
    who = row.details.get("settled_by")
    if not isinstance(who, str):
        return ""
    return translate("acts", QT_TRANSLATE_NOOP("acts", "結果の確認: %1")).replace("%1", who)


def whose(*, everybodys: bool) -> str:
    """Say whose acts are listed."""
    if everybodys:
        return translate("acts", "すべての職員の操作です。")
    return translate("acts", "あなたが行った操作です。ほかの職員の操作は、責任者が見られます。")


def looks_too() -> str:
    """Name the tick by which looks are listed, too."""
    return translate("acts", "照会の記録も")


def looks_kept(since: date | None) -> str:
    """Say from which day on it is known who looked; None where that is never forgotten."""
    if since is None:
        return translate("acts", "照会の記録は、消さずに残しています。")
    return filled("acts", QT_TRANSLATE_NOOP("acts", "照会の記録は、%1からのものです。"), dates.day(since))


def _word(known_words: Mapping[str, str], code: str) -> str:
    known = known_words.get(code)
    return code if known is None else translate("acts", known)


def _days_word(name: str) -> str:
    """Say what became of days."""
    return {
        DAYS_CLOSED: translate("day_kinds", "休館"),
        DAYS_SPECIAL: translate("day_kinds", "特別整理"),
        DAYS_OPEN: translate("day_kinds", "開館"),
        DAYS_BY_RULES: translate("day_kinds", "通常どおり"),
    }[name]


def _ranges(days: Sequence[date]) -> str:
    """Write days, those that follow each other by the first and the last: 「2026/12/5〜2026/12/9 2026/12/12」."""
    runs: list[tuple[date, date]] = []
    for it in days:
        follows = bool(runs) and it - runs[-1][1] == timedelta(days=1)
        first = runs.pop()[0] if follows else it
        runs.append((first, it))
    return " ".join(
        dates.day(first)
        if first == last
        else filled("acts", QT_TRANSLATE_NOOP("acts", "%1〜%2"), dates.day(first), dates.day(last))
        for first, last in runs
    )


def _kind(row: RecordRow) -> str:
    """Name the reason of a suspension, or what was reported; blank for other rows, and for an unknown code."""
    try:
        match row.subject:
            case "suspension":
                return words.suspension(SuspensionReason(str(row.details.get("reason"))))
            case "report":
                return suspension_words.report(PatronReport(str(row.details.get("kind"))))
    except ValueError:
        pass
    return ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
