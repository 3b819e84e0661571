"""The channel on which a desk works: the counter or the phone."""

from services.rules.vocabulary import Channel, Role
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable


class ChannelState:
    """Counter or phone, and whether the clerk may change between them.

    電話担当 works on the phone only; the other roles begin at the counter.

    Attributes:
        current: the channel on which the desk works now.
    """

    def __init__(self, role: Role) -> None:
        self.may_switch = role is not Role.PHONE
        self.current: Observable[Channel] = Observable(Channel.COUNTER if self.may_switch else Channel.PHONE)

    def switch(self) -> Done:
        """Change to the other channel, and tell which one it is now."""
        to_phone = self.current.value is Channel.COUNTER
        self.current.set(Channel.PHONE if to_phone else Channel.COUNTER)
        return Done.CHANNEL_PHONE if to_phone else Done.CHANNEL_COUNTER
