"""パスワード変更, パスワード確認, ロック解除 and 利用停止: which may begin, and that scans go to their dialogs."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Protocol

from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.contract.backend import Acts
from services.contract.errors import ActRefused
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Decision, Refused
from services.rules.policy import Policy
from viewmodels.core.trouble import ReportBug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.passwords.password_form_base import CardForm, FormDependencies, PasswordForm
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm


class AskPasswordUse(Protocol):
    """The dialogs; each is answered when it has closed."""

    async def change(self, form: ChangeForm) -> None:
        """Let the patron type the old password and the new one twice."""

    async def check(self, form: CheckForm) -> None:
        """Let the patron type the password."""

    async def unlock(self, form: UnlockForm) -> None:
        """Ask for the card, and whether to unlock."""

    async def disable(self, form: DisableForm) -> None:
        """Ask whether the patron wants it."""


class PasswordUseViewModel:
    """The commands behind the buttons of the page パスワード.

    Attributes:
        change, check, unlock, disable: open their dialog, or tell why it may not be.
    """

    def __init__(
        self,
        acting: ActCommands,
        acts: Acts,
        ask: AskPasswordUse,
        *,
        policy: Callable[[], Policy],
        report_bug: ReportBug,
    ) -> None:
        self._desk = acting.desk
        self._ask = ask
        self._dependencies = FormDependencies(acting.desk, acts, policy, report_bug)
        self._form: PasswordForm | None = None
        self.change = acting.command(self._change, sends=ChangePassword)
        self.check = acting.command(self._check, sends=CheckPassword)
        self.unlock = acting.command(self._unlock, sends=UnlockPassword)
        self.disable = acting.command(self._disable, sends=DisablePassword)

    async def settled(self) -> None:
        """Wait until no act of the open dialog runs any more."""
        if self._form is not None:
            await self._form.settled()

    async def aclose(self) -> None:
        """Wait for a running act and end the dialog, so that the command that opened it ends."""
        if self._form is not None:
            await self._form.aclose()

    async def _change(self) -> None:
        if self._may(lambda snapshot: snapshot.password_use.change):
            await self._open(ChangeForm(self._dependencies), self._ask.change)

    async def _check(self) -> None:
        if self._may(lambda snapshot: snapshot.password_use.check):
            await self._open(CheckForm(self._dependencies), self._ask.check)

    async def _unlock(self) -> None:
        if self._may(lambda snapshot: snapshot.password_use.unlock):
            await self._open(UnlockForm(self._dependencies), self._ask.unlock)

    async def _disable(self) -> None:
        if self._may(lambda snapshot: snapshot.password_use.disable):
            await self._open(DisableForm(self._dependencies), self._ask.disable)

    def _may(self, decided: Callable[[PatronSnapshot], Decision]) -> bool:
        subject = self._desk.snapshot
        if subject is None or self._form is not None:
            return False
        decision = decided(subject)
        if isinstance(decision, Refused):
            self._desk.tell(ActRefused(decision))
            return False
        return True

    async def _open[F: PasswordForm](self, form: F, show: Callable[[F], Awaitable[None]]) -> None:
        self._form = form
        with ExitStack() as scans:
            if isinstance(form, CardForm):
                scans.callback(self._desk.intercept_scans(form.card.card_scanned, form.card.card_missed))
            try:
                await show(form)
            finally:
                self._form = None
                scans.close()
                await form.aclose()
                self._desk.goes_on.emit(None)
