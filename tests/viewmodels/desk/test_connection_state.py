"""When acts are refused for want of the database, and what the banner says."""

import pytest

from services.contract.errors import (
    DatabaseDamaged,
    DatabaseMixed,
    DatabaseReplaced,
    Disconnected,
    RowChanged,
    ServiceError,
    SystemBusy,
    SystemReaderRefused,
    SystemReadOnly,
    SystemUnreachable,
    SystemUntrusted,
    SystemViewsUnfit,
)
from viewmodels.core.trouble import Bug
from viewmodels.desk.connection_state import ConnectionState

FAILURES = [
    SystemBusy(),
    DatabaseDamaged(),
    DatabaseMixed(),
    SystemReadOnly(),
    DatabaseReplaced(),
    SystemUnreachable(),
    SystemReaderRefused(),
    SystemUntrusted(),
    SystemViewsUnfit(),
]


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_shows_the_banner_and_refuses_nothing(failure: ServiceError) -> None:
    state = ConnectionState()
    assert state.shows(failure)
    assert state.error.value is failure
    state.require()
    state.dismiss()
    assert state.error.value is None


@pytest.mark.parametrize("error", [RowChanged(), Bug("R1")])
def test_what_is_no_failure_of_the_connection_is_told_elsewhere(error: object) -> None:
    state = ConnectionState()
    assert not state.shows(error)
    assert state.error.value is None


@pytest.mark.parametrize("failure", FAILURES)
def test_a_loss_keeps_its_reason_until_the_database_is_found(failure: ServiceError) -> None:
    state, why = ConnectionState(), SystemUnreachable()
    state.lost(why)
    assert not state.shows(failure)
    assert (state.there.value, state.error.value) == (False, why)
    state.found()
    assert (state.there.value, state.error.value) == (True, None)
    state.require()


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (SystemUnreachable(), Disconnected),
        (SystemBusy(), Disconnected),
        (DatabaseReplaced(), DatabaseReplaced),
        (DatabaseMixed(), DatabaseMixed),
    ],
)
def test_what_the_file_suffered_is_told_and_any_other_loss_is_a_loss(
    why: ServiceError, told: type[ServiceError]
) -> None:
    state = ConnectionState()
    state.lost(why)
    with pytest.raises(told):
        state.require()


def test_that_changes_come_late_is_no_error_and_ends_with_a_loss_or_when_it_is_waved_away() -> None:
    state = ConnectionState()
    for end in (state.dismiss, lambda: state.lost(SystemUnreachable())):
        state.is_late.set(True)
        state.found()  # as after each look
        state.require()
        assert (state.is_late.value, state.error.value) == (True, None)
        end()
        assert not state.is_late.value


def test_a_dismissed_banner_leaves_the_loss() -> None:
    state = ConnectionState()
    state.lost(DatabaseReplaced())
    state.dismiss()
    assert state.error.value is None
    with pytest.raises(Disconnected):
        state.require()
