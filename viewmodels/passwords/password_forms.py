"""The dialogs パスワード変更, パスワード確認, ロック解除 and 利用停止, one object each."""

from services.acts.password_use import (
    ChangePassword,
    CheckPassword,
    DisablePassword,
    PasswordChange,
    PasswordCheck,
    UnlockPassword,
)
from services.rules.passwords.passwords import PasswordFault, check_change
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.observable import Observable
from viewmodels.passwords.password_form_base import CardForm, FormDependencies, FormStage, PasswordForm


class ChangeForm(CardForm):
    """パスワード変更, filled in by the patron.

    Attributes:
        outcome: what came of the last try, None while nothing was tried or something is under way.
        send: tries with the old password, the new one, and the new one again.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        self.outcome: Observable[PasswordChange | None] = Observable(None)
        super().__init__(dependencies)
        self.send = self._command(self._send)

    async def _send(self, old: Secret, new: Secret, again: Secret) -> None:
        self.outcome.set(None)
        self.trouble.set(None)
        faults = check_change(old.reveal(), new.reveal(), again.reveal())
        if PasswordFault.OLD_MISSING in faults:
            self.outcome.set(PasswordChange(faults))  # a field left blank is no wrong password
            return
        request = ChangePassword(
            **self._common, old=old, new=new, again=again, seen_version=self._seen_version
        )
        outcome = await self._perform(request, _change_note)
        if not outcome.faults:
            self.card.wanted = False
            self.stage.set(FormStage.DONE)
        self.outcome.set(outcome)
        self._refresh()

    def _is_ready(self) -> bool:
        return super()._is_ready() and not self.locked

    @property
    def locked(self) -> bool:
        """Whether the last try locked the password, so that no other is looked at."""
        return self.outcome.value is not None and self.outcome.value.until_lock == 0


class CheckForm(CardForm):
    """パスワード確認, typed by the patron.

    Attributes:
        outcome: what the last try came to, None while nothing was tried or something is under way.
        send: tries a password.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        self.outcome: Observable[PasswordCheck | None] = Observable(None)
        super().__init__(dependencies)
        self.send = self._command(self._send)

    async def _send(self, password: Secret) -> None:
        self.outcome.set(None)
        request = CheckPassword(**self._common, password=password)
        found = await self._perform(request, _check_note)
        self.outcome.set(found)
        self._refresh()

    def _is_ready(self) -> bool:
        return super()._is_ready() and not self.locked

    @property
    def locked(self) -> bool:
        """Whether the last try locked the password, so that no other is looked at."""
        return self.outcome.value is not None and self.outcome.value.until_lock == 0


class UnlockForm(CardForm):
    """ロック解除.

    Attributes:
        send: ends the lock; the dialog then closes.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        super().__init__(dependencies)
        self.send = self._command(self._send)

    async def _send(self) -> None:
        request = UnlockPassword(**self._common, seen_version=self._seen_version)
        await self._perform(request, lambda _: Done.PASSWORD_UNLOCKED)
        self.close()


class DisableForm(PasswordForm):
    """利用停止 at the patron's wish, without a card.

    Attributes:
        send: switches the password off; the dialog then closes.
    """

    def __init__(self, dependencies: FormDependencies) -> None:
        super().__init__(dependencies)
        self.send = self._command(self._send)

    async def _send(self) -> None:
        request = DisablePassword(
            actor=self._desk.actor, patron_id=self.subject.patron.id, seen_version=self._seen_version
        )
        await self._perform(request, lambda _: Done.PASSWORD_DISABLED)
        self.close()


def _change_note(outcome: PasswordChange) -> StatusMessage:
    return Done.PASSWORD_NOT_CHANGED if outcome.faults else Done.PASSWORD_CHANGED


def _check_note(outcome: PasswordCheck) -> StatusMessage:
    if outcome.outcome is LogInOutcome.WRONG:
        return Done.PASSWORD_WRONG
    return Done.PASSWORD_WOULD_LOG_IN if outcome.logs_in else Done.PASSWORD_WOULD_NOT_LOG_IN
