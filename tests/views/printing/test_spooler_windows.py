"""Windows's queues, read from a stand-in for `win32print` that answers as the module does."""
# ruff: noqa: N802 - the module's names

import threading
from collections.abc import Mapping, Sequence
from typing import Any, Self

import pytest

from services.contract.diagnosis import CheckResult
from services.contract.errors import PrinterFault
from views.printing.printer_check import check_printer
from views.printing.spooler import Queue, QueuedJob
from views.printing.spooler_windows import WindowsSpooler

_LOCAL, _CONNECTIONS = 2, 4
_DRIVER = "RICOH IM C3000 JPN RPCS"


class _WindowsError(Exception):
    """As `pywintypes.error`, which is no OSError."""

    def __init__(self, winerror: int, function: str) -> None:
        super().__init__(winerror, function, "エラー")
        self.winerror, self.funcname = winerror, function


def _printer(
    name: str, status: int = 0, attributes: int = 0x40, port: str = "USB001", driver: str = _DRIVER
) -> dict[str, Any]:
    return {
        "pPrinterName": name,
        "pPortName": port,
        "pDriverName": driver,
        "Status": status,
        "Attributes": attributes,
    }


def _job(number: int, status: int, user: str = "desk2") -> dict[str, Any]:
    return {"JobId": number, "pUserName": user, "pDocument": "Madoguchi", "Status": status}


class _Windows:
    """The functions of `win32print` over a queue that the test sets.

    Attributes:
        fails: what a function raises, by its name.
        answers: what a function answers in the place of what it should, by its name.
        open: handles that nobody closed.
        deleted: jobs that were removed.
    """

    def __init__(self, about: Mapping[str, Any] | None = None, *jobs: Mapping[str, Any]) -> None:
        self._about = about
        self._jobs = jobs
        self.fails: dict[str, Exception] = {}
        self.answers: dict[str, Any] = {}
        self.open: set[int] = set()
        self.deleted: list[int] = []
        self.too_long = 0

    def spooler(self) -> WindowsSpooler:
        return WindowsSpooler(lambda: (self, "Desk2"))

    def failing(self, function: str, error: Exception) -> Self:
        self.fails[function] = error
        return self

    def answering(self, function: str, answer: Any) -> Self:
        self.answers[function] = answer
        return self

    def _do(self, function: str, answer: Any) -> Any:
        if function in self.fails:
            raise self.fails[function]
        return self.answers.get(function, answer)

    def EnumPrinters(self, flags: int, name: str | None, level: int, /) -> Sequence[Mapping[str, Any]]:
        assert name is None
        entries: tuple[dict[str, Any], ...]
        if (flags, level) == (_LOCAL, 2):
            pdf = _printer("Print to PDF", port="PORTPROMPT:", driver="Microsoft Print To PDF")
            entries = (_printer("窓口 2"), pdf, _printer("Reception"))
        else:
            assert (flags, level) == (_CONNECTIONS, 4), "another level asks servers that may be off"
            entries = ({"pPrinterName": "\\\\files\\複合機", "pServerName": "\\\\files", "Attributes": 0x10},)
        return self._do("EnumPrinters", entries)  # type: ignore[no-any-return]

    def OpenPrinter(self, printer: str, /) -> Any:
        handle = self._do("OpenPrinter", len(self.open) + 1)
        if self._about is None or self._about["pPrinterName"] != printer:
            raise _WindowsError(1801, "OpenPrinter")
        self.open.add(handle)
        return handle

    def GetPrinter(self, handle: Any, level: int, /) -> Mapping[str, Any]:
        assert handle in self.open
        assert level == 2
        return self._do("GetPrinter", self._about)  # type: ignore[no-any-return]

    def EnumJobs(self, handle: Any, first: int, count: int, level: int, /) -> Sequence[Mapping[str, Any]]:
        assert handle in self.open
        assert (first, level) == (0, 1)
        assert count > 1000
        if self.too_long:
            self.too_long -= 1
            raise _WindowsError(122, "EnumJobs")
        return self._do("EnumJobs", self._jobs)  # type: ignore[no-any-return]

    def SetJob(self, handle: Any, job: int, level: int, info: None, command: int, /) -> None:
        assert handle in self.open
        assert (level, command) == (0, 5)
        self._do("SetJob", None)
        self.deleted.append(job)

    def ClosePrinter(self, handle: Any, /) -> None:
        self.open.remove(handle)
        self._do("ClosePrinter", None)


async def _read(windows: _Windows) -> Queue:
    queue = await windows.spooler().read("窓口 2")
    assert not windows.open
    return queue


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (0, None),
        (0x400, None),  # printing
        (0x20000, None),  # toner low
        (0x1, PrinterFault.STOPPED),
        (0x3, PrinterFault.STOPPED),  # paused and in error
        (0x2, PrinterFault.IN_ERROR),
        (0x8, PrinterFault.IN_ERROR),  # paper jam
        (0x10, PrinterFault.IN_ERROR),  # paper out
        (0x80, PrinterFault.IN_ERROR),  # offline
        (0x800, PrinterFault.IN_ERROR),  # output bin full
        (0x400000, PrinterFault.IN_ERROR),  # door open
    ],
)
async def test_the_printers_state(status: int, fault: PrinterFault | None) -> None:
    assert await _read(_Windows(_printer("窓口 2", status))) == Queue(fault, ())


async def test_a_printer_that_is_used_offline_has_an_attribute_and_no_status() -> None:
    told = await _read(_Windows(_printer("窓口 2", attributes=0x440)))
    assert told == Queue(PrinterFault.IN_ERROR, ())


@pytest.mark.parametrize("status", [0, 0x1, 0x2])
@pytest.mark.parametrize(
    "about",
    [
        {"port": "PORTPROMPT:"},
        {"driver": "Microsoft Print To PDF"},
        {"attributes": 0x4040},  # a fax
        {"port": "USB001,FILE:"},
    ],
)
async def test_a_queue_that_makes_files_is_told_whatever_its_state(
    status: int, about: dict[str, Any]
) -> None:
    told = await _read(_Windows(_printer("窓口 2", status, **about)))
    assert told.fault is PrinterFault.MAKES_FILES


async def test_a_queue_that_makes_files_is_told_without_its_jobs() -> None:
    windows = _Windows(_printer("窓口 2", port="nul:")).failing("EnumJobs", _WindowsError(5, "EnumJobs"))
    assert await _read(windows) == Queue(PrinterFault.MAKES_FILES, (), known=False)


@pytest.mark.parametrize(
    ("status", "done", "failed"),
    [
        (0x8, False, False),  # spooling
        (0x10, False, False),  # printing
        (0x40, False, False),  # paper out: it waits
        (0x2, False, True),  # error
        (0x200, False, True),  # blocked
        (0x4, True, False),  # being deleted
        (0x14, True, False),  # being deleted while it prints
        (0x80, True, False),  # printed
        (0x1000, True, False),  # complete
    ],
)
async def test_a_jobs_state(status: int, done: bool, failed: bool) -> None:
    queue = await _read(_Windows(_printer("窓口 2"), _job(12, status)))
    assert queue == Queue(None, (QueuedJob("12", done=done, failed=failed),))


async def test_only_this_users_jobs_count() -> None:
    jobs = [
        _job(1, 0, "desk1"),
        _job(2, 0, "DESK2"),
        _job(3, 0, "LIBRARY\\desk2"),
        _job(4, 0, ""),
        _job(5, 0),
    ]
    jobs[3]["pUserName"] = None
    queue = await _read(_Windows(_printer("窓口 2"), *jobs))
    assert [job.number for job in queue.jobs] == ["2", "3", "5"]


async def test_an_unknown_printer_is_missing() -> None:
    assert await _read(_Windows()) == Queue(PrinterFault.MISSING, (), known=False)


async def test_a_job_that_comes_in_while_they_are_counted_is_seen() -> None:
    windows = _Windows(_printer("窓口 2"), _job(1, 0), _job(2, 0))
    windows.too_long = 2
    assert [job.number for job in (await _read(windows)).jobs] == ["1", "2"]


async def test_a_queue_whose_jobs_cant_be_read_keeps_its_state() -> None:
    windows = _Windows(_printer("窓口 2", 0x1))
    windows.too_long = 100
    assert await _read(windows) == Queue(PrinterFault.STOPPED, (), known=False)


async def test_the_queues_to_choose_from() -> None:
    assert await _Windows().spooler().names() == ("Reception", "\\\\files\\複合機", "窓口 2")


async def test_one_job_is_removed() -> None:
    windows = _Windows(_printer("窓口 2"), _job(12, 0))
    await windows.spooler().cancel("窓口 2", "12")
    assert (windows.deleted, windows.open) == ([12], set())


_ERRORS = [
    _WindowsError(1722, "RPC"),  # the spooler's service is off
    _WindowsError(5, "access"),
    OSError("spooler"),
    ValueError("level"),
    KeyError("Status"),
    NotImplementedError("not here"),
]
_STRANGE: list[Any] = [None, 7, ({},), ({"pPrinterName": None},), (None,)]


def _windows() -> _Windows:
    return _Windows(_printer("窓口 2"), _job(12, 0))


def _unreadable(function: str) -> list[_Windows]:
    return [
        *(_windows().failing(function, error) for error in _ERRORS),
        *(_windows().answering(function, answer) for answer in _STRANGE),
    ]


@pytest.mark.parametrize(
    "windows",
    [*(_windows().failing("OpenPrinter", error) for error in _ERRORS), *_unreadable("GetPrinter")],
)
async def test_a_queue_that_cant_be_read_is_unknown(windows: _Windows) -> None:
    assert await _read(windows) == Queue(None, (), known=False)
    assert (await check_printer("窓口 2", windows.spooler())).result is CheckResult.NOT_TOLD


@pytest.mark.parametrize("windows", _unreadable("EnumJobs"))
async def test_jobs_that_cant_be_read_are_unknown(windows: _Windows) -> None:
    assert await _read(windows) == Queue(None, (), known=False)


@pytest.mark.parametrize("windows", _unreadable("EnumPrinters"))
async def test_queues_that_cant_be_listed_are_unknown(windows: _Windows) -> None:
    assert await windows.spooler().names() is None


async def test_a_system_without_printers_has_none() -> None:
    assert await _Windows().answering("EnumPrinters", ()).spooler().names() == ()


@pytest.mark.parametrize("error", _ERRORS)
async def test_a_handle_that_cant_be_closed_changes_no_answer(error: Exception) -> None:
    windows = _windows().failing("ClosePrinter", error)
    assert (await _read(windows)).jobs == (QueuedJob("12", done=False, failed=False),)


@pytest.mark.parametrize("error", _ERRORS)
async def test_a_job_that_cant_be_removed_is_no_exception(error: Exception) -> None:
    windows = _windows().failing("SetJob", error)
    await windows.spooler().cancel("窓口 2", "12")
    assert not windows.open


async def test_a_number_that_is_none_removes_nothing() -> None:
    windows = _windows()
    await windows.spooler().cancel("窓口 2", "Slip-12")
    assert windows.deleted == []


@pytest.mark.parametrize("error", [ImportError("DLL load failed"), *_ERRORS])
async def test_a_system_without_the_module_is_unknown(error: Exception) -> None:
    def load() -> Any:
        raise error

    spooler = WindowsSpooler(load)
    assert await spooler.names() is None
    assert await spooler.read("窓口 2") == Queue(None, (), known=False)
    await spooler.cancel("窓口 2", "12")


async def test_a_reason_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    windows = _windows().failing("EnumJobs", _WindowsError(122, "EnumJobs"))
    spooler = windows.spooler()
    for _ in range(3):
        await spooler.read("窓口 2")
    windows.fails["OpenPrinter"] = _WindowsError(122, "OpenPrinter")
    await spooler.read("窓口 2")
    del windows.fails["OpenPrinter"]
    windows.fails["EnumJobs"] = _WindowsError(1722, "EnumJobs")
    await spooler.read("窓口 2")
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3
    assert [message.split()[-2:] for message in caplog.messages] == [
        ["EnumJobs", "122"],
        ["OpenPrinter", "122"],
        ["EnumJobs", "1722"],
    ]


async def test_a_spooler_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.printing.spooler_windows._PATIENCE_SECONDS", 0.05)
    goes_on = threading.Event()

    class Hanging(_Windows):
        def OpenPrinter(self, printer: str, /) -> Any:
            goes_on.wait(20)
            return super().OpenPrinter(printer)

    try:
        assert await Hanging(_printer("窓口 2")).spooler().read("窓口 2") == Queue(None, (), known=False)
    finally:
        goes_on.set()
