"""All patrons but the named ones: names, loans, holds and questions, by chance and within the rules.

Patrons who may not borrow don't. A suspension for long-overdue items has such items, or had them. No patron has more
than the limits allow. A title with a waiting hold has no copy left, since each loan has a title of its own.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Final

from services.own_schema.demo.circulation import Circulation, Limits
from services.own_schema.demo.days import BranchDays, LoanDates
from services.own_schema.demo.people import Weighted, mail_address
from services.own_schema.demo.register import ContactAttempt, Person, PersonWriter
from services.own_schema.demo.shelf import Copy, Shelf
from services.own_schema.demo.world import World
from services.rules.dates import years_after
from services.rules.vocabulary import (
    ContactMeans,
    ContactMethod,
    ContactResult,
    LoanClass,
    SuspensionReason,
)

_FIRST_CARD = 200_000_000
_FIRST_RETIRED_CARD = 160_000_000

_ESTABLISHED_DAYS = 130
_HOME_SHARE = 0.8
_BORROWING_SHARE = 0.4
_MOST_LOANS = 6
_AWAITED_SHARE = 0.3
_ELSEWHERE_SHARE = 0.03
_SECOND_COPY_SHARE = 0.4
_HOLDING_SHARE = 0.3
_MOST_HOLDS = 4
_WAITING_SHARE = 0.8

_MAIL_SHARE = 0.55
_OWN_PASSWORD_SHARE = 0.33
_INITIAL_PASSWORD_SHARE = 0.15
_EXPIRED_SHARE = 0.05
_REPLACED_SHARE = 0.02
_SUSPENDED_SHARE = 0.01
_LIFTED_SHARE = 0.02
_HAPPENED = 3
"""Of one suspended patron in so many, by their key, what the suspension waits for has happened."""
_CANCELLED_SHARE = 0.06
_REQUEST_SHARE = 0.04
_QUESTION_SHARE = 0.015

STATES: Final = tuple(product(SuspensionReason, (False, True)))
"""Suspensions for each reason, and whether what it waits for has happened: one patron each."""

_KINDS = {"book": 70, "magazine": 6, "picture_story": 6, "cd": 7, "dvd": 6, "language_cd": 5}
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


class Neighbours:
    """Makes them one by one, asked with rising places from 0."""

    def __init__(self, world: World, *, states_from: int) -> None:
        """Begin.

        Args:
            world: where they live.
            states_from: the place of the first patron of `STATES`.
        """
        self._world = world
        self._states_from = states_from
        self._register = PersonWriter(world)
        self._circulation = Circulation(world)
        self._choices = {branch_id: _Choices(days) for branch_id, days in world.days.items()}
        self._shelf = Shelf(world)
        codes = {it.code for it in world.masters.material_types.values()}
        self._kinds = Weighted(
            [(code, weight) for code, weight in _KINDS.items() if code in codes]
            or [(code, 1) for code in codes]
        )
        self._awaited: list[tuple[int, LoanClass]] = []

    def plain(
        self, place: int, person_id: int, *, branch_id: int | None = None, has_password: bool = True
    ) -> Person:
        """Make a patron of some time in good standing, without loans and holds.

        Args:
            place: the patron's among the neighbours.
            person_id: the key.
            branch_id: where they are registered; by chance when left out.
            has_password: they may have one.
        """
        person = self._person(person_id, expired=False, established=True)
        person.branch_id = person.branch_id if branch_id is None else branch_id
        self._introduce(person, place, has_password=has_password)
        return person

    def any(self, place: int, person_id: int) -> None:
        """Make the next patron, with all that belongs to them."""
        draw = self._world.rng.random
        reasons, happened = self._suspension(place, person_id)
        expired = not reasons and draw() < _EXPIRED_SHARE
        person = self._person(person_id, expired=expired, established=bool(reasons))
        if happened:
            self._change_yesterday(person, reasons)
        lost = SuspensionReason.CARD_LOST in reasons
        self._introduce(person, place, lost=lost and not happened, replaced=lost and happened)
        titles: set[int] = set()
        if reasons:
            self._suspend(person, reasons, happened=happened)
        elif not expired:
            titles = self._lend(person, place)
            if self._is_established(person) and draw() < _LIFTED_SHARE:
                reason = self._world.rng.choice(list(SuspensionReason))
                self._register.suspend(person, [reason], 100 + int(draw() * 30), lifted=20 + int(draw() * 60))
        if not expired:
            self._hold(person, place, titles)
        self._rest(person)

    def _suspension(self, place: int, person_id: int) -> tuple[tuple[SuspensionReason, ...], bool]:
        """Tell why a patron is suspended, and whether what that waits for has happened."""
        number = place - self._states_from
        if 0 <= number < len(STATES):
            reason, happened = STATES[number]
            return (reason,), happened
        if self._world.rng.random() < _SUSPENDED_SHARE:
            return self._reasons(person_id)
        return (), False

    def _reasons(self, person_id: int) -> tuple[tuple[SuspensionReason, ...], bool]:
        return _SUSPENSIONS.draw(self._world.rng), person_id % _HAPPENED == 0

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

    def _is_established(self, person: Person) -> bool:
        return self._member_days(person) > _ESTABLISHED_DAYS

    def _back(self, person: Person, most: int) -> int:
        """Draw how many days ago something happened, since the patron registered."""
        return 1 + int(self._world.rng.random() * min(most, self._member_days(person)))

    def _change_yesterday(self, person: Person, reasons: tuple[SuspensionReason, ...]) -> None:
        """Change the register as ② and ④ wait for."""
        yesterday = self._world.day(1)
        if SuspensionReason.UNREACHABLE in reasons:
            person.phone_changed_on = yesterday
        if SuspensionReason.ADDRESS_CHANGE in reasons:
            person.address_changed_on = yesterday

    def _introduce(
        self,
        person: Person,
        place: int,
        *,
        lost: bool = False,
        replaced: bool = False,
        has_password: bool = True,
    ) -> None:
        """Write a patron, the card and the password.

        Args:
            person: who.
            place: the patron's among the neighbours.
            lost: the card was reported lost.
            replaced: it was, and another took its place yesterday.
            has_password: they may have one.
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
        if not has_password:
            return
        if luck < _OWN_PASSWORD_SHARE:
            register.own_password(person, self._back(person, 300), wrong_logins=int(draw() * 1.1))
        elif luck < _OWN_PASSWORD_SHARE + _INITIAL_PASSWORD_SHARE:
            register.initial_password(person, self._world.moment(self._back(person, 100)))

    def _suspend(self, person: Person, reasons: tuple[SuspensionReason, ...], *, happened: bool) -> None:
        """Write suspensions, and the overdue loan that is behind ③.

        Args:
            person: whose.
            reasons: why.
            happened: the item was brought back, and the patron was told what ⑤ is about.
        """
        world = self._world
        draw = world.rng.random
        back = 10 + int(draw() * 50)
        keys = self._register.suspend(person, reasons, back)
        if happened and SuspensionReason.CONTACT_WANTED in keys:
            by_phone = ContactAttempt(1, ContactMeans.PHONE, ContactResult.TOLD)
            self._register.attempt(person.id, by_phone, suspension_id=keys[SuspensionReason.CONTACT_WANTED])
        if SuspensionReason.LONG_OVERDUE not in reasons:
            return
        returned_on = world.day(int(draw() * back)) if happened else None
        days = world.days[person.branch_id]
        dates = days.overdue(back + 15, back + 40) or days.overdue(back + 1, back + 60)
        item_id = self._idle_copy(person).item_id
        self._circulation.lend(person, item_id, person.branch_id, world.rng.choice(dates), returned_on)

    def _idle_copy(self, person: Person) -> Copy:
        return self._shelf.copy(branch_id=person.branch_id)

    def _lend(self, person: Person, _place: int) -> set[int]:
        """Lend a patron something, and answer the titles."""
        draw, shelf = self._world.rng.random, self._shelf
        titles: set[int] = set()
        if not self._is_established(person) or draw() >= _BORROWING_SHARE:
            return titles
        limits = Limits(self._world.policy.loan_limits)
        for _ in range(1 + int(draw() * _MOST_LOANS)):
            code = self._kinds.draw(self._world.rng)
            kind = shelf.kind(code).loan_class
            if not limits.takes(kind):
                continue
            awaited, branch_id = draw() < _AWAITED_SHARE, self._near(person)
            elsewhere = not awaited and draw() < _ELSEWHERE_SHARE
            copy = shelf.copy(code, interlibrary=elsewhere, branch_id=branch_id)
            titles.add(copy.title_id)
            self._lend_one(person, copy.item_id, branch_id, awaited=awaited)
            if awaited:
                self._awaited.append((copy.title_id, kind))
            elif not elsewhere and draw() < _SECOND_COPY_SHARE:
                shelf.another(copy.title_id, self._world.branch())
        return titles

    def _lend_one(self, person: Person, item_id: int, branch_id: int, *, awaited: bool) -> None:
        """Lend one item; one with a waiting hold wasn't renewed."""
        rng, choices = self._world.rng, self._choices[branch_id]
        dates = (choices.plain if awaited else choices.any).draw(rng)
        self._circulation.lend(person, item_id, branch_id, dates[int(rng.random() * len(dates))])

    def _hold(self, person: Person, _place: int, lent: set[int]) -> None:
        """Give a patron some holds, none for a title they have at home."""
        draw = self._world.rng.random
        if not self._is_established(person) or draw() >= _HOLDING_SHARE:
            return
        limits, taken = Limits(self._world.policy.hold_limits), set(lent)
        for _ in range(1 + int(draw() * _MOST_HOLDS)):
            if draw() < _WAITING_SHARE and self._awaited:
                title_id, kind = self._awaited[int(draw() * len(self._awaited))]
                if title_id not in taken and limits.takes(kind):
                    taken.add(title_id)
                    self._hold_one(person, title_id, None)
                continue
            code = self._kinds.draw(self._world.rng)
            if limits.takes(self._shelf.kind(code).loan_class):
                self._hold_one(person, *self._shelf.copy(code, branch_id=self._world.branch()))

    def _hold_one(self, person: Person, title_id: int, item_id: int | None) -> None:
        draw = self._world.rng.random
        branch_id = self._near(person)
        back, contact = self._back(person, 120), self._contact(person)
        if item_id is None:
            until = self._world.day(-30 - int(draw() * 200)) if draw() < 0.08 else None  # noqa: PLR2004
            self._circulation.wait(person, title_id, branch_id, back, contact=contact, wait_until=until)
        elif item_id % 5 < 2:  # noqa: PLR2004
            self._circulation.send(person, (title_id, item_id), branch_id, back, contact=contact)
        else:
            self._circulation.keep(person, (title_id, item_id), branch_id, contact=contact)

    def _near(self, person: Person) -> int:
        """Draw a branch: the patron's own, most of the time."""
        return person.branch_id if self._world.rng.random() < _HOME_SHARE else self._world.branch()

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
                title_id = self._other_title()
                reason = _CANCEL_REASONS.draw(rng)
                back = self._back(person, 12)
                contact = self._contact(person)
                circulation.cancel(person, title_id, person.branch_id, back, reason=reason, contact=contact)
        if draw() < _REQUEST_SHARE:
            circulation.request(person, self._back(person, 60), rng.choice(_REQUEST_STATES))
        if draw() < _QUESTION_SHARE:
            circulation.ask(person, self._back(person, 30), rng.choice(_QUESTION_STATES))

    def _other_title(self) -> int:
        """Give a title for a hold that is over."""
        return self._shelf.copy().title_id
