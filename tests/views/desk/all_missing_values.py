"""What a library system doesn't know of a patron leaves no trace on the screen, and no gap: each value, and all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from services.contract.snapshot import PatronSnapshot
from services.rules.people.identity import CallerFacts, FactFault, FactsNeeded
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Role
from tests.helpers import snapshots
from tests.looks.unknowns import faults_in_unknowns, read_in
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.identity_fakes import Checks, open_phone_summary, phone_summary
from tests.views.counter import Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.identity import IdentityViewModel
from views.desk.wiring import connect_identity
from views.phone.identity_form import IdentityForm
from views.style.icons import Icons
from views.style.theme import Theme

OF_HEADER: Final[dict[str, dict[str, Any]]] = {
    "birth date": {"birth_date": None, "age_group": None},
    "age group": {"age_group": None},
    "registration day": {"registered_on": None},
    "expiry": {"expires_on": None},
    "kana": {"kana": None},
    "romaji": {"romaji": None},
    "postal code": {"postal_code": None},
    "address": {"address": None},
    "postal code and address": {"postal_code": None, "address": None},
    "e-mail and phone": {"email": None, "phone": None},
}
OF_PASSWORD: Final[dict[str, dict[str, Any]]] = {
    "kind": {"kind": None},
    "kind of an expired one": {"kind": None, "expired": True},
    "day of issue": {"issued_on": None},
    "end of a lock": {"locked": True},
}
GONE: Final = {
    "birth date": ("生年月日", "40代"),
    "age group": ("-", "40代"),
    "registration day": ("登録日", "2023/12/12"),
    "kana": ("カナ", "ミホン"),
    "romaji": ("ローマ字", "Mihon"),
    "postal code": ("-", "〒"),
    "postal code and address": ("住所", "上青木"),
    "day of issue": ("発行日", "2026/10/1"),
    "card": ("利用カード", "12345678"),
}
"""A caption and a value."""
SAID: Final = {
    "expiry": ("更新期限日", "無期限"),
    "kind": ("発行済み",),
    "end of a lock": ("ロック中", "解除するまで"),
}


def lacking(what: str) -> PatronSnapshot:
    """Give an everyday patron without one value, or without all of them."""
    everyday = snapshots.everyday(notices=())
    header, password, card = OF_HEADER.get(what, {}), OF_PASSWORD.get(what, {}), what == "card"
    if what == "all":
        header = {name: value for each in OF_HEADER.values() for name, value in each.items()}
        password, card = {"kind": None, "issued_on": None, "locked": True}, True
    if card:
        header = header | {"card_status": None}
    return replace(
        everyday,
        patron=replace(everyday.patron, **header),
        password=snapshots.password(**password),
        card_number=None if card else "123456789",
    )


@pytest.mark.parametrize("what", ["nothing", *OF_HEADER, *OF_PASSWORD, "card", "all"])
async def test_no_page_tells_what_isnt_known(counter: Counter, what: str) -> None:
    window = counter.window
    counter.bench.look_ups.answer(CARD_A, lacking(what))
    await counter.scan(CARD_A)
    told, faults = list[str](), list[str]()
    for place, page in enumerate(window.pages):
        window.menu.setCurrentRow(place)
        assert page.isVisible()
        told += read_in(window)
        faults += faults_in_unknowns(window)
    assert faults == []
    whole = "\n".join(told)
    assert [it for it in SAID.get(what, ()) if it not in whole] == []
    caption, value = GONE.get(what, ("-", "-"))
    assert caption not in told
    assert value not in whole or value == "-"


class Phone:
    """The phone's page with its form."""

    def __init__(self, counter: Counter, theme: Theme) -> None:
        self.counter = counter
        self.checks = Checks()
        self.bench = counter.bench
        acting = ActCommands(self.bench.desk, self.bench.acts, self.bench.bugs)
        self.identity = IdentityViewModel(acting, self.checks, self.bench.bugs, lambda: DEFAULT_POLICY)
        connect_identity(counter.window.phone_summary, self.identity, theme)
        form = counter.window.phone_summary.findChild(IdentityForm)
        assert isinstance(form, IdentityForm)
        self.form = form

    async def open(self, **changes: Any) -> None:
        self.bench.look_ups.answer(CARD_A, replace(phone_summary(), **changes))
        await self.counter.scan(CARD_A)

    @property
    def fields(self) -> list[QLineEdit]:
        return [it for it in (self.form.kana, self.form.birth_date, self.form.phone) if it.isVisible()]

    async def confirm(self) -> None:
        self.form.confirm_button.click()
        await self.identity.confirm.settled()


@pytest.fixture
async def phone(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Phone]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.PHONE)
    yield Phone(counter, theme)
    await counter.aclose()


async def test_the_phone_has_no_line_for_a_card_that_isnt_there(phone: Phone) -> None:
    await phone.open(card_number=None)
    assert list(faults_in_unknowns(phone.counter.window)) == []
    assert "利用カード番号" not in phone.counter.words().splitlines()
    await open_phone_summary(phone.bench)
    assert "利用カード番号" in phone.counter.words().splitlines()


async def test_without_a_birth_date_the_phone_asks_for_name_and_number(phone: Phone) -> None:
    form = phone.form
    await phone.open(needed=FactsNeeded.KANA_AND_PHONE)
    assert phone.fields == [form.kana, form.phone]
    assert form.kana.hasFocus()
    assert "生年月日の登録がない利用者です。" in phone.counter.words()
    form.kana.setText("ミホン")
    await phone.confirm()
    assert phone.checks.asked == []
    assert "カナ氏名と電話番号の両方が必要です。" in form.said.text()
    form.phone.setText("048-000-0001")
    await phone.confirm()
    assert [facts for _, facts, _ in phone.checks.asked] == [CallerFacts(kana="ミホン", phone="048-000-0001")]


async def test_the_phone_says_who_has_to_come_and_asks_for_nothing(phone: Phone) -> None:
    await phone.open(needed=FactsNeeded.NONE_ENOUGH)
    assert phone.fields == []
    assert not phone.form.confirm_button.isVisible()
    assert "電話では本人確認ができない利用者です。" in phone.counter.words()
    phone.identity.confirm.start(CallerFacts(kana="ミホン", phone="048-000-0001"))
    await phone.identity.confirm.settled()
    assert phone.checks.asked == []
    assert FactFault.NONE_ENOUGH in getattr(phone.identity.trouble.value, "faults", ())


async def test_what_was_told_goes_when_something_else_is_needed_of_the_same_patron(phone: Phone) -> None:
    await phone.open(needed=FactsNeeded.KANA_AND_PHONE)
    phone.form.kana.setText("ミホン")
    await phone.confirm()
    read_now = replace(phone_summary(), needed=FactsNeeded.KANA_AND_PHONE, loans=7)
    phone.bench.desk.answer.set(read_now)
    assert (phone.form.kana.text(), bool(phone.form.said.text())) == ("ミホン", True)
    phone.bench.desk.answer.set(replace(read_now, needed=FactsNeeded.NONE_ENOUGH))
    assert (phone.form.kana.text(), phone.form.said.text()) == ("", "")


async def test_the_next_caller_is_asked_as_usual(phone: Phone) -> None:
    await phone.open(needed=FactsNeeded.NONE_ENOUGH)
    await open_phone_summary(phone.bench)
    await phone.counter.settled()
    assert phone.fields == [phone.form.kana, phone.form.birth_date, phone.form.phone]
    assert phone.form.confirm_button.isVisible()
    assert "電話では本人確認ができない" not in phone.counter.words()
