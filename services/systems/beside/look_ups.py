"""Looks up patrons of another system: the look is committed here before their record is read there.

A record names its patron, but a look by a card's number has to name them before. So the key of a card is read first,
which says nothing of the person, then the look is recorded, and only then is the record read. A key that this process
has read before isn't read again: the record says whether the card is still that patron's.
"""

from services.contract.actor import Actor
from services.contract.backend import PatronKey
from services.contract.cards import is_card
from services.contract.errors import CardUnknown, PatronGone
from services.contract.recording import KeptOfPatron, LookRecords
from services.contract.snapshot import LookUpAnswer
from services.systems.beside.known import Known
from services.systems.beside.masters_in_force import MastersBeside
from services.systems.beside.reading import answer_of
from services.systems.record_source import RecordSource, ViewRow


class SystemLookUps:
    """Reads another system's patrons; see `services.contract.backend.LookUps`.

    Args:
        source: the system.
        masters: those in force.
        known: whom this process knows.
        looks: what the counter records, and keeps.
    """

    def __init__(
        self, source: RecordSource, masters: MastersBeside, known: Known, looks: LookRecords
    ) -> None:
        self._source = source
        self._masters = masters
        self._known = known
        self._looks = looks

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a card, recording the look."""
        remembered = self._known.key_of_card(card_number)
        if remembered is not None:
            answer = await self._opened(remembered, card_number, actor)
            if answer is not None:
                return answer
            self._known.forget_card(card_number)
        key = await self._key_of_card(card_number)
        answer = None if key in {None, remembered} else await self._opened(str(key), card_number, actor)
        if answer is None:
            await self._looks.looked_for_nobody(actor)
            raise CardUnknown(card_number)
        return answer

    async def by_patron(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read a patron whom the counter's own lists name, recording the look."""
        return await self._looked(patron_id, actor, again=False)

    async def again(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read an open patron again at the clerk's wish, recording the look."""
        return await self._looked(patron_id, actor, again=True)

    async def refresh(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read an open patron's present state: the record is read only if its mark isn't the one that it had."""
        key = await self._known.key_of(patron_id)
        kept = await self._looks.kept(patron_id, actor)
        return await self._answer(patron_id, await self._present(patron_id, key), kept, actor)

    async def _looked(self, patron_id: PatronKey, actor: Actor, *, again: bool) -> LookUpAnswer:
        key = await self._known.key_of(patron_id)
        kept = await self._looks.looked(patron_id, actor, by_number=False, again=again)
        return await self._answer(patron_id, await self._source.by_key(key), kept, actor)

    async def _key_of_card(self, card_number: str) -> str | None:
        """Read whose card it is; where several can't be told apart, it is nobody's."""
        rows = await self._source.cards(card_number)
        keys = {row.key for row in rows if self._is_card(row.card_number, card_number)}
        return keys.pop() if len(keys) == 1 else None

    async def _opened(self, key: str, card_number: str, actor: Actor) -> LookUpAnswer | None:
        """Record a look at a patron and read them; None where the card isn't theirs, whose record isn't looked into."""
        number = await self._known.number_of(key)
        kept = await self._looks.looked(number, actor, by_number=True)
        row = await self._source.by_key(key)
        if row is None or not self._is_card(row.card_number, card_number):
            return None
        self._known.opened_by(card_number, key)
        return await self._answer(number, row, kept, actor)

    async def _present(self, patron_id: PatronKey, key: str) -> ViewRow | None:
        mark = await self._source.mark(key)
        if mark is None:
            return None
        held = self._known.held(patron_id)
        if held is not None and held[0] == mark:
            return held[1]
        row = await self._source.by_key(key)
        if row is not None:
            self._known.hold(patron_id, mark, row)
        return row

    async def _answer(
        self, patron_id: PatronKey, row: ViewRow | None, kept: KeptOfPatron, actor: Actor
    ) -> LookUpAnswer:
        if row is None:
            raise PatronGone
        return await answer_of(row, patron_id, kept, self._masters, actor)

    def _is_card(self, found: str | None, card_number: str) -> bool:
        return found is not None and is_card(found, card_number, self._masters.current.cards)
