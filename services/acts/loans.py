"""Renews one loan (貸出更新). Several in one go are as many requests, each with its own outcome."""

from dataclasses import dataclass
from datetime import date

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, Recorded, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.contract.require_allowed import require_allowed
from services.rules.decision import Reason, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewLoan(ActRequest[date]):
    """Renew one loan (更新する).

    Attributes:
        loan_id, seen_version: the loan as the clerk saw it.
        item_checked: the clerk confirmed 「資料の現物を確認しました」.
    """

    loan_id: int
    seen_version: int
    item_checked: bool = False


def plan_renewal(request: RenewLoan, context: ActContext) -> ActPlan[date]:
    """Renew a loan; answers 更新後の返却期限日.

    Raises:
        RowChanged: the loan isn't as the clerk saw it.
        ActRefused: the row's decision refuses it, or the item wasn't shown.
    """
    row = row_as_seen(context.before.loans, request.loan_id, request.seen_version)
    allowed = require_allowed(row.renewal.counter)
    if allowed.item_in_hand and not request.item_checked:
        raise ActRefused(Refused((Reason.ITEM_NOT_SHOWN,)))
    assert allowed.new_day is not None
    return ActPlan(
        changes=(act_changes.SetLoanDueDate(loan_id=row.id, due_on=allowed.new_day),),
        result=allowed.new_day,
        subject="loan",
        subject_id=row.id,
        details={
            **({} if row.due_on is None else {"from": row.due_on}),
            "to": allowed.new_day,
            "item_checked": request.item_checked,
        },
    )


def renewed_before(_request: RenewLoan, recorded: Recorded) -> date:
    """Read from the record what the loan was renewed to."""
    return date.fromisoformat(recorded.details["to"])
