"""The database server's time at a desk, whose own clock may drift."""

from collections.abc import Callable
from datetime import datetime, timedelta


class ServerClock:
    """Continues the time of the last answer by the desk's monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._told: datetime | None = None
        self._tick = monotonic()

    @property
    def told(self) -> datetime | None:
        """The time of the last answer, None before the first."""
        return self._told

    def tick(self) -> float:
        """Tell the desk's monotonic seconds."""
        return self._monotonic()

    def set(self, now: datetime) -> None:
        """Take the time of an answer that has just come."""
        self._told = now
        self._tick = self._monotonic()

    def now(self) -> datetime:
        """Tell the server's time; only after a first answer."""
        assert self._told is not None
        return self._told + self.since(self._tick)

    def since(self, tick: float) -> timedelta:
        """Tell how long ago a tick was."""
        return timedelta(seconds=self._monotonic() - tick)
