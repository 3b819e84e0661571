"""The check of the slip printer: its queue is asked, nothing is printed."""

from services.doctor.findings import Finding, Subject, Verdict
from services.errors import PrinterUnavailable
from views.spooler import Spooler


async def check_printer(printer: str | None, spooler: Spooler) -> Finding:
    """See that the queue is there and prints.

    Args:
        printer: the queue's name in this workstation's settings; None where each slip's dialog asks for one.
        spooler: the system's queues.
    """
    if printer is None:
        return Finding(Subject.PRINTER, Verdict.PRINTER_BY_DIALOG)
    queue = await spooler.read(printer)
    if queue.fault is not None:
        return Finding(Subject.PRINTER, PrinterUnavailable(queue.fault, printer))
    return Finding(Subject.PRINTER, Verdict.PRINTER_READY if queue.known else Verdict.NOT_TOLD)
