"""The channel on which a desk works: the counter or the phone."""

from services.rules.vocabulary import Channel, Role
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable


class ChannelState:
    """Counter or phone, and whether the clerk may change between them.

    電話担当 works on the phone only; the other roles begin at the counter.

    Attributes:
        may_switch: the desk has both.
        current: the channel on which the desk works now.
    """

    def __init__(self, role: Role, *, identifies: bool) -> None:
        """Begin.

        Args:
            role: of who signed in.
            identifies: the library system identifies callers; without that, the counter has no phone.
        """
        is_phone = role is Role.PHONE
        self.may_switch = identifies and not is_phone
        self.current: Observable[Channel] = Observable(Channel.PHONE if is_phone else Channel.COUNTER)

    def switch(self) -> Done:
        """Change to the other channel, and tell which one it is now."""
        to_phone = self.current.value is Channel.COUNTER
        self.current.set(Channel.PHONE if to_phone else Channel.COUNTER)
        return Done.CHANNEL_PHONE if to_phone else Done.CHANNEL_COUNTER
