"""A value that tells its readers when it changes."""

from collections.abc import Callable


class Observable[T]:
    """Holds one value and calls every subscriber back with it, at once and after each change.

    Exceptions of a subscriber reach the one who set the value: nothing is swallowed. Subscribers are called in the
    order in which they subscribed; one that unsubscribes during a change is not called any more.
    """

    def __init__(self, value: T) -> None:
        self._value = value
        self._subscribers: list[Callable[[T], None]] = []

    @property
    def value(self) -> T:
        """The present value."""
        return self._value

    def set(self, value: T) -> None:
        """Change the value and tell the subscribers; an equal value changes nothing."""
        if value is self._value or value == self._value:
            return
        self._value = value
        for subscriber in tuple(self._subscribers):
            if subscriber in self._subscribers:
                subscriber(value)

    def subscribe(self, callback: Callable[[T], None]) -> Callable[[], None]:
        """Call `callback` now and after each change.

        Returns:
            What ends the subscription; calling it twice does no harm.
        """
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        callback(self._value)
        return unsubscribe


class Event[T]:
    """Something that happens, without a value that stays: a notice to be shown, a field to be focused."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[T], None]] = []

    def emit(self, value: T) -> None:
        """Tell every subscriber."""
        for subscriber in tuple(self._subscribers):
            subscriber(value)

    def subscribe(self, callback: Callable[[T], None]) -> Callable[[], None]:
        """Call `callback` at each event; answers what ends the subscription."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe
