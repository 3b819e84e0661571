"""A call on the desk as the program puts it together, over a real library."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.own_schema.database.tables import identity_check, patron
from services.own_schema.library import Library
from services.rules.vocabulary import Channel, CheckOutcome, Role
from tests.app.sitting import sitting
from tests.helpers.patrons import CARD, Town, clerk
from tests.helpers.waiting import HOPELESS
from viewmodels.core.notes import Done
from views.panels.offering import there
from views.phone.identity_form import IdentityForm


@pytest.fixture
async def town(library: Library) -> Town:
    made = await Town.found(library.db)
    await made.loan(await made.patron())
    return made


@pytest.fixture
async def desk(library: Library, town: Town, looks: Looks) -> AsyncIterator[OpenDesk]:
    assert town.db is library.db
    async with sitting(library, looks, clerk(Role.PHONE).staff) as opened:
        yield opened


def words_of(desk: OpenDesk) -> str:
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def form_of(desk: OpenDesk) -> IdentityForm:
    (shown,) = (form for form in desk.window.findChildren(IdentityForm) if form.isVisible())
    return shown


async def opened_by_number(desk: OpenDesk) -> None:
    field = desk.window.top_bar.card_field
    QTest.keyClicks(field, CARD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await desk.desk.look_up.settled()


async def told(desk: OpenDesk, **typed: str) -> None:
    form = form_of(desk)
    for name, text in typed.items():
        field = getattr(form, name)
        field.selectAll()
        QTest.keyClicks(field, text)
    QTest.keyClick(form.phone, Qt.Key.Key_Return)
    await there(desk.identity).confirm.settled()


async def test_a_call_from_the_number_to_the_end(desk: OpenDesk, town: Town) -> None:
    await opened_by_number(desk)
    assert "川口" not in words_of(desk)
    assert "1件" in words_of(desk)
    await told(desk, phone="048-000-0002")
    assert "あと2回確認できます。" in words_of(desk)
    assert "川口" not in words_of(desk)
    await told(desk, phone="048(000)0001")
    assert {"川口 花子", "電話・本人確認済"} <= set(words_of(desk).splitlines())

    email, updated = desk.window.email, asyncio.Event()
    desk.desk.note.subscribe(lambda note: updated.set() if note is Done.EMAIL_UPDATED else None)
    desk.window.menu.setCurrentRow(2)
    email.field.setText("shinki@mail.example.jp")
    email.change_button.click()
    await asyncio.wait_for(updated.wait(), HOPELESS)
    assert not email.said.isVisible()  # the foot says it, once
    assert [(act["channel"], act["verb"]) for act in await town.acts()] == [(Channel.PHONE, "email.change")]

    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    await desk.desk.close_patron.settled()
    assert "川口" not in words_of(desk)
    await opened_by_number(desk)
    assert "川口" not in words_of(desk)
    rows = await town.all_rows(identity_check)
    assert [row["outcome"] for row in rows] == [CheckOutcome.FAILED, CheckOutcome.PASSED]
    assert all(row["ended_at"] is not None for row in rows)


async def test_every_button_that_the_phone_does_not_allow_is_grey_with_its_reason(
    desk: OpenDesk, town: Town
) -> None:
    await town.loan((await town.all_rows(patron))[0]["id"])
    await opened_by_number(desk)
    await told(desk, birth_date="1980/4/2")
    window = desk.window
    password, registration = window.password, window.registration
    refused: dict[QPushButton, str] = {
        window.header.issue_button: "窓口でのみ受け付けます",
        password.change_button: "窓口でのみ受け付けます",
        password.check_button: "窓口でのみ受け付けます",
        password.unlock_button: "窓口でのみ受け付けます",
        registration.renew_button: "窓口でのみ受け付けます",
        registration.replace_button: "この担当ではできません",
        registration.suspensions.suspend_button: "この担当ではできません",
        window.inquiry.loans.renew_all: "電話では延長できません",
    }
    allowed = (
        window.email.change_button,
        window.reference.apply_button,
        registration.lost_button,
        registration.reports.take_button,
    )
    for page in range(window.menu.count()):
        window.menu.setCurrentRow(page)
        for button, why in refused.items():
            if button.isVisible():
                assert not button.isEnabled(), button.text()
                assert why in button.accessibleDescription()
                assert why in words_of(desk)
    assert not [button.text() for button in refused if button.isHidden()]
    assert all(button.isEnabled() for button in allowed)


async def test_a_caller_without_the_number(desk: OpenDesk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F3)
    await told(desk, birth_date="S55.4.2", phone="0480000001")
    assert {"川口 花子", "電話・本人確認済"} <= set(words_of(desk).splitlines())
    assert desk.window.header.line.card.text().replace("-", "") == CARD


async def test_closing_the_desk_ends_the_check(desk: OpenDesk, town: Town) -> None:
    await opened_by_number(desk)
    await told(desk, birth_date="1980/4/2")
    await desk.aclose()
    (row,) = await town.all_rows(identity_check)
    assert row["ended_at"] is not None
