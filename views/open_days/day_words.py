"""The words of 臨時休館: what a day is called, and what is said of it."""

from typing import Final

from services.contract.today.open_days import BranchDay
from services.rules.circulation.open_days import DayKind
from viewmodels.open_days import OpenDaysForm
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

TITLE: Final = QT_TRANSLATE_NOOP("open_days", "臨時休館")
HINT: Final = QT_TRANSLATE_NOOP(
    "open_days", "日を選び、「開館」「休館」「特別整理」を押します。スペースキーでも切り替わります。"
)
_CHANGES: Final = QT_TRANSLATE_NOOP(
    "open_days",
    "変更する日は%1日です。この日が返却期限日の貸出は%2件、取置期限日の予約は%3件あります。",
)
STAYS: Final = QT_TRANSLATE_NOOP(
    "open_days",
    "決まっている期限日は変わりません。これから更新する分、取置棚に置く分は、新しい開館日で決まります。",
)
_MONTH: Final = QT_TRANSLATE_NOOP("open_days", "%1年%2月")
_ARROW: Final = " →"

KINDS: Final = {
    DayKind.OPEN: QT_TRANSLATE_NOOP("day_kinds", "開館"),
    DayKind.CLOSED: QT_TRANSLATE_NOOP("day_kinds", "休館"),
    DayKind.SPECIAL: QT_TRANSLATE_NOOP("day_kinds", "特別整理"),
}
"""What the buttons make of a day."""


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("open_days", source)


def made(of: DayKind) -> str:
    """Give what a button says that makes this of a day."""
    return translate("day_kinds", KINDS[of])


def month(branch: str, form: OpenDaysForm) -> str:
    """Name the branch and the month that are shown."""
    shown = form.month.value
    return f"{glossed(branch)} {filled('open_days', _MONTH, shown.year, shown.month)}"


def kind(of: DayKind, *, opens_by_rules: bool) -> str:
    """Name what a day is; what the rules say otherwise is 臨時."""
    if of is DayKind.OPEN and not opens_by_rules:
        return translate("day_kinds", "臨時開館")
    if of is DayKind.CLOSED and opens_by_rules:
        return translate("day_kinds", "臨時休館")
    return made(of)


def shown(day: BranchDay, wanted: DayKind) -> str:
    """Write a day's number and below it what the day is to be, with an arrow where it is another thing now."""
    arrow = "" if wanted is day.kind else _ARROW
    return f"{day.day.day}{arrow}\n{kind(wanted, opens_by_rules=day.opens_by_rules)}"


def heard(day: BranchDay, wanted: DayKind) -> str:
    """Say a day with its weekday, what it is, what it is to be, and the dates that fall on it."""
    parts = [
        dates.day(day.day) + dates.weekday(day.day),
        kind(day.kind, opens_by_rules=day.opens_by_rules),
    ]
    if wanted is not day.kind:
        source = QT_TRANSLATE_NOOP("open_days", "%1に変更")
        parts.append(filled("open_days", source, kind(wanted, opens_by_rules=day.opens_by_rules)))
    parts += counted(day)
    return " ".join(parts)


def counted(day: BranchDay) -> list[str]:
    """Say how many dates fall on a day; nothing where none does."""
    counts = (
        (QT_TRANSLATE_NOOP("open_days", "返却期限日の貸出 %1件"), day.due),
        (QT_TRANSLATE_NOOP("open_days", "取置期限日の予約 %1件"), day.shelved),
    )
    return [filled("open_days", source, many) for source, many in counts if many]


def told(form: OpenDaysForm) -> str:
    """Say what is to change and how many dates fall on it; nothing where nothing is."""
    if not form.plan.value:
        return ""
    return filled("open_days", _CHANGES, len(form.plan.value), form.due, form.shelved)
