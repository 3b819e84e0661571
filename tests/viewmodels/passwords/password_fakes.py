"""Stand-ins for the acts on a password in use, and for the dialogs in which it is typed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from viewmodels.passwords.password_form_base import PasswordForm
from viewmodels.passwords.password_forms import ChangeForm, CheckForm, DisableForm, UnlockForm


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
