"""Whether the library's system is there, as far as a desk knows, and what the banner says while it isn't."""

from services.contract.errors import (
    DatabaseDamaged,
    DatabaseMixed,
    DatabaseReplaced,
    Disconnected,
    SchemaMismatch,
    ServiceError,
    SystemBusy,
    SystemReaderRefused,
    SystemReadOnly,
    SystemUnreachable,
    SystemUntrusted,
    SystemViewsUnfit,
)
from viewmodels.core.observable import Observable

_CONNECTION_ERRORS = (
    SystemUnreachable,
    SystemReadOnly,
    SystemBusy,
    DatabaseReplaced,
    DatabaseMixed,
    DatabaseDamaged,
    SchemaMismatch,
    SystemReaderRefused,
    SystemUntrusted,
    SystemViewsUnfit,
)


class ConnectionState:
    """The state of the connection, and the error in the banner.

    The state machine: there → `lost` → lost → `found` → there. A failure while the system is there shows the banner
    and changes nothing else; while it is lost, the banner keeps the reason of the loss.

    Attributes:
        there: the system was there when it was last heard of.
        error: what the banner says; None where it says nothing, or that changes come late.
        is_late: changes by others are shown some seconds late, and the banner says so where there is no error.
    """

    def __init__(self) -> None:
        self.there: Observable[bool] = Observable(True)
        self.error: Observable[ServiceError | None] = Observable(None)
        self.is_late: Observable[bool] = Observable(False)

    def found(self) -> None:
        """Note that the system answers; the banner goes."""
        self.there.set(True)
        self.error.set(None)

    def lost(self, why: ServiceError) -> None:
        """Note that nothing can be done until the system is back."""
        self.is_late.set(False)
        self.there.set(False)
        self.error.set(why)

    def dismiss(self) -> None:
        """Take the banner away; the next failure brings it back, and the next time that changes come late."""
        self.error.set(None)
        self.is_late.set(False)

    def shows(self, error: object) -> bool:
        """Show a failure of the connection in the banner; answers False for any other error, and during a loss."""
        if not isinstance(error, _CONNECTION_ERRORS) or not self.there.value:
            return False
        self.error.set(error)
        return True

    def require(self) -> None:
        """Raise the error of a lost connection; do nothing while the system is there.

        Raises:
            DatabaseReplaced, DatabaseMixed: what the library's file suffered.
            Disconnected: any other loss.
        """
        if not self.there.value:
            why = self.error.value
            raise type(why)() if isinstance(why, DatabaseReplaced | DatabaseMixed) else Disconnected()
