"""What an act did, in one sentence: to what, and the new day; `views.text.messages` tells it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from services.rules.vocabulary import PatronReport, SuspensionReason
from viewmodels.core.notes import Done, Lifts, ListSaved, Renewals, Result, SavedList
from views.language import dates
from views.language.glosses import glossed
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import suspension_words, words
from views.text.note_words import DONE

_LONGEST_TITLE = 40
"""Characters of a title; the row itself shows more."""

_NAMED: Final[Mapping[Done, str]] = MappingProxyType(
    {
        Done.LOANS_RENEWED: QT_TRANSLATE_NOOP("messages", "『%1』の返却期限日を %2 に更新しました。"),
        Done.HOLD_CHANGED: QT_TRANSLATE_NOOP(
            "messages", "『%1』の予約を変更しました(受取館 %3・連絡方法 %4)。"
        ),
        Done.HOLD_CANCELLED: QT_TRANSLATE_NOOP("messages", "『%1』の予約を取り消しました。"),
        Done.HOLD_RESTORED: QT_TRANSLATE_NOOP("messages", "『%1』を予約一覧に戻しました。"),
        Done.HOLD_RESTORED_READY: QT_TRANSLATE_NOOP(
            "messages", "『%1』を「ご用意できました」に戻しました。資料を取置棚に戻してください。"
        ),
        Done.HOLD_RESTORED_WAITING: QT_TRANSLATE_NOOP(
            "messages", "『%1』を予約待ちに戻しました。資料は確保されていません。"
        ),
        Done.SHELF_EXTENDED: QT_TRANSLATE_NOOP("messages", "『%1』の取置期限日を %2 に延長しました。"),
        Done.HOLD_ACKNOWLEDGED: QT_TRANSLATE_NOOP("messages", "『%1』を予約取消一覧から削除しました。"),
    }
)
_UNNAMED: Final[Mapping[Done, str]] = MappingProxyType(
    {
        Done.LOANS_RENEWED: QT_TRANSLATE_NOOP("messages", "返却期限日を %2 に更新しました。"),
        Done.HOLD_CHANGED: QT_TRANSLATE_NOOP("messages", "予約を変更しました(受取館 %3・連絡方法 %4)。"),
        Done.SHELF_EXTENDED: QT_TRANSLATE_NOOP("messages", "取置期限日を %2 に延長しました。"),
        Done.REGISTRATION_RENEWED: QT_TRANSLATE_NOOP(
            "messages", "登録を更新しました。更新期限日は %2 です。"
        ),
        Done.SUSPENDED: QT_TRANSLATE_NOOP("messages", "貸出禁止にしました(%5)。"),
        Done.SUSPENSION_LIFTED: QT_TRANSLATE_NOOP("messages", "貸出禁止を解除しました(%5)。"),
        Done.SUSPENSION_LIFTED_OTHERS_STAY: QT_TRANSLATE_NOOP(
            "messages", "「%5」を解除しました。ほかの理由で貸出禁止が続いています。"
        ),
        Done.REPORT_TAKEN: QT_TRANSLATE_NOOP("messages", "申し出「%5」を記録しました。責任者が対応します。"),
        Done.CONTACT_RECORDED_AND_NEXT: QT_TRANSLATE_NOOP("messages", "連絡を記録しました。次は %2 です。"),
        Done.REPORT_SETTLED: QT_TRANSLATE_NOOP("messages", "申し出「%5」を対応済にしました。"),
    }
)


def line(note: Result | Renewals | Lifts | ListSaved, today: date | None = None) -> str:
    """Say what was done; of a day that is near the present one without its year."""
    if isinstance(note, Lifts):
        return _lifts(note)
    if isinstance(note, ListSaved):
        said = QT_TRANSLATE_NOOP("messages", "貸出禁止一覧の%1件を %2 に保存しました。")
        if note.kind is SavedList.ACTS:
            said = QT_TRANSLATE_NOOP("messages", "操作の一覧の%1件を %2 に保存しました。")
        return filled("messages", said, str(note.count), note.name)
    if isinstance(note, Renewals):
        return _renewals(note)
    if note.done is Done.HOLD_CHANGED and not (note.pick_up and note.contact):
        return _sentence(DONE[note.done], note, today)  # the rest isn't known
    if note.title is not None and note.done in _NAMED:
        return _sentence(_NAMED[note.done], note, today)
    return _sentence(_UNNAMED.get(note.done, DONE[note.done]), note, today)


def heard(note: Result | Renewals | Lifts | ListSaved) -> str:
    """Word it for a screen reader's voice, without titles and reasons: others may hear it."""
    if isinstance(note, Result) and note.about is not None:
        return glossed(translate("messages", DONE[note.done]))
    return line(replace(note, title=None) if isinstance(note, Result) else note)


def _renewals(note: Renewals) -> str:
    if not note.refused:
        source = QT_TRANSLATE_NOOP("messages", "%1点を更新しました。")
    elif note.renewed:
        source = QT_TRANSLATE_NOOP("messages", "%1点を更新、%2点はできません。")
    else:
        source = QT_TRANSLATE_NOOP("messages", "%2点とも更新できません。")
    said = translate("messages", source)
    return said.replace("%1", str(note.renewed)).replace("%2", str(note.refused))


def _lifts(note: Lifts) -> str:
    if not note.failed:
        source = QT_TRANSLATE_NOOP("messages", "貸出禁止を%1件解除しました。")
    elif note.lifted:
        source = QT_TRANSLATE_NOOP("messages", "貸出禁止を%1件解除しました。%2件は解除できませんでした。")
    else:
        source = QT_TRANSLATE_NOOP("messages", "解除できませんでした(%2件)。")
    said = translate("messages", source)
    return said.replace("%1", str(note.lifted)).replace("%2", str(note.failed))


def _sentence(source: str, note: Result, today: date | None) -> str:
    said = _filled(source, note, today)
    if note.closure is None:
        return said
    why = QT_TRANSLATE_NOOP("messages", "%1、この日になります。")
    return run_on(said, filled("messages", why, words.closure(note.closure)))


def _filled(source: str, note: Result, today: date | None) -> str:
    return filled(
        "messages",
        source,
        _short(note.title or ""),
        dates.told(note.day, today).shown,
        note.pick_up,
        "" if note.contact is None else words.contact(note.contact),
        _about(note),
    )


def _about(note: Result) -> str:
    match note.about:
        case SuspensionReason() as reason:
            return words.suspension(reason)
        case PatronReport() as kind:
            return suspension_words.report(kind)
        case None:
            return ""


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
