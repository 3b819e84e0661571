"""What desks know of requests for an approval. Desks exchange a request's number and nothing else."""

from dataclasses import dataclass, field
from datetime import datetime

from services.contract.today.counts import WaitingApproval
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import SuspensionReason


@dataclass(frozen=True, slots=True)
class Approval:
    """The state of a request, for the desk that asked.

    Attributes:
        decided_by: the supervisor's name; None before the decision.
        refusal: why it was refused, if it was.
        decided_at: when, shown in Tokyo; None before.
        is_seen: a supervisor looked at it.
    """

    id: int
    state: ApprovalState
    decided_by: str | None
    refusal: ApprovalRefusal | None
    decided_at: datetime | None = None
    is_seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWanted:
    """What is asked for, as codes and numbers.

    Attributes:
        suspension_id: which suspension is to be lifted; None for another act.
        override: the code of why it is lifted against the facts, or None.
        settles: which report is settled with it, or None.
        checked: what the clerk ticked off before it; of a card, to lift ① with it.
        reason, note: of a suspension that is to be set.
        although_nothing_overdue: ③ is wanted although nothing is overdue.
        new_number, damaged: of a card that is to be registered.
    """

    suspension_id: int | None = None
    override: str | None = None
    settles: int | None = None
    checked: frozenset[CheckItem] = frozenset()
    reason: SuspensionReason | None = None
    note: str | None = None
    although_nothing_overdue: bool = False
    new_number: str | None = None
    damaged: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCase:
    """What a supervisor sees of a request before deciding: the patron's suspensions, and no more of the patron.

    Attributes:
        waiting: the request.
        state: its state.
        wanted: what is asked for.
        card_number: the patron's card in use; None where there is none.
        suspensions: those in force, in the guide's order.
    """

    waiting: WaitingApproval
    state: ApprovalState
    wanted: ApprovalWanted
    card_number: str | None
    name: str = field(repr=False)
    suspensions: tuple[SuspensionEntry, ...]
