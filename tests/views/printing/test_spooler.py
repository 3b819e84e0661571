"""A slip in a queue: out, waiting, stuck, cancelled."""

import pytest

from services.contract.errors import PrinterFault, PrinterUnavailable
from tests.viewmodels.fakes import Printer
from viewmodels.printout import PaperState, Printout
from views.printing.spooler import Queue, QueuedJob, SpooledJob
from views.printing.system_spooler import system_spooler


class _Desk:
    """A spooler whose queue the test sets.

    Attributes:
        after_cancel: the queue once a job was to be cancelled.
    """

    def __init__(self, *jobs: QueuedJob, fault: PrinterFault | None = None, known: bool = True) -> None:
        self.queue = Queue(fault, jobs, known=known)
        self.after_cancel = Queue(None, ())
        self.cancelled: list[tuple[str, str]] = []

    async def read(self, printer: str) -> Queue:
        assert printer == "Slip"
        return self.queue

    async def cancel(self, printer: str, number: str) -> None:
        self.cancelled.append((printer, number))
        self.queue = self.after_cancel


_WAITING = QueuedJob("Slip-7", done=False, failed=False)
_DONE = QueuedJob("Slip-7", done=True, failed=False)
_STUCK = QueuedJob("Slip-7", done=False, failed=True)
_ABORTED = QueuedJob("Slip-7", done=True, failed=True)
_OTHER = QueuedJob("Slip-6", done=False, failed=True)


def _job(desk: _Desk, *numbers: str) -> SpooledJob:
    return SpooledJob(desk, "Slip", frozenset(numbers or ["Slip-7"]))


@pytest.mark.parametrize(
    ("desk", "out"),
    [
        (_Desk(_WAITING), False),
        (_Desk(_WAITING, _OTHER), False),
        (_Desk(_DONE, _OTHER), True),
        (_Desk(_OTHER), True),
        (_Desk(), True),
    ],
)
async def test_out_when_the_queue_is_done_with_it(desk: _Desk, out: bool) -> None:
    assert await _job(desk).is_out() is out


async def test_a_slip_that_is_out_stays_out_when_the_queue_stops() -> None:
    assert await _job(_Desk(_DONE, fault=PrinterFault.STOPPED)).is_out()


@pytest.mark.parametrize(
    ("desk", "fault"),
    [
        (_Desk(_WAITING, fault=PrinterFault.STOPPED), PrinterFault.STOPPED),
        (_Desk(_WAITING, fault=PrinterFault.IN_ERROR), PrinterFault.IN_ERROR),
        (_Desk(_STUCK), PrinterFault.REFUSED_JOB),
        (_Desk(_ABORTED), PrinterFault.REFUSED_JOB),
    ],
)
async def test_a_slip_that_wont_come_out_is_told(desk: _Desk, fault: PrinterFault) -> None:
    with pytest.raises(PrinterUnavailable) as told:
        await _job(desk).is_out()
    assert told.value.fault is fault
    assert told.value.printer == "Slip"


@pytest.mark.parametrize("fault", [None, PrinterFault.STOPPED])
async def test_nothing_is_out_of_a_queue_that_cant_be_asked(fault: PrinterFault | None) -> None:
    desk = _Desk(fault=fault, known=False)
    assert not await _job(desk).is_out()
    assert not await SpooledJob(desk, "Slip", frozenset()).is_out()
    with pytest.raises(PrinterUnavailable):
        await _job(desk).cancel()


@pytest.mark.parametrize("known", [False, True])
async def test_a_queue_that_is_gone_is_told(known: bool) -> None:
    with pytest.raises(PrinterUnavailable) as told:
        await _job(_Desk(fault=PrinterFault.MISSING, known=known)).is_out()
    assert told.value.fault is PrinterFault.MISSING


@pytest.mark.parametrize(
    ("desk", "out"),
    [
        (_Desk(), True),
        (_Desk(_DONE), True),
        (_Desk(_DONE, _OTHER), False),
        (_Desk(_WAITING), False),
        (_Desk(known=False), False),
    ],
)
async def test_a_slip_without_a_number_is_out_when_all_are(desk: _Desk, out: bool) -> None:
    job = SpooledJob(desk, "Slip", None)
    assert await job.is_out() is out
    with pytest.raises(PrinterUnavailable):
        await job.cancel()
    assert desk.cancelled == []


@pytest.mark.parametrize("job", [_WAITING, _STUCK])
async def test_a_waiting_slip_is_cancelled_and_no_other(job: QueuedJob) -> None:
    desk = _Desk(_OTHER, job)
    await _job(desk).cancel()
    assert desk.cancelled == [("Slip", "Slip-7")]


@pytest.mark.parametrize("left", [_DONE, _ABORTED, _OTHER])
async def test_a_slip_that_the_queue_let_go_is_cancelled(left: QueuedJob) -> None:
    desk = _Desk(_WAITING)
    desk.after_cancel = Queue(PrinterFault.STOPPED, (left,))
    await _job(desk).cancel()


@pytest.mark.parametrize(
    "after",
    [
        Queue(None, (_WAITING,)),
        Queue(PrinterFault.STOPPED, (_OTHER, _WAITING)),
        Queue(None, (_STUCK,)),
        Queue(None, (), known=False),
        Queue(PrinterFault.STOPPED, (), known=False),
    ],
)
async def test_a_slip_that_may_still_wait_is_not_cancelled(after: Queue) -> None:
    desk = _Desk(_WAITING)
    desk.after_cancel = after
    told: list[Exception] = []
    printer = Printer()
    printout = Printout(told.append, printer.wait_for_change)
    await printout.send(printer, b"")
    printer.jobs[0].cancel = _job(desk).cancel  # type: ignore[method-assign]
    printout.cancel.start()
    await printout.cancel.settled()
    assert desk.cancelled == [("Slip", "Slip-7")]
    assert printout.state.value is PaperState.WAITING
    assert [(error.fault, error.printer) for error in told if isinstance(error, PrinterUnavailable)] == [
        (PrinterFault.NOT_CANCELLED, "Slip")
    ]
    await printout.aclose()


@pytest.mark.parametrize("job", [_DONE, _ABORTED])
async def test_what_is_done_needs_no_cancelling(job: QueuedJob) -> None:
    desk = _Desk(job, _OTHER)
    await _job(desk).cancel()
    assert desk.cancelled == []


async def test_jobs_that_cant_be_told_apart_are_not_cancelled() -> None:
    desk = _Desk(_WAITING, QueuedJob("Slip-8", done=False, failed=False))
    with pytest.raises(PrinterUnavailable):
        await _job(desk, "Slip-7", "Slip-8").cancel()
    assert desk.cancelled == []
    assert not await _job(desk, "Slip-7", "Slip-8").is_out()


async def test_a_job_the_queue_forgot_at_once_is_out_and_nothing_to_cancel() -> None:
    desk = _Desk(_OTHER)
    job = SpooledJob(desk, "Slip", frozenset())
    assert await job.is_out()
    await job.cancel()
    assert desk.cancelled == []


@pytest.mark.parametrize(
    ("platform", "kind"), [("linux", "CupsSpooler"), ("darwin", "CupsSpooler"), ("win32", "WindowsSpooler")]
)
def test_each_system_has_its_spooler(monkeypatch: pytest.MonkeyPatch, platform: str, kind: str) -> None:
    monkeypatch.setattr("views.printing.system_spooler.sys.platform", platform)
    assert type(system_spooler()).__name__ == kind
