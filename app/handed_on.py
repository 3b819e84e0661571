"""A desk that takes another one's place, since the settings want what an open window can't change."""

import asyncio
from dataclasses import dataclass

from app.settings.settings_files import Settings
from app.settings_windows import opens_anew
from services.rules.vocabulary import Channel
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What a desk leaves to the one that takes its place.

    Attributes:
        channel: the one in force.
        card: a scan that waits.
        titles_masked: titles and names were masked by hand; they stay so.
    """

    channel: Channel
    card: str | None
    titles_masked: bool

    @classmethod
    def of(cls, desk: DeskViewModel) -> "HandedOn":
        """Take it from a desk, before that is closed."""
        return cls(desk.channel.value, desk.waiting_scan.value, desk.titles.by_hand)

    def to(self, desk: DeskViewModel) -> None:
        """Go on at the new desk, which has no open patron to close for another channel."""
        desk.channel.set(self.channel)
        if self.titles_masked:
            desk.titles.mask()
        if self.card is not None:
            desk.scanned(self.card)
        else:
            desk.tell(Done.SETTINGS_SAVED)


async def wanted_anew(built_with: Settings, current: Observable[Settings], desk: DeskViewModel) -> HandedOn:
    """Wait until the settings want another window than the one that is open, and no patron's data is in it.

    From then on scans wait at the desk, to be handed on.
    """
    moved = asyncio.Event()
    sources = (current, desk.answer, desk.busy, desk.look_up.running)
    forget = [source.subscribe(lambda _: moved.set()) for source in sources]
    try:
        while True:
            await moved.wait()
            moved.clear()
            busy = desk.busy.value or desk.look_up.running.value
            if desk.answer.value is None and not busy and opens_anew(built_with, current.value):
                desk.pause_scans(moved)
                return HandedOn.of(desk)
    finally:
        for end in forget:
            end()
