"""The print queues that are offered, as the system tells them, or Qt."""

from PySide6.QtGui import QGuiApplication

from views.printing.spooler import SystemQueues


async def printer_names(queues: SystemQueues) -> tuple[str, ...]:
    """List the queues; where the system's can't be asked, those that Qt knows, of every kind."""
    names = await queues.names()
    return known_to_qt() if names is None else names


def known_to_qt() -> tuple[str, ...]:
    """List the printers that Qt knows; without a window system it knows none."""
    if not isinstance(QGuiApplication.instance(), QGuiApplication):
        return ()
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(QPrinterInfo.availablePrinterNames())
