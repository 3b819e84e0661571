"""What waits for the demo's clerk: an answer, a mail that failed, and a slip that wasn't handed over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from services.acts.contact import EmailChange
from services.acts.passwords import ISSUE, SLIP_FOLLOWED
from services.own_schema.database.act_records import ActRecord, StoredDetail
from services.own_schema.demo.circulation import Circulation
from services.own_schema.demo.register import Person, PersonWriter
from services.own_schema.demo.world import World
from services.rules.vocabulary import CardProof, Channel, MailKind, MailStatus, Receiver

CLERK: Final = "counter"
WHOSE: Final = 3
"""How many patrons the work is about, registered where the clerk works."""

_DESK = "2番窓口"
_CHANGE = "email.change"
_REFUSED = 550
"""SMTP's answer for a mailbox that isn't there."""


class OwnWorkWriter:
    """Writes the clerk's open work, and makes the records of the acts that left it.

    Attributes:
        records: in their order; the caller chains them under the clerk's login.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.records: list[ActRecord] = []

    def write(self, asked: Person, unreachable: Person, new: Person) -> None:
        """Write what waits.

        Args:
            asked: has an answer.
            unreachable: registered an address to which no mail comes.
            new: got a first password.
        """
        Circulation(self._world).ask(asked, 5, "answered")
        self._mail(unreachable)
        self._slip(new)

    def _mail(self, person: Person) -> None:
        at = self._world.moment(2)
        kind, status = MailKind.EMAIL_REGISTERED.value, MailStatus.FAILED.value
        self._world.add("outgoing_mail", person.id, kind, status, at, 1, at, at, _REFUSED)
        self._record(person, at, _CHANGE, EmailChange.CHANGED.value, {})

    def _slip(self, person: Person) -> None:
        at = self._world.moment(1)
        expires_on, must_change = PersonWriter(self._world).initial_password(person, at)
        details: dict[str, StoredDetail] = {
            "proof": CardProof.SCANNED.value,
            "receiver": Receiver.SELF.value,
            "version": 1,
            "expires_on": None if expires_on is None else expires_on.isoformat(),
            "must_change": must_change,
            "slip": SLIP_FOLLOWED,
        }
        self._record(person, at, ISSUE, "done", details)

    def _record(
        self, person: Person, at: datetime, verb: str, outcome: str, details: Mapping[str, StoredDetail]
    ) -> None:
        record = ActRecord(
            id=str(UUID(int=self._world.rng.getrandbits(128), version=4)),
            at=at,
            staff_id=CLERK,
            branch_id=self._world.central.id,
            workstation=_DESK,
            channel=Channel.COUNTER,
            patron_id=person.id,
            verb=verb,
            subject="email" if verb == _CHANGE else None,
            subject_id=None,
            outcome=outcome,
            details=details,
            sequence=len(self.records) + 1,
        )
        self.records.append(record)
