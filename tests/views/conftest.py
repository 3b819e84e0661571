"""What view tests share: one appearance for the whole run, as in the program."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from tests.views.acts import Acts, WholeActs
from tests.views.counter import BareCounter, Counter
from tests.views.ear import Ear
from tests.views.printing.printers import Info, KeptPaper
from viewmodels.settings.settings import Language
from views.circulation.inquiry_page import InquiryPage
from views.language.screen_language import ScreenLanguage
from views.panels.row_actions import RowAction
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme
from views.widgets import announcing
from views.widgets.accessible_tree import tell_what_is_shown


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture(scope="session", autouse=True)
def told(qapp: QApplication) -> None:
    """Let assistive technology be told the same as in the program."""
    tell_what_is_shown()


@pytest.fixture(scope="session")
def icons(theme: Theme) -> Icons:
    return Icons(theme)


@pytest.fixture
async def bare(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[BareCounter]:
    made = BareCounter(qtbot, qapp, theme, icons)
    yield made
    await made.aclose()


@pytest.fixture
async def counter(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Counter]:
    made = Counter(qtbot, qapp, theme, icons)
    yield made
    await made.aclose()


@pytest.fixture
async def acts(bare: BareCounter, theme: Theme) -> AsyncIterator[Acts]:
    """A patron's lists where everything may be done, over a bare window."""
    page = bare.add(InquiryPage(theme, frozenset(RowAction), bare.window, offers=EVERYTHING))
    bare.turn_to(page)
    made = Acts(bare, page, theme)
    yield made
    await made.aclose()


@pytest.fixture
async def whole_acts(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> AsyncIterator[WholeActs]:
    """A counter where everything may be done."""
    counter = Counter(qtbot, qapp, theme, icons, verbs=frozenset(RowAction))
    made = WholeActs(counter, counter.window.inquiry, theme)
    yield made
    await made.aclose()
    await counter.aclose()


@pytest.fixture
def listening() -> Iterator[None]:
    """Have Qt take it that assistive technology is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    made = Ear()
    monkeypatch.setattr(announcing, "QAccessible", made)
    return made


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """The screen speaks English."""
    language = ScreenLanguage(qapp, Language.ENGLISH)
    yield
    language.fall_silent()


@pytest.fixture(params=[Language.JAPANESE, Language.ENGLISH])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """The screen speaks Japanese, then English."""
    language = ScreenLanguage(qapp, request.param)
    yield
    language.fall_silent()


@pytest.fixture
def scan_filter(qapp: QApplication) -> Iterator[ScanFilter]:
    """What takes scans out of the application's keys, listening."""
    scan_filter = ScanFilter()
    scan_filter.listen(qapp)
    yield scan_filter
    scan_filter.stop(qapp)


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> type[Info]:
    """Qt knows a printer named Slip."""

    class Known(Info):
        pass

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Known)
    return Known


@pytest.fixture
def kept_paper(present: type[Info], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[KeptPaper]:
    """Every printer is one whose paper is kept."""

    class Kept(KeptPaper):
        path = tmp_path / "kept.pdf"

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinter", Kept)
    return Kept
