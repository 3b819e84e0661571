"""The open desk follows what others change, and knows when the database is gone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.change_events import Changed, Connected, LoginRefused, Lost, Replaced
from services.contract.errors import (
    ActRefused,
    DatabaseReplaced,
    Disconnected,
    OutcomeUnknown,
    RowChanged,
    ServiceError,
    SystemBusy,
    SystemLoginRefused,
    SystemReaderRefused,
    SystemUnreachable,
)
from services.contract.recorded_acts import Outcome
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.decision import Refused as RuleRefused
from tests.helpers.snapshots import hold, loan
from tests.viewmodels.desk.live_fakes import Records, Told
from tests.viewmodels.email.email_fakes import Clerk
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, Printer, issue_dependencies, patron
from viewmodels.core.notes import ChangedElsewhere, Done, OutcomeKnown, StatusMessage
from viewmodels.core.snapshot_diff import Part
from viewmodels.core.trouble import Bug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.live_updates import LiveViewModel
from viewmodels.email.email import EmailViewModel
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher

A, B = int(CARD_A[-2:]), int(CARD_B[-2:])
LOST = OutcomeUnknown("x")


def changed(card: str = CARD_A, *, minutes: int = 1) -> PatronSnapshot:
    """The patron after somebody else placed a hold."""
    return replace(patron(card, minutes=minutes), holds=(hold(),))


class Scene:
    """A desk that watches, and changes addresses."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.desk = self.bench.desk
        self.told, self.records = Told(), Records()
        self.pauses: list[float] = []
        self.rests: asyncio.Queue[None] | None = None  # rests end by themselves unless the test ends them
        self.acts = self.bench.acts
        self.acting = ActCommands(self.desk, self.acts, self.bench.bugs)
        self.email = EmailViewModel(self.acting, Clerk())
        self.live = LiveViewModel(self.desk, self.told, self.records, self.bench.bugs, pause=self._pause)
        self.live.start()

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if self.rests is not None:
            await self.rests.get()

    def now_is(self, answer: PatronSnapshot | Exception, patron_id: int = A) -> None:
        self.bench.look_ups.answer(f"refresh {patron_id}", answer)

    def note(self) -> StatusMessage | None:
        return self.desk.note.value

    def unanswered(self) -> tuple[str, ...]:
        return self.desk.unanswered.open.value

    @property
    def refreshes(self) -> int:
        return sum(asked.startswith("refresh") for asked in self.bench.look_ups.asked)

    async def change(self, text: str, failure: Exception | None = None) -> str:
        self.acts.outcomes = [failure]
        self.email.change.start(text)
        await self.email.change.settled()
        return str(self.acts.sent[-1].act_id)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    await scene.told.tell(Connected())
    await scene.bench.open(CARD_A)
    yield scene
    await scene.live.aclose()
    assert scene.told.ended
    await scene.desk.aclose()


async def test_the_panels_follow_and_a_line_says_what_changed(scene: Scene) -> None:
    scene.now_is(replace(changed(), loans=(loan(),)))
    await scene.told.tell(Changed(A))
    assert scene.desk.snapshot is not None
    assert scene.desk.snapshot.holds == (hold(),)
    assert scene.note() == ChangedElsewhere((Part.LOANS, Part.HOLDS))
    assert "again" not in "".join(scene.bench.look_ups.asked)


async def test_whatever_changes_is_told_on(scene: Scene) -> None:
    told: list[None] = []
    scene.live.changed.subscribe(told.append)
    doubted: list[None] = []  # who is signed in: not at each act of a city's desks, which name their patron
    scene.live.account_in_doubt.subscribe(doubted.append)
    scene.now_is(changed())
    await scene.told.tell(Changed(A), Changed(4711), Changed(None), Lost(), Connected())
    assert (len(told), len(doubted)) == (4, 2)


async def test_nothing_is_shown_anew_when_nothing_differs(scene: Scene) -> None:
    before = scene.desk.answer.value
    scene.now_is(patron(CARD_A, minutes=3))
    await scene.told.tell(Changed(A))
    assert scene.desk.answer.value is before
    assert scene.note() is None
    assert scene.desk.as_of == patron(CARD_A, minutes=3).now


@pytest.mark.parametrize(("patron_id", "asked"), [(B, 0), (A, 1), (None, 1)])
async def test_only_the_open_patron_is_read(scene: Scene, patron_id: int | None, asked: int) -> None:
    await scene.told.tell(Changed(patron_id))
    assert scene.refreshes == asked


async def test_an_empty_desk_reads_nobody() -> None:
    scene = Scene()
    await scene.told.tell(Connected(), Changed(None), Changed(A))
    assert scene.bench.look_ups.asked == []
    await scene.live.aclose()


async def test_what_changes_during_a_reading_is_read_after_it(scene: Scene) -> None:
    await scene.told.tell(Changed(A), Changed(A), Changed(A))
    assert scene.refreshes == 1
    scene.now_is(patron(CARD_A, minutes=1))
    await scene.told.tell()
    assert scene.refreshes == 2


async def test_what_changes_during_a_look_up_is_read_after_it(scene: Scene) -> None:
    scene.desk.scanned(CARD_B)
    await scene.told.tell(Changed(B))
    assert scene.refreshes == 0
    scene.now_is(changed(CARD_B), B)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await scene.desk.look_up.settled()
    await scene.told.tell()
    assert scene.desk.snapshot == changed(CARD_B)


async def test_what_changes_during_an_act_is_read_after_it(scene: Scene) -> None:
    release = scene.desk.pause_scans(scene)
    scene.now_is(changed())
    await scene.told.tell(Changed(A))
    scene.desk.show_outcome(patron(CARD_A, minutes=2), Done.EMAIL_UPDATED)  # read before the change
    scene.now_is(changed(minutes=3))
    release()
    await scene.told.tell()
    assert scene.desk.snapshot is not None
    assert scene.desk.snapshot.holds == (hold(),)


async def test_an_acts_outcome_is_not_painted_over_by_an_older_reading(scene: Scene) -> None:
    await scene.told.tell(Changed(A))
    outcome = replace(changed(minutes=2), loans=(loan(),))
    scene.desk.show_outcome(outcome, Done.EMAIL_UPDATED)
    scene.now_is(changed())
    scene.now_is(outcome)
    await scene.told.tell()
    assert scene.desk.snapshot == outcome
    assert scene.note() is Done.EMAIL_UPDATED


async def test_a_patron_who_was_closed_meanwhile_stays_closed(scene: Scene) -> None:
    await scene.told.tell(Changed(A))
    scene.desk.close_patron.start()
    await scene.desk.close_patron.settled()
    scene.now_is(changed())
    await scene.told.tell()
    assert scene.desk.answer.value is None


async def test_a_refusal_is_not_wiped_away_while_it_is_read(scene: Scene) -> None:
    refusal = ActRefused(RuleRefused((Reason.SUSPENDED,)))
    scene.desk.tell(refusal)
    scene.now_is(changed())
    await scene.told.tell(Changed(A))
    assert scene.note() is refusal
    scene.bench.ticks.pass_by(timedelta(seconds=11))
    scene.now_is(patron(CARD_A, minutes=2))
    await scene.told.tell(Changed(A))
    assert scene.note() == ChangedElsewhere((Part.HOLDS,))


async def test_a_question_knows_when_its_row_was_changed(scene: Scene) -> None:
    row, other = hold(1), hold(2)
    scene.now_is(replace(patron(CARD_A, minutes=1), holds=(row, other)))
    await scene.told.tell(Changed(A))
    answered = asyncio.Event()
    seen: list[bool] = []

    async def ask(_row: object) -> None:
        scene.acting.stale.subscribe(seen.append)
        await answered.wait()

    command = scene.acting.command(ask)
    command.start(row)
    await scene.told.tell()
    scene.now_is(replace(patron(CARD_A, minutes=2), holds=(row, replace(other, version=2))))
    await scene.told.tell(Changed(A))
    assert seen == [False]
    scene.now_is(replace(patron(CARD_A, minutes=3), holds=(replace(row, version=2),)))
    await scene.told.tell(Changed(A))
    assert seen == [False, True]
    answered.set()
    await command.settled()
    assert seen == [False, True, False]


async def test_a_question_without_a_row_is_about_the_patron(scene: Scene) -> None:
    answered = asyncio.Event()

    async def ask() -> None:
        await answered.wait()

    command = scene.acting.command(ask)
    command.start()
    scene.now_is(patron(CARD_A, version=2, minutes=1))
    await scene.told.tell(Changed(A))
    assert scene.acting.stale.value
    answered.set()
    await command.settled()


async def test_an_order_given_is_no_question_any_more(scene: Scene) -> None:
    seen: list[bool] = []
    scene.acting.stale.subscribe(seen.append)
    await scene.change("a@example.jp")  # its outcome is another version of the patron
    assert seen == [False]


@pytest.mark.parametrize("why", [None, SystemReaderRefused()])
async def test_a_lost_connection_is_told_and_what_is_shown_stays(
    scene: Scene, why: ServiceError | None
) -> None:
    before = scene.desk.answer.value
    await scene.told.tell(Lost(why))
    told = scene.desk.connection_error.value
    assert isinstance(told, Disconnected) if why is None else told is why
    assert not scene.desk.connected.value
    assert scene.desk.answer.value is before
    assert scene.desk.as_of == patron(CARD_A).now
    assert scene.told.reconnected == 1


async def test_without_a_connection_acts_are_refused_and_not_kept(scene: Scene) -> None:
    await scene.told.tell(Lost())
    scene.email.change.start("a@example.jp")
    await scene.email.change.settled()
    assert isinstance(scene.note(), Disconnected)
    passwords = PasswordIssueLauncher(scene.desk, issue_dependencies(scene.bench, Printer()))
    passwords.open()
    assert passwords.dialog.value is None
    await scene.told.tell(Connected())
    assert scene.acts.sent == []


async def test_a_question_answered_without_a_connection_does_nothing(scene: Scene) -> None:
    answered = asyncio.Event()

    async def ask() -> None:
        await answered.wait()
        await scene.acting.send(scene.acts.sent[0])

    first = await scene.change("a@example.jp")
    command = scene.acting.command(ask)
    command.start()
    await scene.told.tell(Lost())
    answered.set()
    await command.settled()
    assert isinstance(scene.note(), Disconnected)
    assert [order.act_id for order in scene.acts.sent] == [first]


async def test_the_connection_comes_back_by_itself(scene: Scene) -> None:
    await scene.told.tell(Lost())
    scene.now_is(changed())
    await scene.told.tell(Connected())
    assert scene.desk.connected.value
    assert scene.desk.connection_error.value is None
    assert scene.desk.snapshot == changed()
    assert scene.note() == ChangedElsewhere((Part.HOLDS,))


async def test_coming_back_is_told(scene: Scene) -> None:
    await scene.told.tell(Lost(), Connected())
    assert scene.note() is Done.RECONNECTED


async def test_the_first_connection_is_nothing_to_tell() -> None:
    scene = Scene()
    await scene.told.tell(Connected())
    assert scene.note() is None
    await scene.live.aclose()


async def test_a_look_up_that_succeeds_shows_that_the_database_is_there(scene: Scene) -> None:
    await scene.told.tell(Lost())
    await scene.bench.open(CARD_B)
    assert scene.desk.connected.value
    assert scene.desk.connection_error.value is None


async def test_a_look_up_that_fails_leaves_the_banner_as_it_is(scene: Scene) -> None:
    await scene.told.tell(Lost())
    scene.bench.look_ups.answer(CARD_B, SystemUnreachable())
    scene.desk.scanned(CARD_B)
    await scene.desk.look_up.settled()
    assert isinstance(scene.desk.connection_error.value, Disconnected)
    assert isinstance(scene.note(), SystemUnreachable)


async def test_a_refused_login_is_the_end(scene: Scene) -> None:
    await scene.told.tell(Lost(), LoginRefused())
    assert isinstance(scene.desk.connection_error.value, SystemLoginRefused)


async def test_a_file_that_was_replaced_stays_told_and_no_act_is_begun(scene: Scene) -> None:
    await scene.told.tell(Replaced(DatabaseReplaced()))
    assert isinstance(scene.desk.connection_error.value, DatabaseReplaced)
    scene.email.change.start("neu@example.jp")
    await scene.email.change.settled()
    assert scene.acts.sent == []
    assert isinstance(scene.note(), DatabaseReplaced)


async def test_a_bug_while_watching_is_reported(scene: Scene) -> None:
    scene.told.reconnect = None  # type: ignore[assignment, method-assign]
    await scene.told.tell(Lost())
    assert scene.note() == Bug("R1")


@pytest.mark.parametrize("verb", ["email.change", None])
async def test_an_act_whose_answer_was_lost_is_asked_for(scene: Scene, verb: str | None) -> None:
    scene.records.failures = [SystemUnreachable()]
    await scene.told.tell(Lost())
    scene.desk.show_connected()
    first = await scene.change("a@example.jp", LOST)
    await scene.told.tell()
    assert scene.unanswered() == (first,)
    assert scene.pauses == []
    if verb is not None:
        scene.records.known[first] = Outcome(verb, "changed")
    await scene.told.tell(Connected())
    assert scene.records.asked == [(first, "s1")] * 2
    assert scene.note() == OutcomeKnown(verb)
    assert scene.unanswered() == ()
    assert scene.refreshes == 1
    assert await scene.change("a@example.jp") != first


async def test_a_busy_server_is_asked_again(scene: Scene) -> None:
    scene.records.failures = [SystemBusy(), SystemBusy()]
    await scene.change("a@example.jp", LOST)
    await scene.told.tell()
    assert scene.pauses == [1.0, 1.0]
    assert scene.note() == OutcomeKnown(None)


async def test_the_doubt_outlives_the_patron(scene: Scene) -> None:
    scene.records.failures = [SystemUnreachable()]
    await scene.told.tell(Lost())
    scene.desk.show_connected()
    first = await scene.change("a@example.jp", LOST)
    await scene.bench.open(CARD_B)
    scene.records.known[first] = Outcome("email.change", "changed")
    await scene.told.tell(Connected())
    assert scene.note() == OutcomeKnown("email.change")


async def test_an_answer_that_comes_first_leaves_nothing_to_ask(scene: Scene) -> None:
    scene.records.failures = [SystemUnreachable()]
    await scene.told.tell(Lost())
    scene.desk.show_connected()
    first = await scene.change("a@example.jp", LOST)
    await scene.told.tell()
    assert await scene.change("a@example.jp", RowChanged()) == first
    assert scene.unanswered() == ()
    asked = len(scene.records.asked)
    await scene.told.tell(Connected())
    assert len(scene.records.asked) == asked
    assert not isinstance(scene.note(), ServiceError)
