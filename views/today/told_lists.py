"""What the page 今日の仕事 says of a list that is open: what it is, and how much of it isn't shown."""

from services.contract.today.report_list import ReportList
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from views.language.line_breaks import run_on
from views.language.translation import translate


def whom(branch: str) -> str:
    """Say whom the numbers are about, and what is recorded; blank stands for the whole library."""
    said = translate("TodayPage", "登録館が「%1」の利用者の数です。").replace("%1", branch)
    if not branch:
        said = translate("TodayPage", "全館の利用者の数です。")
    return run_on(said, translate("TodayPage", "選ぶと一覧が開き、開いたことは記録されます。"))


def told(listed: SuspensionList | ReportList) -> str:
    """Say how much a list has."""
    if isinstance(listed, ReportList):
        return translate("TodayPage", "未対応の申し出 %1件").replace("%1", str(listed.total))
    said = translate("TodayPage", "解除できるもの %1件・全部で %2件")
    if listed.wanted.to_contact:
        said = translate("TodayPage", "連絡待ち %2件")
    if listed.wanted.late_only:
        said = translate("TodayPage", "予定日を過ぎた連絡 %2件")
    if listed.wanted.ready_only:
        said = translate("TodayPage", "解除できるもの %1件")
    return said.replace("%1", str(listed.ready)).replace("%2", str(listed.total))


def beside_title(listed: SuspensionList | ReportList) -> str:
    """Say of a list what no head below says: how much there is in all, or what was chosen; blank for nothing."""
    if isinstance(listed, ReportList) or listed.wanted.ready_only:
        return ""
    if listed.wanted.to_contact or listed.wanted.late_only:
        return told(listed)
    return translate("TodayPage", "全部で %1件").replace("%1", str(listed.total))


def nothing(wanted: SuspensionFilter, otherwise: str) -> str:
    """Say that nothing of what can't be lifted yet fits a filter.

    Args:
        wanted: the filter.
        otherwise: what the list says of itself.
    """
    if wanted.late_only:
        return translate("TodayPage", "予定日を過ぎた連絡はありません。")
    return translate("TodayPage", "連絡待ちはありません。") if wanted.to_contact else otherwise


def more(listed: SuspensionList | ReportList) -> str:
    """Say how many of a list aren't shown; blank where all are."""
    shown, total = len(listed.entries), listed.total
    if shown >= total:
        return ""
    if isinstance(listed, ReportList):
        said, rest = translate("reports", "古いものから%1件です。ほかに%2件あります。"), total - shown
    else:
        said, rest = (
            translate(
                "TodayPage",
                "はじめの%1件を表示しています。全部で%2件あります。理由・館・期間で絞り込めます。",
            ),
            total,
        )
    return said.replace("%1", str(shown)).replace("%2", str(rest))


def ticked(count: int, *, fewer: bool) -> str:
    """Say after a tick how many rows are ticked.

    Args:
        count: so many are.
        fewer: a tick was taken away.
    """
    said = translate("TodayPage", "選びました。全部で%1件です。")
    if fewer:
        said = translate("TodayPage", "選択を外しました。全部で%1件です。")
    elif not count:
        said = translate("TodayPage", "選べる行はありません。")
    return said.replace("%1", str(count))
