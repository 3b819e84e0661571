"""Everybody but the named patrons: who they are, what they borrow, wait for and ask, by chance and within the rules.

Who may not borrow doesn't; a suspension for long-overdue items has such items, or had them; nobody has more than the
limits allow; and a title that somebody waits for has no copy left.
"""

from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from services.demo.circulation import Circulation, Limits, Share
from services.demo.days import BranchDays, LoanDates
from services.demo.people import Weighted, mail_address
from services.demo.register import Person, Register, Tried
from services.demo.shelves import FIRST_ITEM_ID, FIRST_TITLE_ID, Shelves, Sizes
from services.demo.world import World
from services.rules.dates import years_after
from services.rules.vocabulary import ContactMeans, ContactMethod, ContactResult, SuspensionReason

_FIRST_CARD = 200_000_000
_FIRST_RETIRED_CARD = 160_000_000

_MOST_LOANS = 12
_MOST_HOLDS = 10
_USUAL_LOANS = 2.5
_USUAL_HOLDS = 2.2
_ESTABLISHED_DAYS = 130
_HOME_SHARE = 0.8

_MAIL_SHARE = 0.55
_OWN_PASSWORD_SHARE = 0.33
_INITIAL_PASSWORD_SHARE = 0.15
_EXPIRED_SHARE = 0.05
_REPLACED_SHARE = 0.02
_LIFTED_SHARE = 0.02
_HAPPENED = 3
"""Of one suspended patron in so many, by their key, what the suspension waits for has happened."""
_CANCELLED_SHARE = 0.06
_REQUEST_SHARE = 0.04
_QUESTION_SHARE = 0.015

_SUSPENSIONS = Weighted[tuple[SuspensionReason, ...]](
    [
        ((SuspensionReason.LONG_OVERDUE,), 45),
        ((SuspensionReason.CARD_LOST,), 20),
        ((SuspensionReason.UNREACHABLE,), 12),
        ((SuspensionReason.ADDRESS_CHANGE,), 12),
        ((SuspensionReason.CONTACT_WANTED,), 8),
        ((SuspensionReason.LONG_OVERDUE, SuspensionReason.UNREACHABLE), 3),
    ]
)
_CANCEL_REASONS = Weighted(
    [
        ("by_patron", 55),
        ("by_staff", 12),
        ("shelf_time_over", 18),
        ("wait_time_over", 9),
        ("item_unavailable", 4),
        ("library", 2),
    ]
)
_REQUEST_STATES = (
    "received",
    "investigating",
    "ordered",
    "borrowing",
    "processing",
    "ready",
    "not_available",
)
_QUESTION_STATES = ("received", "investigating", "answered", "told")


class _Choices:
    """One branch's loan dates, by how often each kind is met."""

    def __init__(self, days: BranchDays) -> None:
        fresh = days.fresh
        self.fresh = fresh
        self.plain: Weighted[Sequence[LoanDates]] = Weighted(
            [(fresh, 84), (days.overdue(1, 14) or fresh, 16)]
        )
        self.any: Weighted[Sequence[LoanDates]] = Weighted(
            [
                (fresh, 60),
                (days.renewed or fresh, 22),
                (days.renewed_today or fresh, 3),
                (days.overdue(1, 14) or fresh, 12),
                (days.overdue(15, 29) or fresh, 3),
            ]
        )


class Crowd:
    """Makes the crowd one by one; asked with rising places from 0 to `size` - 1."""

    def __init__(self, world: World, shelves: Shelves, sizes: Sizes, *, size: int, suspended: int) -> None:
        self._world = world
        self._shelves = shelves
        self._sizes = sizes
        self._size = size
        self._register = Register(world)
        self._circulation = Circulation(world)
        self._choices = {branch_id: _Choices(days) for branch_id, days in world.days.items()}
        self._loans = Share(sizes.loans, size)
        self._holds = Share(sizes.waiting + sizes.kept, size)
        self._borrows = sizes.loans / size / _USUAL_LOANS
        self._waits = sizes.holds / size / _USUAL_HOLDS
        self._suspensions_left = suspended
        self._idle = 0
        self._loans_left: deque[int] = deque()
        self._holds_left: deque[tuple[int, int | None]] = deque()

    def plain(self, place: int, person_id: int) -> Person:
        """Make a patron of some time in good standing, without loans and holds."""
        person = self._person(person_id, expired=False, established=True)
        self._introduce(person, place)
        return person

    def any(self, place: int, person_id: int) -> None:
        """Make whoever comes, with all that belongs to them."""
        draw = self._world.rng.random
        reasons = self._suspension(place)
        expired = not reasons and draw() < _EXPIRED_SHARE
        person = self._person(person_id, expired=expired, established=bool(reasons))
        happened = person_id % _HAPPENED == 0
        if happened:
            self._change_yesterday(person, reasons)
        lost = SuspensionReason.CARD_LOST in reasons
        self._introduce(person, place, lost=lost and not happened, replaced=lost and happened)
        titles: set[int] = set()
        if reasons:
            self._suspend(person, reasons, told=happened)
        elif not expired:
            titles = self._lend(person, place)
            if self._member_days(person) > _ESTABLISHED_DAYS and draw() < _LIFTED_SHARE:
                reason = self._world.rng.choice(list(SuspensionReason))
                self._register.suspend(person, [reason], 100 + int(draw() * 30), lifted=20 + int(draw() * 60))
        if not expired:
            self._hold(person, place, titles)
        self._rest(person)

    def finish(self, helpers: Sequence[Person]) -> None:
        """Lend what didn't fit anybody to the helpers, so that no popular title has a copy left."""
        for number, item in enumerate(self._loans_left):
            self._lend_one(helpers[number % len(helpers)], item, self._world.central.id)

    def _suspension(self, place: int) -> tuple[SuspensionReason, ...]:
        """Choose the suspended so that their number comes out right."""
        if self._world.rng.random() * (self._size - place) >= self._suspensions_left:
            return ()
        self._suspensions_left -= 1
        return _SUSPENSIONS.draw(self._world.rng)

    def _person(self, person_id: int, *, expired: bool, established: bool) -> Person:
        world = self._world
        draw = world.rng.random
        name = world.names.draw()
        years = world.policy.registration_years
        first = _ESTABLISHED_DAYS + 1 if established else 1
        birth_date = world.births.draw()
        while (world.today - birth_date).days < first:
            birth_date = world.births.draw()
        back = years * 366 + int(draw() * 400) if expired else first + int(draw() * (years * 365 - first))
        renewed_on = max(world.day(back), birth_date)
        registered_on = max(years_after(renewed_on, -years * int(draw() * 5)), birth_date)
        return Person(
            person_id,
            name,
            birth_date,
            world.homes.phone(),
            *world.homes.address(),
            mail_address(name.romaji, person_id) if draw() < _MAIL_SHARE else None,
            world.branch(),
            registered_on,
            years_after(renewed_on, years),
        )

    def _member_days(self, person: Person) -> int:
        return (self._world.today - person.registered_on).days

    def _back(self, person: Person, most: int) -> int:
        """Draw how many days ago something happened, since the patron registered."""
        return 1 + int(self._world.rng.random() * min(most, self._member_days(person)))

    def _change_yesterday(self, person: Person, reasons: tuple[SuspensionReason, ...]) -> None:
        """Let the register have changed as ② and ④ wait for."""
        yesterday = self._world.day(1)
        if SuspensionReason.UNREACHABLE in reasons:
            person.phone_changed_on = yesterday
        if SuspensionReason.ADDRESS_CHANGE in reasons:
            person.address_changed_on = yesterday

    def _introduce(self, person: Person, place: int, *, lost: bool = False, replaced: bool = False) -> None:
        """Write a patron, the card and the password.

        Args:
            person: who.
            place: the patron's among the crowd.
            lost: the card was reported lost.
            replaced: it was, and another took its place yesterday.
        """
        register = self._register
        draw = self._world.rng.random
        register.patron(person)
        number, issued_on, replaces = f"{_FIRST_CARD + place}", person.registered_on, None
        if replaced:
            replaces, issued_on = f"{_FIRST_RETIRED_CARD + place}", self._world.day(1)
        elif not lost and draw() < _REPLACED_SHARE:
            replaces = f"{_FIRST_RETIRED_CARD + place}"
            issued_on += timedelta(days=int(draw() * self._member_days(person)))
        register.card(person, number, issued_on, lost=lost, replaces=replaces)
        luck = draw()
        if luck < _OWN_PASSWORD_SHARE:
            register.own_password(person, self._back(person, 300), wrong_logins=int(draw() * 1.1))
        elif luck < _OWN_PASSWORD_SHARE + _INITIAL_PASSWORD_SHARE:
            register.initial_password(person, self._back(person, 100))

    def _suspend(self, person: Person, reasons: tuple[SuspensionReason, ...], *, told: bool) -> None:
        """Write suspensions, and the overdue loan that is behind ③, which one patron in three brought back since.

        Args:
            person: whose.
            reasons: why.
            told: the patron was told yesterday what ⑤ is about.
        """
        world = self._world
        draw = world.rng.random
        back = 10 + int(draw() * 50)
        keys = self._register.suspend(person, reasons, back)
        if told and SuspensionReason.CONTACT_WANTED in keys:
            by_phone = Tried(1, ContactMeans.PHONE, ContactResult.TOLD)
            self._register.attempt(person.id, by_phone, suspension_id=keys[SuspensionReason.CONTACT_WANTED])
        if SuspensionReason.LONG_OVERDUE not in reasons:
            return
        returned_on = world.day(int(draw() * back)) if draw() < 1 / 3 else None
        days = world.days[person.branch_id]
        dates = days.overdue(back + 15, back + 40) or days.overdue(back + 1, back + 60)
        item_id = FIRST_ITEM_ID + self._shelves.idle_item(self._idle)
        self._idle += 1
        self._circulation.lend(person, item_id, person.branch_id, world.rng.choice(dates), returned_on)

    def _lend(self, person: Person, place: int) -> set[int]:
        """Lend a patron what is due, and answer the titles."""
        draw = self._world.rng.random
        if self._member_days(person) < _ESTABLISHED_DAYS or draw() >= self._borrows:
            return set()
        left = self._loans_left
        items = [left.popleft() for _ in range(min(len(left), 3))]
        items += [self._shelves.lent_item(visit) for visit in self._loans.due(place, _MOST_LOANS)]
        limits, titles = Limits(self._world.policy.loan_limits), set()
        for item in items:
            title = self._shelves.title_of(item)
            if limits.takes(self._shelves.kind(title).loan_class):
                self._lend_one(
                    person, item, person.branch_id if draw() < _HOME_SHARE else self._world.branch()
                )
                titles.add(title)
            else:
                left.append(item)
        return titles

    def _lend_one(self, person: Person, item: int, branch_id: int) -> None:
        """Lend one item; one that somebody waits for wasn't renewed."""
        rng, choices = self._world.rng, self._choices[branch_id]
        popular = self._shelves.title_of(item) < self._sizes.popular
        dates = (choices.plain if popular else choices.any).draw(rng)
        self._circulation.lend(person, FIRST_ITEM_ID + item, branch_id, dates[int(rng.random() * len(dates))])

    def _hold(self, person: Person, place: int, lent: set[int]) -> None:
        """Give a patron the holds that are due, none for a title they have at home."""
        draw = self._world.rng.random
        if self._member_days(person) < _ESTABLISHED_DAYS or draw() >= self._waits:
            return
        left = self._holds_left
        holds = [left.popleft() for _ in range(min(len(left), 3))]
        holds += [self._shelves.held_title(visit) for visit in self._holds.due(place, _MOST_HOLDS)]
        limits, taken = Limits(self._world.policy.hold_limits), set(lent)
        for title, item in holds:
            if title in taken or not limits.takes(self._shelves.kind(title).loan_class):
                left.append((title, item))
                continue
            taken.add(title)
            self._hold_one(person, title, item)

    def _hold_one(self, person: Person, title: int, item: int | None) -> None:
        draw = self._world.rng.random
        branch_id = person.branch_id if draw() < _HOME_SHARE else self._world.branch()
        title_id = FIRST_TITLE_ID + title
        back, contact = self._back(person, 120), self._contact(person)
        if item is None:
            until = self._world.day(-30 - int(draw() * 200)) if draw() < 0.08 else None  # noqa: PLR2004
            self._circulation.wait(person, title_id, branch_id, back, contact=contact, wait_until=until)
        elif item % 5 < 2:  # noqa: PLR2004
            self._circulation.send(person, (title_id, FIRST_ITEM_ID + item), branch_id, back, contact=contact)
        else:
            self._circulation.keep(person, (title_id, FIRST_ITEM_ID + item), branch_id, contact=contact)

    def _contact(self, person: Person) -> ContactMethod:
        luck = self._world.rng.random()
        if person.email is not None and luck < 0.75:  # noqa: PLR2004
            return ContactMethod.MAIL
        return ContactMethod.PHONE if luck < 0.3 else ContactMethod.NONE  # noqa: PLR2004

    def _rest(self, person: Person) -> None:
        """Write cancelled holds of this and last week, requests and questions."""
        rng, circulation = self._world.rng, self._circulation
        draw = rng.random
        if draw() < _CANCELLED_SHARE:
            for _ in range(1 + int(draw() * 2)):
                title_id = FIRST_TITLE_ID + self._shelves.other_title()
                reason = _CANCEL_REASONS.draw(rng)
                back = self._back(person, 12)
                contact = self._contact(person)
                circulation.cancel(person, title_id, person.branch_id, back, reason=reason, contact=contact)
        if draw() < _REQUEST_SHARE:
            circulation.request(person, self._back(person, 60), rng.choice(_REQUEST_STATES))
        if draw() < _QUESTION_SHARE:
            circulation.ask(person, self._back(person, 30), rng.choice(_QUESTION_STATES))
