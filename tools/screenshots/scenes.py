"""The list of scenes: the documents' pictures are taken of them, and the auditors of tests/looks look at them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from app.demo import TOUR_CARD
from app.desk.composition import OpenDesk
from app.desk.help_and_tour import NO_ASIDES, Asides
from services.rules.vocabulary import Role
from tools.screenshots import (
    approvals,
    at_counter,
    at_desk,
    at_settings,
    beside,
    for_supervisors,
    own_work,
    passwords,
    printers,
    searching,
    unknown,
    unseen,
)
from tools.screenshots.studio import Studio, get_up, scan


class Scene(Protocol):
    """Something that is played on the demo's library."""

    async def play(self, studio: Studio) -> None:
        """Play it, and have each picture taken."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A scene without a desk, or with one that is opened in the middle of it.

    Attributes:
        show: plays it, and has each picture taken.
    """

    show: Callable[[Studio], Awaitable[None]]

    async def play(self, studio: Studio) -> None:
        """Play it."""
        await self.show(studio)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A scene at a desk, which is opened for it and closed after it.

    Attributes:
        show: plays it, and has each picture taken.
        role: the role of the signed-in account.
        card: of the patron who is open when it begins; "" for none.
        asides: what stands beside the desk.
    """

    show: Callable[[Studio, OpenDesk], Awaitable[None]]
    role: Role
    card: str = ""
    asides: Asides = NO_ASIDES

    async def play(self, studio: Studio) -> None:
        """Open the desk and the patron, play it, and close the desk."""
        desk = await studio.sit_down(self.role, self.asides)
        if self.card:
            await scan(desk, self.card)
        await self.show(studio, desk)
        await get_up(desk)


SCENES: tuple[Alone | AtDesk, ...] = (
    Alone(at_desk.sign_in),
    Alone(at_desk.before_the_desk),
    AtDesk(at_desk.patrons, Role.COUNTER),
    AtDesk(at_desk.pages, Role.COUNTER, "100000006"),
    AtDesk(at_desk.phone, Role.PHONE),
    AtDesk(beside.asides, Role.COUNTER, asides=Asides(diagnose=beside.diagnose, broken_off="4F2A")),
    AtDesk(beside.tour, Role.COUNTER, asides=Asides(tour_card=TOUR_CARD)),
    AtDesk(unseen.cover, Role.COUNTER, "100000001"),
    Alone(unseen.lock),
    AtDesk(unseen.no_connection, Role.COUNTER, "100000001"),
    AtDesk(passwords.issue, Role.COUNTER, "100000024"),
    AtDesk(passwords.use, Role.COUNTER, "100000018"),
    AtDesk(passwords.own, Role.COUNTER),
    AtDesk(printers.choose, Role.COUNTER, "100000024"),
    AtDesk(at_counter.renewals, Role.COUNTER, "100000001"),
    AtDesk(at_counter.holds, Role.COUNTER, "100000012"),
    AtDesk(at_counter.email, Role.COUNTER, "100000017"),
    AtDesk(at_counter.reference, Role.COUNTER, "100000001"),
    AtDesk(at_counter.registration, Role.COUNTER, "100000003"),
    AtDesk(for_supervisors.suspensions, Role.SUPERVISOR, "100000007"),
    AtDesk(for_supervisors.reports, Role.SUPERVISOR),
    AtDesk(for_supervisors.figures, Role.SUPERVISOR),
    AtDesk(for_supervisors.open_days, Role.SUPERVISOR),
    AtDesk(for_supervisors.act_list, Role.SUPERVISOR),
    AtDesk(for_supervisors.contacts, Role.COUNTER, "100000010"),
    AtDesk(for_supervisors.today, Role.SUPERVISOR),
    AtDesk(for_supervisors.much_read, Role.SUPERVISOR),
    AtDesk(for_supervisors.replacement, Role.SUPERVISOR, "100000005"),
    AtDesk(approvals.at_the_desk, Role.COUNTER, "100000007"),
    Alone(approvals.at_a_supervisors),
    AtDesk(approvals.beside_another, Role.COUNTER, "100000007"),
    Alone(at_settings.settings),
    AtDesk(searching.search, Role.COUNTER),
    AtDesk(searching.in_field, Role.COUNTER),
    AtDesk(searching.much_searched, Role.COUNTER),
    AtDesk(searching.namesake, Role.COUNTER, "100000016"),
    AtDesk(own_work.at_the_counter, Role.COUNTER),
    AtDesk(own_work.own_acts, Role.COUNTER),
    AtDesk(own_work.by_phone, Role.PHONE),
    AtDesk(unknown.at_the_counter, Role.SUPERVISOR, "100000007"),
    AtDesk(unknown.lists, Role.COUNTER, "100000001"),
    AtDesk(unknown.by_phone, Role.PHONE),
)
