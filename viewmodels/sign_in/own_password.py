"""自分のパスワードの変更: what is wrong with what was typed, how many tries are left, and what came of it."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Final

from services.contract.act_requests import ChangeOwnPassword
from services.contract.errors import OutcomeUnknown, SignInFailed
from services.rules.passwords.own_password import OwnPasswordFault, check_own_change, normal_password
from services.rules.policy import Policy
from services.rules.secret import Secret
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel

type ChangeOwn = Callable[[ChangeOwnPassword], Awaitable[None]]
"""Changes it, or raises as `services.own_schema.staff.staff_accounts.StaffDirectory.change_own`."""

_OLD_WRONG: Final = (OwnPasswordFault.OLD_WRONG,)


class OwnPasswordForm:
    """One opening of the dialog.

    Attributes:
        shortest: how many characters the library wants.
        faults: what is wrong with what stands in the fields.
        tries_left: how many more wrong old ones there may be, where one was wrong and that is known.
        trouble: why nothing was changed, where no field is to blame.
        send: tries with the old password, the new one, and the new one again.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        change: ChangeOwn,
        *,
        shortest: int,
        on_closed: Callable[[StatusMessage | None], None],
        report_bug: ReportBug,
    ) -> None:
        self._desk = desk
        self._change = change
        self.shortest = shortest
        self._on_closed = on_closed
        self._report_bug = report_bug
        self.faults: Observable[tuple[OwnPasswordFault, ...]] = Observable(())
        self.tries_left: Observable[int | None] = Observable(None)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.send = AsyncCommand(self._send, on_error=self._failed, shielded=True)

    def close(self) -> None:
        """Leave the password as it is; not while it is being changed."""
        if not self.send.running.value:
            self._on_closed(None)

    async def _send(self, old: Secret, new: Secret, again: Secret) -> None:
        self.trouble.set(None)
        self.tries_left.set(None)
        typed = (normal_password(each).reveal() for each in (old, new, again))
        self.faults.set(check_own_change(*typed, shortest=self.shortest))
        if self.faults.value:
            return  # the old one isn't tried: a wrong one would count
        self._desk.must_be_connected()
        request = ChangeOwnPassword(actor=self._desk.actor, old=old, new=new)
        try:
            await self._change(request)
        except OutcomeUnknown as error:
            self._desk.unanswered.add(request.act_id)
            self._on_closed(error)
        except SignInFailed as error:
            self.tries_left.set(error.tries_left)
            self.faults.set(_OLD_WRONG)
        else:
            self._on_closed(Done.OWN_PASSWORD_CHANGED)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))


class OwnPasswordViewModel:
    """The one dialog that may be open.

    Attributes:
        form: its state while it is open.

    Args:
        desk: where it is opened; cards read meanwhile wait.
        change: see `ChangeOwn`.
        policy: tells the library's values in force.
        report_bug: writes unexpected exceptions to the log.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        change: ChangeOwn,
        *,
        policy: Callable[[], Policy],
        report_bug: ReportBug,
    ) -> None:
        self._desk = desk
        self._change = change
        self._policy = policy
        self._report_bug = report_bug
        self._scans = ExitStack()
        self.form: Observable[OwnPasswordForm | None] = Observable(None)

    def open(self) -> None:
        """Open the dialog, if it isn't open."""
        if self.form.value is not None:
            return
        form = OwnPasswordForm(
            self._desk,
            self._change,
            shortest=self._policy().staff_password_min_length,
            on_closed=self._closed,
            report_bug=self._report_bug,
        )
        self._scans.callback(self._desk.capture_scans(lambda _: False))
        self.form.set(form)

    async def aclose(self) -> None:
        """Close the dialog, after what is being changed is changed."""
        form = self.form.value
        if form is not None:
            await form.send.aclose()
            self._closed(None)

    def _closed(self, note: StatusMessage | None) -> None:
        if self.form.value is None:
            return
        self.form.set(None)
        self._scans.close()
        if note is not None:
            self._desk.tell(note)
        self._desk.goes_on.emit(None)
