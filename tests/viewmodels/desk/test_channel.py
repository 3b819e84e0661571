"""Who may change between counter and phone, and where a desk begins."""

import pytest

from services.rules.vocabulary import Channel, Role
from viewmodels.core.notes import Done
from viewmodels.desk.channel import ChannelState


@pytest.mark.parametrize("role", list(Role))
def test_only_those_at_the_phone_begin_there_and_may_not_change(role: Role) -> None:
    state = ChannelState(role, identifies=True)
    at_phone = role is Role.PHONE
    assert state.current.value is (Channel.PHONE if at_phone else Channel.COUNTER)
    assert state.may_switch is not at_phone


@pytest.mark.parametrize("role", list(Role))
def test_without_identification_the_counter_has_no_phone(role: Role) -> None:
    state = ChannelState(role, identifies=False)
    at_phone = role is Role.PHONE
    assert state.current.value is (Channel.PHONE if at_phone else Channel.COUNTER)
    assert not state.may_switch


def test_a_change_tells_the_channel_that_it_leads_to() -> None:
    state = ChannelState(Role.COUNTER, identifies=True)
    seen: list[Channel] = []
    state.current.subscribe(seen.append)
    assert [state.switch(), state.switch()] == [Done.CHANNEL_PHONE, Done.CHANNEL_COUNTER]
    assert seen == [Channel.COUNTER, Channel.PHONE, Channel.COUNTER]
