"""The print queues that are offered, as the system tells them, or Qt."""

from views.printing.spooler import SystemQueues


async def printer_names(queues: SystemQueues) -> tuple[str, ...]:
    """List the queues; where the system's can't be asked, those that Qt knows, of whatever kind."""
    names = await queues.names()
    if names is not None:
        return names
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(QPrinterInfo.availablePrinterNames())
