"""Counts wrong sign-ins at this workstation, where PostgreSQL has no lock of its own.

The count stands in a file of the user's, so that starting the program anew doesn't begin it anew. The file holds no
staff id, only hashes with a salt of its own; docs/security.md tells whom the count doesn't hold back.
"""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.contract.errors import SignInFailed, StaffLocked
from services.rules.passwords.attempt_limits import Tries, TryLimits, after_try, lock_end
from services.rules.policy import DEFAULT_POLICY, Policy

_SALT_BYTES = 16
_MOST_IDS = 1000

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class WrongTries:
    """The count of one workstation's user.

    A try is counted as wrong before the server is asked, and taken back if it wasn't: ending the program meanwhile
    makes no try undone. A file that can't be read or written is told in the log, and the count goes on in memory.

    Args:
        file: where the count is kept; it and its folder need not exist.
        now: the workstation's clock.
    """

    def __init__(self, file: Path, now: Callable[[], datetime] = _now) -> None:
        self._file = file
        self._now = now
        self._state = _State()
        self._unwritten = False

    async def begin(self, staff_id: str) -> "Try":
        """Count a try that is about to be made.

        Raises:
            StaffLocked: there were too many wrong ones; the password isn't to be looked at.
        """
        return await asyncio.to_thread(self._begin, staff_id)

    async def learn(self, policy: Policy) -> None:
        """Keep the library's own values, which can be read only after a sign-in, for those to come."""
        await asyncio.to_thread(self._learn, policy)

    def _begin(self, staff_id: str) -> "Try":
        self._load()
        state, now = self._state, self._now()
        key = state.key_of(staff_id)
        before = state.ids.get(key, Tries())
        locked_until = lock_end(before, now, state.limits)
        after = after_try(before, now, state.limits)
        if locked_until is not None:
            after = Tries(0, locked_until)
        self._set(key, after)
        if locked_until is not None:
            raise StaffLocked(locked_until)
        return Try(self, key, before, after, state.limits)

    def _learn(self, policy: Policy) -> None:
        limits = TryLimits.of_staff(policy)
        if limits != self._state.limits:
            self._state.limits = limits
            self._save()

    def _set(self, key: str, tries: Tries) -> None:
        ids = self._state.ids
        ids.pop(key, None)
        if tries != Tries():
            ids[key] = tries
        while len(ids) > _MOST_IDS:
            del ids[next(iter(ids))]  # the one that was tried longest ago
        self._save()

    def _load(self) -> None:
        if self._unwritten:
            return
        try:
            self._state = _State.read(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
            _log.warning("the count of wrong sign-ins can't be read")

    def _save(self) -> None:
        draft = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(self._state.written(), encoding="utf-8")
            draft.replace(self._file)
            self._unwritten = False
        except OSError:
            self._unwritten = True
            _log.warning("the count of wrong sign-ins can't be written")
            with suppress(OSError):
                draft.unlink()

    async def settle(self, key: str, tries: Tries) -> None:
        """Put the count of an id right, for `Try`."""
        await asyncio.to_thread(self._set, key, tries)


class Try:
    """One try that counts as wrong until it is settled."""

    def __init__(self, kept: WrongTries, key: str, before: Tries, after: Tries, limits: TryLimits) -> None:
        self._kept = kept
        self._key = key
        self._before = before
        self._after = after
        self._limits = limits

    async def was_right(self) -> None:
        """The password was right: the count starts anew."""
        await self._kept.settle(self._key, Tries())

    async def was_not_asked(self) -> None:
        """The password wasn't checked: the try doesn't count."""
        await self._kept.settle(self._key, self._before)

    def was_wrong(self) -> SignInFailed | StaffLocked:
        """The try stays counted; tell what it led to, the same for an unknown id."""
        if self._after.locked_until is not None:
            return StaffLocked(self._after.locked_until)
        return SignInFailed(self._limits.tries - self._after.wrong)


class _State:
    """What the file holds."""

    def __init__(self) -> None:
        self.salt = secrets.token_hex(_SALT_BYTES)
        self.limits = TryLimits.of_staff(DEFAULT_POLICY)
        self.ids: dict[str, Tries] = {}

    def key_of(self, staff_id: str) -> str:
        return hashlib.sha256(f"{self.salt} {staff_id}".encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> "_State":
        values: dict[str, Any] = json.loads(text)
        state = cls()
        state.salt = str(values["salt"])
        state.limits = TryLimits(max(1, int(values["tries"])), max(1, int(values["minutes"])))
        for key, (wrong, until) in values["ids"].items():
            state.ids[key] = Tries(int(wrong), None if until is None else datetime.fromtimestamp(until, UTC))
        return state

    def written(self) -> str:
        return json.dumps(
            {
                "salt": self.salt,
                "tries": self.limits.tries,
                "minutes": self.limits.minutes,
                "ids": {
                    key: [it.wrong, None if it.locked_until is None else it.locked_until.timestamp()]
                    for key, it in self.ids.items()
                },
            }
        )
