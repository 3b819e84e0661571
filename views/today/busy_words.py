"""What 今日の仕事 says of logins that read much of people, or lifted many suspensions, in one hour."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from services.clock import tokyo_day
from services.rules.people.hourly_bounds import Measure
from services.today.counts import BusyLogin, TodayCounts
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

HEADING: Final = QT_TRANSLATE_NOOP("busy", "ふだんより、ずっと多く使われている職員IDがあります。")
_NEXT: Final = QT_TRANSLATE_NOOP(
    "busy", "本人に確かめてください。心当たりがなければ、管理者に伝えて、そのIDを止めてください。"
)
_MORE: Final = QT_TRANSLATE_NOOP("busy", "ほかに%1件あります。")
_DONE: Final[Mapping[Measure, str]] = MappingProxyType(
    {
        Measure.NAMED: QT_TRANSLATE_NOOP("busy", "%1 %2: 検索で、1時間に%3人を表示(上限 %4人)"),
        Measure.BARE: QT_TRANSLATE_NOOP(
            "busy", "%1 %2: 生年月日か電話番号だけで、1時間に%3回検索(上限 %4回)"
        ),
        Measure.NOBODYS: QT_TRANSLATE_NOOP("busy", "%1 %2: だれのものでもないカード番号を、1時間に%3回照会"),
        Measure.LIFTS: QT_TRANSLATE_NOOP("busy", "%1 %2: 1時間に%3件の貸出禁止を解除"),
    }
)
_SHOWN: Final = 3


def told(counts: TodayCounts | None) -> str:
    """Say which logins, what they did and what to do; nothing where there are none.

    Args:
        counts: what was read; None for what isn't known yet.
    """
    if counts is None or not counts.busy:
        return ""
    lines = [translate("busy", HEADING), *(_line(it, counts.now) for it in counts.busy[:_SHOWN])]
    if len(counts.busy) > _SHOWN:
        lines.append(filled("busy", _MORE, len(counts.busy) - _SHOWN))
    return "\n".join((*lines, translate("busy", _NEXT)))


def _line(it: BusyLogin, now: datetime) -> str:
    when = dates.time(it.at) if tokyo_day(it.at) == tokyo_day(now) else dates.day_and_time(it.at)
    who = it.staff_id
    if it.name != it.staff_id:
        who = translate("busy", "%1(%2)").replace("%1", it.name).replace("%2", it.staff_id)
    return filled("busy", _DONE[it.measure], when, who, it.most, it.bound)
