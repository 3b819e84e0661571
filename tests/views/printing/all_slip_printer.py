"""Which printer a slip goes to: set, chosen, checked before and refused."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.errors import PaperRefused, PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.sample import sample_slip
from tests.views.printing.printers import Chooser, FakeSpooler, Info, KeptPaper
from tests.views.printing.slip_pictures import same_page
from viewmodels.core.ports import PrintedJob, Ready, SlipPrinter
from viewmodels.settings.settings import SlipPrinting
from views.printing.slip_printer import QtSlipPrinter
from views.printing.spooler_windows import Win32Print, WindowsSpooler


def _slip_printer(
    printer: str | None,
    spooler: FakeSpooler | None = None,
    paper: Paper = Paper.A6,
    *,
    dialog: bool = False,
    chooser: Chooser | None = None,
) -> QtSlipPrinter:
    return QtSlipPrinter(SlipPrinting(printer, paper, dialog), spooler or FakeSpooler(), chooser or Chooser())


def test_it_is_what_viewmodels_want(qapp: QApplication) -> None:
    printer: SlipPrinter = _slip_printer("Slip")
    assert printer.paper is Paper.A6


@contextmanager
def _refused(fault: PrinterFault, printer: str) -> Iterator[None]:
    with pytest.raises(PrinterUnavailable) as told:
        yield
    assert told.value.fault is fault
    assert told.value.printer == printer


async def test_an_unknown_printer_is_refused_by_qt_too(qtbot: QtBot) -> None:
    assert QPrinterInfo.printerInfo("No such printer 7f3").isNull()
    with _refused(PrinterFault.MISSING, "No such printer 7f3"):
        await _slip_printer("No such printer 7f3").check()


@pytest.mark.parametrize(
    "fault",
    [PrinterFault.MISSING, PrinterFault.STOPPED, PrinterFault.IN_ERROR, PrinterFault.MAKES_FILES],
)
async def test_what_the_queue_says_counts(qtbot: QtBot, present: type[Info], fault: PrinterFault) -> None:
    with _refused(fault, "Slip"):
        await _slip_printer("Slip", FakeSpooler(fault)).check()


async def test_a_printer_in_error_is_refused(qtbot: QtBot, present: type[Info]) -> None:
    present.state_told = QPrinter.PrinterState.Error
    with _refused(PrinterFault.IN_ERROR, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_printer_in_whose_place_qt_takes_another_is_refused(
    qtbot: QtBot, present: type[Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Another")
    with _refused(PrinterFault.CHANGED, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_good_printer_passes(
    qtbot: QtBot, present: type[Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Slip")
    chooser = Chooser()
    assert await _slip_printer("Slip", chooser=chooser).check() is Ready.FOR_PAPER
    assert chooser.asked == []


async def test_nothing_is_drawn_on_a_bad_printer(qtbot: QtBot, present: type[Info]) -> None:
    with _refused(PrinterFault.STOPPED, "Slip"):
        await _slip_printer("Slip", FakeSpooler(PrinterFault.STOPPED)).print_slip(await sample_slip(Paper.A6))


@pytest.mark.parametrize("paper", Paper)
async def test_a_slip_goes_straight_to_the_set_printer(
    qtbot: QtBot, kept_paper: type[KeptPaper], paper: Paper
) -> None:
    slip = await sample_slip(paper)
    job: PrintedJob = await _slip_printer("Slip", paper=paper).print_slip(slip)
    assert not await job.is_out()
    assert same_page(kept_paper.path.read_bytes(), slip)


async def test_the_job_is_the_one_that_came_in_meanwhile(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    spooler = FakeSpooler()
    job = await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))
    assert spooler.read_printers == ["Slip", "Slip"]
    assert job.numbers == frozenset({"Slip-2"})


@pytest.mark.parametrize("silent", [1, 2])
async def test_a_job_has_no_number_when_the_queue_told_none(
    qtbot: QtBot, kept_paper: type[KeptPaper], silent: int
) -> None:
    job = await _slip_printer("Slip", FakeSpooler(silent=silent)).print_slip(await sample_slip(Paper.A6))
    assert job.numbers is None
    assert not await job.is_out()


async def test_a_queue_that_vanished_while_printing_is_told(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    spooler = FakeSpooler(None, PrinterFault.MISSING)
    with _refused(PrinterFault.MISSING, "Slip"):
        await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))


@pytest.mark.parametrize(
    "error", [OSError("spooler"), ValueError("answer"), KeyError("Status"), Exception(1722)]
)
async def test_a_spooler_that_answers_nothing_of_use_keeps_no_slip_from_paper(
    qtbot: QtBot, kept_paper: type[KeptPaper], error: Exception
) -> None:
    def load() -> tuple[Win32Print, str]:
        raise error

    printer = QtSlipPrinter(SlipPrinting("Slip"), WindowsSpooler(load), Chooser())
    slip = await sample_slip(Paper.A6)
    await printer.check()
    job = await printer.print_slip(slip)
    assert not await job.is_out()
    assert same_page(kept_paper.path.read_bytes(), slip)


@pytest.mark.parametrize(
    "fault",
    [PrinterFault.MISSING, PrinterFault.STOPPED, PrinterFault.IN_ERROR, PrinterFault.MAKES_FILES],
)
async def test_nothing_is_drawn_on_a_queue_that_is_bad_when_it_is_printed(
    qtbot: QtBot, kept_paper: type[KeptPaper], fault: PrinterFault
) -> None:
    printer = _slip_printer("Slip", FakeSpooler(None, fault))
    assert await printer.check() is Ready.FOR_PAPER
    with _refused(fault, "Slip"):
        await printer.print_slip(await sample_slip(Paper.A6))
    assert not kept_paper.path.exists()


async def test_a_set_printer_that_refuses_the_paper_is_told_before_a_password_is_made(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    kept_paper.narrow = frozenset({"Slip"})
    for paper in (Paper.A6, Paper.ROLL80):
        with pytest.raises(PaperRefused) as told:
            await _slip_printer("Slip", paper=paper).check()
        assert (told.value.printer, told.value.paper) == ("Slip", paper)
        with pytest.raises(PaperRefused):
            await _slip_printer("Slip", paper=paper).print_slip(await sample_slip(paper))
    assert not kept_paper.path.exists()


@pytest.mark.parametrize("answer", list(Ready))
async def test_without_a_set_printer_the_clerk_is_asked(qtbot: QtBot, answer: Ready) -> None:
    chooser, spooler = Chooser(answer), FakeSpooler(PrinterFault.MISSING)
    printer = _slip_printer(None, spooler, chooser=chooser)
    assert await printer.check() is answer
    assert await printer.choose() is (answer is Ready.FOR_PAPER)
    assert chooser.asked == [(SlipPrinting(None), True), (SlipPrinting(None), False)]
    assert spooler.read_printers == []


async def test_the_chosen_printer_and_paper_print(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    chosen = SlipPrinting("Slip", Paper.A4)
    printer = _slip_printer(None, chooser=Chooser(chosen))
    assert await printer.check() is Ready.FOR_PAPER
    assert printer.paper is Paper.A4
    slip = await sample_slip(Paper.A4)
    await printer.print_slip(slip)
    assert same_page(kept_paper.path.read_bytes(), slip)


async def test_the_next_choice_begins_with_the_last_one(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    chosen = SlipPrinting("Slip", Paper.ROLL80)
    chooser = Chooser(chosen)
    printer = _slip_printer(None, chooser=chooser)
    await printer.check()
    chooser.answer = Ready.NOT_AT_ALL
    assert not await printer.choose()
    assert chooser.asked == [(SlipPrinting(None), True), (chosen, False)]
    assert printer.paper is Paper.ROLL80


async def test_a_wanted_question_begins_with_the_set_printer(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    chooser = Chooser(SlipPrinting("Slip", dialog=True))
    printer = _slip_printer("Slip", dialog=True, chooser=chooser)
    assert await printer.choose()
    assert chooser.asked == [(SlipPrinting("Slip", dialog=True), False)]


async def test_a_set_printer_is_chosen_for_a_slip_that_is_there(qtbot: QtBot) -> None:
    chooser, spooler = Chooser(), FakeSpooler()
    assert await _slip_printer("Slip", spooler, chooser=chooser).choose()
    assert (chooser.asked, spooler.read_printers) == ([], [])


async def test_nothing_prints_where_nobody_chose(qtbot: QtBot) -> None:
    with _refused(PrinterFault.NONE_THERE, ""):
        await _slip_printer(None).print_slip(await sample_slip(Paper.A6))


async def test_changed_settings_hold_for_the_next_slip(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    printer = _slip_printer(None, chooser=Chooser(SlipPrinting("Slip", Paper.ROLL80)))
    await printer.check()
    printer.use(SlipPrinting(None))
    papers = [printer.paper]  # nothing was changed
    printer.use(SlipPrinting(None, Paper.A6, dialog=True))
    papers.append(printer.paper)
    printer.use(SlipPrinting("Slip", Paper.A4))
    papers.append(printer.paper)
    assert papers == [Paper.ROLL80, Paper.A6, Paper.A4]
    slip = await sample_slip(Paper.A4)
    await printer.print_slip(slip)
    assert same_page(kept_paper.path.read_bytes(), slip)


def test_printing_loads_at_first_use() -> None:
    loaded = (
        "import sys, views.printing.slip_printer, views.printing.spooler;"
        "print([name for name in ('PySide6.QtPdf', 'PySide6.QtPrintSupport') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
