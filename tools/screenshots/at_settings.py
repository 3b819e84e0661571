"""Pictures of the settings window, as it opens over the sign-in's or a desk's window."""

import asyncio

from PySide6.QtWidgets import QWidget

from services.slips.content import SlipKind
from services.slips.sample import sample_of
from tools.screenshots.studio import Studio
from viewmodels.core.ports import SlipPrinter
from viewmodels.settings.first_start import BranchChoice
from viewmodels.settings.settings import Settings, SlipPrinting, Workstation
from viewmodels.settings.settings_form import Printers, SettingsForm
from views.settings.settings_dialog import SettingsDialog


async def settings(studio: Studio) -> None:
    """Show every page, as on a workstation whose administrator decided the paper."""

    async def names() -> tuple[str, ...]:
        return ("Reception", "Slips")

    held = Settings(
        branch="chuo",
        workstation="2番窓口",
        language=studio.looks.language.spoken,
        text_percent=round(100 * studio.looks.theme.tokens.scale),
        slips={
            SlipKind.PASSWORD: SlipPrinting(printer="Slips"),
            SlipKind.DUE: SlipPrinting(printer="Reception"),
        },
    )
    form = SettingsForm(
        Workstation(held, frozenset({"printing.password.paper"})),
        _Kept(),
        Printers(names, _nowhere, sample_of, asyncio.sleep),
        branches=(BranchChoice("chuo", "中央図書館"),),
        place_fixed=False,
        queues=await names(),
        on_closed=lambda _: None,
        report_bug=repr,
    )
    behind = QWidget()
    behind.resize(1366, 768)
    behind.show()
    window = SettingsDialog(form, theme=studio.looks.theme, scans=studio.looks.scans, parent=behind)
    window.open()
    pages = (
        "settings-place",
        "settings-printing",
        "settings-appearance",
        "settings-scanner",
        "settings-privacy",
    )
    for row, name in enumerate(pages):
        window.menu.setCurrentRow(row)
        await studio.take(window, name)
    window.hide()
    behind.deleteLater()


def _nowhere(_slip: SlipKind, _way: SlipPrinting) -> SlipPrinter:
    raise NotImplementedError


class _Kept:
    """Settings that aren't saved."""

    async def read(self) -> Workstation:
        raise NotImplementedError

    async def save(self, changes: object) -> None:
        raise NotImplementedError
