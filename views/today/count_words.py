"""What the numbers of 今日の仕事 say: those of the branch that is chosen, with the whole library in the line below."""

from collections.abc import Mapping
from datetime import datetime

from services.contract.today.counts import TodayCounts, WaitingApproval
from services.rules.clock import tokyo_day
from services.rules.people.approvals import ApprovalState
from views.language.translation import translate
from views.text import approval_words, row_remarks
from views.today.tiles import CountTile, TileKind


def show_counts(
    tiles: Mapping[TileKind, CountTile], counts: TodayCounts | None, branch_id: int | None
) -> None:
    """Show how much waits.

    Args:
        tiles: those that there are.
        counts: what waits; None for what isn't known yet.
        branch_id: the branch whose patrons are counted; None for the whole library.
    """
    if counts is None:
        for tile in tiles.values():
            tile.show_count(None)
        return
    here, all_of_it = counts.of(branch_id), counts.of(None)

    def whole(count: int) -> str:
        told = translate("today", "全館") if branch_id is None else translate("today", "全館 %1")
        return told.replace("%1", str(count))

    ready = translate("today", "条件がそろっています") if here.ready else translate("today", "ありません")
    oldest = _oldest(here.oldest_report, counts.now)
    late = (translate("today", "うち予定日を過ぎた %1"), translate("today", "過ぎた %1"))
    told = (it.replace("%1", str(here.contact_late)) for it in late if here.contact_late)
    approvals = tuple(it for it in counts.approvals if it.state is ApprovalState.WAITING)
    shown = {
        TileKind.READY: (here.ready, _shorter(whole(all_of_it.ready), ready)),
        TileKind.REPORTS: (here.reports, _shorter(whole(all_of_it.reports), oldest)),
        TileKind.CONTACTS: (here.to_contact, _shorter(whole(all_of_it.to_contact), *told)),
        TileKind.SUSPENDED: (here.suspended, (whole(all_of_it.suspended),)),
        TileKind.APPROVALS: (len(approvals), _desk_waiting(approvals)),
    }
    for kind, tile in tiles.items():
        count, lines = shown[kind]
        tile.show_count(
            count,
            *lines,
            good=kind is TileKind.READY and bool(count),
            somebody_waits=kind is TileKind.APPROVALS and bool(count),
        )


def _shorter(whole: str, *told: str) -> tuple[str, ...]:
    """Give what a line says, the longest first: what is told with the whole library, and that alone."""
    return (*(row_remarks.joined([it, whole]) for it in told), whole)


def _oldest(oldest: datetime | None, now: datetime) -> str:
    if oldest is None:
        return translate("today", "ありません")
    days = (tokyo_day(now) - tokyo_day(oldest)).days
    if not days:
        return translate("today", "いちばん古いもの 今日")
    return translate("today", "いちばん古いもの %1日前").replace("%1", str(days))


def _desk_waiting(approvals: tuple[WaitingApproval, ...]) -> tuple[str, ...]:
    """Name the desk that waits longest, 「3番窓口・代替カードの登録」; and for little room the act alone."""
    if not approvals:
        return (translate("today", "ありません"),)
    act = approval_words.act(approvals[0].verb)
    return row_remarks.joined([approvals[0].workstation, act]), act
