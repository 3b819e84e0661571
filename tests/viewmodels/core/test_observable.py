from collections.abc import Callable

import pytest

from viewmodels.core.observable import Event, Observable


def test_a_subscriber_hears_the_present_value_and_each_change() -> None:
    heard: list[int] = []
    number = Observable(1)
    number.subscribe(heard.append)
    number.set(2)
    assert heard == [1, 2]


def test_an_equal_value_is_no_change() -> None:
    heard: list[str] = []
    word = Observable("a")
    word.subscribe(heard.append)
    word.set(str(bytes([97]), "ascii"))
    assert heard == ["a"]


def test_after_unsubscribing_nothing_is_heard_and_twice_does_no_harm() -> None:
    heard: list[int] = []
    number = Observable(1)
    stop = number.subscribe(heard.append)
    stop()
    stop()
    number.set(2)
    assert heard == [1]


def test_one_that_leaves_during_a_change_is_not_called_any_more() -> None:
    heard: list[int] = []
    number = Observable(1)
    stops: list[Callable[[], None]] = []

    def first(value: int) -> None:
        if value == 2:
            stops[0]()

    number.subscribe(first)
    stops.append(number.subscribe(heard.append))
    number.set(2)
    assert heard == [1]


def test_an_exception_reaches_the_one_who_set() -> None:
    number = Observable(1)

    def fail(value: int) -> None:
        if value == 2:
            raise ArithmeticError

    number.subscribe(fail)
    with pytest.raises(ArithmeticError):
        number.set(2)


def test_an_event_keeps_nothing() -> None:
    heard: list[int] = []
    event: Event[int] = Event()
    event.emit(1)
    stop = event.subscribe(heard.append)
    event.emit(2)
    stop()
    event.emit(3)
    assert heard == [2]
