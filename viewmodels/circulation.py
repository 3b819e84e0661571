"""Commands for loans and holds: each asks the clerk, sends the request, and tells the result.

An act that the desk may not do on this channel is refused with its reasons at once, before any question.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.item_handover import ItemRoute
from services.acts.loans import RenewLoan
from services.contract.errors import RowChanged
from services.contract.masters import Branch, CodeLabel, Masters, MobileStop
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import CancelledHoldRow, HoldRow, LoanRow, PatronSnapshot
from services.rules.circulation import holds as rules
from services.rules.circulation.closures import closure_of_shelf_from
from services.rules.clock import tokyo_day
from services.rules.decision import Allowed, Closure, Decision
from services.rules.vocabulary import ContactMethod, HoldStatus
from viewmodels.core.notes import Caution, Done, Renewals, Result
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.masking import MASK


@dataclass(frozen=True, slots=True)
class Renewal:
    """The result of renewing one loan: the new 返却期限日, or why there is none."""

    loan: LoanRow
    outcome: date | Trouble


@dataclass(frozen=True, slots=True)
class HandOver:
    """How and where a hold is handed over, as the clerk chose it; what isn't known, and stays, is None."""

    contact: ContactMethod | None
    branch_id: int | None
    stop_id: int | None


@dataclass(frozen=True, slots=True)
class HandOverChoices:
    """What 予約変更確認 offers.

    Attributes:
        contacts: 連絡方法 in order.
        has_mail: an address is registered; without one メール can't be chosen.
        place_fixed: the hold left waiting, so only the 連絡方法 can change.
        stops: the mobile library's, by its branch; others have none.
    """

    contacts: tuple[ContactMethod, ...]
    has_mail: bool
    place_fixed: bool
    branches: tuple[Branch, ...]
    stops: tuple[MobileStop, ...]


class AskCirculation(Protocol):
    """Questions about loans and holds."""

    async def confirm_renewal(
        self, loans: tuple[LoanRow, ...], among: tuple[LoanRow, ...]
    ) -> frozenset[int] | None:
        """Ask which of these loans to renew (更新する), by id; None for 更新しない.

        A loan whose item has to be in hand counts only if 「資料の現物を確認しました」 was ticked.

        Args:
            loans: those that can be renewed.
            among: all rows of the list, as it is now: a loan without a title is told by its place there.
        """

    async def show_renewals(self, outcomes: tuple[Renewal, ...], among: tuple[LoanRow, ...]) -> None:
        """Show the result of each renewal, where some of several failed.

        Args:
            outcomes: the results.
            among: as above.
        """

    async def change_hold(self, hold: HoldRow, choices: HandOverChoices) -> HandOver | None:
        """Ask how and where a hold is to be handed over (予約変更確認); None for 更新しない."""

    async def confirm_cancel(self, hold: HoldRow) -> bool:
        """Ask 解除する or 解除しない."""

    async def staff_cancel(self, hold: HoldRow, reasons: tuple[CodeLabel, ...]) -> str | None:
        """Warn that the item must leave its place, and ask for the 取消区分's code; None leaves the hold."""

    async def show_item_goes(
        self, hold: HoldRow, goes: ItemRoute, branch: str | None, closure: Closure | None
    ) -> None:
        """Tell where the item in the clerk's hand goes now, and what makes its 取置期限日 later."""

    async def confirm_extension(self, hold: HoldRow, allowed: Allowed) -> bool:
        """Ask whether the item is to be kept until the new 取置期限日, as far as that is known."""

    async def confirm_acknowledge(self, row: CancelledHoldRow) -> bool:
        """Ask whether the cancelled hold may be deleted for good."""


class CirculationViewModel:
    """The commands behind the buttons of 貸出一覧, 予約一覧 and 予約取消一覧."""

    def __init__(
        self,
        acting: ActCommands,
        ask: AskCirculation,
        *,
        masters: Callable[[], Masters],
        report_bug: ReportBug,
    ) -> None:
        self._acting = acting
        self._ask = ask
        self._masters = masters
        self._report_bug = report_bug
        self.renew = acting.command(self._renew, sends=RenewLoan)
        self.change = acting.command(self._change, sends=ChangeHold)
        self.cancel = acting.command(self._cancel, sends=CancelHold)
        self.staff_cancel = acting.command(self._staff_cancel, sends=StaffCancelHold)
        self.extend = acting.command(self._extend, sends=ExtendShelf)
        self.undo = acting.command(self._undo, sends=UndoCancel)
        self.acknowledge = acting.command(self._acknowledge, sends=Acknowledge)

    def renew_all(self) -> None:
        """Renew every loan that this desk may renew now, after one question."""
        rows = self._acting.patron.loans
        able = tuple(row for row in rows if isinstance(row.renewal.counter, Allowed))
        self.renew.start(*(able or rows))

    async def _renew(self, *loans: LoanRow) -> None:
        if not any(isinstance(row.renewal.counter, Allowed) for row in loans):
            require_allowed(loans[0].renewal.counter)
        patron = self._acting.patron
        chosen = await self._ask.confirm_renewal(loans, patron.loans)
        if not chosen:
            return
        outcomes: list[Renewal] = []
        for row in loans:
            if row.id in chosen:
                outcomes.append(await self._renewed(row, patron, alone=len(chosen) == 1))
                if self._acting.desk.patron_id != patron.patron.id:
                    self._tell_left(outcomes, len(chosen))
                    return
        failed = [each.outcome for each in outcomes if not isinstance(each.outcome, date)]
        if any(isinstance(each, RowChanged) for each in failed):
            self._acting.desk.refresh.start()
        if len(outcomes) > 1:
            self._acting.desk.tell(_together(outcomes))
            if failed:
                now = self._acting.desk.snapshot
                await self._ask.show_renewals(self._as_shown(outcomes), () if now is None else now.loans)

    def _as_shown(self, outcomes: list[Renewal]) -> tuple[Renewal, ...]:
        """Mask the titles that were hidden since the question was asked."""
        if not self._acting.desk.titles_masked.value:
            return tuple(outcomes)
        return tuple(replace(each, loan=replace(each.loan, title=MASK)) for each in outcomes)

    def _tell_left(self, outcomes: list[Renewal], wanted: int) -> None:
        """Tell the results of renewals whose patron was closed meanwhile, without titles; begin no further renewal."""
        if len(outcomes) < wanted:
            self._acting.desk.tell(Caution.RENEWALS_LEFT)
        elif wanted > 1:
            self._acting.desk.tell(_together(outcomes))
        else:
            self._acting.desk.tell(Done.LOANS_RENEWED)

    async def _renewed(self, row: LoanRow, patron: PatronSnapshot, *, alone: bool) -> Renewal:
        needs_item = isinstance(row.renewal.counter, Allowed) and row.renewal.counter.item_in_hand
        request = RenewLoan(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            loan_id=row.id,
            seen_version=row.version,
            item_checked=needs_item,
        )
        try:
            result = await self._acting.send(request)
        except Exception as error:
            self._acting.settle(error)
            if alone:
                raise  # told as that of any act, also where a card waits that is looked up next
            return Renewal(row, trouble(error, self._report_bug))
        closure = _closure(row.renewal.counter, result.result)
        note = Result(Done.LOANS_RENEWED, _title(row), result.result, closure) if alone else None
        self._acting.desk.show_outcome(result.answer, note, more=True)
        self._acting.settle(None)
        return Renewal(row, result.result)

    async def _change(self, row: HoldRow) -> None:
        require_allowed(row.change.counter)
        patron = self._acting.patron
        chosen = await self._ask.change_hold(row, self._choices(row, patron))
        if chosen is None:
            return
        if chosen == HandOver(row.contact, row.branch_id, row.stop_id):
            self._acting.desk.tell(Done.HOLD_UNCHANGED)
            return
        request = ChangeHold(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            hold_id=row.id,
            seen_version=row.version,
            contact=chosen.contact,
            branch_id=chosen.branch_id,
            stop_id=chosen.stop_id,
        )
        note = Result(
            Done.HOLD_CHANGED, _title(row), contact=chosen.contact, pick_up=self._pick_up(row, chosen)
        )
        await self._acting.perform(request, lambda _: note)

    def _pick_up(self, row: HoldRow, chosen: HandOver) -> str:
        """Name where a hold is handed over, as the list does."""
        masters = self._masters()
        names = [masters.branch_name(chosen.branch_id), masters.stop_name(chosen.stop_id)]
        if (chosen.branch_id, chosen.stop_id) == (row.branch_id, row.stop_id):
            names = [row.branch, row.stop or ""]
        return " ".join(filter(None, names))

    def _choices(self, row: HoldRow, patron: PatronSnapshot) -> HandOverChoices:
        masters = self._masters()
        phone = row.contact is ContactMethod.PHONE or masters.policy.staff_may_set_phone_contact
        contacts = (ContactMethod.MAIL, ContactMethod.NONE)
        return HandOverChoices(
            contacts=(*contacts, ContactMethod.PHONE) if phone else contacts,
            has_mail=patron.patron.email is not None,
            place_fixed=rules.needs_warning(row.status),
            branches=tuple(masters.branches.values()),
            stops=tuple(stop for stop in masters.stops.values() if stop.active or stop.id == row.stop_id),
        )

    async def _cancel(self, row: HoldRow) -> None:
        require_allowed(row.cancel.counter)
        patron = self._acting.patron
        if not await self._ask.confirm_cancel(row):
            return
        request = CancelHold(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            hold_id=row.id,
            seen_version=row.version,
        )
        await self._acting.perform(request, lambda _: Result(Done.HOLD_CANCELLED, _title(row)))

    async def _staff_cancel(self, row: HoldRow) -> None:
        require_allowed(row.cancel.counter)
        patron = self._acting.patron
        masters = self._masters()
        labels = {code: label for (kind, code), label in masters.labels.items() if kind == "cancel_reason"}
        reasons = tuple(labels[code] for code in rules.staff_reasons(labels))
        reason = await self._ask.staff_cancel(row, reasons)
        if reason is None:
            return
        request = StaffCancelHold(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            hold_id=row.id,
            seen_version=row.version,
            reason=reason,
        )
        note = Result(Done.HOLD_CANCELLED, _title(row))
        goes = (await self._acting.perform(request, lambda _: note)).result
        branch = None if goes.branch_id is None else masters.branch_name(goes.branch_id)
        left = self._acting.desk.patron_id != patron.patron.id
        if left or self._acting.desk.titles_masked.value:
            # the item is in the clerk's hand, but its patron or the titles have left the screen
            row = replace(row, title=MASK)
        await self._ask.show_item_goes(row, goes, branch, self._closure_of(goes, masters))

    def _closure_of(self, goes: ItemRoute, masters: Masters) -> Closure | None:
        if goes.branch_id is None or goes.shelf_until is None:
            return None
        today = tokyo_day(self._acting.desk.now())
        return closure_of_shelf_from(today, goes.shelf_until, masters.calendar(goes.branch_id))

    async def _extend(self, row: HoldRow) -> None:
        allowed = require_allowed(row.extend)
        patron = self._acting.patron
        if not await self._ask.confirm_extension(row, allowed):
            return
        request = ExtendShelf(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            hold_id=row.id,
            seen_version=row.version,
        )
        await self._acting.perform(
            request,
            lambda done: Result(
                Done.SHELF_EXTENDED, _title(row), done.result, _closure(row.extend, done.result)
            ),
        )

    async def _undo(self, row: CancelledHoldRow) -> None:
        require_allowed(row.undo)
        request = UndoCancel(
            actor=self._acting.desk.actor,
            patron_id=self._acting.patron.patron.id,
            cancellation_id=row.id,
            seen_version=row.version,
            comes_back=row.comes_back.status,
        )
        restored = Done.HOLD_RESTORED if row.comes_back.because is None else Done.HOLD_RESTORED_WAITING
        await self._acting.perform(
            request,
            lambda done: Result(
                Done.HOLD_RESTORED_READY if done.result is HoldStatus.READY else restored, _title(row)
            ),
        )

    async def _acknowledge(self, row: CancelledHoldRow) -> None:
        require_allowed(row.acknowledge)
        patron = self._acting.patron
        if not await self._ask.confirm_acknowledge(row):
            return
        request = Acknowledge(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            cancellation_id=row.id,
            seen_version=row.version,
        )
        await self._acting.perform(request, lambda _: Result(Done.HOLD_ACKNOWLEDGED, _title(row)))


def _together(outcomes: list[Renewal]) -> Renewals:
    renewed = sum(isinstance(each.outcome, date) for each in outcomes)
    return Renewals(renewed, len(outcomes) - renewed)


def _closure(asked: Decision, day: date) -> Closure | None:
    """Tell what moved the day on that an act brought, if it is the one that was asked about."""
    return asked.closure if isinstance(asked, Allowed) and asked.new_day == day else None


def _title(row: LoanRow | HoldRow | CancelledHoldRow) -> str | None:
    """Give a row's title, unless it was masked when the act was asked for."""
    return None if row.title == MASK else row.title
