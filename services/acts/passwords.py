"""Issues and reissues a patron's initial password at the counter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Update, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.act_requests import CardActRequest
from services.acts.plan import ActResult
from services.clock import tokyo_day
from services.database.act_records import ChainHead, act_insert, act_record, chain_head, chain_lock
from services.database.engine import Database
from services.database.tables import act, card, masters_version, password_credential, patron, suspension
from services.errors import ActRefused, NotPermitted, PatronGone, RowChanged
from services.lookup.look_up import LookUps
from services.lookup.look_up_statement import IN_USE
from services.lookup.snapshot import PatronSnapshot
from services.masters.masters_store import MastersStore
from services.password_hashing import PasswordHasher
from services.rules.decision import Refused, decide
from services.rules.passwords import passwords as rules
from services.rules.people.ages import age_group
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, CredentialKind, Receiver, Role, SuspensionReason
from services.secret import Secret

ISSUE = "password.issue"
REISSUE = "password.reissue"


@dataclass(frozen=True, slots=True)
class PasswordIssued:
    """The act's outcome.

    Attributes:
        card_number: whose password it is.
        issued_on: the day on the slip.
        expires_on: the initial password's last day, or None.
        must_change: must be changed at the first login.
        reissued: there was a password before, which is dead now.
    """

    card_number: str
    issued_on: date
    expires_on: date | None
    must_change: bool
    reissued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePassword(CardActRequest[PasswordIssued]):
    """Issue (or reissue) the initial password.

    The password is made by the desk before the act, so that sending the same request again after a lost answer
    finds the same password in force.

    Attributes:
        password: as `PasswordActs.generate` made it.
        seen_version: the credential's version the clerk saw, None for 未発行.
        receiver: who takes the slip.
    """

    password: Secret
    seen_version: int | None
    receiver: Receiver


class PasswordActs:
    """Makes and issues initial passwords.

    On PostgreSQL an issue takes six round trips: BEGIN, locks, facts, writes, snapshot, COMMIT. The snapshot is read
    inside the transaction, so that whatever fails before COMMIT leaves nothing done.
    """

    def __init__(
        self, db: Database, masters: MastersStore, look_ups: LookUps, hasher: PasswordHasher
    ) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups
        self._hasher = hasher

    def generate(self) -> Secret:
        """Make a fresh initial password by the library's policy."""
        return rules.generate(self._masters.current.policy)

    async def issue(self, request: IssuePassword) -> ActResult[PasswordIssued]:
        """Carry the request out: the new password is in force and the one before is dead, or nothing happened.

        A request that was carried out already answers its first outcome, as long as its password is still the one in
        force.

        Raises:
            NotPermitted: 電話担当, or on the phone channel.
            ActRefused: a rule refuses, with every reason.
            RowChanged: the password isn't the one the clerk saw, or, for a repeated request, was replaced since.
            PatronGone: there is no such patron, or no card of theirs is in use.
            OutcomeUnknown: the connection broke while committing; send the same request again.
        """
        if request.actor.staff.role is Role.PHONE or request.actor.channel is Channel.PHONE:
            raise NotPermitted
        text = request.password.reveal()
        if rules.check_new_password("", text, text):
            msg = "a request's password is one that the library may issue"
            raise ValueError(msg)
        # Before the transaction: a tenth of a second is long for a lock that other desks wait for.
        hashed = await self._hasher.hash(request.password)
        return await self._db.run_to_end(self._issue(request, hashed))

    async def _issue(self, request: IssuePassword, hashed: str) -> ActResult[PasswordIssued]:
        async with self._db.transaction(request.act_id) as conn:
            facts = await self._locked_facts(conn, request)
            if facts.act_verb is None:
                return await self._carry_out(conn, request, facts, hashed)
            return await self._repeated(conn, request, facts)

    async def _locked_facts(self, conn: AsyncConnection, request: IssuePassword) -> Row[Any]:
        """Lock the patron and the login's chain, then read: in one statement the facts would be older than the lock."""
        if self._db.dialect == "postgresql":
            # NO KEY: a look-up of the same patron, whose record refers to the row, isn't kept waiting.
            lock = select(patron.c.id, chain_lock(request.actor.staff.id)).where(
                patron.c.id == request.patron_id
            )
            await conn.execute(lock.with_for_update(key_share=True))
        facts = (await conn.execute(_facts_statement(request))).one_or_none()
        if facts is None:
            raise PatronGone
        return facts

    async def _carry_out(
        self, conn: AsyncConnection, request: IssuePassword, facts: Row[Any], hashed: str
    ) -> ActResult[PasswordIssued]:
        today = tokyo_day(facts.head_at)
        policy = (await self._masters.fresh(facts.masters_version, today, conn)).policy
        if facts.version != request.seen_version:
            raise RowChanged
        _check_rules(request, facts, policy)
        version = (facts.version or 0) + 1
        values = {
            "hash": hashed,
            "kind": CredentialKind.INITIAL,
            "must_change": policy.initial_password_must_change,
            "issued_at": facts.head_at,
            "expires_on": rules.initial_expires_on(today, policy),
            "wrong_logins": 0,
            "locked_until": None,
            "disabled_at": None,
            "version": version,
        }
        reissued = facts.version is not None
        await self._write(
            conn, _credential(request.patron_id, values, reissued=reissued), request, facts, values
        )
        snapshot = await self._snapshot(conn, request)
        if snapshot.password is None or snapshot.password.version != version:
            raise NotPermitted  # a database that hides the row from this login changes nothing, without an error
        issued = PasswordIssued(
            card_number=facts.number,
            issued_on=today,
            expires_on=values["expires_on"],
            must_change=values["must_change"],
            reissued=reissued,
        )
        return ActResult(issued, snapshot, repeated=False)

    async def _write(
        self,
        conn: AsyncConnection,
        credential: Insert | Update,
        request: IssuePassword,
        facts: Row[Any],
        values: dict[str, Any],
    ) -> None:
        head = ChainHead(facts.head_at, facts.head_sequence, facts.head_hash)
        details = {
            "proof": request.proof.value,
            "receiver": request.receiver.value,
            "version": values["version"],
            "expires_on": values["expires_on"],
            "must_change": values["must_change"],
        }
        verb = ISSUE if facts.version is None else REISSUE
        chained = act_insert(act_record(request, verb, head, outcome="done", details=details), head)
        if self._db.dialect == "postgresql":
            await conn.execute(chained.add_cte(credential.cte("credential")))
        else:
            await conn.execute(credential)
            await conn.execute(chained)

    async def _repeated(
        self, conn: AsyncConnection, request: IssuePassword, facts: Row[Any]
    ) -> ActResult[PasswordIssued]:
        if facts.act_patron_id != request.patron_id or facts.act_verb not in {ISSUE, REISSUE}:
            msg = "an act id belongs to one request"
            raise ValueError(msg)
        details = facts.act_details
        if facts.version != details["version"]:
            raise RowChanged  # a slip printed now would show a dead password
        expires_on = details["expires_on"]
        issued = PasswordIssued(
            card_number=facts.number,
            issued_on=tokyo_day(facts.act_at),
            expires_on=None if expires_on is None else date.fromisoformat(expires_on),
            must_change=details["must_change"],
            reissued=facts.act_verb == REISSUE,
        )
        return ActResult(issued, await self._snapshot(conn, request), repeated=True)

    async def _snapshot(self, conn: AsyncConnection, request: IssuePassword) -> PatronSnapshot:
        answer = await self._look_ups.refresh(request.patron_id, request.actor, conn)
        assert isinstance(answer, PatronSnapshot)  # the phone channel never comes this far
        return answer


def _facts_statement(request: IssuePassword) -> Any:
    lost: ColumnElement[bool] = exists().where(
        suspension.c.patron_id == patron.c.id,
        suspension.c.reason == SuspensionReason.CARD_LOST,
        suspension.c.lifted_at.is_(None),
    )
    source = (
        patron.join(card, (card.c.patron_id == patron.c.id) & IN_USE)
        .outerjoin(password_credential, password_credential.c.patron_id == patron.c.id)
        .outerjoin(act, act.c.id == request.act_id)
    )
    return (
        select(
            *chain_head(request.actor.staff.id),
            select(masters_version.c.version).scalar_subquery().label("masters_version"),
            card.c.number,
            card.c.status,
            patron.c.birth_date,
            patron.c.expires_on,
            password_credential.c.version,
            lost.label("lost"),
            act.c.verb.label("act_verb"),
            act.c.patron_id.label("act_patron_id"),
            act.c.at.label("act_at"),
            act.c.details.label("act_details"),
        )
        .select_from(source)
        .where(patron.c.id == request.patron_id)
    )


def _check_rules(request: IssuePassword, facts: Row[Any], policy: Policy) -> None:
    today = tokyo_day(facts.head_at)
    issue = rules.IssueFacts(
        today=today,
        role=request.actor.staff.role,
        channel=request.actor.channel,
        card_status=facts.status,
        expires_on=facts.expires_on,
        lost_in_force=facts.lost,
    )
    # `shown_at` is the server's time of the look-up, but that a scanner and no finger opened the patron is the desk's
    # word: this keeps honest desks from a stale screen, not a forged client from lying. The record names the proof.
    hand_over = rules.HandOverFacts(
        now=facts.head_at,
        card_number=facts.number,
        proof=request.proof,
        shown_card=request.shown_card,
        shown_at=request.shown_at,
        receiver=request.receiver,
        age_group=age_group(facts.birth_date, today),
    )
    decisions = (rules.may_issue(issue, policy), rules.may_hand_over(hand_over, policy))
    refusal = decide({reason for it in decisions if isinstance(it, Refused) for reason in it.reasons})
    if isinstance(refusal, Refused):
        raise ActRefused(refusal)


def _credential(patron_id: int, values: dict[str, Any], *, reissued: bool) -> Insert | Update:
    if reissued:
        return update(password_credential).where(password_credential.c.patron_id == patron_id).values(values)
    return insert(password_credential).values(patron_id=patron_id, **values)
