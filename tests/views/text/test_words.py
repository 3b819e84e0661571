"""Every closed vocabulary has its word, and what patrons read is word for word the guide's and domain.md's."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics

from services.contract.actor import StaffMember
from services.contract.snapshot import PasswordState
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import (
    AgeGroup,
    CardProof,
    CardStatus,
    Channel,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    Paper,
    Receiver,
    Role,
    SuspensionReason,
)
from tests.helpers import snapshots
from views.panels.grid import Slot, layout
from views.style.theme import Theme
from views.text import notice_words, row_remarks, staff_words, suspension_words, words

_IN_ROWS = (
    Reason.SUSPENDED,
    Reason.REGISTRATION_EXPIRED,
    Reason.LONG_OVERDUE,
    Reason.PAST_DUE,
    Reason.ALREADY_RENEWED,
    Reason.HOLD_WAITING,
    Reason.LENT_TODAY,
    Reason.INTERLIBRARY,
    Reason.MOBILE_LIBRARY,
    Reason.CLOSURE,
    Reason.BY_PHONE,
    Reason.NOT_LATER,
    Reason.SHELF_ALREADY_EXTENDED,
    Reason.SHELF_TIME_OVER,
    Reason.UNDO_DAY_OVER,
    Reason.HELD_AGAIN,
    Reason.HOLD_LIMIT_REACHED,
    Reason.COPY_GONE,
    Reason.WAIT_TIME_OVER,
    Reason.ROLE_MAY_NOT,
    Reason.NEEDS_VISIT,
)
"""What a row of loans, holds or cancelled holds can be refused for."""


def _advice(reason: SuspensionReason, role: Role) -> str:
    return suspension_words.advice(snapshots.lift_facts(reason, role=role))


VOCABULARIES: list[tuple[type[Enum], Callable[[Any], str]]] = [
    (Reason, words.reason),
    (HoldStatus, words.hold_status),
    (ContactMethod, words.contact),
    (AgeGroup, words.age_group),
    (SuspensionReason, words.suspension),
    *((SuspensionReason, partial(_advice, role=role)) for role in Role),
    (Role, staff_words.role),
    (Channel, words.channel),
    (Receiver, words.receiver),
    (CardProof, words.card_proof),
    (CardStatus, words.card_status),
    (Paper, words.paper),
]


@pytest.mark.parametrize(("vocabulary", "word"), VOCABULARIES)
def test_every_member_has_a_word_of_its_own(vocabulary: type[Enum], word: Callable[[Any], str]) -> None:
    said = [word(member) for member in vocabulary]

    assert all(said)
    assert len(set(said)) == len(said)


def test_renewals_reasons_are_told_in_domains_words_and_order() -> None:
    assert [words.reason(reason) for reason in list(Reason)[:11]] == [
        "貸出禁止中",
        "更新期限切れ",
        "15日以上の延滞があります",
        "返却期限日を過ぎています",
        "すでに延長されています",
        "予約待ちあり",
        "貸出当日",
        "相互貸借",
        "移動図書館",
        "休館期間",
        "電話では延長できません",
    ]


@pytest.mark.parametrize("why", _IN_ROWS)
def test_a_reason_has_room_in_the_column_of_staff(theme: Theme, why: Reason) -> None:
    """One reason alone is read whole where the page has its menu: 1366 pixels at 100 %."""
    room = layout(1355, 1.0, left=184).areas[Slot.STAFF].place.width()
    metrics = QFontMetrics(theme.tokens.font(theme.tokens.sizes.body))
    assert metrics.horizontalAdvance(words.reason(why)) <= room


def test_what_a_hold_comes_back_as_begins_beside_the_act(theme: Theme) -> None:
    """The first word is read beside 予約に戻す; why is read in the foot."""
    room = layout(1355, 1.0, left=184).areas[Slot.STAFF].place.width()
    metrics = QFontMetrics(theme.tokens.font(theme.tokens.sizes.body))
    act = metrics.horizontalAdvance("予約に戻す") + 28
    for back in (
        *(Comeback(because=it) for it in WaitsBecause),
        Comeback(HoldStatus.READY, date(2026, 12, 1)),
    ):
        row = snapshots.cancelled_hold(undo=Allowed(), comes_back=back)
        first = row_remarks.of_cancelled_hold(row, buttons=True).partition("(")[0]
        assert first in {"予約待ちへ", "取置へ"}
        assert metrics.horizontalAdvance(first + "…") <= room - act


def test_holds_are_told_in_the_patrons_words() -> None:
    assert words.hold_status(HoldStatus.IN_TRANSIT) == "移送中です"
    assert words.hold_status(HoldStatus.READY) == "ご用意できました"
    assert [words.contact(way) for way in ContactMethod] == ["メール", "不要", "電話"]


def test_suspensions_are_numbered_as_in_the_guide() -> None:
    assert "".join(words.suspension(reason)[0] for reason in SuspensionReason) == "①②③④⑤"


NEAR = (
    "※もうすぐ利用カードの更新期限です。(利用カードは、3年ごとに登録の更新が必要です)次回ご来館時に、"
    "更新の手続きをお願い致します。その際、利用カードと、ご住所を確認できるものをお持ちください。"
)
PASSED = (
    "※利用カードの更新時期がきています。(利用カードは、3年ごとに登録の更新が必要です。)次回ご来館時に、"
    "更新の手続きをお願いします。その際、利用カードと、ご住所を確認できるものをお持ちください。"
)


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (Notice(NoticeKind.EXPIRY_NEAR, date(2011, 6, 11)), f"{NEAR} 更新期限日 2011/6/11"),
        (Notice(NoticeKind.EXPIRY_PASSED, date(2011, 6, 11)), f"{PASSED} 更新期限日 2011/6/11"),
        (Notice(NoticeKind.SUSPENDED), "※貸出禁止中です。"),
    ],
)
def test_notices_are_the_guides_sentences_in_full(notice: Notice, told: str) -> None:
    assert notice_words.notice(notice) == told


INITIAL = snapshots.password(kind=CredentialKind.INITIAL, must_change=True, expires_on=date(2027, 1, 23))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (None, "未発行"),
        (snapshots.password(), "本人変更済"),
        (INITIAL, "初期・未変更(期限 2027/1/23)"),
        (snapshots.password(kind=CredentialKind.INITIAL), "初期・未変更"),
        (snapshots.password(kind=CredentialKind.INITIAL, expired=True), "期限切れ"),
        (snapshots.password(locked_until=snapshots.NOW), "ロック中"),
        (snapshots.password(locked_until=snapshots.NOW, disabled=True), "利用停止中"),
    ],
)
def test_the_passwords_most_urgent_state_is_told(state: PasswordState | None, told: str) -> None:
    assert words.password_state(state) == told


def test_numbers_and_names_are_written_as_on_paper() -> None:
    assert words.card_number("123456789") == "12345678-9"
    assert words.alias("リン") == "通称 リン"
    assert staff_words.staff_member(StaffMember("s1", "見本", Role.SUPERVISOR)) == "責任者 見本"
    assert words.issue_password(reissue=False) == "パスワード発行"
    assert words.issue_password(reissue=True) == "パスワード再発行"
    assert words.from_day(date(2026, 11, 26)) == "11/26から"


def test_the_hint_about_both_lists_names_them_and_the_reasons() -> None:
    hint = words.lists_hint_name() + words.lists_hint()

    assert all(part in hint for part in ("予約カード", "新しい本", "市外", "予約一覧", "リクエスト一覧"))
