"""The check of the slip printer: its queue is asked, nothing is printed."""

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import PrinterFault, PrinterUnavailable
from views.printing.printer_names import known_to_qt
from views.printing.spooler import SystemQueues


async def check_printer(printer: str | None, spooler: SystemQueues, *, at_desk: bool = True) -> Diagnosis:
    """See that the queue is there and prints; where none is set, that there is one to choose, as the print dialog does.

    Args:
        printer: the queue's name in this workstation's settings; None where each slip's dialog asks for one.
        spooler: the system's queues.
        at_desk: slips are printed on this machine, unlike on one that only runs the worker.
    """
    if printer is None:
        if not at_desk:
            return Diagnosis(Subject.PRINTER, CheckResult.PRINTER_BY_DIALOG)
        names = await spooler.names()
        if names or (names is None and known_to_qt()):
            return Diagnosis(Subject.PRINTER, CheckResult.PRINTER_BY_DIALOG)
        return Diagnosis(Subject.PRINTER, CheckResult.NOT_TOLD if names is None else CheckResult.PRINTER_NONE)
    queue = await spooler.read(printer)
    fault = queue.fault
    if fault is None and not queue.known and (known := known_to_qt()) and printer not in known:
        fault = PrinterFault.MISSING
    if fault is not None:
        return Diagnosis(Subject.PRINTER, PrinterUnavailable(fault, printer))
    return Diagnosis(Subject.PRINTER, CheckResult.PRINTER_READY if queue.known else CheckResult.NOT_TOLD)
