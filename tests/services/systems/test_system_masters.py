"""The masters of another system: which rule counts, when a branch is open, and what stays the counter's own."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from services.contract.masters import CodeLabel
from services.systems.system_masters import branches_of, read_masters, system_masters
from tests.helpers.contract_documents import masters, system, text_of
from tests.helpers.masters import masters_of


def rules(*keys: tuple[str | None, str | None, str | None]) -> list[dict[str, Any]]:
    return [
        {"branch": branch, "category": category, "material_type": kind, "renewals": number, "days": 7}
        for number, (branch, category, kind) in enumerate(keys)
    ]


@pytest.mark.parametrize("known", range(1, 9))
def test_branch_goes_before_category_before_type(known: int) -> None:
    """Each time only the last of all kinds of rules are there; the first of these counts."""
    in_turn = list(product(("B", None), ("C", None), ("T", None)))
    left = rules(*in_turn[-known:])
    found = system(masters(renewal_rules=left[::-1])).rule_for("B", "C", "T")
    assert found is not None
    assert found["renewals"] == 0


def test_a_closer_rule_that_leaves_it_to_the_system_counts() -> None:
    every = {"renewals": 3, "days": 14}
    own = system(masters(renewal_rules=[every, {"category": "C"}]))
    assert own.rule_for("B", "C", "T") is None
    assert own.rule_for("B", "D", None) == {
        "renewals": 3,
        "days": 14,
        "from_due": False,
        "closed_days": "counted",
        "holds_stop": False,
    }


BOTH: Any = [{"key": "A", "name": "あ"}, {"key": "B", "name": "い"}]


@pytest.mark.parametrize(
    ("day", "open_at"),
    [
        ("2026-12-07", ""),  # a Monday
        ("2026-12-14", "B"),  # one that is open in B
        ("2026-12-15", "A"),
        ("2026-12-16", "AB"),
        ("2027-01-01", ""),
        ("2031-01-01", ""),
        ("2027-08-11", "B"),
        ("2026-12-27", "A"),  # Sundays in B
    ],
)
def test_single_days_go_before_weekdays_and_days_of_the_year(day: str, open_at: str) -> None:
    own = system(
        masters(
            branches=BOTH,
            closed_weekdays=[{"weekday": 1}, {"branch": "B", "weekday": 7}, {"branch": "GONE", "weekday": 3}],
            closed_yearly=[{"month": 1, "day": 1}, {"branch": "A", "month": 8, "day": 11}],
            closed_days=[
                {"branch": "B", "day": "2026-12-14", "open": True},
                {"day": "2026-12-14"},
                {"branch": "B", "day": "2026-12-15", "open": 0},
            ],
        )
    )
    names = {it.code: own.masters.calendar(it.id) for it in own.masters.branches.values()}
    assert "".join(it for it in "AB" if names[it].is_open(date.fromisoformat(day))) == open_at


def test_branches_have_the_numbers_that_they_are_given() -> None:
    document = read_masters(text_of(masters(branches=BOTH)))
    assert [(it.id, it.code) for it in branches_of(document)] == [(1, "A"), (2, "B")]
    own = system_masters(document, masters_of(), {"B": 70})
    assert {number: it.name for number, it in own.masters.branches.items()} == {70: "い"}
    assert own.branches == {"B": 70}


def test_the_counters_own_words_stay() -> None:
    kept = CodeLabel("reference_status", "asked", "受付", ends=False)
    replaced = CodeLabel("request_status", "ASKED", "古い言葉", ends=True)
    own = system(own=masters_of(labels=[kept, replaced]))
    assert own.masters.label("reference_status", "asked") == "受付"
    assert own.masters.label("request_status", "ASKED") == "受付済"
    assert own.name == "見本図書館システム 3.2"


def test_a_name_of_which_nothing_is_seen_is_the_key() -> None:
    own = system(
        masters(branches=[{"key": "A", "name": "\u200b"}], material_types=[{"key": "\n", "name": " "}])
    )
    assert [it.name for it in own.masters.branches.values()] == ["A"]
    assert [it.name for it in own.masters.material_types.values()] == ["?"]
