"""Makes the named patrons' loans, holds, cancelled holds and questions; the first neighbours are the others in line."""

from collections.abc import Sequence

from services.own_schema.demo.circulation import Circulation
from services.own_schema.demo.days import BranchDays, LoanDates
from services.own_schema.demo.named import People
from services.own_schema.demo.register import ContactAttempt, Person, PersonWriter
from services.own_schema.demo.shelf import Copy, Shelf
from services.own_schema.demo.world import World
from services.rules.vocabulary import ContactMeans, ContactMethod, ContactResult, ContactStep

HELPERS = 24

_MAIL, _PHONE, _NONE = ContactMethod.MAIL, ContactMethod.PHONE, ContactMethod.NONE

# What card 100000017 has: twenty loans and twenty holds, within the limits of each class.
_MANY_LOANS = ("book",) * 14 + ("magazine", "picture_story", "cd", "dvd", "dvd", "language_cd")
_MANY_WAITING = ("book",) * 9 + ("cd", "dvd", "language_cd")
_MANY_SENT = ("book",) * 4
_NOT_AT_HOME = ContactAttempt(1, ContactMeans.PHONE, ContactResult.NO_ANSWER, ContactStep.CALL, 2)
_MANY_KEPT = ("book",) * 3 + ("magazine",)
_MANY_CANCELLED = (
    "by_patron",
    "by_staff",
    "shelf_time_over",
    "wait_time_over",
    "item_unavailable",
    "library",
)


class Stories:
    """Writes each named patron's rows."""

    def __init__(self, world: World, people: People, helpers: Sequence[Person]) -> None:
        self._world = world
        self._people = people
        self._helpers = helpers
        self._circulation = Circulation(world)
        self._shelf = Shelf(world)
        self._errands = 0
        self._central = world.days[world.central.id]

    def tell(self) -> None:
        """Write all of them."""
        self._everyday()
        self._overdue_and_suspended()
        self._waiting()
        self._many()
        self._due_today()

    def _everyday(self) -> None:
        """100000001: five loans, each with a reason of its own; three holds in the three states."""
        circulation = self._circulation
        person = self._people[100000001]
        branch_id, days = self._where_renewable()
        plain = self._pick(days.renewable(), days)
        circulation.lend(person, self._shelf.copy().item_id, branch_id, plain)
        today_branch = self._where_open()
        circulation.lend(
            person, self._shelf.copy().item_id, today_branch, self._world.days[today_branch].lent_today()
        )
        circulation.lend(person, self._shelf.copy().item_id, branch_id, self._pick(days.renewed, days))
        wanted = self._shelf.copy()
        circulation.lend(person, wanted.item_id, branch_id, plain)
        self._queue(wanted.title_id, 1)
        circulation.lend(person, self._shelf.copy(interlibrary=True).item_id, branch_id, plain)

        popular = self._lent_copy()
        self._wait_in_queue(person, popular.title_id, before=1, after=3, contact=_MAIL)
        sent, kept = self._shelf.copy(), self._shelf.copy()
        central = self._world.central.id
        circulation.send(person, sent, central, 12, contact=_MAIL)
        shelf = self._central.shelf
        circulation.keep(person, kept, central, contact=_NONE, stood=shelf[len(shelf) // 2])
        circulation.cancel(person, self._shelf.copy().title_id, central, 2, reason="by_patron", contact=_MAIL)
        circulation.request(person, 9, "investigating")
        circulation.ask(person, 4, "investigating")

    def _overdue_and_suspended(self) -> None:
        """Loans that explain an expiry or a suspension, or are simply late."""
        lend, people, days = self._circulation.lend, self._people, self._central
        central = self._world.central.id
        in_time = self._pick(
            days.renewable(), days
        )  # due soon, so lent before a suspension of five days began
        lend(people[100000004], self._shelf.copy().item_id, central, in_time)

        for card in (100000006, 100000021):
            branch_id, dates = self._late_by(60)
            lend(people[card], self._shelf.copy().item_id, branch_id, dates)
        lend(people[100000006], self._shelf.copy().item_id, central, in_time)

        for lateness in (45, 47):
            branch_id, dates = self._late_by(lateness)
            lend(people[100000007], self._shelf.copy().item_id, branch_id, dates, self._world.day(3))

        branch_id, dates = self._late_by(3)
        lend(people[100000011], self._shelf.copy().item_id, branch_id, dates)
        lend(people[100000011], self._shelf.copy().item_id, central, in_time)

    def _waiting(self) -> None:
        """100000012: one hold for the mobile library, one with 電話 and a 予約待ち期限日."""
        person = self._people[100000012]
        mobile = self._world.mobile.id
        self._circulation.wait(person, self._lent_copy().title_id, mobile, 15, contact=_NONE)
        until = self._world.day(-60)
        central = self._world.central.id
        title_id = self._lent_copy().title_id
        self._circulation.wait(person, title_id, central, 25, contact=_PHONE, wait_until=until)

    def _many(self) -> None:
        """100000017: as much of everything as one patron may have."""
        person, circulation, days = self._people[100000017], self._circulation, self._central
        central = self._world.central.id
        for number, kind in enumerate(_MANY_LOANS):
            pool = (days.renewable() or days.fresh, days.renewed or days.fresh)[number % 3 == 0]
            dates = pool[number % len(pool)]
            circulation.lend(person, self._shelf.copy(kind).item_id, central, dates)
        for number, kind in enumerate(_MANY_WAITING):
            before, after = number % 4, number % 3
            contact = (_MAIL, _NONE, _PHONE)[number % 3]
            self._wait_in_queue(
                person, self._lent_copy(kind).title_id, before=before, after=after, contact=contact
            )
        for kind in _MANY_SENT:
            circulation.send(person, self._shelf.copy(kind), central, 20, contact=_MAIL)
        for number, kind in enumerate(_MANY_KEPT):
            contact = _MAIL if number else _PHONE
            hold_id = circulation.keep(person, self._shelf.copy(kind), central, contact=contact)
            if contact is _PHONE:
                PersonWriter(self._world).attempt(person.id, _NOT_AT_HOME, hold_id=hold_id)
        for number, reason in enumerate(_MANY_CANCELLED):
            circulation.cancel(
                person, self._shelf.copy().title_id, central, 1 + number % 5, reason=reason, contact=_MAIL
            )
        for number, status in enumerate(("received", "ordered", "borrowing", "ready")):
            circulation.request(person, 3 + 6 * number, status)

    def _due_today(self) -> None:
        """100000020: one loan of the mobile library, one that is due today."""
        person, world = self._people[100000020], self._world
        mobile = world.days[world.mobile.id]
        self._circulation.lend(
            person, self._shelf.copy().item_id, world.mobile.id, self._pick(mobile.renewable(), mobile)
        )
        branch_id, dates = self._late_by(0)
        self._circulation.lend(person, self._shelf.copy().item_id, branch_id, dates)

    def _lent_copy(self, kind: str = "book") -> Copy:
        """Write a title whose one copy a helper has, never renewed: others wait for it."""
        copy = self._shelf.copy(kind)
        dates = self._central.fresh[copy.title_id % len(self._central.fresh)]
        self._circulation.lend(self._helper(), copy.item_id, self._world.central.id, dates)
        return copy

    def _helper(self) -> Person:
        """Take the next of the first neighbours, in turn."""
        self._errands += 1
        return self._helpers[self._errands % len(self._helpers)]

    def _queue(self, title_id: int, count: int, *, back: int = 3) -> None:
        """Let helpers wait for a title; later ones placed their holds on later days."""
        for number in range(count):
            days = max(1, back - number)
            self._circulation.wait(self._helper(), title_id, self._world.central.id, days, contact=_NONE)

    def _wait_in_queue(
        self, person: Person, title_id: int, *, before: int, after: int, contact: ContactMethod
    ) -> None:
        self._queue(title_id, before, back=40)
        self._circulation.wait(person, title_id, self._world.central.id, 30, contact=contact)
        self._queue(title_id, after, back=20)

    def _where_renewable(self) -> tuple[int, BranchDays]:
        """Find a branch, 中央 first, in which a plain loan can be renewed today; 中央 when there is none."""
        for branch_id, days in self._libraries():
            if days.renewable() and not days.renewals_stop():
                return branch_id, days
        return self._world.central.id, self._central

    def _where_open(self) -> int:
        """Find a branch that is open today, 中央 first; 中央 when all are closed, as at New Year."""
        opened = [branch_id for branch_id, days in self._libraries() if days.opens]
        return opened[0] if opened else self._world.central.id

    def _late_by(self, lateness: int) -> tuple[int, LoanDates]:
        """Find a loan just so late, in 中央 if it was open on that day; else with a due date on a closed day."""
        for branch_id, days in self._libraries():
            if found := days.late_by(lateness):
                return branch_id, found[-1]
        due_on = self._world.day(lateness)
        return self._world.central.id, LoanDates(
            self._world.day(lateness + self._world.policy.loan_days), due_on
        )

    def _libraries(self) -> list[tuple[int, BranchDays]]:
        """List the branches but the mobile library, 中央 first, where most things happen."""
        world = self._world
        return [(branch_id, days) for branch_id, days in world.days.items() if branch_id != world.mobile.id]

    def _pick(self, dates: Sequence[LoanDates], days: BranchDays) -> LoanDates:
        """Take the latest of some dates, or of the plain ones where there are none."""
        return (dates or days.fresh)[-1]
