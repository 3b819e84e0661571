"""診断: one look at a time, its diagnoses, and a look that fails."""

import asyncio

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import SystemBusy
from tests.helpers.waiting import HOPELESS
from viewmodels.core.trouble import Bug
from viewmodels.help.diagnosis import DiagnosisModel

FINE = Diagnosis(Subject.CLOCK, CheckResult.CLOCK_RIGHT, (0,))
WRONG = Diagnosis(Subject.CLOCK_OFFSET, CheckResult.OFFSET_SET, (60,))


class Places:
    """What is looked at, and whether the look may end."""

    def __init__(self) -> None:
        self.looks = 0
        self.open = asyncio.Event()
        self.open.set()
        self.error: Exception | None = None

    async def examine(self) -> tuple[Diagnosis, ...]:
        self.looks += 1
        await self.open.wait()
        if self.error is not None:
            raise self.error
        return (FINE, WRONG)


def model(places: Places) -> DiagnosisModel:
    return DiagnosisModel(places.examine, lambda _error: "4F2A")


async def test_nothing_is_looked_at_before_somebody_asks() -> None:
    places = Places()
    assert (model(places).diagnoses.value, places.looks) == ((), 0)


async def test_a_look_finds_and_counts_what_is_to_do() -> None:
    made = model(Places())
    made.look.start()
    await made.look.settled()
    assert made.diagnoses.value == (FINE, WRONG)
    assert made.to_do == 1


async def test_one_look_at_a_time_and_the_old_findings_are_gone_meanwhile() -> None:
    places = Places()
    made = model(places)
    made.look.start()
    await made.look.settled()
    places.open.clear()
    made.look.start()
    assert made.look.start() is None
    await asyncio.sleep(0)
    assert made.diagnoses.value == ()
    places.open.set()
    await made.look.settled()
    assert places.looks == 2


async def test_what_is_known_is_told_as_it_is_and_a_bug_by_its_reference() -> None:
    places = Places()
    made = model(places)
    for error, told in ((SystemBusy(), SystemBusy), (ValueError(), Bug)):
        places.error = error
        made.look.start()
        await made.look.settled()
        assert isinstance(made.trouble.value, told)
    places.error = None
    made.look.start()
    await made.look.settled()
    assert made.trouble.value is None


async def test_closing_stops_the_look() -> None:
    places = Places()
    places.open.clear()
    made = model(places)
    made.look.start()
    await asyncio.sleep(0)
    async with asyncio.timeout(HOPELESS):
        await made.aclose()
    assert made.diagnoses.value == ()
    assert made.look.start() is None
