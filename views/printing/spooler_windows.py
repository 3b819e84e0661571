"""The Windows spooler, asked through pywin32's `win32print`.

An answer that can't be read means that nothing is known of the queues. It is logged; no exception leaves this module.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Protocol, overload

from services.contract.errors import PrinterFault
from views.printing.file_queues import makes_file_on_windows
from views.printing.spooler import Queue, QueuedJob

_PATIENCE_SECONDS: Final = 10

# winspool.h
_LOCAL: Final = 0x2
_CONNECTIONS: Final = 0x4
_PAUSED: Final = 0x1
_ERRORS: Final = (
    0x2  # error
    | 0x8  # paper jam
    | 0x10  # paper out
    | 0x40  # paper problem
    | 0x80  # offline
    | 0x800  # output bin full
    | 0x1000  # not available
    | 0x40000  # no toner
    | 0x100000  # user intervention
    | 0x200000  # out of memory
    | 0x400000  # door open
)
_WORK_OFFLINE: Final = 0x400  # an attribute: 「プリンターをオフラインで使用する」 sets no status
_JOB_FAILED: Final = 0x2 | 0x200  # error, blocked
_JOB_DONE: Final = 0x4 | 0x80 | 0x100 | 0x1000 | 0x2000  # deleting, printed, deleted, complete, retained
_ALL_JOBS: Final = 0xFFFFFFFF
_DELETE: Final = 5

_FILE_NOT_FOUND: Final = 2
_INSUFFICIENT_BUFFER: Final = 122
_INVALID_PRINTER_NAME: Final = 1801
_NO_SUCH_PRINTER: Final = frozenset({_FILE_NOT_FOUND, _INVALID_PRINTER_NAME})
_TRIES: Final = 3

_UNKNOWN: Final = Queue(None, (), known=False)

_log = logging.getLogger(__name__)

type _Entry = Mapping[str, Any]


class Win32Print(Protocol):
    """What is used of the module `win32print`; each function raises `pywintypes.error`, an `Exception` of its own."""

    @overload
    def EnumPrinters(self, flags: int, name: None, level: Literal[2], /) -> Sequence[_Entry]: ...
    @overload
    def EnumPrinters(self, flags: int, name: None, level: Literal[4], /) -> Sequence[_Entry]: ...
    def OpenPrinter(self, printer: str, /) -> Any:
        """Give a handle, which `ClosePrinter` ends."""

    def GetPrinter(self, handle: Any, level: Literal[2], /) -> _Entry:
        """Give a PRINTER_INFO_2."""

    def EnumJobs(self, handle: Any, first: int, count: int, level: Literal[1], /) -> Sequence[_Entry]:
        """Give a JOB_INFO_1 for each job."""

    def SetJob(self, handle: Any, job: int, level: Literal[0], info: None, command: int, /) -> None:
        """Send a job a command."""

    def ClosePrinter(self, handle: Any, /) -> None:
        """End a handle."""


type LoadSystem = Callable[[], tuple[Win32Print, str]]
"""Gives the module and this user's name, as the spooler writes it to jobs."""


def load_system() -> tuple[Win32Print, str]:
    """Load pywin32.

    Raises:
        ImportError: it isn't there, or its DLL isn't found.
    """
    import win32api
    import win32print

    return win32print, win32api.GetUserName()


class WindowsSpooler:
    """The queues of Windows."""

    def __init__(self, load: LoadSystem = load_system) -> None:
        self._load = load
        self._told: set[tuple[type[Exception], object, object]] = set()

    async def names(self) -> tuple[str, ...] | None:
        """List the queues that this user can print to, without those that make files."""
        return await self._answer(self._names, None)

    async def read(self, printer: str) -> Queue:
        """Read a queue. Where the spooler can't be asked nothing can be said against the printer."""
        return await self._answer(lambda: self._read(printer), _UNKNOWN)

    async def cancel(self, printer: str, number: str) -> None:
        """Remove one job, if the spooler does."""
        await self._answer(lambda: self._cancel(printer, int(number)), None)

    def _names(self) -> tuple[str, ...]:
        system, _ = self._load()
        local = system.EnumPrinters(_LOCAL, None, 2)
        # level 4 is read from the registry; any other asks each connection's server and waits for one that is off
        connections = system.EnumPrinters(_CONNECTIONS, None, 4)
        found = {each["pPrinterName"] for each in (*local, *connections)}
        return tuple(sorted(found - {each["pPrinterName"] for each in local if _makes_file(each)}))

    def _read(self, printer: str) -> Queue:
        system, user = self._load()
        try:
            with self._opened(system, printer) as handle:
                fault = _fault(system.GetPrinter(handle, 2))
                jobs = self._jobs(system, handle, user)
                return Queue(fault, jobs or (), known=jobs is not None)
        except Exception as error:
            if _code(error) in _NO_SUCH_PRINTER:
                return Queue(PrinterFault.MISSING, (), known=False)
            raise

    def _cancel(self, printer: str, job: int) -> None:
        system, _ = self._load()
        with self._opened(system, printer) as handle:
            system.SetJob(handle, job, 0, None, _DELETE)

    @contextlib.contextmanager
    def _opened(self, system: Win32Print, printer: str) -> Iterator[Any]:
        handle = system.OpenPrinter(printer)
        try:
            yield handle
        finally:
            try:
                system.ClosePrinter(handle)
            except Exception as error:  # noqa: BLE001 - what was read counts
                self._tell(error)

    def _jobs(self, system: Win32Print, handle: Any, user: str) -> tuple[QueuedJob, ...] | None:
        """List this user's jobs; None where the queue doesn't tell them.

        The module asks for the answer's size first and for the jobs then: one that comes in between makes it too long.
        """
        for left in reversed(range(_TRIES)):
            try:
                listed = system.EnumJobs(handle, 0, _ALL_JOBS, 1)
                return tuple(_job(each) for each in listed if _is_of(each["pUserName"], user))
            except Exception as error:  # noqa: BLE001 - see `_answer`
                if not left or _code(error) != _INSUFFICIENT_BUFFER:
                    self._tell(error)
                    break
        return None

    async def _answer[T](self, ask: Callable[[], T], unknown: T) -> T:
        """Ask in a thread; give `unknown` where the spooler can't answer, or doesn't in time."""

        def asked() -> T:
            try:
                return ask()
            except Exception as error:  # noqa: BLE001 - pywintypes.error, or an answer of another form
                self._tell(error)
                return unknown

        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await asyncio.to_thread(asked)
        except TimeoutError as error:
            self._tell(error)
            return unknown

    def _tell(self, error: Exception) -> None:
        """Log each reason once: a slip that waits asks again and again."""
        reason = type(error), getattr(error, "funcname", ""), _code(error)
        if reason not in self._told:
            self._told.add(reason)
            _log.warning("the print spooler gives no answer: %s %s %s", error, *reason[1:])


def _code(error: Exception) -> object:
    return getattr(error, "winerror", None)


def _job(about: _Entry) -> QueuedJob:
    status = about["Status"]
    return QueuedJob(str(about["JobId"]), done=bool(status & _JOB_DONE), failed=bool(status & _JOB_FAILED))


def _is_of(owner: str | None, user: str) -> bool:
    """Compare logins; print servers may write the domain before."""
    return (owner or "").rpartition("\\")[2].casefold() == user.casefold()


def _makes_file(about: _Entry) -> bool:
    return makes_file_on_windows(about["pPortName"] or "", about["pDriverName"] or "", about["Attributes"])


def _fault(about: _Entry) -> PrinterFault | None:
    if _makes_file(about):
        return PrinterFault.MAKES_FILES
    status = about["Status"]
    if status & _PAUSED:
        return PrinterFault.STOPPED
    if status & _ERRORS or about["Attributes"] & _WORK_OFFLINE:
        return PrinterFault.IN_ERROR
    return None
