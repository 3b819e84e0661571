"""What an act did, in a sentence that names it; and what of that may be heard."""

from datetime import date

import pytest

from services.rules.decision import Closure
from services.rules.vocabulary import ContactMethod, PatronReport, SuspensionReason
from viewmodels.core.notes import Done, Lifts, Renewals, Result, StatusMessage
from views.text import messages

DAY = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("note", "line", "heard"),
    [
        (
            Result(Done.LOANS_RENEWED, "草枕", DAY),
            "『草枕』の返却期限日を 2026/12/8(火) に更新しました。",
            "返却期限日を 2026/12/8(火) に更新しました。",
        ),
        (
            Result(Done.HOLD_CHANGED, "草枕", contact=ContactMethod.MAIL, pick_up="あおぞら号 見本停留所"),
            "『草枕』の予約を変更しました(受取館 あおぞら号 見本停留所・連絡方法 メール)。",
            "予約を変更しました(受取館 あおぞら号 見本停留所・連絡方法 メール)。",
        ),
        (
            Result(Done.HOLD_CHANGED, "草枕", pick_up="中央"),
            "予約を変更しました。",
            "予約を変更しました。",
        ),
        (
            Result(Done.HOLD_CHANGED, "草枕", contact=ContactMethod.MAIL),
            "予約を変更しました。",
            "予約を変更しました。",
        ),
        (Result(Done.HOLD_CANCELLED, "草枕"), "『草枕』の予約を取り消しました。", "予約を取り消しました"),
        (
            Result(Done.HOLD_RESTORED_READY, "草枕"),
            "『草枕』を「ご用意できました」に戻しました。資料を取置棚に戻してください。",
            "「ご用意できました」に戻しました。資料を取置棚に戻してください。",
        ),
        (Result(Done.HOLD_RESTORED, "草枕"), "『草枕』を予約一覧に戻しました。", "予約一覧に戻しました。"),
        (
            Result(Done.SHELF_EXTENDED, "草枕", DAY),
            "『草枕』の取置期限日を 2026/12/8(火) に延長しました。",
            "取置期限日を 2026/12/8(火) に延長しました。",
        ),
        (
            Result(Done.HOLD_ACKNOWLEDGED, "草枕"),
            "『草枕』を予約取消一覧から削除しました。",
            "予約取消一覧から削除しました。",
        ),
        (
            Result(Done.REGISTRATION_RENEWED, day=DAY),
            "登録を更新しました。更新期限日は 2026/12/8(火) です。",
            "登録を更新しました。更新期限日は 2026/12/8(火) です。",
        ),
        (
            Result(Done.SUSPENDED, about=SuspensionReason.LONG_OVERDUE),
            "貸出禁止にしました(③長期延滞)。",
            "貸出禁止にしました。",
        ),
        (
            Result(Done.REPORT_TAKEN, about=PatronReport.CARD_FOUND),
            "申し出「カード発見」を記録しました。責任者が対応します。",
            "申し出を記録しました。責任者が対応します。",
        ),
        (Renewals(12, 0), "12点を更新しました。", "12点を更新しました。"),
        (Renewals(12, 2), "12点を更新、2点はできません。", "12点を更新、2点はできません。"),
        (Renewals(0, 2), "2点とも更新できません。", "2点とも更新できません。"),
        (Lifts(3, 0), "貸出禁止を3件解除しました。", "貸出禁止を3件解除しました。"),
        (
            Lifts(2, 1),
            "貸出禁止を2件解除しました。1件は解除できませんでした。",
            "貸出禁止を2件解除しました。1件は解除できませんでした。",
        ),
        (Lifts(0, 1), "解除できませんでした(1件)。", "解除できませんでした(1件)。"),
    ],
)
def test_a_result_names_what_was_done(note: StatusMessage, line: str, heard: str) -> None:
    assert (messages.line(note), messages.heard(note)) == (line, heard)


def test_without_its_title_a_result_still_names_the_new_day() -> None:
    assert messages.line(Result(Done.LOANS_RENEWED, day=DAY)) == "返却期限日を 2026/12/8(火) に更新しました。"


@pytest.mark.parametrize("done", Done)
def test_nothing_is_left_to_be_filled_in(done: Done) -> None:
    for title in (None, "草枕"):
        told = messages.line(
            Result(
                done,
                title,
                DAY,
                contact=ContactMethod.NONE,
                pick_up="前川",
                about=SuspensionReason.CONTACT_WANTED,
            )
        )
        assert "%" not in told


def test_a_title_is_told_as_it_is_and_a_long_one_by_its_beginning() -> None:
    assert (
        messages.line(Result(Done.HOLD_CANCELLED, "%2と<b>%5</b>"))
        == "『%2と<b>%5</b>』の予約を取り消しました。"
    )
    assert (
        messages.line(Result(Done.HOLD_CANCELLED, "長" * 60)) == f"『{'長' * 39}…』の予約を取り消しました。"
    )


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            Result(Done.LOANS_RENEWED, "草枕", DAY, Closure.NEW_YEAR),
            "『草枕』の返却期限日を 2026/12/8(火) に更新しました。年末年始休館のため、この日になります。",
        ),
        (
            Result(Done.SHELF_EXTENDED, None, DAY, Closure.SPECIAL),
            "取置期限日を 2026/12/8(火) に延長しました。特別整理休館のため、この日になります。",
        ),
    ],
)
def test_a_day_that_a_closure_moved_says_so(note: Result, told: str) -> None:
    assert messages.line(note) == told


def test_a_day_that_is_near_has_no_year_but_is_heard_whole() -> None:
    note = Result(Done.LOANS_RENEWED, "草枕", DAY)
    assert messages.line(note, date(2026, 11, 24)) == "『草枕』の返却期限日を 12/8(火) に更新しました。"
    assert messages.line(note, date(2026, 6, 7)) == "『草枕』の返却期限日を 2026/12/8(火) に更新しました。"
    assert messages.heard(note) == "返却期限日を 2026/12/8(火) に更新しました。"
