"""Signing in, without Qt and without a database."""

import asyncio

import pytest

from services.contract.actor import StaffMember
from services.contract.errors import (
    ServiceError,
    SignInFailed,
    StaffDisabled,
    StaffIdUnfit,
    StaffLocked,
    SystemUnreachable,
)
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import NOW
from viewmodels.core.notes import Caution, StatusMessage
from viewmodels.core.trouble import Bug
from viewmodels.sign_in.sign_in import DemoStaff, Missing, SignInViewModel

AOKI = StaffMember("aoki", "青木", Role.SUPERVISOR)


class Door:
    """An entrance that lets in whoever the test says."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.trouble: Exception | None = None
        self.asked: list[tuple[str, str]] = []
        self.prepared = 0

    async def prepare(self) -> None:
        self.prepared += 1
        await self.opened.wait()
        if self.trouble is not None:
            raise self.trouble

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        self.asked.append((staff_id, password.reveal()))
        await self.opened.wait()
        if self.trouble is not None:
            raise self.trouble
        return AOKI


class Scene:
    """The viewmodel and what came out of it."""

    def __init__(self, *, demo: tuple[DemoStaff, ...] = (), put_out: ServiceError | None = None) -> None:
        self.door = Door()
        self.signed_in: list[StaffMember] = []
        self.wanted: list[None] = []
        self.model = SignInViewModel(
            self.door,
            on_signed_in=self.signed_in.append,
            report_bug=lambda _error: "4F2A",
            demo_staff=demo,
            put_out=put_out,
        )
        self.model.password_wanted.subscribe(self.wanted.append)

    @property
    def told(self) -> object:
        return self.model.error.value

    async def sign_in(self, staff_id: str, password: str) -> None:
        task = self.model.sign_in.start(staff_id, Secret(password))
        assert task is not None
        await task


@pytest.fixture
async def scene() -> Scene:
    scene = Scene()
    scene.door.opened.set()
    return scene


async def test_who_is_right_gets_in(scene: Scene) -> None:
    await scene.sign_in("aoki", "secret")

    assert scene.signed_in == [AOKI]
    assert scene.told is None


async def test_an_id_typed_with_the_ime_on_is_the_same(scene: Scene) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in "aoki")
    await scene.sign_in(f"　{wide} ", " as typed ")

    assert scene.door.asked == [("aoki", " as typed ")]


@pytest.mark.parametrize(
    ("staff_id", "password", "missing"),
    [("", "x", Missing.STAFF_ID), (" 　", "x", Missing.STAFF_ID), ("aoki", "", Missing.PASSWORD)],
)
async def test_empty_fields_ask_nobody(scene: Scene, staff_id: str, password: str, missing: Missing) -> None:
    await scene.sign_in(staff_id, password)

    assert scene.told is missing
    assert scene.door.asked == []


@pytest.mark.parametrize("trouble", [SignInFailed(3), StaffLocked(NOW), SystemUnreachable()])
async def test_a_refusal_is_told_and_the_password_typed_again(scene: Scene, trouble: Exception) -> None:
    scene.door.trouble = trouble
    await scene.sign_in("aoki", "wrong")

    assert (scene.told, scene.wanted, scene.signed_in) == (trouble, [None], [])

    scene.door.trouble = None
    await scene.sign_in("aoki", "right")
    assert scene.told is None
    assert scene.signed_in == [AOKI]


async def test_a_bug_is_told_by_its_reference(scene: Scene) -> None:
    scene.door.trouble = ValueError()
    await scene.sign_in("aoki", "x")
    assert scene.told == Bug("4F2A")

    scene.model.show_bug("0000")
    assert scene.told == Bug("0000")


async def test_the_library_opens_meanwhile() -> None:
    scene = Scene()
    preparing = scene.model.prepare.start()
    signing_in = scene.model.sign_in.start("aoki", Secret("x"))
    assert preparing is not None
    assert signing_in is not None
    await asyncio.sleep(0)
    assert scene.model.prepare.running.value
    assert scene.model.sign_in.running.value
    assert scene.model.sign_in.start("aoki", Secret("x")) is None

    scene.door.opened.set()
    await asyncio.gather(preparing, signing_in)
    assert scene.signed_in == [AOKI]


async def test_a_library_that_does_not_open_is_told_at_once() -> None:
    scene = Scene()
    scene.door.trouble = SystemUnreachable()
    scene.door.opened.set()
    task = scene.model.prepare.start()
    assert task is not None
    await task

    assert scene.told is scene.door.trouble
    assert scene.wanted == []


async def test_the_demos_staff_get_in_at_a_touch() -> None:
    phone = DemoStaff("phone", Role.PHONE, "demo")
    scene = Scene(demo=(phone,))
    scene.door.opened.set()
    assert (scene.model.demo, Scene().model.demo) == (True, False)

    scene.model.try_out(phone)
    await scene.model.sign_in.settled()
    assert scene.door.asked == [("phone", "demo")]


async def test_closing_ends_what_runs() -> None:
    scene = Scene()
    scene.model.prepare.start()
    scene.model.sign_in.start("aoki", Secret("x"))
    await scene.model.aclose()
    scene.door.opened.set()
    await scene.model.sign_in.settled()

    assert not scene.model.sign_in.can_execute.value
    assert scene.signed_in == []
    assert scene.told is None


async def test_what_ended_the_desk_is_told_until_somebody_else_signs_in() -> None:
    put_out = StaffDisabled()
    scene = Scene(put_out=put_out)
    assert (scene.told, scene.signed_in) == (put_out, [])

    scene.door.opened.set()
    await scene.sign_in("aoki", "secret")
    assert (scene.told, scene.signed_in) == (None, [AOKI])


async def test_what_can_not_be_an_id_asks_nobody(scene: Scene) -> None:
    await scene.sign_in("ao ki", "x")
    assert isinstance(scene.told, StaffIdUnfit)
    assert scene.door.asked == []


async def test_every_card_read_is_told_and_opens_nobody(scene: Scene) -> None:
    said: list[StatusMessage] = []
    scene.model.scan_remarked.subscribe(said.append)
    scene.model.card_read("A123456789B")
    scene.model.card_read("A123456789B")
    assert said == [Caution.SIGN_IN_FIRST] * 2
    give_back = scene.model.intercept_scans(lambda _: True)
    scene.model.card_read("A123456789B")
    give_back()
    assert len(said) == 2
    scene.model.card_read("A123456789B")
    assert len(said) == 3
    assert not scene.model.sign_in.running.value
