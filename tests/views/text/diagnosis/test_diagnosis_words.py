"""Everything a check can find has a sentence, and everything that is to do says what."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from services.contract.diagnosis import CheckResult, Diagnosis, DiagnosisState, Subject
from services.contract.errors import PrinterFault, PrinterUnavailable
from tests.helpers.snapshots import NOW
from tests.views.printing.printers import Info
from views.printing.printer_check import check_printer
from views.printing.printer_names import printer_names
from views.printing.spooler import Queue
from views.text.diagnosis import diagnosis_words

VALUES: Mapping[CheckResult, tuple[int | str | datetime, ...]] = {
    CheckResult.POLICY_STRANGE: ("mail.hots",),
    CheckResult.SCHEMA_FITS: ("0004",),
    CheckResult.MASTERS_UNREADABLE: (1, "circulation_rule (loan_days 2000-01-01) value"),
    CheckResult.MASTERS_CLASH: ("1234567890",),
    CheckResult.CARDS_CLASH: ("1234567890",),
    CheckResult.LETTERS_UNCHECKED: ("luhn",),
    CheckResult.MASTERS_UNUSED: ("seal_hours",),
    CheckResult.CLOCK_RIGHT: (0,),
    CheckResult.CLOCK_BEHIND: (90,),
    CheckResult.CLOCK_AHEAD: (90,),
    CheckResult.OFFSET_SET: (60,),
    CheckResult.LOGINS_MIXED: (1, "counter"),
    CheckResult.GUARDS_IN_FORCE: (100,),
    CheckResult.GUARDS_MISSING: (1,),
    CheckResult.STOPPING_FUNCTIONS: (40,),
    CheckResult.STOPPING_DATABASES: (1, "postgres"),
    CheckResult.STOPPING_WITHOUT_LIMIT: (1, "counter"),
    CheckResult.STOPPING_SETTINGS: (1, "counter statement_timeout"),
    CheckResult.SERVER_FITS: ("18.1",),
    CheckResult.TLS_ON: ("TLSv1.3",),
    CheckResult.SERVER_DISK_BOUNDED: (10_240,),
    CheckResult.LOG_KEPT: (20_000,),
    CheckResult.NOTICES_SENT: (0,),
    CheckResult.NOTICES_OFF: (51,),
    CheckResult.NOTICES_KEPT: (99, "4711"),
    CheckResult.FILE_OPEN_TO_OTHERS: ("rw-r--r--",),
    CheckResult.JOURNAL_WAL: ("wal",),
    CheckResult.JOURNAL_OTHER: ("delete",),
    CheckResult.DISK_ROOM: (5000, 1000),
    CheckResult.DISK_FULL: (5, 1000),
    CheckResult.DISK_GONE: ("/srv",),
    CheckResult.MAIL_TURNED_AWAY: (421,),
    CheckResult.MAIL_WAITS: (2, NOW),
    CheckResult.MAIL_WAITS_LONG: (2, NOW),
    CheckResult.WORKER_SEEN: (NOW,),
    CheckResult.WORKER_BEHIND: (3,),
    CheckResult.SEAL_FRESH: (NOW,),
    CheckResult.SEAL_OLD: (NOW,),
    CheckResult.FONTS_LOAD: (4,),
    CheckResult.FONTS_BROKEN: ("Font.ttf",),
    CheckResult.LOG_WRITTEN: ("~/log",),
    CheckResult.LOG_NOT_WRITABLE: ("~/log",),
}


def found(result: CheckResult) -> Diagnosis:
    return Diagnosis(Subject.DATABASE, result, VALUES.get(result, ()))


def test_every_result_is_told_whole() -> None:
    for result in CheckResult:
        said = diagnosis_words.said(found(result))
        assert said.endswith("。"), (result, said)
        assert not re.search(r"%\d", said), (result, said)
        sentences = said.count("。")
        assert sentences >= (2 if result.state is DiagnosisState.TO_DO else 1), (result, said)


def test_every_subject_has_a_name_of_its_own() -> None:
    names = [diagnosis_words.subject(Diagnosis(it, CheckResult.NOT_TOLD)) for it in Subject]
    assert len(set(names)) == len(Subject)


def test_no_two_results_have_one_code() -> None:
    assert len({it.code for it in CheckResult}) == len(CheckResult)


def test_a_report_is_a_line_of_versions_and_a_line_a_check() -> None:
    lines = diagnosis_words.report(
        [found(CheckResult.SCHEMA_FITS), found(CheckResult.CLOCK_AHEAD)], "1.2"
    ).splitlines()
    assert lines[0].startswith("madoguchi 1.2, Python 3")
    assert [line[0] for line in lines[1:]] == ["✓", "▲"]
    assert "90秒進んでいます" in lines[2]


@pytest.mark.parametrize(("encoding", "marks"), [("utf-8", "✓▲–"), ("cp932", "○▲－"), ("cp65001", "✓▲–")])
def test_marks_are_signs_that_the_encoding_has(encoding: str, marks: str) -> None:
    assert "".join(diagnosis_words.mark(state, encoding) for state in DiagnosisState) == marks
    assert marks.encode(encoding).decode(encoding) == marks


class _Queues:
    """A system with one queue, or none; one whose names are None can't be asked."""

    def __init__(self, queue: Queue, *names: str) -> None:
        self._queue = queue
        self._names: tuple[str, ...] | None = names

    @classmethod
    def silent(cls) -> "_Queues":
        made = cls(Queue(None, (), known=False))
        made._names = None
        return made

    async def names(self) -> tuple[str, ...] | None:
        return self._names

    async def read(self, printer: str) -> Queue:
        return self._queue

    async def cancel(self, printer: str, number: str) -> None:
        raise AssertionError(number)


@pytest.mark.parametrize(
    ("queue", "expected"),
    [
        (Queue(None, ()), CheckResult.PRINTER_READY),
        (Queue(None, (), known=False), CheckResult.NOT_TOLD),
        *((Queue(fault, ()), PrinterUnavailable(fault, "Slips")) for fault in PrinterFault),
    ],
)
async def test_the_printers_queue_is_asked(queue: Queue, expected: Any) -> None:
    told = (await check_printer("Slips", _Queues(queue))).result
    assert (told, type(told)) == (expected, type(expected)) or str(told) == str(expected)


async def test_without_a_printer_each_slip_asks() -> None:
    told = await check_printer(None, _Queues(Queue(PrinterFault.MISSING, ()), "Slips"))
    assert told.result is CheckResult.PRINTER_BY_DIALOG


async def test_a_computer_without_any_printer_is_something_to_do() -> None:
    told = await check_printer(None, _Queues(Queue(None, ())))
    assert (told.result, told.state) == (CheckResult.PRINTER_NONE, DiagnosisState.TO_DO)
    assert diagnosis_words.line(told).startswith(
        "▲ プリンター: この端末には、プリンターがひとつもありません。"
    )
    elsewhere = await check_printer(None, _Queues(Queue(None, ())), at_desk=False)
    assert elsewhere.state is DiagnosisState.FINE


async def test_where_the_system_cant_be_asked_those_printers_are_told_that_the_print_dialog_lists(
    present: type[Info], qapp: QApplication
) -> None:
    assert await printer_names(_Queues.silent()) == tuple(present.availablePrinterNames()) == ("Slip",)
    assert (await check_printer(None, _Queues.silent())).result is CheckResult.PRINTER_BY_DIALOG
    gone = (await check_printer("Gone", _Queues.silent())).result
    assert isinstance(gone, PrinterUnavailable)
    assert (gone.fault, gone.printer) == (PrinterFault.MISSING, "Gone")
    assert (await check_printer("Slip", _Queues.silent())).result is CheckResult.NOT_TOLD


async def test_a_computer_that_cant_be_asked_for_its_printers_is_not_told_to_have_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Info, "names", ())
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Info)
    assert (await check_printer(None, _Queues.silent())).result is CheckResult.NOT_TOLD
    elsewhere = await check_printer(None, _Queues.silent(), at_desk=False)
    assert elsewhere.result is CheckResult.PRINTER_BY_DIALOG
