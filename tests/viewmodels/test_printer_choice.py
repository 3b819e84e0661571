"""Choosing a printer: what is on offer, what is tried, and what is kept."""

import asyncio
from collections.abc import Mapping

import pytest

from services.contract.errors import PaperRefused, PrinterFault, PrinterUnavailable, SettingsNotWritable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.trouble import Bug
from viewmodels.printer_choice import Offer, PrinterChoice
from viewmodels.settings.setting_keys import Value
from viewmodels.settings.settings import SlipPrinting

PRINTER, PAPER = "printing.password.printer", "printing.password.paper"
STOPPED = PrinterUnavailable(PrinterFault.STOPPED, "Slip")


class Scene:
    """A choice over printers and a settings file that the test holds."""

    def __init__(
        self,
        begin: SlipPrinting | None = None,
        *fixed: str,
        queues: tuple[str, ...] = ("Reception", "Slip"),
        decided: str | None = None,
        keeps: bool = True,
    ) -> None:
        self.tried: list[SlipPrinting] = []
        self.wrong: dict[str, Exception] = {}
        self.slow: asyncio.Event | None = None
        self.saved: list[dict[str, Value]] = []
        self.save_fails: Exception | None = None
        self.save_slow: asyncio.Event | None = None
        self.saving = asyncio.Event()
        self.choice = PrinterChoice(
            Offer(SlipKind.PASSWORD, queues, begin or SlipPrinting(), frozenset(fixed), decided),
            try_out=self._try_out,
            save=self._save if keeps else None,
            report_bug=lambda _: "4F2A",
        )

    async def take(self, printer: str, paper: Paper = Paper.A6, *, keep: bool = False) -> SlipPrinting | None:
        self.choice.take.start(printer, paper, keep=keep)
        await self.choice.take.settled()
        return self.choice.chosen.value

    async def _try_out(self, way: SlipPrinting) -> None:
        self.tried.append(way)
        if self.slow is not None:
            await self.slow.wait()
        if way.printer in self.wrong:
            raise self.wrong[way.printer]

    async def _save(self, changes: Mapping[str, Value]) -> None:
        self.saving.set()
        if self.save_slow is not None:
            await self.save_slow.wait()
        if self.save_fails is not None:
            raise self.save_fails
        self.saved.append(dict(changes))


async def test_what_is_taken_is_tried_and_not_kept_unless_asked_for() -> None:
    scene = Scene(SlipPrinting(None, Paper.A6, dialog=True))
    assert await scene.take("Slip", Paper.ROLL80) == SlipPrinting("Slip", Paper.ROLL80, dialog=True)
    assert scene.tried == [SlipPrinting("Slip", Paper.ROLL80, dialog=True)]
    assert scene.saved == []


async def test_what_is_kept_is_the_settings_windows_keys() -> None:
    scene = Scene()
    assert await scene.take("Slip", Paper.A4, keep=True) == SlipPrinting("Slip", Paper.A4)
    assert scene.saved == [{PRINTER: "Slip", PAPER: "a4"}]


async def test_a_paper_that_the_administrator_decided_is_not_kept() -> None:
    scene = Scene(None, PAPER)
    assert (scene.choice.is_fixed("printer"), scene.choice.is_fixed("paper")) == (False, True)
    await scene.take("Slip", keep=True)
    assert scene.saved == [{PRINTER: "Slip"}]


@pytest.mark.parametrize(
    ("begin", "decided", "queues", "missing"),
    [
        (None, None, ("Reception", "Slip"), None),
        ("Slip", None, ("Reception", "Slip"), None),
        ("Old", None, ("Old", "Reception", "Slip"), "Old"),
        ("Slip", "Slip", ("Slip",), None),
        ("Old", "Old", ("Old",), "Old"),
        ("Reception", "Slip", ("Slip",), None),
    ],
)
def test_the_queues_on_offer(
    begin: str | None, decided: str | None, queues: tuple[str, ...], missing: str | None
) -> None:
    choice = Scene(SlipPrinting(begin), decided=decided).choice
    assert (choice.queues, choice.missing) == (queues, missing)


@pytest.mark.parametrize("wrong", [STOPPED, PaperRefused("Slip", Paper.A6)])
async def test_a_printer_that_cannot_print_is_told_and_another_can_be_taken(wrong: Exception) -> None:
    scene = Scene()
    scene.wrong["Slip"] = wrong
    assert await scene.take("Slip", keep=True) is None
    assert scene.choice.trouble.value is wrong
    assert scene.saved == []
    assert await scene.take("Reception", keep=True) == SlipPrinting("Reception")
    assert scene.choice.trouble.value is None


async def test_a_look_tells_and_takes_back_what_is_wrong_without_choosing() -> None:
    scene = Scene()
    scene.wrong["Slip"] = STOPPED
    told = []
    for name in ("Slip", "Reception"):
        scene.choice.look.start(name, Paper.A6)
        await scene.choice.look.settled()
        told.append(scene.choice.trouble.value)
    assert told == [STOPPED, None]
    assert scene.choice.chosen.value is None


async def test_a_slow_look_tells_nothing_once_another_printer_is_looked_at() -> None:
    scene = Scene()
    scene.wrong["Slip"] = STOPPED
    scene.slow = asyncio.Event()
    scene.choice.look.start("Slip", Paper.A6)
    await asyncio.sleep(0)
    scene.choice.look.start("Reception", Paper.A6)
    scene.slow.set()
    await scene.choice.look.settled()
    assert scene.choice.trouble.value is None


async def test_what_cannot_be_kept_is_told_and_can_be_taken_without() -> None:
    scene = Scene()
    scene.save_fails = SettingsNotWritable()
    assert await scene.take("Slip", keep=True) is None
    assert scene.choice.trouble.value is scene.save_fails
    assert await scene.take("Slip") == SlipPrinting("Slip")


async def test_without_settings_nothing_is_kept() -> None:
    scene = Scene(keeps=False)
    assert not scene.choice.can_be_kept
    assert await scene.take("Slip", keep=True) == SlipPrinting("Slip")


async def test_a_bug_is_told_by_its_reference() -> None:
    scene = Scene()
    scene.wrong["Slip"] = ArithmeticError()
    await scene.take("Slip")
    assert scene.choice.trouble.value == Bug("4F2A")


async def test_leaving_breaks_a_try_off_but_not_what_is_being_kept() -> None:
    scene = Scene()
    scene.slow = asyncio.Event()
    scene.choice.take.start("Slip", Paper.A6, keep=True)
    await asyncio.sleep(0)
    assert scene.choice.leave()
    await scene.choice.take.settled()
    assert (scene.choice.chosen.value, scene.saved) == (None, [])

    scene.slow.set()
    scene.save_slow = asyncio.Event()
    scene.choice.take.start("Slip", Paper.A6, keep=True)
    await scene.saving.wait()
    assert not scene.choice.leave()
    closing = asyncio.ensure_future(scene.choice.aclose())
    await asyncio.sleep(0)
    assert not closing.done()
    scene.save_slow.set()
    await closing
    assert scene.saved == [{PRINTER: "Slip", PAPER: "a6"}]
    assert scene.choice.chosen.value == SlipPrinting("Slip")
