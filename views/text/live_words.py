"""What the desk says by itself: that others changed something, how old its picture is, and what became of an act."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from viewmodels.core.notes import ChangedElsewhere, OutcomeKnown
from viewmodels.core.snapshot_diff import Part
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import act_words, words

_PARTS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        Part.REGISTRATION: QT_TRANSLATE_NOOP("live", "登録"),
        Part.SUSPENSIONS: QT_TRANSLATE_NOOP("live", "貸出禁止"),
        Part.LOANS: words.LOANS_TITLE,
        Part.HOLDS: words.HOLDS_TITLE,
        Part.CANCELLED_HOLDS: words.CANCELLED_HOLDS_TITLE,
        Part.REQUESTS: words.REQUESTS_TITLE,
        Part.PASSWORD: QT_TRANSLATE_NOOP("live", "パスワード"),
        Part.EMAIL: words.EMAIL,
        Part.QUESTIONS: words.QUESTIONS_TITLE,
        Part.REPORTS: QT_TRANSLATE_NOOP("live", "申し出"),
    }
)


def line(note: ChangedElsewhere | OutcomeKnown) -> str:
    """Say what others changed, or what became of an act whose answer was lost."""
    if isinstance(note, ChangedElsewhere):
        named = translate("live", "・").join(translate("live", _PARTS[part]) for part in note.parts)
        return filled("live", QT_TRANSLATE_NOOP("live", "ほかの操作で%1が変わりました。"), named)
    if note.verb is None:
        return translate(
            "live", "接続が切れたときの操作は行われていませんでした。必要なら、もう一度行ってください。"
        )
    done = QT_TRANSLATE_NOOP("live", "接続が切れたときの操作「%1」は済んでいました。")
    return filled("live", done, act_words.verb_of(note.verb))


def age(read_at: datetime, now: datetime) -> str:
    """Say from when the picture of the patron is."""
    minutes = int((now - read_at) / timedelta(minutes=1))
    at = dates.time(read_at)
    if minutes < 1:
        return filled("live", QT_TRANSLATE_NOOP("live", "利用者の画面は %1 の内容です。"), at)
    return filled("live", QT_TRANSLATE_NOOP("live", "利用者の画面は %1 の内容です(%2分前)。"), at, minutes)


def late() -> str:
    """Say that what others change is shown some seconds after they did."""
    return translate(
        "live",
        "ほかの窓口での変更が、数秒遅れて画面に出ます。操作はいつもどおりできます。",
    )


def stale() -> str:
    """Say over a question that what it asks about isn't so any more."""
    return translate("live", "この内容は、ほかの操作で変わりました。閉じて、今の内容を確かめてください。")
