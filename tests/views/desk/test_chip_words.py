"""What the chips say, and that each says what pressing it does."""

import pytest

from viewmodels.core.snapshot_diff import Part
from viewmodels.desk.patron_chips import Chip, ChipKind
from views.desk import chip_words


@pytest.mark.parametrize(
    ("kind", "number", "shelves", "said"),
    [
        (ChipKind.READY, 2, ("B-2",), "取置 2点・棚 B-2"),
        (ChipKind.READY, 2, ("B-2", "C-1"), "取置 2点・棚 B-2・C-1"),
        (ChipKind.READY, 3, ("B-2", "C-1", "D-9"), "取置 3点・棚 B-2・C-1 ほか"),
        (ChipKind.READY, 1, ("%1",), "取置 1点・棚 %1"),
        (ChipKind.READY, 1, (), "取置 1点"),
        (ChipKind.OVERDUE, 2, (), "延滞 2点"),
        (ChipKind.DUE_TODAY, 1, (), "今日まで 1点"),
        (ChipKind.DUE_TOMORROW, 3, (), "明日まで 3点"),
        (ChipKind.PASSWORD_LOCKED, 0, (), "ロック中"),
        (ChipKind.EXPIRED, 0, (), "期限切れ"),
        (ChipKind.EXPIRES_SOON, 20, (), "更新まで20日"),
        (ChipKind.EXPIRES_SOON, 0, (), "更新は今日まで"),
        (ChipKind.REPORTS, 2, (), "申し出 2"),
        (ChipKind.NAMESAKE, 0, (), "同姓同名"),
    ],
)
def test_what_a_chip_says(kind: ChipKind, number: int, shelves: tuple[str, ...], said: str) -> None:
    assert chip_words.said(Chip(kind, Part.REGISTRATION, number, shelves)) == said


@pytest.mark.parametrize("kind", ChipKind)
def test_each_explains_itself(kind: ChipKind) -> None:
    assert chip_words.explained(Chip(kind, Part.REGISTRATION)).endswith("。")
