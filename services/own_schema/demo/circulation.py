"""Loans, holds, cancelled holds, requests and questions, one row each; and the limits of a patron's loans and holds."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from services.own_schema.demo.days import LoanDates
from services.own_schema.demo.register import Person
from services.own_schema.demo.world import World
from services.rules.vocabulary import ContactMethod, HoldStatus, LoanClass

_QUESTIONS = (
    "この町の昔の地名がわかる地図はありますか。",
    "鋳物の作り方について、子どもにもわかる本を探しています。",
    "荒川の橋がいつ架けられたか知りたいです。",
    "植木の里と呼ばれるようになった理由を調べています。",
    "明治のころの新聞を読むにはどうすればよいですか。",
    "見沼の用水について書かれた資料はありますか。",
    "昔の学校給食の献立を知りたいです。",
    "家紋の調べ方を教えてください。",
)


class Circulation:
    """Writes the rows; ids of titles and items are the database's."""

    def __init__(self, world: World) -> None:
        self._world = world

    def lend(
        self, person: Person, item_id: int, branch_id: int, dates: LoanDates, returned_on: date | None = None
    ) -> None:
        """Write a loan."""
        renewals = 0 if dates.renewed_on is None else 1
        self._world.add(
            "loan",
            item_id,
            person.id,
            branch_id,
            dates.loaned_on,
            dates.due_on,
            renewals,
            dates.renewed_on,
            returned_on,
            1,
        )

    def wait(
        self,
        person: Person,
        title_id: int,
        branch_id: int,
        back: int,
        *,
        contact: ContactMethod,
        wait_until: date | None = None,
    ) -> None:
        """Write a hold that was placed so many days ago and waits."""
        self._hold(person, title_id, branch_id, back, contact=contact, wait_until=wait_until)

    def send(
        self, person: Person, copy: tuple[int, int], branch_id: int, back: int, *, contact: ContactMethod
    ) -> None:
        """Write a hold whose copy (title, item) is on its way (移送中)."""
        title_id, item_id = copy
        self._hold(person, title_id, branch_id, back, contact=contact, item_id=item_id)

    def keep(
        self,
        person: Person,
        copy: tuple[int, int],
        branch_id: int,
        *,
        contact: ContactMethod,
        stood: tuple[date, date] | None = None,
    ) -> int:
        """Write a hold whose copy (title, item) can be collected (取置), its shelf time not over; answers its key.

        Args:
            person: whose.
            copy: the title and the item.
            branch_id: where.
            contact: how they want to be told.
            stood: from which day on, and its 取置期限日; by chance where nothing is said.
        """
        title_id, item_id = copy
        ready_on, until = stood or self._world.rng.choice(self._world.days[branch_id].shelf)
        back = (self._world.today - ready_on).days + 1 + int(self._world.rng.random() * 60)
        return self._hold(
            person, title_id, branch_id, back, contact=contact, item_id=item_id, shelf_until=until
        )

    def cancel(
        self, person: Person, title_id: int, branch_id: int, back: int, *, reason: str, contact: ContactMethod
    ) -> None:
        """Write a hold that was given up so many days ago."""
        world = self._world
        placed = back + 2 + int(world.rng.random() * 60)
        over = world.day(back + 1) if reason == "wait_time_over" else None
        world.add(
            "hold_cancellation",
            person.id,
            title_id,
            reason,
            world.moment(back),
            world.moment(placed),
            branch_id,
            world.stop(branch_id),
            contact.value,
            over,
            1,
        )

    def request(self, person: Person, back: int, status: str) -> None:
        """Write a request (リクエスト) for a title that the city doesn't own."""
        world = self._world
        title = world.catalogue.draw("book").title
        world.add("purchase_request", person.id, title, status, world.day(back), person.branch_id, 1)

    def ask(self, person: Person, back: int, status: str) -> None:
        """Write a reference question; the address in the form is one of its own."""
        world = self._world
        told_at = world.moment(max(1, back - 3)) if status == "told" else None
        question = _QUESTIONS[int(world.rng.random() * len(_QUESTIONS))]
        email = f"reference.{person.id}@example.jp"
        name = person.name.name
        world.add(
            "reference_question",
            person.id,
            name,
            email,
            person.phone,
            question,
            status,
            world.moment(max(back, 4)),
            told_at,
            1,
        )

    def _hold(
        self,
        person: Person,
        title_id: int,
        branch_id: int,
        back: int,
        *,
        contact: ContactMethod,
        item_id: int | None = None,
        wait_until: date | None = None,
        shelf_until: date | None = None,
    ) -> int:
        world = self._world
        status, place = HoldStatus.WAITING, None
        if item_id is not None:
            status = HoldStatus.IN_TRANSIT
        if shelf_until is not None:
            status, place = HoldStatus.READY, f"{'ABCDEF'[person.id % 6]}-{1 + person.id % 40}"
        return world.add(
            "hold",
            person.id,
            title_id,
            item_id,
            status.value,
            world.moment(back),
            branch_id,
            world.stop(branch_id),
            contact.value,
            wait_until,
            shelf_until,
            place,
            0,
            1,
        )


class Limits:
    """Counts one patron's loans or holds by class against the library's limits."""

    def __init__(self, limits: Mapping[LoanClass, int]) -> None:
        self._limits = limits
        self._counts: Counter[LoanClass] = Counter()

    def takes(self, kind: LoanClass) -> bool:
        """Count one more, if it may be."""
        limit = self._limits.get(kind)
        if limit is not None and self._counts[kind] >= limit:
            return False
        self._counts[kind] += 1
        return True
