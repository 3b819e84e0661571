"""操作の一覧 as a file: what is in it, and what isn't."""

from datetime import date

from services.contract.today.act_list import ActFilter, ActList
from tests.helpers.snapshots import NOW, TODAY
from tests.viewmodels.act_list.act_list_fakes import ACTS
from views.act_list.act_table import act_table, file_name


def test_a_row_has_what_was_done_by_whom_and_a_cards_last_digits() -> None:
    listed = ActList(
        now=NOW, wanted=ActFilter(looks=True), day=TODAY, entries=ACTS, total=9, staff={}, looks_since=None
    )
    headings, look, nobodys, refused, reissued, renewed = act_table(listed)
    assert headings[0] == "日時"
    assert {len(row) for row in (look, nobodys, refused, reissued, renewed)} == {len(headings)}
    told = dict(zip(headings, renewed, strict=True))
    assert told == {
        "日時": "2026/11/24 10:05:00",
        "操作": "貸出更新",
        "対象": "貸出 17",
        "結果": "完了 → 2026/12/15",
        "カード末尾": "…0001",
        "担当": "窓口 太郎",
        "職員ID": "staff01",
        "承認": "",
        "館": "中央",
        "窓口": "2番窓口",
        "受付": "窓口",
    }
    assert (look[1], look[3], nobodys[4], refused[3], refused[7]) == (
        "利用者の表示",
        "照会",
        "",
        "不承認",
        "岡田 裕樹",
    )


def test_the_file_is_named_after_its_day() -> None:
    assert file_name(date(2026, 11, 3)) == "操作の一覧_2026-11-03"
