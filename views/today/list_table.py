"""貸出禁止一覧 as a table of words, for a file."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.contract.today.suspension_list import SuspensionEntry, SuspensionList
from views.language import dates
from views.language.translation import translate
from views.text import suspension_words, words
from views.today import list_words

_REPORT: Final = slice(8, 10)
"""The columns of what was reported."""


def list_table(listed: SuspensionList, *, reports: bool = True) -> Sequence[Sequence[str]]:
    """Word a list, headings first.

    Args:
        listed: the list.
        reports: the library system keeps 申し出; else they have no columns.
    """
    table = [_headings(), *(_row(entry) for entry in listed.entries)]
    return table if reports else [(*row[: _REPORT.start], *row[_REPORT.stop :]) for row in table]


def file_name(day: date) -> str:
    """Name the file of a day, without its ending: 「貸出禁止一覧_2026-11-27」."""
    return f"{list_words.said(list_words.TITLE)}_{day.isoformat()}"


def _headings() -> Sequence[str]:
    return (
        words.CARD_NUMBER,
        translate("today", "氏名"),
        translate("today", "登録館"),
        translate("today", "理由"),
        translate("today", "貸出禁止日"),
        translate("today", "貸出禁止からの日数"),
        translate("today", "解除"),
        translate("today", "状態"),
        suspension_words.said(suspension_words.REPORTS),
        translate("today", "申し出の日"),
        translate("today", "次にすること"),
        translate("today", "メモ"),
    )


def _row(entry: SuspensionEntry) -> Sequence[str]:
    report = entry.report
    return (
        words.card_number(entry.card_number),
        entry.name,
        entry.branch,
        words.suspension(entry.reason),
        dates.day(entry.started_on),
        str(entry.days),
        translate("today", "できます") if entry.ready else translate("today", "まだです"),
        list_words.state(entry),
        "" if report is None else list_words.report(entry),
        "" if report is None else dates.day(report.reported_on),
        list_words.next_step(entry),
        entry.note or "",
    )
