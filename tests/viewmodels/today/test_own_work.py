"""自分の仕事: opened when it is asked for, then followed, and forgotten with the cover and the channel."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.contract.errors import CardUnknown, Disconnected, SystemUnreachable
from services.contract.today.own_work import WorkEntry, WorkKind
from services.rules.vocabulary import Channel, MailKind, Role
from tests.viewmodels.fakes import CARD_A, Bench, patron
from tests.viewmodels.identity_fakes import phone_summary
from tests.viewmodels.today.today_fakes import CARDS, Rests, WhatWaits, go_on, work
from viewmodels.core.observable import Observable
from viewmodels.desk.masking import MASK
from viewmodels.today.own_work import OwnWorkViewModel, row_key

WORK = (
    work(1),
    work(1, WorkKind.MAIL_FAILED, mail=MailKind.EMAIL_REGISTERED),
    work(2, WorkKind.QUESTION_ANSWERED),
    work(1, WorkKind.SLIP),
)


class Scene:
    """A clerk's desk with something that waits."""

    def __init__(self, role: Role = Role.COUNTER) -> None:
        self.bench = Bench(role=role)
        self.desk = self.bench.desk
        self.source = WhatWaits(work=WORK)
        self.rests = Rests()
        self.approvals: Observable[tuple[WorkEntry, ...]] = Observable(())
        self.own = OwnWorkViewModel(
            self.desk, self.source, self.bench.bugs, approvals=self.approvals, pause=self.rests
        )
        self.own.start()
        self.starts: list[None] = []
        self.rows: list[int] = []
        self.own.start_wanted.subscribe(self.starts.append)
        self.own.row_wanted.subscribe(self.rows.append)

    async def open(self) -> None:
        self.own.open_list.start()
        await go_on()

    def names(self) -> list[str | None] | None:
        listed = self.own.listed.value
        return None if listed is None else [it.name for it in listed.entries]

    async def close_patron(self) -> None:
        self.desk.close_patron.start()
        await self.desk.close_patron.settled()

    async def aclose(self) -> None:
        await self.own.aclose()
        await self.desk.aclose()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await go_on()
    yield made
    await made.aclose()


async def test_nothing_is_read_before_it_is_asked_for(scene: Scene) -> None:
    scene.own.changed()
    await go_on()
    assert scene.source.asked == []
    await scene.open()
    assert scene.source.asked == ["own work"]
    assert scene.names() == ["見本 1子", "見本 1子", "見本 2子", "見本 1子"]
    assert len(scene.starts) == 1


async def test_a_report_and_a_mail_of_the_same_number_are_two_rows() -> None:
    assert len({row_key(it) for it in WORK}) == len(WORK)


async def test_supervisors_have_a_page_of_their_own() -> None:
    scene = Scene(Role.SUPERVISOR)
    await scene.open()
    assert scene.source.asked == []
    await scene.aclose()


async def test_changes_are_followed_without_a_record_and_with_rests_that_grow(scene: Scene) -> None:
    await scene.open()
    scene.rests.end()
    await go_on()
    scene.source.asked.clear()
    scene.rests.begun.clear()
    scene.source.work = WORK[:1]
    scene.own.changed()
    await go_on()
    assert scene.source.asked == ["own work again"]
    assert scene.names() == ["見本 1子"]
    for _ in range(50):
        scene.own.changed()
    await go_on()
    assert scene.source.asked == ["own work again"]
    scene.rests.end()
    await go_on()
    assert scene.source.asked == ["own work again"] * 2
    assert scene.rests.begun == [0.25, 0.5]


async def test_while_somebody_is_open_nothing_is_read_and_afterwards_it_is(scene: Scene) -> None:
    await scene.open()
    await scene.bench.open(CARD_A)
    scene.source.asked.clear()
    scene.own.changed()
    await go_on()
    assert scene.source.asked == []
    await scene.close_patron()
    await go_on()
    assert scene.source.asked == ["own work again"]
    assert scene.names() is not None


async def test_a_cover_takes_the_list_out_of_memory_and_it_is_asked_for_anew(scene: Scene) -> None:
    await scene.open()
    scene.own.cover(covered=True)
    assert scene.names() is None
    scene.own.cover(covered=False)
    scene.own.changed()
    await go_on()
    assert scene.names() is None
    assert scene.source.asked == ["own work"]


async def test_an_answer_that_comes_after_the_cover_is_not_shown(scene: Scene) -> None:
    scene.source.gate = asyncio.Event()
    await scene.open()
    scene.own.cover(covered=True)
    scene.own.cover(covered=False)
    scene.source.gate.set()
    await go_on()
    assert scene.names() is None


async def test_another_channel_closes_the_list_and_drops_what_is_being_read(scene: Scene) -> None:
    await scene.open()
    scene.rests.end()
    await go_on()
    scene.source.gate = asyncio.Event()
    scene.own.changed()
    await go_on()
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    assert scene.desk.channel.value is Channel.PHONE
    scene.source.gate.set()
    await go_on()
    assert scene.names() is None
    await scene.open()
    assert scene.source.actors[-1].channel is Channel.PHONE


async def test_names_are_masked_with_the_titles(scene: Scene) -> None:
    await scene.open()
    scene.desk.toggle_titles()
    assert scene.names() == [MASK] * len(WORK)
    scene.desk.toggle_titles()
    assert scene.names() == ["見本 1子", "見本 1子", "見本 2子", "見本 1子"]


async def test_masking_makes_no_name_where_there_is_none() -> None:
    scene = Scene(Role.PHONE)
    scene.source.work = (work(1, name=None),)
    await scene.open()
    scene.desk.toggle_titles()
    assert scene.names() == [None]
    await scene.aclose()


async def test_a_row_opens_its_patron_as_a_typed_card_and_closing_comes_back_to_it(scene: Scene) -> None:
    await scene.open()
    scene.bench.look_ups.answer(CARDS[2], patron(CARDS[2]))
    scene.own.open_patron(row_key(WORK[2]))
    await scene.desk.look_up.settled()
    assert scene.bench.look_ups.asked == [CARDS[2]]
    assert scene.desk.patron_id == 2
    assert scene.desk.opening is None  # no card was shown
    assert not scene.own.here.value
    await scene.close_patron()
    assert scene.rows == [row_key(WORK[2])]
    await scene.close_patron()
    assert scene.rows == [row_key(WORK[2])]


async def test_by_phone_it_begins_the_check_of_the_caller() -> None:
    scene = Scene(Role.PHONE)
    await scene.open()
    summary = phone_summary(CARDS[2])
    scene.bench.look_ups.answer(CARDS[2], summary)
    scene.own.open_patron(row_key(WORK[2]))
    await scene.desk.look_up.settled()
    assert scene.desk.answer.value == summary
    await scene.close_patron()
    assert scene.rows == [row_key(WORK[2])]
    await scene.aclose()


async def test_a_card_that_is_not_there_any_more_leads_back_to_its_row(scene: Scene) -> None:
    await scene.open()
    scene.bench.look_ups.answer(CARDS[2], CardUnknown(CARDS[2]))
    scene.own.open_patron(row_key(WORK[2]))
    await scene.desk.look_up.settled()
    assert isinstance(scene.desk.card_error.value, CardUnknown)
    assert scene.own.here.value
    assert scene.rows == [row_key(WORK[2])]


async def test_another_patron_is_no_way_back_to_the_row(scene: Scene) -> None:
    await scene.open()
    scene.bench.look_ups.answer(CARDS[2], patron(CARDS[2]))
    scene.own.open_patron(row_key(WORK[2]))
    await scene.desk.look_up.settled()
    await scene.bench.open(CARD_A)
    await scene.close_patron()
    assert scene.rows == []


@pytest.mark.parametrize("discard", [True, False])
async def test_coming_back_asks_about_input_and_opens_the_list(scene: Scene, discard: bool) -> None:
    await scene.bench.open(CARD_A)
    scene.bench.answers.discard = discard
    scene.desk.note_unsaved_input(scene, dirty=True)
    scene.own.come_back.start()
    await go_on()
    assert (scene.desk.patron_id is None) is discard
    assert (scene.names() is not None) is discard
    assert (scene.source.asked == ["own work"]) is discard


async def test_coming_back_to_an_open_list_records_nothing(scene: Scene) -> None:
    await scene.open()
    scene.own.come_back.start()
    await go_on()
    assert scene.source.asked == ["own work"]
    assert len(scene.starts) == 2


async def test_without_the_database_nothing_is_recorded_and_the_reason_is_told(scene: Scene) -> None:
    scene.desk.show_disconnected(SystemUnreachable())
    await scene.open()
    assert scene.source.asked == []
    why = scene.own.trouble.value
    assert isinstance(why, Disconnected)
    scene.desk.show_connected()
    scene.rests.end()
    await go_on()
    assert (scene.own.trouble.value, scene.source.asked) == (None, [])
    await scene.open()
    assert scene.names() is not None


async def test_why_it_could_not_be_opened_is_told_until_somebody_is_open(scene: Scene) -> None:
    scene.source.failures = [SystemUnreachable()]
    await scene.open()
    assert isinstance(scene.own.trouble.value, SystemUnreachable)
    await scene.bench.open(CARD_A)
    assert not isinstance(scene.own.trouble.value, SystemUnreachable)


async def test_a_list_that_cannot_be_read_again_stays_and_says_why(scene: Scene) -> None:
    await scene.open()
    scene.rests.end()
    await go_on()
    scene.source.failures = [SystemUnreachable()]
    scene.own.changed()
    await go_on()
    assert scene.names() is not None
    assert isinstance(scene.own.trouble.value, SystemUnreachable)
    scene.desk.show_disconnected(SystemUnreachable())
    scene.rests.end()
    await go_on()
    scene.desk.show_connected()
    await go_on()
    assert scene.own.trouble.value is None


async def test_what_waits_for_an_approval_stands_first_and_opens_its_patron(scene: Scene) -> None:
    asked = work(2, WorkKind.APPROVAL, name=None, verb="suspension.lift")
    scene.approvals.set((asked,))
    await go_on()
    assert not scene.own.listed.value
    await scene.open()
    listed = scene.own.listed.value
    assert listed is not None
    assert (listed.entries, listed.total) == ((asked, *WORK), len(WORK) + 1)
    scene.desk.toggle_titles()
    assert scene.names() == [None, *[MASK] * len(WORK)]
    scene.bench.look_ups.answer(CARDS[2], patron(CARDS[2]))
    scene.own.open_patron(row_key(asked))
    await scene.desk.look_up.settled()
    assert scene.desk.patron_id is not None
    scene.approvals.set(())
    assert len(scene.names() or ()) == len(WORK)
