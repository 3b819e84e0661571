"""Every decision record says when it was made and whether it still holds."""

import re
from datetime import date
from pathlib import Path

import pytest

from tools.screenshots.named import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HEAD = re.compile(
    r"# [^\n]+\n\nDate: (?P<date>\d{4}-\d{2}-\d{2})\. "
    r"Status: (?:accepted|superseded by \[[^\]]+\]\((?P<by>[\w-]+\.md)\))\.\n\n"
)


def is_dated(text: str) -> bool:
    """Tell whether a record begins with its title, its date and its status."""
    head = HEAD.match(text)
    return head is not None and date.fromisoformat(head["date"]) >= date(2026, 11, 25)


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_every_decision_has_a_date_and_a_status(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert is_dated(text)
    head = HEAD.match(text)
    assert head is not None
    assert head["by"] is None or (record.parent / head["by"]).is_file()


def test_there_are_decisions() -> None:
    assert len(DECISIONS) > 20


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Date: 2026-11-25.\n\n",
        "Status: accepted.\n\n",
        "Date: 25 November. Status: accepted.\n\n",
        "Date: 2026-11-25. Status: perhaps.\n\n",
        "Date: 2026-11-25. Status: superseded.\n\n",
        "Date: 2006-11-25. Status: accepted.\n\n",
    ],
)
def test_a_record_without_either_would_be_found(head: str) -> None:
    assert not is_dated(f"# Something\n\n{head}**Context.** Something.\n")
