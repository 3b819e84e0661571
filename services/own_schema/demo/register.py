"""Rows of the register: patrons, their cards, passwords and suspensions, and how staff tried to reach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from services.own_schema.demo.names import Name
from services.own_schema.demo.world import World
from services.rules.clock import tokyo_day, tokyo_midnight
from services.rules.people.registration import Derived, derived, phone_digits
from services.rules.people.search_keys import phone_end
from services.rules.vocabulary import (
    CardStatus,
    Channel,
    ContactMeans,
    ContactResult,
    ContactStep,
    CredentialKind,
    PatronReport,
    SuspensionReason,
)

NO_NOTES: Final[Mapping[SuspensionReason, str]] = MappingProxyType({})


@dataclass(slots=True)
class Person:
    """A patron as the register has them."""

    id: int
    name: Name
    birth_date: date
    phone: str | None
    postal_code: str
    address: str
    email: str | None
    branch_id: int
    registered_on: date
    expires_on: date
    address_changed_on: date | None = None
    phone_changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContactAttempt:
    """One attempt to reach a patron.

    Attributes:
        back: how many days ago it was made.
        after, in_days: what is done next, and in how many days from today; None for nothing more.
    """

    back: int
    means: ContactMeans
    result: ContactResult
    after: ContactStep | None = None
    in_days: int = 0


class PersonWriter:
    """Writes patrons and the rows that refer to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._add = world.tray.add

    def patron(self, person: Person) -> None:
        """Write a patron's row."""
        name = person.name
        found_by = _found_by(name.name, name.kana, name.alias, name.romaji)
        digits = phone_digits(person.phone)
        self._add["patron"](
            (
                person.id,
                name.name,
                name.kana,
                name.alias,
                name.romaji,
                found_by.search_key,
                found_by.kana_order,
                found_by.kana_key,
                person.birth_date,
                person.phone,
                digits,
                phone_end(digits),
                found_by.keys_of + (person.phone or ""),
                person.postal_code,
                person.address,
                person.email,
                person.branch_id,
                person.registered_on,
                person.expires_on,
                person.address_changed_on,
                person.phone_changed_on,
                1,
            )
        )

    def card(
        self, person: Person, number: str, issued_on: date, *, lost: bool = False, replaces: str | None = None
    ) -> None:
        """Write the card in use, and the retired one before it.

        Args:
            person: whose card it is.
            number: nine digits.
            issued_on: its first day.
            lost: it was reported lost.
            replaces: the number of the retired card.
        """
        status = CardStatus.LOST if lost else CardStatus.ACTIVE
        card_id = self._world.add("card", number, person.id, status.value, issued_on, None)
        if replaces is not None:
            before = (replaces, person.id, CardStatus.RETIRED.value, person.registered_on, card_id)
            self._world.add("card", *before)

    def own_password(self, person: Person, back: int, *, wrong_logins: int = 0) -> None:
        """Write a password that the patron chose so many days ago."""
        stored = self._world.hashes.own
        kind = CredentialKind.PATRON.value
        at = self._world.moment(back)
        self._add["password_credential"]((person.id, stored, kind, False, at, None, wrong_logins, None, 1))

    def initial_password(self, person: Person, at: datetime) -> tuple[date | None, bool]:
        """Write an initial password; answers until when it counts, and whether it has to be changed."""
        world = self._world
        stored = world.hashes.initial
        days = world.policy.initial_password_days
        expires_on = None if days is None else tokyo_day(at) + timedelta(days=days)
        must_change = world.policy.initial_password_must_change
        kind = CredentialKind.INITIAL.value
        row = (person.id, stored, kind, must_change, at, expires_on, 0, None, 1)
        self._add["password_credential"](row)
        return expires_on, must_change

    def suspend(
        self,
        person: Person,
        reasons: Iterable[SuspensionReason],
        back: int,
        *,
        lifted: int | None = None,
        notes: Mapping[SuspensionReason, str] = NO_NOTES,
    ) -> dict[SuspensionReason, int]:
        """Write suspensions that began so many days ago, and were lifted so many days ago if they were.

        Args:
            person: whose they are.
            reasons: one suspension each.
            back: how many days ago they began.
            lifted: how many days ago they were lifted, if they were.
            notes: the codes noted with them.

        Returns:
            The key of each.
        """
        keys = {}
        for reason in reasons:
            lost = reason is SuspensionReason.CARD_LOST
            keys[reason] = self._world.add(
                "suspension",
                person.id,
                reason.value,
                notes.get(reason),
                lost,
                self._world.moment(back),
                "counter" if lost else "supervisor",
                None if lifted is None else self._world.moment(lifted),
                None if lifted is None else "supervisor",
                1,
            )
        return keys

    def attempt(
        self,
        patron_id: int,
        tried: ContactAttempt,
        *,
        suspension_id: int | None = None,
        hold_id: int | None = None,
    ) -> None:
        """Write down that staff tried to reach a patron, at 14:00, about a suspension or a hold."""
        after = None if tried.after is None else tried.after.value
        self._world.add(
            "contact_attempt",
            patron_id,
            suspension_id,
            hold_id,
            tried.means.value,
            tried.result.value,
            tokyo_midnight(self._world.day(tried.back)) + timedelta(hours=14),
            "counter",
            Channel.COUNTER.value,
            after,
            None if after is None else self._world.day(-tried.in_days),
            1,
        )

    def report(self, person: Person, kind: PatronReport, back: int) -> None:
        """Write down what the patron reported by phone so many days ago; no supervisor settled it yet."""
        at = tokyo_midnight(self._world.day(back)) + timedelta(hours=11)
        self._world.add("patron_report", person.id, kind.value, at, "phone", Channel.PHONE.value, 1)


@lru_cache(maxsize=16384)
def _found_by(name: str, kana: str, alias: str | None, romaji: str) -> Derived:
    """Make the keys of names, once for each name; those of numbers are added, since few patrons share one."""
    return derived(name=name, kana=kana, alias=alias, romaji=romaji, phone=None)
