"""An invented library in Koha's tables: its own values, and patrons with loans, holds and requests."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, Protocol

from services.systems.koha.demo.rows import KohaRows, write
from services.systems.koha.demo.tables import TABLES
from services.systems.koha.expressions import identifier

FIRST_CARD: Final = 100_000_001
LOANS, HOLDS = 20, 5
"""What each patron with much has."""

_BRANCHES: Final = {"CHUO": "中央図書館", "EKIMAE": "駅前図書館", "HIGASHI": "東図書館", "NISHI": "西図書館"}
_TYPES: Final = {"BOOK": "図書", "MAGAZINE": "雑誌", "AV": "視聴覚資料", "LANG": "語学教材"}
_CATEGORIES: Final = {"IPPAN": "一般", "JIDO": "児童", "DANTAI": "団体"}
_PREFERENCES: Final = {
    "Version": "25.0501000",
    "CircControl": "ItemHomeLibrary",
    "HomeOrHoldingBranch": "homebranch",
    "useDaysMode": "Datedue",
    "RenewalPeriodBase": "now",
    "item-level_itypes": "1",
    "FailedLoginAttempts": "5",
    "RestrictionBlockRenewing": "1",
    "OverduesBlockRenewing": "allow",
    "AllowRenewalIfOtherItemsAvailable": "0",
    "UnseenRenewals": "0",
    "UseRecalls": "off",
    "ReturnBeforeExpiry": "0",
    "ItemsDeniedRenewal": "",
}
_RESTRICTIONS: Final = {"MANUAL": "手動", "OVERDUES": "督促による停止", "SUSPENSION": "延滞による停止"}
_REASONS: Final = {"NOT_COLLECTED": "取置期限切れ", "WITHDRAWN": "利用者の申し出", "LOST": "資料の紛失"}
_MONDAY: Final = 1
_LOAN_DAYS: Final = 14
_AT_ONCE: Final = 2000
_HASH: Final = "$2a$08$" + "x" * 53
_HAVE_MAIL, _HAVE_PASSWORD, _WANTED, _RENEWED, _FOUND = 0.6, 0.7, 0.15, 0.3, 0.1
_FEWEST_TITLES: Final = 400
"""How many titles there are that people wait for, at least."""
_PATRONS_A_TITLE: Final = 10


class Named(Protocol):
    """A person's name in every form."""

    @property
    def name(self) -> str:
        """The family's and the given one, or one from abroad."""

    @property
    def kana(self) -> str:
        """Its reading."""

    @property
    def romaji(self) -> str:
        """Its Latin letters."""

    @property
    def alias(self) -> str | None:
        """通称."""


class Inventions(Protocol):
    """Invents what people and books are called; nobody is meant."""

    def person(self) -> Named:
        """Invent a name."""

    def born_on(self) -> date:
        """Invent a birth date."""

    def address(self) -> tuple[str, str]:
        """Invent a postal code and an address."""

    def phone(self) -> str:
        """Invent a number that nobody has."""

    def title(self) -> str:
        """Invent a title."""


async def make_tables(connection: Any, database: str) -> None:
    """Make an empty database with Koha's tables, and use it."""
    async with connection.cursor() as cursor:
        named = identifier(database)
        await cursor.execute(f"CREATE DATABASE {named} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        await cursor.execute(f"USE {named}")
        for statement in TABLES.values():
            await cursor.execute(statement)


async def run_script(connection: Any, script: str) -> None:
    """Run a script of many statements; the first that fails ends it."""
    async with connection.cursor() as cursor:
        await cursor.execute(script)
        while await cursor.nextset():
            pass


async def fill(
    connection: Any, invent: Inventions, *, patrons: int, today: date, seed: int, full: int = 10
) -> None:
    """Fill the tables of the connection's database.

    Args:
        connection: the administrator's, which uses the database.
        invent: invents people and books.
        patrons: how many; their cards count from `FIRST_CARD`.
        today: the day that all dates count from.
        seed: any number; the same gives the same rows.
        full: how many of them, the first ones, have `LOANS` and `HOLDS`.
    """
    rows = KohaRows()
    _masters(rows, today)
    await write(connection, rows)
    for some in _Patrons(invent, today, seed).written(patrons, full):
        await write(connection, some)


async def settle(connection: Any) -> None:
    """Have the server count the rows of all tables, as it does by itself in time; else its plans are for empty ones."""
    async with connection.cursor() as cursor:
        await cursor.execute(f"ANALYZE TABLE {', '.join(TABLES)}")


def _masters(rows: KohaRows, today: date) -> None:
    for variable, value in _PREFERENCES.items():
        rows.add("systempreferences", variable=variable, value=value)
    for code, name in _BRANCHES.items():
        rows.add("branches", branchcode=code, branchname=name)
        rows.add("repeatable_holidays", branchcode=code, weekday=_MONDAY, day=None, month=None)
        rows.add("repeatable_holidays", branchcode=code, weekday=None, day=1, month=1)
    after = today + timedelta(days=9)
    rows.add(
        "special_holidays",
        branchcode="CHUO",
        day=after.day,
        month=after.month,
        year=after.year,
        isexception=0,
    )
    for code, name in _TYPES.items():
        rows.add("itemtypes", itemtype=code, description=name)
    for code, name in _CATEGORIES.items():
        rows.add("categories", categorycode=code, description=name)
    for code, name in _RESTRICTIONS.items():
        rows.add("restriction_types", code=code, display_text=name)
    for code, name in _REASONS.items():
        rows.add("authorised_values", category="HOLD_CANCELLATION", authorised_value=code, lib=name)
    rows.add("message_attributes", message_attribute_id=4, message_name="Hold_Filled")
    plain = {"issuelength": "14", "renewalperiod": "14", "lengthunit": "days", "renewalsallowed": "1"}
    for kind, rule in (
        (None, plain),
        ("AV", {**plain, "renewalsallowed": "0"}),
        ("LANG", {**plain, "norenewalbefore": "3"}),
    ):
        for name, value in {"norenewalbefore": "", **rule}.items():
            rows.add(
                "circulation_rules",
                branchcode=None,
                categorycode=None,
                itemtype=kind,
                rule_name=name,
                rule_value=value,
            )


class _Patrons:
    """Writes patrons one after the other."""

    def __init__(self, invent: Inventions, today: date, seed: int) -> None:
        self._invent = invent
        self._today = today
        self._rng = random.Random(f"{seed} {today.isoformat()}")  # noqa: S311 - the same again, nothing secret
        self._rows = KohaRows()
        self._items = self._holds = 0
        self._titles = _FEWEST_TITLES
        self._queues: dict[int, int] = {}

    def written(self, patrons: int, full: int) -> Iterator[KohaRows]:
        """Give the rows of some patrons at a time."""
        draw = self._rng
        self._titles = max(_FEWEST_TITLES, patrons // _PATRONS_A_TITLE)
        for title in range(1, self._titles + 1):
            self._book(title)
        for number in range(1, patrons + 1):
            self._person(number)
            many = number <= full
            for _ in range(LOANS if many else draw.choice((0, 0, 1, 2, 5))):
                self._loan(number)
            holds = HOLDS if many else draw.choice((0, 0, 0, 1, 2))
            for title in draw.sample(range(1, self._titles + 1), holds):
                self._hold(number, title)
            if number % _AT_ONCE == 0:
                yield self._rows
                self._rows = KohaRows()
        yield self._rows

    def _book(self, number: int) -> None:
        self._rows.add("biblio", biblionumber=number, title=self._invent.title())
        self._rows.add(
            "biblioitems",
            biblioitemnumber=number,
            biblionumber=number,
            itemtype=self._rng.choice(tuple(_TYPES)),
        )

    def _person(self, number: int) -> None:
        person, (code, address) = self._invent.person(), self._invent.address()
        draw, today = self._rng, self._today
        family, _, given = person.name.partition(" ")
        self._rows.add(
            "borrowers",
            borrowernumber=number,
            cardnumber=str(FIRST_CARD + number - 1),
            surname=family,
            firstname=given,
            othernames=person.alias,
            zipcode=code,
            city="",
            address=address,
            phone=self._invent.phone(),
            email=f"patron.{number}@example.jp" if draw.random() < _HAVE_MAIL else None,
            dateofbirth=self._invent.born_on(),
            branchcode=draw.choice(tuple(_BRANCHES)),
            categorycode="IPPAN",
            dateenrolled=today - timedelta(days=draw.randrange(30, 2000)),
            dateexpiry=today + timedelta(days=draw.randrange(30, 900)),
            password=_HASH if draw.random() < _HAVE_PASSWORD else None,
        )
        for kind, value in (("KANA", person.kana), ("ROMAJI", person.romaji)):
            self._rows.add("borrower_attributes", borrowernumber=number, code=kind, attribute=value)

    def _loan(self, patron: int) -> None:
        self._items += 1
        draw = self._rng
        number, branch = self._titles + self._items, draw.choice(tuple(_BRANCHES))
        is_wanted = draw.random() < _WANTED
        book = draw.randint(1, self._titles) if is_wanted else number
        if not is_wanted:
            self._book(number)
        self._rows.add(
            "items",
            itemnumber=number,
            biblionumber=book,
            biblioitemnumber=book,
            barcode=f"{number:010}",
            homebranch=branch,
            holdingbranch=branch,
            itype=draw.choice(tuple(_TYPES)),
        )
        lent = self._today - timedelta(days=draw.randrange(20))
        renewed = draw.random() < _RENEWED
        due = lent + timedelta(days=_LOAN_DAYS * (2 if renewed else 1))
        self._rows.add(
            "issues",
            borrowernumber=patron,
            itemnumber=number,
            date_due=f"{due} 23:59:00",
            branchcode=branch,
            issuedate=f"{lent} 10:30:00",
            renewals_count=int(renewed),
            lastreneweddate=f"{lent} 11:00:00" if renewed else None,
        )

    def _hold(self, patron: int, title: int) -> None:
        self._holds += 1
        draw = self._rng
        is_found = draw.random() < _FOUND
        if not is_found:
            self._queues[title] = self._queues.get(title, 0) + 1
        self._rows.add(
            "reserves",
            reserve_id=self._holds,
            borrowernumber=patron,
            reservedate=self._today - timedelta(days=draw.randrange(1, 60)),
            biblionumber=title,
            branchcode=draw.choice(tuple(_BRANCHES)),
            priority=0 if is_found else self._queues[title],
            found="W" if is_found else None,
            expirationdate=self._today + timedelta(days=5) if is_found else None,
        )
