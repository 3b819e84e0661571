"""What the chips say, and that each says what pressing it does."""

import pytest

from viewmodels.core.snapshot_diff import Part
from viewmodels.desk.patron_chips import Chip, ChipKind
from views.bars import chip_words


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
        (ChipKind.EXPIRED, 0, (), "更新期限切れ"),
        (ChipKind.EXPIRES_SOON, 20, (), "更新期限まで20日"),
        (ChipKind.EXPIRES_SOON, 0, (), "更新期限は今日"),
        (ChipKind.REPORTS, 2, (), "申し出 2"),
        (ChipKind.NAMESAKE, 0, (), "同姓同名"),
        (ChipKind.VARIANT, 0, (), "異体字あり"),
    ],
)
def test_what_a_chip_says(kind: ChipKind, number: int, shelves: tuple[str, ...], said: str) -> None:
    assert chip_words.said(Chip(kind, Part.REGISTRATION, number, shelves)) == said


@pytest.mark.parametrize("kind", ChipKind)
def test_each_explains_itself(kind: ChipKind) -> None:
    assert chip_words.explained(Chip(kind, Part.REGISTRATION)).endswith("。")


def test_where_there_is_little_room_the_shelf_is_left_to_what_explains_the_chip() -> None:
    chip = Chip(ChipKind.READY, Part.HOLDS, 2, ("B-2",))
    assert chip_words.said_in_short(chip) == "取置 2点"
    assert chip_words.explained(chip) == (
        "取置 2点・棚 B-2\n予約一覧を取置の行だけにします。もう一度押すか Esc で、すべての行に戻ります。"
    )


def test_those_without_room_are_told_together() -> None:
    assert chip_words.others(["延滞 1点", "ロック中"]) == "ほか2件: 延滞 1点、ロック中"
