"""After a run that was broken off, the last act of this desk is named beside what is said of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.contract.actor import Actor
from services.contract.errors import SystemUnreachable
from services.contract.today.act_list import ActEntry, ActFilter, ActList
from services.rules.vocabulary import Role
from tests.viewmodels.act_history_fakes import ROW
from tests.viewmodels.fakes import NOW, Bench
from viewmodels.core.notes import Done, LastAct, PreviousRunCrashed
from viewmodels.last_act import DAYS_BACK, LastActViewModel

TODAY = NOW.date()
NOTE = PreviousRunCrashed("4F2A")
HERE = ActEntry(patron_id=11, card_end="6789", record=ROW)


def here(**changed: object) -> ActEntry:
    return replace(HERE, record=replace(ROW, **changed))  # type: ignore[arg-type]


class Lists:
    """Answers what is on record on a day."""

    def __init__(self, days: dict[date, tuple[ActEntry, ...]] | Exception) -> None:
        self.days = days
        self.asked: list[ActFilter] = []

    async def acts(self, wanted: ActFilter, actor: Actor) -> ActList:
        self.asked.append(wanted)
        if isinstance(self.days, Exception):
            raise self.days
        day = wanted.day or TODAY
        entries = self.days.get(day, ())
        return ActList(
            now=NOW, wanted=wanted, day=day, entries=entries, total=len(entries), staff={}, looks_since=None
        )

    async def acts_again(self, wanted: ActFilter, actor: Actor) -> ActList:
        raise AssertionError

    async def acts_for_file(self, wanted: ActFilter, actor: Actor) -> ActList:
        raise AssertionError


async def told(lists: Lists, bench: Bench) -> object:
    bench.desk.tell(NOTE)
    model = LastActViewModel(bench.desk, lists, bench.bugs)
    model.name.start(NOTE)
    await model.name.settled()
    await model.aclose()
    return bench.desk.note.value


async def test_the_last_act_of_this_desk_is_named() -> None:
    bench = Bench()
    elsewhere = here(workstation="1番窓口", verb="hold.cancel")
    asked = here(outcome="approval_waiting")
    of_nobody = replace(here(verb="own_password.change"), patron_id=None)
    lists = Lists({TODAY: (elsewhere, asked, of_nobody, HERE, here(verb="hold.change"))})
    last = LastAct(ROW.at, "loan.renew", "6789")
    assert await told(lists, bench) == replace(NOTE, last=last)
    assert lists.asked == [ActFilter(branch_id=bench.desk.place.branch_id)]


async def test_days_before_are_looked_through_until_there_is_one() -> None:
    bench, before = Bench(), TODAY - timedelta(days=1)
    lists = Lists({before: (HERE,)})
    assert await told(lists, bench) == replace(NOTE, last=LastAct(ROW.at, "loan.renew", "6789"))
    assert [it.day for it in lists.asked] == [None, before]


async def test_without_any_it_stays_as_it_is() -> None:
    lists = Lists({})
    assert await told(lists, Bench()) == NOTE
    assert len(lists.asked) == DAYS_BACK + 1


@pytest.mark.parametrize("error", [SystemUnreachable(), RuntimeError()])
async def test_an_error_says_nothing_of_its_own(error: Exception) -> None:
    bench = Bench()
    assert await told(Lists(error), bench) == NOTE


async def test_by_telephone_nothing_is_read() -> None:
    lists = Lists({TODAY: (HERE,)})
    assert await told(lists, Bench(role=Role.PHONE)) == NOTE
    assert lists.asked == []


async def test_what_was_told_since_stays() -> None:
    bench, lists = Bench(), Lists({TODAY: (HERE,)})
    model = LastActViewModel(bench.desk, lists, bench.bugs)
    bench.desk.tell(Done.READ_AGAIN)
    model.name.start(NOTE)
    await model.name.settled()
    assert bench.desk.note.value is Done.READ_AGAIN
