"""Pictures of the choice of a printer, before a password is made and for a slip that is there."""

from collections.abc import Mapping

from app.desk.composition import OpenDesk
from services.contract.errors import PaperRefused, PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from tools.screenshots.studio import Studio, fail
from viewmodels.printer_choice import Offer, PrinterChoice
from viewmodels.settings.setting_keys import Value, slip_key
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_dialog import PrinterDialog

_QUEUES = ("Reception", "Slips", "事務室の複合機")


async def choose(studio: Studio, desk: OpenDesk) -> None:
    """Show the choice before a password, a stopped printer in it, and a paper that the administrator decided."""
    desk.passwords.open()
    over = desk.window.password_dialogs.current
    assert over is not None

    async def choice(offer: Offer, *names: str) -> None:
        choice = PrinterChoice(offer, try_out=_try_out, save=_save, report_bug=fail)
        dialog = PrinterDialog(choice, theme=studio.looks.theme, parent=over)
        dialog.open()
        for row, name in enumerate(names):
            dialog.queues.setCurrentRow(row)
            await choice.look.settled()
            await studio.take(dialog, name)
        dialog.reject()
        dialog.deleteLater()
        await choice.aclose()

    password = SlipKind.PASSWORD
    before = Offer(password, _QUEUES, SlipPrinting("Reception"), before_password=True)
    await choice(before, "printer-choice", "printer-stopped")
    fixed = frozenset({slip_key(password, "paper")})
    await choice(Offer(password, _QUEUES, SlipPrinting(None, Paper.ROLL80), fixed), "printer-paper-refused")
    await choice(Offer(SlipKind.DUE, _QUEUES, SlipPrinting("Reception")), "printer-choice-due")
    await choice(Offer(SlipKind.DUE, _QUEUES, SlipPrinting("3番窓口")), "printer-gone-due")


async def _try_out(way: SlipPrinting) -> None:
    if way.printer == "Slips":
        raise PrinterUnavailable(PrinterFault.STOPPED, way.printer)
    if way.printer is not None and way.printer not in _QUEUES:
        raise PrinterUnavailable(PrinterFault.MISSING, way.printer)
    if way.printer is not None and way.paper is Paper.ROLL80:
        raise PaperRefused(way.printer, way.paper)


async def _save(_changes: Mapping[str, Value]) -> None:
    raise NotImplementedError
