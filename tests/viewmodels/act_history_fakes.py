"""Records of acts that a test answers when it wants to."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from services.contract.actor import Actor
from services.contract.recorded_acts import ALWAYS, PatronRecords, Period, RecordRow
from services.rules.vocabulary import Channel

ROW = RecordRow(
    id=1,
    at=datetime(2026, 11, 24, 1, 5, tzinfo=UTC),
    staff_id="staff01",
    staff_name="窓口 太郎",
    branch="中央",
    workstation="2番窓口",
    channel=Channel.COUNTER,
    verb="loan.renew",
    subject="loan",
    subject_id=17,
    outcome="done",
    details={"from": "2026-12-01", "to": "2026-12-15", "item_checked": False},
)


def of(patron_id: int, count: int = 1, *, total: int | None = None, everybody: bool = False) -> PatronRecords:
    """Make a patron's records, the newest of `total`."""
    total = count if total is None else total
    rows = tuple(replace(ROW, id=total - place) for place in range(count))
    return PatronRecords(patron_id, rows, total, everybody)


class GatedRecords:
    """Answers each reading when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, Actor]] = []
        self.with_looks: list[bool] = []
        self.periods: list[Period] = []
        self._gates: list[asyncio.Future[PatronRecords]] = []

    async def of_patron(
        self, patron_id: int, actor: Actor, *, looks: bool = False, period: Period = ALWAYS
    ) -> PatronRecords:
        self.with_looks.append(looks)
        self.periods.append(period)
        self.asked.append((patron_id, actor))
        gate: asyncio.Future[PatronRecords] = asyncio.get_running_loop().create_future()
        self._gates.append(gate)
        return await asyncio.shield(gate)

    async def answer(self, answer: PatronRecords | Exception, place: int = -1) -> None:
        """Answer a reading, the last one if none is named, once it was asked for."""
        for _ in range(10):
            if self._gates:
                break
            await asyncio.sleep(0)
        gate = self._gates[place]
        if isinstance(answer, Exception):
            gate.set_exception(answer)
        else:
            gate.set_result(answer)
