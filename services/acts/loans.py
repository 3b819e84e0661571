"""Renews one loan (貸出更新). Several in one go are as many requests, each with its own outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, row_as_seen
from services.acts.plan import ActResult
from services.database.tables import loan
from services.errors import ActRefused
from services.require_allowed import require_allowed
from services.rules.decision import Reason, Refused
from services.rules.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewLoan(ActRequest[date]):
    """Renew one loan (更新する).

    Attributes:
        loan_id, seen_version: the loan as the clerk saw it.
        item_checked: the clerk confirmed 「資料を確認しました」.
    """

    loan_id: int
    seen_version: int
    item_checked: bool = False


@dataclass(frozen=True, slots=True)
class _Renewal:
    """The deed behind `RenewLoan`; answers 更新後の返却期限日."""

    request: RenewLoan
    verb: str = "loan.renew"
    power: Permission = Permission.RENEW_LOANS

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[date]:
        request = self.request
        row = row_as_seen(context.before.loans, request.loan_id, request.seen_version)
        allowed = require_allowed(row.renewal.counter)
        if allowed.item_in_hand and not request.item_checked:
            raise ActRefused(Refused((Reason.ITEM_NOT_SHOWN,)))
        assert allowed.new_day is not None
        renewed = (
            update(loan)
            .where(loan.c.id == row.id)
            .values(
                due_on=allowed.new_day,
                renewals=loan.c.renewals + 1,
                renewed_on=context.today,
                version=loan.c.version + 1,
            )
        )
        return ActPlan(
            writes=(renewed,),
            result=allowed.new_day,
            subject="loan",
            subject_id=row.id,
            details={"from": row.due_on, "to": allowed.new_day, "item_checked": request.item_checked},
        )

    def again(self, _outcome: str, details: Mapping[str, Any]) -> date:
        return date.fromisoformat(details["to"])


class LoanActs:
    """What staff do to a patron's loans."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def renew(self, request: RenewLoan) -> ActResult[date]:
        """Renew a loan; the result is the new due date. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _Renewal(request))
