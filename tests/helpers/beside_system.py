"""A small library system for tests: it keeps its patrons in memory, and records at the counter as any other would."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from services.acts.loans import RenewLoan
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.actor import Actor
from services.contract.backend import MastersInForce
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_decode import decode_glimpse, decode_snapshot
from services.contract.errors import ActRefused, CardUnknown, OutcomeUnknown, PatronGone, SystemBusy
from services.contract.recorded_acts import Outcome
from services.contract.recording import (
    ActIntent,
    CallerFound,
    Details,
    KeptOfPatron,
    Recording,
    SuspendedPatron,
)
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.contract.today.counts import BranchCounts
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.decision import Reason, Refused
from services.rules.people.identity import CallerFacts, FactKind, FactsNeeded, read_facts
from services.rules.people.names import kana_key
from services.rules.people.suspension import LiftFacts
from services.rules.vocabulary import SuspensionReason


@dataclass
class Person:
    """A patron of the system's, with one loan and one restriction of its own kind."""

    key: str
    card: str
    name: str = "川口 花子"
    kana: str = "カワグチ ハナコ"
    born: date = date(1980, 4, 2)
    phone: str = "048-222-1111"
    due_on: date = date(2026, 11, 27)
    renewals: int = 0
    mark: str = "as it was"


@dataclass
class Line:
    """The way to the system: what it says, and where an answer gets lost."""

    refuses: bool = False
    lost_before: bool = False
    lost_after: bool = False
    answers: bool = True
    asked: int = 0


@dataclass
class BesideSystem:
    """Looks, checks, acts and outcomes of a system that isn't the own schema.

    Attributes:
        knows: gives the numbers of its patrons, as the process may that knows the system.
        recording: what a desk's login records.
    """

    masters: MastersInForce
    knows: Recording
    recording: Recording
    people: list[Person]
    line: Line = field(default_factory=Line)
    numbers: dict[int, Person] = field(default_factory=dict)

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        found = next((it for it in self.people if it.card == card_number), None)
        if found is None:
            await self.recording.looks.looked_for_nobody(actor)
            raise CardUnknown(card_number)
        number = await self.knows.patrons.number_of(found.key)
        kept = await self.recording.looks.looked(number, actor, by_number=True)
        self.numbers[number] = found  # read only now: the look is committed
        return self._answer(number, kept, actor)

    async def refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        return self._answer(patron_id, await self.recording.looks.kept(patron_id, actor), actor)

    async def check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        person = self.numbers[patron_id]

        async def compare() -> Mapping[FactKind, bool]:
            told = read_facts(facts)
            return {
                FactKind.KANA: told.kana == kana_key(person.kana),
                FactKind.BIRTH_DATE: told.birth_date == person.born,
                FactKind.PHONE: told.phone == person.phone.replace("-", ""),
            }

        await self.recording.checks.compared(patron_id, facts, actor, needed=FactsNeeded.ANY, compare=compare)
        answer = await self.refresh(patron_id, actor)
        assert isinstance(answer, PatronSnapshot)
        return answer

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Find a caller by what is told without a number."""
        told = read_facts(facts)

        def fits(person: Person, *, any_of: bool) -> bool:
            known = (kana_key(person.kana), person.phone.replace("-", ""))
            said = [it == by for it, by in zip((told.kana, told.phone), known, strict=True) if it is not None]
            return any(said) if any_of else all((*said, told.birth_date in {None, person.born}))

        async def search() -> CallerFound:
            meant = {
                await self.knows.patrons.number_of(it.key): it for it in self.people if fits(it, any_of=True)
            }
            self.numbers |= meant
            right = [number for number, it in meant.items() if fits(it, any_of=False)]
            return CallerFound(whose=right[0] if len(right) == 1 else None, meant=tuple(meant))

        number = await self.recording.checks.found(facts, actor, find=search)
        answer = await self.refresh(number, actor)
        assert isinstance(answer, PatronSnapshot)
        return answer

    async def counts(self, actor: Actor) -> Mapping[int | None, BranchCounts]:
        """Count who is suspended: everybody, one of them ready, and some of no branch."""
        assert actor.staff.id
        return {1: BranchCounts(ready=1, suspended=len(self.people)), None: BranchCounts(suspended=4)}

    async def suspended(self, patron_id: int, actor: Actor) -> SuspendedPatron:
        """Tell what a supervisor decides on, and by which mark it is known."""
        person = self.numbers[patron_id]
        facts = LiftFacts(
            reason=SuspensionReason.UNREACHABLE,
            in_force=True,
            role=actor.staff.role,
            channel=actor.channel,
            started_on=date(2026, 11, 1),
            overdue_items=0,
            address_changed_on=None,
            phone_changed_on=None,
            card_replaced=False,
            told=False,
            checked=frozenset(),
        )
        entry = SuspensionEntry(
            id=3,
            version=1,
            patron_id=patron_id,
            card_number=person.card,
            name=person.name,
            branch="",
            reason=facts.reason,
            started_on=date(2026, 11, 1),
            days=20,
            note=None,
            facts=facts,
            ready=False,
            overdue_days=0,
            card_issued_on=None,
            others=(),
            report=None,
        )
        return SuspendedPatron(
            state=person.mark, card_number=person.card, name=person.name, suspensions=(entry,)
        )

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        before = await self._whole(request)
        if not isinstance(request, RenewLoan):
            kept = await self.recording.acts.perform(request, before)
            return ActResult(kept, await self.refresh(request.patron_id, request.actor), repeated=False)
        wanted: Details = {"to": "2026-12-11", "item_checked": request.item_checked}
        there = await self.recording.acts.intend(
            request, verb="loan.renew", subject="loan", subject_id=request.loan_id, wanted=wanted
        )
        if isinstance(there, ActIntent):
            raise OutcomeUnknown(request.act_id)
        if there is None:
            await self._renew(request, wanted)
        result: Any = date(2026, 12, 11)
        answer = await self.refresh(request.patron_id, request.actor)
        return ActResult(result, answer, repeated=there is not None)

    async def of(self, act_id: str, actor: Actor) -> Outcome | None:
        """Tell an outcome; an intent without an end is settled first, by what the system has."""
        acts = self.recording.acts
        open_ones = await acts.unsettled(actor.staff.id)
        intent = next((it for it in open_ones if it.act_id == act_id), None)
        if intent is not None:
            if not self.line.answers:
                raise SystemBusy
            if self.numbers[intent.patron_id].due_on.isoformat() == intent.wanted["to"]:
                await acts.ended(act_id, actor, outcome="done", details=intent.wanted)
            else:
                await acts.withdrawn(act_id, actor)
        return await self.recording.outcomes.of(act_id, actor.staff.id)

    async def _renew(self, request: RenewLoan, wanted: Details) -> None:
        self.line.asked += 1
        if self.line.lost_before:
            raise OutcomeUnknown(request.act_id)
        if self.line.refuses:
            await self.recording.acts.withdrawn(request.act_id, request.actor)
            raise ActRefused(Refused((Reason.SYSTEM_REFUSES,)))
        person = self.numbers[request.patron_id]
        person.due_on, person.renewals = date(2026, 12, 11), person.renewals + 1
        if self.line.lost_after:
            raise OutcomeUnknown(request.act_id)
        await self.recording.acts.ended(request.act_id, request.actor, outcome="done", details=wanted)

    async def _whole(self, request: ActRequest[Any]) -> PatronSnapshot:
        answer = await self.refresh(request.patron_id, request.actor)
        if not isinstance(answer, PatronSnapshot):
            raise ActRefused(Refused((Reason.NOT_IDENTIFIED,)))
        return answer

    def _answer(self, number: int, kept: KeptOfPatron, actor: Actor) -> LookUpAnswer:
        person = self.numbers.get(number)
        if person is None:
            raise PatronGone
        masters = self.masters.current
        as_it_counts = replace(actor, channel=actor.channel_that_counts)
        if kept.whole is None:
            assert kept.summary is not None
            counts = {"loans": 1, "holds": 0, "cancelled": [], "requests": 0, "needed": FactsNeeded.ANY}
            return decode_glimpse(JsonRow({**counts, **kept.summary, "card_number": person.card}), masters)
        return decode_snapshot(JsonRow({**_record(number, person), **kept.whole}), masters, as_it_counts)


def _record(number: int, person: Person) -> dict[str, Any]:
    """Give the system's part of a record, as `services.contract.decode` reads it."""
    nothing = ("alias", "romaji", "email", "postal_code", "address", "address_changed_on", "phone_changed_on")
    loan = {
        "id": 7,
        "version": 1 + person.renewals,
        "title": "坊っちゃん",
        "material_type_id": 1,
        "item_number": "100000001",
        "branch_id": 1,
        "loaned_on": (person.due_on - timedelta(days=14)).isoformat(),
        "due_on": person.due_on.isoformat(),
        "interlibrary": False,
        "renewals": person.renewals,
        "renewed_on": None,
        "waiting": 0,
    }
    stopped = {
        "id": 3,
        "version": 1,
        "reason": "unreachable",
        "started_at": "2026-11-01T00:00:00+00:00",
        "started_by": "図書館",
        "lifted_at": None,
        "lifted_by": None,
        "note_code": None,
        "override_code": None,
    }
    return {
        "card": {"number": person.card, "status": "active", "issued_on": "2020-04-01", "replaces": 0},
        "patron": {
            **dict.fromkeys(nothing),
            "id": number,
            "version": 1,
            "name": person.name,
            "kana": person.kana,
            "birth_date": person.born.isoformat(),
            "branch_id": 1,
            "registered_on": "2020-04-01",
            "expires_on": "2030-03-31",
            "phone": person.phone,
        },
        "has_namesake": False,
        "password": None,
        "suspensions": [stopped],
        "loans": [loan],
        "holds": [],
        "cancelled": [],
        "requests": [],
    }
