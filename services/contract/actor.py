"""The actor of a look or an act: staff, place and channel, as the records keep them."""

from dataclasses import dataclass

from services.rules.vocabulary import Channel, Role


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A signed-in staff member."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The staff member at one desk, on one channel.

    Attributes:
        staff: who is signed in.
        branch_id: the branch the workstation stands in.
        workstation: the workstation's own name (「2番窓口」).
        channel: counter or phone; 電話担当 is always on the phone.
    """

    staff: StaffMember
    branch_id: int
    workstation: str
    channel: Channel

    @property
    def channel_that_counts(self) -> Channel:
        """The desk's channel; always phone for 電話担当."""
        return Channel.PHONE if self.staff.role is Role.PHONE else self.channel
