"""操作の一覧 as a table of words, for a file: a card's last digits, and no name of a patron."""

from collections.abc import Sequence
from datetime import date

from services.contract.today.act_list import ActEntry, ActList
from services.rules.clock import to_tokyo
from views.act_list import act_filters
from views.act_list.act_rows import card
from views.language import dates
from views.language.translation import translate
from views.text import act_words, words


def act_table(listed: ActList) -> Sequence[Sequence[str]]:
    """Word a list, headings first."""
    return [_headings(), *map(_row, listed.entries)]


def file_name(day: date) -> str:
    """Name the file of a day, without its ending: 「操作の一覧_2026-11-27」."""
    return f"{act_filters.said(act_filters.TITLE)}_{day.isoformat()}"


def _headings() -> Sequence[str]:
    return (
        translate("records", "日時"),
        translate("records", "操作"),
        translate("records", "対象"),
        translate("records", "結果"),
        translate("records", "カード末尾"),
        translate("records", "担当"),
        translate("records", "職員ID"),
        translate("records", "承認"),
        translate("records", "館"),
        translate("records", "窓口"),
        translate("records", "受付"),
    )


def _row(entry: ActEntry) -> Sequence[str]:
    record = entry.record
    at = to_tokyo(record.at)
    return (
        f"{dates.day(at.date())} {at:%H:%M:%S}",
        act_words.verb(record),
        act_words.subject(record),
        act_words.outcome(record),
        card(entry),
        record.staff_name or "",
        record.staff_id,
        record.approver or "",
        record.branch,
        record.workstation,
        words.channel(record.channel),
    )
