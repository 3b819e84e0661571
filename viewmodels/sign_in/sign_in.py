"""Signing in: id and password, told plainly when they are wrong, while the library is still being opened."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from services.contract.actor import StaffMember
from services.contract.errors import ServiceError
from services.contract.staff_ids import clean_staff_id
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import Bug, ReportBug, Trouble, trouble

if TYPE_CHECKING:
    from viewmodels.core.notes import StatusMessage


class Missing(Enum):
    """A field that was left empty."""

    STAFF_ID = auto()
    PASSWORD = auto()


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A staff member of the demo library, whose password is shown."""

    id: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class LockedBy:
    """Who locked the desk that stood here.

    Attributes:
        slip: a password slip waits for them.
        typed: what they had typed waits for them.
    """

    staff: StaffMember
    slip: bool
    typed: bool = False


class Entrance(Protocol):
    """The library's door: opened once, then staff sign in."""

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password; raises SignInFailed, StaffLocked or StaffDisabled, or what keeps the door closed."""

    async def prepare(self) -> None:
        """Open the library (or make the demo's); raises what keeps it closed. Calling it again tries again."""


class SignInViewModel:
    """State and commands of the sign-in window.

    Attributes:
        demo_staff: who may be tried out; empty outside the demo.
        demo: this is the demo library.
        locked: who locked the desk, where one was; any staff member may sign in.
        scan_remarked: a card was read, which opens no patron here.
        error: what went wrong at the last try, or what ended the desk that was open before; or None.
        password_wanted: asks the view to empty and focus the password field: the last one was wrong.
        prepare: opens the library; runs while the window is already there.
        sign_in: checks id and password; waits for `prepare` if that still runs.
    """

    def __init__(
        self,
        entrance: Entrance,
        *,
        on_signed_in: Callable[[StaffMember], None],
        report_bug: ReportBug,
        demo_staff: tuple[DemoStaff, ...] = (),
        put_out: ServiceError | None = None,
        locked: LockedBy | None = None,
    ) -> None:
        self._entrance = entrance
        self._on_signed_in = on_signed_in
        self._report_bug = report_bug
        self.demo_staff = demo_staff
        self.locked = locked
        self._takers: list[Callable[[str], bool]] = []
        self.scan_remarked: Event[StatusMessage] = Event()
        self.error: Observable[Trouble | Missing | None] = Observable(put_out)
        self.password_wanted: Event[None] = Event()
        self.prepare = AsyncCommand(self._prepare, on_error=self._failed)
        self.sign_in = AsyncCommand(self._sign_in, on_error=self._refused)

    @property
    def demo(self) -> bool:
        """Whether this is the demo library."""
        return bool(self.demo_staff)

    def try_out(self, staff: DemoStaff) -> None:
        """Sign in as one of the demo's staff."""
        self.sign_in.start(staff.id, Secret(staff.password))

    def card_read(self, text: str) -> None:
        """Tell, each time, that a card opens no patron before the sign-in."""
        if not any(take(text) for take in self._takers):
            # Loaded with every other message, for which a start has no time.
            from viewmodels.core.notes import Caution

            self.scan_remarked.emit(Caution.SIGN_IN_FIRST)

    def intercept_scans(self, take: Callable[[str], bool]) -> Callable[[], None]:
        """Let a window over this one have the scans first; answers what ends that."""
        self._takers.append(take)
        return lambda: self._takers.remove(take)

    def show_bug(self, reference: str) -> None:
        """Tell of a fault that came from elsewhere in the program."""
        self.error.set(Bug(reference))

    async def aclose(self) -> None:
        """End what runs."""
        await self.sign_in.aclose()
        await self.prepare.aclose()

    async def _prepare(self) -> None:
        self.error.set(None)
        await self._entrance.prepare()

    async def _sign_in(self, staff_id: str, password: Secret) -> None:
        self.error.set(None)
        if not staff_id.strip():
            self.error.set(Missing.STAFF_ID)
            return
        if not password.reveal():
            self.error.set(Missing.PASSWORD)
            return
        self._on_signed_in(await self._entrance.sign_in(clean_staff_id(staff_id), password))

    def _failed(self, error: Exception) -> None:
        self.error.set(trouble(error, self._report_bug))

    def _refused(self, error: Exception) -> None:
        self._failed(error)
        self.password_wanted.emit(None)
