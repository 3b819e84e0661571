"""The phone channel in the real window, by its keys: colour, check, finding, and the end of a call."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from services.contract.errors import CardUnknown, FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed
from services.contract.snapshot import ClosedToCallers, PhoneSummary
from services.rules.people.identity import CallerFacts, FactFault
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Channel, Role
from tests.helpers.beside import said_at_the_height_of
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW
from tests.viewmodels.identity_fakes import Checks, on_the_phone, open_phone_summary, phone_summary
from tests.views.counter import Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.identity import IdentityViewModel
from views.desk.wiring import connect_caller_search, connect_identity
from views.phone.identity_form import IdentityForm
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme

IDENTIFIED = "電話・本人確認済"


class Call:
    """The window with its forms, and somebody who calls."""

    def __init__(self, counter: Counter, theme: Theme) -> None:
        self.counter = counter
        self.window = counter.window
        self.checks = Checks()
        self.policy = DEFAULT_POLICY
        bench = counter.bench
        self.acting = ActCommands(bench.desk, bench.acts, bench.bugs)
        self.identity = IdentityViewModel(self.acting, self.checks, bench.bugs, lambda: self.policy)
        connect_identity(self.window.phone_summary, self.identity, theme)
        connect_caller_search(self.window.empty, self.identity, theme)

    async def key(self, key: Qt.Key) -> None:
        self.counter.press(key)
        await self.settled()

    async def settled(self) -> None:
        await self.counter.settled()
        await self.identity.confirm.settled()

    async def card_typed(self, card: str = CARD_A, answer: PhoneSummary | None = None) -> None:
        self.counter.bench.look_ups.answer(card, answer or phone_summary(card))
        await self.key(Qt.Key.Key_F2)
        QTest.keyClicks(focused(), card)
        await self.key(Qt.Key.Key_Return)

    @property
    def form(self) -> IdentityForm:
        (shown,) = (form for form in self.window.findChildren(IdentityForm) if form.isVisible())
        return shown

    @property
    def forms(self) -> list[IdentityForm]:
        return [form for form in self.window.findChildren(IdentityForm) if form.isVisible()]

    async def aclose(self) -> None:
        await self.acting.aclose()
        await self.counter.aclose()
        await self.identity.aclose()


@pytest.fixture
async def call(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Call]:
    made = Call(Counter(qtbot, qapp, theme, icons), theme)
    yield made
    await made.aclose()


@pytest.fixture
async def phone(call: Call) -> Call:
    """The same desk, on the phone channel."""
    await call.key(Qt.Key.Key_F9)
    return call


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def composed(field: QLineEdit, kana: str) -> None:
    """Type kana as an input method does: it comes in one piece, not as keys."""
    typed = QInputMethodEvent()
    typed.setCommitString(kana)
    QApplication.sendEvent(field, typed)


def colour_of(call: Call) -> str:
    return call.window.top_bar.grab().toImage().pixelColor(2, 2).name()


async def test_the_channel_has_its_colour_and_says_what_it_is(call: Call, theme: Theme) -> None:
    assert colour_of(call) == theme.tokens.colours.surface
    assert not call.window.empty.find_button.isVisible()
    await call.key(Qt.Key.Key_F9)
    assert colour_of(call) == theme.tokens.colours.phone_ground
    assert not call.window.top_bar.phone_mark.isVisible()
    assert "利用カード番号をうかがってください" in call.counter.words()
    assert call.window.empty.find_button.isVisible()
    await call.key(Qt.Key.Key_F9)
    assert colour_of(call) == theme.tokens.colours.surface
    assert "利用カードを読み取ってください" in call.counter.words()
    assert not call.window.empty.find_button.isVisible()


async def test_phone_staff_have_it_from_the_start(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    call = Call(Counter(qtbot, qapp, theme, icons, role=Role.PHONE), theme)
    assert colour_of(call) == theme.tokens.colours.phone_ground
    assert "電話での受付" in call.counter.words()
    assert call.window.empty.find_button.isVisible()
    await call.aclose()


async def test_one_fact_typed_by_keyboard_opens_the_caller(phone: Call) -> None:
    await phone.card_typed()
    assert QApplication.focusWidget() is phone.form.birth_date
    QTest.keyClicks(focused(), "19790401")
    await phone.key(Qt.Key.Key_Return)
    ((patron_id, facts, _),) = phone.checks.asked
    assert (patron_id, facts) == (11, CallerFacts(birth_date="19790401"))
    assert phone.window.header.isVisible()
    assert phone.forms == []
    assert {"見本 花子", IDENTIFIED, "✓ ご本人と確認しました。"} <= set(phone.counter.words().splitlines())
    assert QApplication.focusWidget() is phone.window.inquiry, "no list has an act on the phone"
    assert phone.window.top_bar.card_field.text() == ""


async def test_any_of_the_facts_is_typed_where_it_belongs(phone: Call) -> None:
    await phone.card_typed()
    QTest.keyClicks(focused(), "S54.4.1")
    await phone.key(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "048-000-0001")
    await phone.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is phone.form.confirm_button
    await phone.key(Qt.Key.Key_Space)
    assert phone.checks.asked[0][1] == CallerFacts(birth_date="S54.4.1", phone="048-000-0001")


async def test_each_example_stands_beside_its_field(phone: Call) -> None:
    await phone.card_typed()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    form = phone.form
    beside = [said_at_the_height_of(field) for field in (form.kana, form.birth_date, form.phone)]
    assert [text[:4] for (text,) in beside] == ["ひらがな", "1979", "市外局番"]


async def test_a_miss_is_told_beside_the_form_and_what_was_typed_can_be_corrected(phone: Call) -> None:
    await phone.card_typed()
    phone.checks.failure = IdentityNotConfirmed(2)
    for field in (phone.form.birth_date, phone.form.phone, phone.form.kana):
        QTest.keyClicks(field, "1")
    phone.form.confirm_button.click()
    await phone.settled()
    assert (
        phone.form.said.text()
        == "ご本人と確認できませんでした。聞き直して、もう一度入力してください。あと2回確認できます。"
    )
    for field in (phone.form.kana, phone.form.birth_date, phone.form.phone):
        assert field.text() == "1"
    assert QApplication.focusWidget() is phone.form.birth_date
    assert phone.form.birth_date.selectedText() == "1"
    wanted: list[CallerFacts] = []
    phone.form.confirm_wanted.connect(wanted.append)
    phone.form.confirm_button.click()  # the same once more would be another miss
    assert wanted == []
    QTest.keyClicks(phone.form.birth_date, "2")
    phone.form.confirm_button.click()
    assert [it.birth_date for it in wanted] == ["2"]
    await phone.settled()
    assert not phone.window.header.isVisible()
    assert phone.form.confirm_button.isEnabled()


async def test_the_form_asks_for_what_the_library_wants_beside_the_number(phone: Call) -> None:
    await phone.card_typed()
    assert "カナ氏名だけでは足りません。" in phone.counter.words()
    phone.checks.failure = FactsUnfit((FactFault.ON_THE_CARD,))
    await phone.key(Qt.Key.Key_Return)
    assert phone.form.said.text() == (
        "まだ確認していません。"
        "生年月日か電話番号もうかがってください。番号とカナ氏名は、利用カードを拾った人にも分かります。"
    )
    await phone.key(Qt.Key.Key_Escape)
    phone.policy = replace(DEFAULT_POLICY, identity_more_than_the_card=False)
    await phone.card_typed()
    assert QApplication.focusWidget() is phone.form.kana
    assert "利用カード番号のほかに、一つ以上をご本人に" in phone.counter.words()


async def test_what_can_not_be_compared_is_marked_and_stays(phone: Call) -> None:
    await phone.card_typed()
    phone.checks.failure = FactsUnfit(tuple(FactFault)[:3])
    QTest.keyClicks(phone.form.kana, "1000")
    QTest.keyClicks(phone.form.birth_date, "kinou")
    QTest.keyClicks(phone.form.phone, "jitaku")
    await phone.key(Qt.Key.Key_Return)
    assert "昭和54年4月1日 のように" in phone.form.said.text()
    assert "市外局番から" in phone.form.said.text()
    assert "カタカナで入力" in phone.form.said.text()
    fields = (phone.form.kana, phone.form.birth_date, phone.form.phone)
    assert [field.text() for field in fields] == ["1000", "kinou", "jitaku"]
    assert QApplication.focusWidget() is phone.form.kana
    assert [field.property("fault") for field in fields] == ["true"] * 3
    phone.checks.failure = None
    await phone.key(Qt.Key.Key_Return)
    await phone.key(Qt.Key.Key_Escape)
    await phone.card_typed()
    assert phone.form.said.text() == ""
    assert [field.property("fault") for field in fields] == ["false"] * 3


async def test_the_last_miss_empties_the_desk_and_sends_the_caller_to_a_counter(phone: Call) -> None:
    await phone.card_typed()
    phone.checks.failure = IdentityCheckEnded(NOW)
    QTest.keyClicks(phone.form.kana, "x")
    await phone.key(Qt.Key.Key_Return)
    assert phone.forms == []
    assert "次に確認できるのは 10:00 からです。" in phone.counter.words()
    assert "利用カードを持って来館されるよう案内してください。" in phone.counter.words()
    assert "20000001-1" not in phone.counter.words()


async def test_a_closed_number_is_told_when_it_is_typed_and_nothing_is_asked(phone: Call) -> None:
    closed = replace(phone_summary(), closed=ClosedToCallers(NOW, of_login=False))
    await phone.card_typed(answer=closed)
    assert phone.forms == []
    empty = phone.window.empty
    assert empty.tells_of_card
    assert empty.isVisible()
    said = phone.counter.words()
    assert "ご本人と確認できず、確認できる回数を使い切りました。" in said
    assert "次に確認できるのは 10:00 からです。" in said
    assert said.count("10:00 から") == 1
    assert focused() is phone.window.top_bar.card_field
    assert phone.window.top_bar.card_field.selectedText() == CARD_A
    await phone.card_typed()
    assert focused() is phone.form.birth_date
    assert "確認できる回数" not in phone.counter.words()


@pytest.mark.parametrize("end", [Qt.Key.Key_Escape, Qt.Key.Key_F9])
async def test_the_keys_that_end_a_call(phone: Call, end: Qt.Key) -> None:
    await phone.card_typed()
    await phone.key(Qt.Key.Key_Return)
    assert IDENTIFIED in phone.counter.words()
    await phone.key(end)
    assert IDENTIFIED not in phone.counter.words()
    assert not phone.window.header.isVisible()
    await phone.identity.aclose()
    assert phone.checks.ended == [11]


async def test_a_scan_into_a_field_of_the_form_is_another_call(phone: Call) -> None:
    await phone.card_typed()
    await phone.key(Qt.Key.Key_Return)
    await phone.card_typed(CARD_B)
    composed(phone.form.kana, "ミホン")
    phone.counter.bench.look_ups.answer(CARD_A, phone_summary())
    await phone.counter.scan(CARD_A)
    assert phone.form.kana.text() == ""
    assert "20000001-1" in phone.counter.words()
    assert phone.counter.bench.desk.channel.value is Channel.PHONE


# Without a number


async def test_f3_opens_the_form_that_finds_a_caller(phone: Call) -> None:
    await phone.key(Qt.Key.Key_F3)
    assert phone.form.accessibleName() == "カード番号なしで本人確認"
    assert QApplication.focusWidget() is phone.form.kana
    composed(phone.form.kana, "ミホン ハナコ")
    QTest.keyClicks(phone.form.birth_date, "19790401")
    await phone.key(Qt.Key.Key_Return)
    ((patron_id, facts, _),) = phone.checks.asked
    assert (patron_id, facts) == (None, CallerFacts(kana="ミホン ハナコ", birth_date="19790401"))
    assert {"見本 花子", IDENTIFIED} <= set(phone.counter.words().splitlines())
    assert phone.window.top_bar.card_field.text() == ""


async def test_its_button_opens_it_and_escape_closes_it(phone: Call) -> None:
    QTest.mouseClick(phone.window.empty.find_button, Qt.MouseButton.LeftButton)
    composed(phone.form.kana, "ミホン")
    form = phone.form
    await phone.key(Qt.Key.Key_Escape)
    assert phone.forms == []
    assert form.kana.text() == ""
    assert QApplication.focusWidget() is phone.window.top_bar.card_field


async def test_a_number_that_opens_nobody_is_told_and_f3_goes_back_to_the_form(phone: Call) -> None:
    await phone.key(Qt.Key.Key_F3)
    composed(phone.form.kana, "ミホン")
    form = phone.form
    phone.counter.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    phone.window.top_bar.card_field.setFocus()
    QTest.keyClicks(phone.window.top_bar.card_field, CARD_B)
    await phone.key(Qt.Key.Key_Return)
    assert "この番号の利用カードはありません。" in phone.counter.words()
    assert not form.isVisible()
    await phone.key(Qt.Key.Key_F3)
    assert form.isVisible()
    assert form.kana.text() == "ミホン"
    assert "この番号の利用カードはありません。" not in phone.counter.words()


async def test_f3_does_nothing_at_the_counter_or_beside_a_patron(call: Call) -> None:
    await call.key(Qt.Key.Key_F3)
    assert call.forms == []
    await call.key(Qt.Key.Key_F9)
    await call.card_typed()
    await call.key(Qt.Key.Key_F3)
    assert call.form.accessibleName() == "本人確認"


async def test_numbers_take_no_input_method_and_kana_does(phone: Call) -> None:
    await phone.card_typed()
    enabled = Qt.InputMethodQuery.ImEnabled
    wants = {
        field.accessibleName(): field.inputMethodQuery(enabled)
        for field in phone.form.findChildren(QLineEdit)
    }
    assert wants == {"カナ氏名": True, "生年月日": False, "電話番号": False}
    assert phone.form.kana.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


async def test_every_part_of_the_forms_has_its_name(phone: Call) -> None:
    await phone.card_typed()
    assert phone.form.confirm_button.text() == "確認する"
    assert phone.window.empty.find_button.text() == "カード番号なしで本人確認"


async def test_large_text_scrolls_instead_of_being_squeezed(
    qtbot: QtBot, qapp: QApplication, icons: Icons, theme: Theme
) -> None:
    try:
        large = Theme(qapp, Scheme.LIGHT, 2.0)
        call = Call(Counter(qtbot, qapp, large, icons), large)
        call.window.resize(1366, 768)
        await on_the_phone(call.counter.bench)
        await open_phone_summary(call.counter.bench)
        for part in call.form.findChildren(QLabel):
            assert part.height() >= part.minimumSizeHint().height(), part
        assert not call.window.phone_summary.findChildren(QScrollArea)[0].horizontalScrollBar().isVisible()
        await call.aclose()
    finally:
        theme.apply(Scheme.DARK)
        theme.apply(Scheme.LIGHT)
