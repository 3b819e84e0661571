"""Checks callers of whom another system holds the facts: a try is a miss until they are compared."""

from collections.abc import Mapping

from services.contract.actor import Actor
from services.contract.backend import PatronKey
from services.contract.decode.json_row import JsonRow
from services.contract.errors import ActRefused, NotPermitted, PatronGone
from services.contract.recording import CheckRecords
from services.contract.snapshot import PatronSnapshot
from services.rules.characters import one_line
from services.rules.decision import Reason, Refused
from services.rules.people.identity import CallerFacts, FactKind, facts_needed, read_facts, read_phone
from services.rules.people.names import kana_key
from services.systems.beside.known import Known
from services.systems.beside.look_ups import SystemLookUps
from services.systems.documents import read_record
from services.systems.record_source import RecordSource


class SystemIdentityChecks:
    """Identifies callers by the system's records; see `services.contract.backend.IdentityChecks`."""

    def __init__(
        self, source: RecordSource, known: Known, checks: CheckRecords, look_ups: SystemLookUps
    ) -> None:
        self._source = source
        self._known = known
        self._checks = checks
        self._look_ups = look_ups

    async def check(self, patron_id: PatronKey, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Compare the facts of an open card, which this desk looked at as number and counts."""

        async def compare() -> Mapping[FactKind, bool]:
            return _right(facts, await self._registered(patron_id))

        known = await self._registered(patron_id)
        needed = facts_needed(
            kana=known.maybe_text("kana"),
            has_birth_date=known.maybe_day("birth_date") is not None,
            phone=known.maybe_text("phone"),
        )
        await self._checks.compared(patron_id, facts, actor, needed=needed, compare=compare)
        answer = await self._look_ups.refresh(patron_id, actor)
        if not isinstance(answer, PatronSnapshot):  # closed since, which ended the check
            raise ActRefused(Refused((Reason.NOT_IDENTIFIED,)))
        return answer

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:  # noqa: ARG002
        """Find nobody: this system isn't searched."""
        raise NotPermitted

    async def end(self, patron_id: PatronKey, actor: Actor) -> None:
        """End the check of a patron who is closed."""
        await self._checks.end(patron_id, actor)

    async def _registered(self, patron_id: PatronKey) -> JsonRow:
        row = await self._source.by_key(await self._known.key_of(patron_id))
        if row is None:
            raise PatronGone
        patron = read_record(row)["patron"]
        texts = {name: one_line(patron.get(name) or "") or None for name in ("kana", "phone")}
        return JsonRow({**texts, "birth_date": patron.get("birth_date")})


def _right(facts: CallerFacts, known: JsonRow) -> dict[FactKind, bool]:
    """Tell which facts are right; what isn't registered is none of them."""
    told = read_facts(facts)
    return {
        FactKind.KANA: told.kana is not None and told.kana == kana_key(known.maybe_text("kana") or ""),
        FactKind.BIRTH_DATE: told.birth_date is not None and told.birth_date == known.maybe_day("birth_date"),
        FactKind.PHONE: told.phone is not None and told.phone == read_phone(known.maybe_text("phone") or ""),
    }
