"""Stand-ins for the acts on a password in use, and for the dialogs in which it is typed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from services.act_requests import ActRequest
from services.acts.act_transaction import ActResult
from services.acts.password_use import (
    ChangePassword,
    CheckPassword,
    DisablePassword,
    PasswordChange,
    PasswordCheck,
    UnlockPassword,
)
from services.lookup.snapshot import PatronSnapshot
from services.rules.passwords.patron_login import LogInOutcome
from tests.viewmodels.fakes import CARD_A, patron
from viewmodels.passwords.password_form_base import PasswordForm
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm


@dataclass
class PasswordActs:
    """Acts that answer, or fail, as the test wants; a gate makes them wait."""

    orders: list[ActRequest] = field(default_factory=list)
    failures: list[Exception | None] = field(default_factory=list)
    changed: PasswordChange = field(default_factory=PasswordChange)
    checked: PasswordCheck = field(default_factory=lambda: PasswordCheck(LogInOutcome.OK, free_left=2))
    after: PatronSnapshot = field(default_factory=lambda: replace(patron(CARD_A, version=2)))
    gate: asyncio.Event | None = None

    async def change(self, order: ChangePassword) -> ActResult[PasswordChange]:
        return await self._answer(order, self.changed)

    async def check(self, order: CheckPassword) -> ActResult[PasswordCheck]:
        return await self._answer(order, self.checked)

    async def unlock(self, order: UnlockPassword) -> ActResult[None]:
        return await self._answer(order, None)

    async def disable(self, order: DisablePassword) -> ActResult[None]:
        return await self._answer(order, None)

    async def _answer[R](self, order: ActRequest, result: R) -> ActResult[R]:
        self.orders.append(order)
        if self.gate is not None:
            await self.gate.wait()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        return ActResult(result, self.after, repeated=False)


@dataclass
class Dialogs:
    """Dialogs that stay open until their form closes; `opened` gives the form in the one that is open."""

    forms: list[PasswordForm] = field(default_factory=list)

    async def change(self, form: ChangeForm) -> None:
        await self._stay(form)

    async def check(self, form: CheckForm) -> None:
        await self._stay(form)

    async def unlock(self, form: UnlockForm) -> None:
        await self._stay(form)

    async def disable(self, form: DisableForm) -> None:
        await self._stay(form)

    async def _stay(self, form: PasswordForm) -> None:
        gone = asyncio.Event()
        form.closed.subscribe(lambda _: gone.set())
        self.forms.append(form)
        await gone.wait()

    async def opened[F: PasswordForm](self, kind: type[F], start: Callable[[], object]) -> F:
        start()
        for _ in range(20):
            await asyncio.sleep(0)
            if self.forms and isinstance(self.forms[-1], kind):
                return self.forms[-1]
        msg = "no dialog opened"
        raise AssertionError(msg)
