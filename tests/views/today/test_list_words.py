"""What a row says: what has happened that it waits for, or what hasn't."""

from dataclasses import replace
from typing import Any

import pytest

from services.contract.contacts import Contacts
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.people.contacts import Attempt, ContactFacts, NextStep
from services.rules.people.suspension import is_ready
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, SuspensionReason
from tests.helpers.snapshots import ALLOWED, NOW, contacts, days, lift_facts
from tests.viewmodels.today.today_fakes import ADDRESS, CONTACT, LOST, OVERDUE, UNREACHABLE, entry
from views.today import list_words
from views.today.list_table import list_table


@pytest.mark.parametrize(
    ("reason", "facts", "state", "step"),
    [
        (LOST, {"card_replaced": True}, "✓ 代替カード 11/22", "新しいカードを渡す"),
        (LOST, {"card_replaced": False}, "代替カードなし", "代替カードを待つ"),
        (UNREACHABLE, {"phone_changed_on": days(-1)}, "✓ 電話番号は 11/23 に変更済", "連絡先を確かめる"),
        (UNREACHABLE, {"address_changed_on": days(-4)}, "✓ 住所は 11/20 に変更済", "連絡先を確かめる"),
        (UNREACHABLE, {"address_changed_on": None}, "電話・住所の変更なし", "連絡先をたずねる"),
        (OVERDUE, {}, "✓ 延滞中の資料はありません", "返却を確かめる"),
        (OVERDUE, {"overdue_items": 2}, "2点 60日延滞", "返却を待つ"),
        (ADDRESS, {"address_changed_on": days(-4)}, "✓ 住所は 11/20 に変更済", "書類を見る"),
        (ADDRESS, {"address_changed_on": None}, "住所の変更なし", "届出を待つ"),
        (CONTACT, {"told": True}, "✓ 連絡がつきました", "伝わったか確かめる"),
        (CONTACT, {}, "伝言がまだです", "本人に伝える"),
    ],
)
def test_each_reason_says_where_it_is(
    reason: SuspensionReason, facts: dict[str, Any], state: str, step: str
) -> None:
    known = lift_facts(reason, started_on=days(-20), **facts)
    row = entry(1, reason, facts=known)
    assert row.ready is is_ready(known) is state.startswith("✓")
    assert (list_words.state(row), list_words.next_step(row)) == (state, step)


def test_who_has_no_card_is_told_without_one() -> None:
    lost = lift_facts(LOST, card_replaced=True)
    row = entry(1, LOST, facts=lost, card_number=None, card_issued_on=None)
    assert list_words.whose(row.name, row.card_number) == row.name
    assert list_words.state(row) == "✓ 代替カード"
    listed = SuspensionList(now=NOW, wanted=SuspensionFilter(), entries=(row,), ready=1, total=1)
    assert list_table(listed)[1][0] == ""
    assert not any("None" in cell for cell in list_table(listed)[1])


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("見本 1子", "200000019", "見本 1子"),
        (None, "200000019", "20000001-9"),
        (None, None, "記録番号 51"),
        ("", None, "記録番号 51"),
    ],
)
def test_a_patron_is_named_by_what_is_known_here(name: str | None, number: str | None, told: str) -> None:
    assert list_words.patron(name, number, 51) == told


def test_others_that_stay_are_told_by_their_numbers() -> None:
    row = entry(1, others=(LOST, ADDRESS))
    assert list_words.state(row) == "✓ 延滞中の資料はありません・①④は残ります"
    assert list_words.next_step(row) == "③だけ解除"


def test_who_is_to_be_reached_is_reached_as_it_was_decided() -> None:
    facts = ContactFacts(reason=OVERDUE, today=days(0))
    tried = Contacts(rows=(), facts=facts, next=NextStep(ContactStep.CALL, days(2)), record=ALLOWED)
    known = lift_facts(OVERDUE, overdue_items=1)
    assert list_words.next_step(entry(1, facts=known, contacts=tried)) == "電話する 11/26"
    assert list_words.next_step(entry(1, facts=known, contacts=replace(tried, next=None))) == "返却を待つ"
    assert list_words.next_step(entry(1, contacts=tried)) == "返却を確かめる"


@pytest.mark.parametrize(
    ("on", "late", "said"),
    [(1, 0, "電話する 11/25"), (0, 0, "電話する 11/24"), (-7, 7, "電話する 11/17・7日過ぎています")],
)
def test_a_day_that_is_over_says_so(on: int, late: int, said: str) -> None:
    after = NextStep(ContactStep.CALL, days(on))
    tried = contacts(OVERDUE, Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=after))
    row = entry(1, facts=lift_facts(OVERDUE, overdue_items=1), contacts=tried)
    assert (list_words.days_late(row), list_words.next_step(row)) == (late, said)
    assert list_words.days_late(entry(1, contacts=tried)) == 0


@pytest.mark.usefixtures("english")
def test_in_english_how_late_it_is_stands_behind_a_comma() -> None:
    after = NextStep(ContactStep.CALL, days(-7))
    tried = contacts(OVERDUE, Attempt(means=ContactMeans.PHONE, result=ContactResult.NO_ANSWER, next=after))
    said = list_words.next_step(entry(1, facts=lift_facts(OVERDUE, overdue_items=1), contacts=tried))
    assert said == "Call 11/17, 7 d late"


def test_a_day_of_long_ago_has_its_year() -> None:
    known = lift_facts(ADDRESS, started_on=days(-400), address_changed_on=days(-10))
    row = entry(1, ADDRESS, facts=known, started_on=days(-400))
    assert list_words.state(row) == "✓ 住所は 2026/11/14 に変更済"


@pytest.mark.parametrize(("ago", "said"), [(0, "今日"), (1, "1日前"), (60, "60日前")])
def test_how_long_ago_it_began(ago: int, said: str) -> None:
    assert list_words.days_ago(ago) == said
