"""What 今日の仕事 says of logins that read much of people, or lifted many suspensions, in one hour."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from services.contract.today.counts import BusyLogin, TodayCounts
from services.rules.clock import tokyo_day
from services.rules.people.hourly_bounds import HourlyCount
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

HEADING: Final = QT_TRANSLATE_NOOP("busy", "ふだんより、ずっと多く使われている職員IDがあります。")
_NEXT: Final = QT_TRANSLATE_NOOP(
    "busy", "本人に確かめてください。心当たりがなければ、管理者に伝えて、そのIDを止めてください。"
)
_MORE: Final = QT_TRANSLATE_NOOP("busy", "ほかに%1人あります。")
_DONE: Final[Mapping[HourlyCount, str]] = MappingProxyType(
    {
        HourlyCount.NAMED: QT_TRANSLATE_NOOP("busy", "検索で%1人を表示(上限 %2人)"),
        HourlyCount.BARE: QT_TRANSLATE_NOOP("busy", "生年月日か電話番号だけで%1回検索(上限 %2回)"),
        HourlyCount.NOBODYS: QT_TRANSLATE_NOOP("busy", "だれのものでもないカード番号を%1回照会"),
        HourlyCount.LIFTS: QT_TRANSLATE_NOOP("busy", "貸出禁止を%1件解除"),
    }
)
_SHOWN: Final = 2
"""How many logins are named: with large text they take a line or two each."""


def told(counts: TodayCounts | None) -> str:
    """Say which logins, what they did and what to do; nothing where there are none.

    Args:
        counts: what was read; None for what isn't known yet.
    """
    if counts is None or not counts.busy:
        return ""
    logins: dict[str, list[BusyLogin]] = {}
    for it in counts.busy:
        logins.setdefault(it.staff_id, []).append(it)
    named = list(logins.values())[:_SHOWN]
    lines = [translate("busy", HEADING), *(_line(measures, counts.now) for measures in named)]
    if len(logins) > _SHOWN:
        lines.append(filled("busy", _MORE, len(logins) - _SHOWN))
    return "\n".join((*lines, translate("busy", _NEXT)))


def _line(measures: Sequence[BusyLogin], now: datetime) -> str:
    last = measures[0]
    when = dates.time(last.at) if tokyo_day(last.at) == tokyo_day(now) else dates.day_and_time(last.at)
    who = last.staff_id
    if last.name != last.staff_id:
        who = translate("busy", "%1(%2)").replace("%1", last.name).replace("%2", last.staff_id)
    done = translate("busy", "・").join(
        filled("busy", _DONE[it.measure], it.most, it.bound) for it in measures
    )
    return filled("busy", QT_TRANSLATE_NOOP("busy", "%1 %2: 1時間に、%3"), when, who, done)
