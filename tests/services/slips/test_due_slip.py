"""What a 返却期限票 says: each row once, by its last day, and nothing that isn't known."""

from datetime import date

import pytest
from hypothesis import given

from services.slips.due_slip import DueLoan, DueSlip, say_due
from tests.services.slips.due_rows import DUE, TODAY, due_slip, due_slips, hold


def test_the_header_says_where_and_when_and_not_whose() -> None:
    words = say_due(due_slip())
    assert words.title == "返却期限票"
    assert words.header == ("川口市立図書館 中央図書館", "2026/11/30(月)")


def test_number_and_name_stand_there_where_they_are_wanted() -> None:
    words = say_due(due_slip(card_number="●●●●●678-9", patron_name="辻󠄀 花子"))
    assert words.header[2:] == ("利用カード ●●●●●678-9", "辻 花子 様")


def test_loans_stand_by_their_day_and_what_has_none_stands_last() -> None:
    late = DueLoan("こころ", None, date(2026, 11, 24))
    unknown = DueLoan("明暗", None, None)
    groups = say_due(due_slip(loans=(unknown, DueLoan("草枕", None, DUE), late))).groups
    assert [(it.section, it.label, it.day, [each.title for each in it.entries]) for it in groups] == [
        ("借りている資料 3点 On loan", "返却期限日 Due", "2026/11/24(火)", ["こころ"]),
        ("", "返却期限日 Due", "2026/12/8(火)", ["草枕"]),
        ("", "返却期限日 Due", "窓口でおたずねください", ["明暗"]),
    ]


def test_loans_of_one_day_stand_together_in_the_order_of_the_list() -> None:
    loans = tuple(DueLoan(title, None, DUE) for title in ("草枕", "こころ", "明暗"))
    (group,) = say_due(due_slip(loans=loans)).groups
    assert [it.title for it in group.entries] == ["草枕", "こころ", "明暗"]


def test_a_ready_hold_has_its_shelf_its_place_and_its_last_day() -> None:
    elsewhere = hold(title="門", pick_up="横曽根図書館", shelf=None)
    groups = say_due(due_slip(loans=(), holds=(elsewhere, hold()))).groups
    assert [
        (it.section, it.day, it.place, [(each.title, each.beneath) for each in it.entries]) for it in groups
    ] == [
        ("取り置いている資料 2点 Ready", "2026/12/8(火)", "受取館 中央図書館", [("三四郎", "棚 A-12")]),
        ("", "2026/12/8(火)", "受取館 横曽根図書館", [("門", "")]),
    ]


def test_a_hold_of_which_little_is_known_says_no_more() -> None:
    (group,) = say_due(due_slip(loans=(), holds=(hold(pick_up="", shelf=None, until=None),))).groups
    assert (group.day, group.place, group.entries[0].beneath) == ("窓口でおたずねください", "", "")


@pytest.mark.parametrize(
    ("title", "number", "said"),
    [
        ("草枕", "12", "草枕"),
        ("草\n枕\x00", None, "草 枕"),
        ("辻󠄀邦生", None, "辻邦生"),
        (None, "1234567890", "資料番号 1234567890"),
        ("", "1234567890", "資料番号 1234567890"),
        (None, None, "(タイトルなし)"),
    ],
)
def test_titles(title: str | None, number: str | None, said: str) -> None:
    (group,) = say_due(due_slip(loans=(DueLoan(title, number, DUE),))).groups
    assert group.entries[0].title == said


@given(due_slips)
def test_each_row_is_said_once_under_a_heading(slip: DueSlip) -> None:
    groups = say_due(slip).groups
    assert sum(len(it.entries) for it in groups) == len(slip.loans) + len(slip.holds)
    assert all(entry.title for it in groups for entry in it.entries)
    assert len([it for it in groups if it.section]) == bool(slip.loans) + bool(slip.holds)


def test_nothing_of_a_patron_can_get_into_a_log() -> None:
    slip = due_slip(holds=(hold(),), card_number="●●●●●678-9", patron_name="川口 花子")
    said = repr((slip, slip.loans[0], slip.holds[0], say_due(slip)))
    for secret in ("草枕", "三四郎", "678-9", "花子", "1234567890"):
        assert secret not in said
    assert repr(TODAY) in said
