"""Acts on another system's patrons that change only what the counter keeps: reports, questions, contacts."""

from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.errors import ActRefused
from services.contract.offers import NOT_OFFERED, Offers
from services.contract.recording import ActRecords
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Allowed, Reason, Refused
from services.systems.beside.look_ups import SystemLookUps


class CounterActs:
    """Carries out what is offered; see `services.contract.backend.Acts`."""

    def __init__(self, offers: Offers, acts: ActRecords, look_ups: SystemLookUps) -> None:
        self._offers = offers
        self._acts = acts
        self._look_ups = look_ups

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Do an act on the patron as the system has them now."""
        if not isinstance(self._offers.of(type(request)), Allowed):
            raise ActRefused(NOT_OFFERED)
        result = await self._acts.perform(request, await self._whole(request))
        answer = await self._look_ups.refresh(request.patron_id, request.actor)
        return ActResult(result, answer, repeated=False)

    async def _whole(self, request: ActRequest[Any]) -> PatronSnapshot:
        answer = await self._look_ups.refresh(request.patron_id, request.actor)
        if not isinstance(answer, PatronSnapshot):
            raise ActRefused(Refused((Reason.NOT_IDENTIFIED,)))
        return answer
