"""The pages of an open patron."""

from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PasswordState
from services.rules.clock import TOKYO
from services.rules.decision import Allowed, Reason, refused_by_system
from services.rules.passwords.password_use import PasswordOffers
from services.rules.people.registration_offers import RegistrationOffers
from services.rules.vocabulary import CardStatus, ContactMethod, CredentialKind, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.beside import said_at_the_height_of
from tests.helpers.snapshots import ALLOWED, refused
from views.circulation.inquiry_page import InquiryPage
from views.email.email_page import EmailPage
from views.panels.page import Page
from views.panels.row_actions import RowAction
from views.passwords.password_page import PasswordPage, meaning
from views.reference.reference_page import ReferencePage
from views.registration.registration_page import RegistrationPage
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel


def read(page: QWidget) -> str:
    """Read everything a page shows."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def test_titles_are_those_of_the_menu(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    pages = (
        InquiryPage(theme, offers=EVERYTHING),
        PasswordPage(theme, offers=EVERYTHING),
        EmailPage(theme, offers=EVERYTHING),
        ReferencePage(theme, offers=EVERYTHING),
        RegistrationPage(theme, offers=EVERYTHING),
    )
    for page in pages:
        qtbot.addWidget(page)

    assert [page.accessibleName() for page in pages] == [
        "貸出・予約照会",
        "パスワード",
        "メールアドレス",
        "レファレンス",
        "登録・貸出禁止",
    ]


@pytest.fixture
def inquiry(qtbot: QtBot, theme: Theme) -> InquiryPage:
    page = InquiryPage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.resize(1174, 621)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_the_patron_pages_panels_stand_in_its_order(inquiry: InquiryPage) -> None:
    inquiry.set_snapshot(snapshots.everyday())
    inquiry.column.activate()

    panels = (inquiry.notices, *inquiry.lists)
    assert [panel.accessibleName() for panel in panels] == [
        "利用者へのお知らせ",
        "貸出一覧",
        "予約一覧",
        "予約取消一覧",
        "リクエスト一覧",
    ]
    tops = [panel.y() for panel in panels]
    assert tops == sorted(tops)
    assert all(panel.isVisible() for panel in panels)


def test_the_everyday_patron_fits_the_smallest_screen(qtbot: QtBot, inquiry: InquiryPage) -> None:
    """The page has 1174 × 621 of 1366 × 768, with menu, bars and header around it."""
    inquiry.set_snapshot(snapshots.everyday())

    qtbot.waitUntil(lambda: inquiry.requests.y() > inquiry.loans.y() + 100)
    qtbot.waitUntil(lambda: inquiry.verticalScrollBar().maximum() == 0)
    assert inquiry.horizontalScrollBar().maximum() == 0


def test_closing_the_patron_leaves_nothing(inquiry: InquiryPage) -> None:
    inquiry.set_snapshot(snapshots.everyday())

    inquiry.set_snapshot(None)

    assert all(panel.rows == () for panel in inquiry.lists)
    assert inquiry.notices.text == ""
    assert "見本" not in read(inquiry)


def test_the_keyboard_goes_round_the_lists_that_have_rows(inquiry: InquiryPage) -> None:
    inquiry.set_snapshot(snapshots.everyday(cancelled_holds=()))
    seen = []
    for _ in range(4):
        inquiry.focus_next_panel()
        focused = QApplication.focusWidget()
        seen.append(next(n for n, panel in enumerate(inquiry.lists) if panel.table is focused))

    assert seen == [0, 1, 3, 0]


def test_with_empty_lists_the_keyboard_goes_to_what_is_said_of_them(inquiry: InquiryPage) -> None:
    inquiry.set_snapshot(snapshots.snapshot())
    inquiry.focus_next_panel()

    assert QApplication.focusWidget() is inquiry.empty_lists.hint_button


def test_reading_the_same_again_resets_no_panel(qtbot: QtBot, inquiry: InquiryPage) -> None:
    inquiry.set_snapshot(snapshots.everyday())

    with qtbot.assertNotEmitted(inquiry.loans.model.modelReset):
        inquiry.set_snapshot(snapshots.everyday(holds=()))

    assert inquiry.holds.rows == ()


INITIAL = snapshots.password(
    kind=CredentialKind.INITIAL, must_change=True, expires_on=snapshots.days(60), issued_on=snapshots.TODAY
)
LOCKED = snapshots.password(locked_until=datetime(2026, 11, 24, 10, 15, tzinfo=TOKYO))


@pytest.fixture
def password_page(qtbot: QtBot, theme: Theme) -> PasswordPage:
    page = PasswordPage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)
    return page


def test_an_initial_password_has_its_dates(password_page: PasswordPage) -> None:
    password_page.set_snapshot(snapshots.snapshot(password=INITIAL))
    told = read(password_page)

    assert password_page.facts.value("state") == "初期・未変更(期限 2027/1/23)"
    assert password_page.facts.value("issued") == "2026/11/24"
    assert password_page.facts.value("expires") == "2027/1/23"
    assert "はじめてのログインで変更が必要です" in told
    assert "大文字と小文字を区別" in told


def test_a_lock_says_until_when(password_page: PasswordPage) -> None:
    password_page.set_snapshot(snapshots.snapshot(password=LOCKED))

    assert password_page.facts.value("locked") == "2026/11/24 10:15 まで"


def test_no_password_yet(password_page: PasswordPage) -> None:
    password_page.set_snapshot(snapshots.snapshot(password=None))

    assert password_page.facts.value("state") == "未発行"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (
            Reason.CARD_LOST,
            "カードの再発行の手続きを案内し、責任者に引き継いでください。",
        ),
        (
            Reason.LOSS_NOT_LIFTED,
            "先に「登録・貸出禁止」で、カード紛失の貸出禁止を解除してください。",
        ),
        (Reason.NEEDS_VISIT, "利用カードを持って来館されるよう案内してください。"),
    ],
)
def test_a_refused_issue_says_what_to_do(password_page: PasswordPage, why: Reason, told: str) -> None:
    password_page.set_snapshot(snapshots.snapshot(issue_password=refused(why)))
    assert password_page.refusal.text() == told

    password_page.set_snapshot(snapshots.snapshot())
    assert password_page.refusal.text() == ""


def test_a_reason_of_the_systems_own_is_said_as_it_says_it(password_page: PasswordPage) -> None:
    no, other = refused_by_system("Fines are due"), refused_by_system("Too old")
    use = PasswordOffers(change=no, check=no, unlock=other, disable=ALLOWED)
    password_page.set_snapshot(snapshots.snapshot(password=INITIAL, password_use=use))
    where = "図書館のシステムの画面で、理由を確かめてください。"
    assert password_page.shared.text() == f"Fines are due。{where}"
    assert password_page.unlock_button.accessibleDescription() == f"Too old。{where}"


def test_what_a_button_does_or_why_it_can_not_stands_beside_it(password_page: PasswordPage) -> None:
    password_page.set_snapshot(snapshots.snapshot(password=INITIAL, issue_password=refused(Reason.CARD_LOST)))
    password_page.offer()
    password_page.resize(1100, 700)
    password_page.show()
    QApplication.sendPostedEvents()

    buttons = (
        password_page.change_button,
        password_page.check_button,
        password_page.unlock_button,
        password_page.disable_button,
    )
    for button in buttons:
        (said,) = said_at_the_height_of(button)
        assert said
        assert said == button.accessibleDescription()


def test_a_reason_that_several_buttons_have_stands_once_above_them(password_page: PasswordPage) -> None:
    """As on the phone, where the page said one sentence five times."""
    visit = refused(Reason.NEEDS_VISIT)
    offers = PasswordOffers(visit, visit, refused(Reason.NEEDS_VISIT, Reason.PASSWORD_NOT_LOCKED), Allowed())
    password_page.offer()
    password_page.set_snapshot(
        snapshots.snapshot(password=INITIAL, issue_password=visit, password_use=offers)
    )
    whole = "窓口でのみ受け付けます。利用カードを持って来館されるよう案内してください。"
    told = read(password_page)
    assert [told.count(it) for it in whole.split("。")[:-1]] == [1, 1]
    assert password_page.shared.text() == password_page.change_button.accessibleDescription() == whole
    assert "ロックされていません" in told.splitlines()
    assert password_page.disable_button.isEnabled()


def test_a_closed_patrons_password_state_is_gone(password_page: PasswordPage) -> None:
    password_page.set_snapshot(snapshots.snapshot(password=INITIAL, issue_password=refused(Reason.CARD_LOST)))

    password_page.set_snapshot(None)

    told = read(password_page)
    assert "2027" not in told
    assert "紛失" not in told
    assert password_page.meaning.text() == ""


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (None, "まだログインできません"),
        (snapshots.password(), "職員は見ることができません"),
        (INITIAL, "変更が必要です"),
        (snapshots.password(kind=CredentialKind.INITIAL), "変更するよう案内"),
        (snapshots.password(kind=CredentialKind.INITIAL, expired=True), "期限が過ぎています"),
        (LOCKED, "時間が過ぎるまでログインできません"),
        (snapshots.password(disabled=True), "使うには再発行が必要です"),
    ],
)
def test_each_state_of_a_password_means_something_for_the_patron(
    state: PasswordState | None, part: str
) -> None:
    assert part in meaning(state)


def test_a_desk_that_issues_none_is_not_told_to() -> None:
    assert "発行" in meaning(None)
    assert meaning(None, issues=False) == "「利用者のページ」にはまだログインできません。"


def test_email_registered_or_not(qtbot: QtBot, theme: Theme) -> None:
    page = EmailPage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)

    page.set_snapshot(snapshots.everyday())
    assert page.facts.value("email") == "hanako@example.jp"
    assert page.facts.value("holds") == "2件"
    assert "予約資料の連絡、督促連絡などの際に使用します" in read(page)

    holds = (snapshots.hold(contact=ContactMethod.NONE),)
    page.set_snapshot(snapshots.snapshot(patron=snapshots.header(email=None), holds=holds))
    assert page.facts.value("email") == "登録なし"
    assert page.facts.value("holds") == ""

    page.set_snapshot(None)
    assert page.facts.value("email") == ""


def test_reference_questions(qtbot: QtBot, theme: Theme) -> None:
    page = ReferencePage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.set_snapshot(snapshots.everyday())
    model = page.questions.model

    assert page.questions.accessibleName() == "レファレンス受付状況"
    assert [model.cell(0, place).text for place in range(3)] == [
        "調査中",
        "荒川の渡し場の場所がわかる古い地図を見たい。",
        "2026/11/20",
    ]
    assert "連絡済になった質問は表示されません。" in read(page)
    page.set_snapshot(None)
    assert page.questions.rows == ()


def test_registration_and_suspensions(qtbot: QtBot, theme: Theme) -> None:
    page = RegistrationPage(theme, verbs=frozenset({RowAction.LIFT_SUSPENSION}), offers=EVERYTHING)
    qtbot.addWidget(page)
    done = {"lifted_on": snapshots.days(-3), "lifted_by": "chief"}
    lifted = snapshots.suspended(SuspensionReason.LONG_OVERDUE, 9, **done)
    page.set_snapshot(
        snapshots.snapshot(
            patron=snapshots.header(alias="リン", phone=None, card_status=CardStatus.LOST),
            suspensions=(snapshots.suspended(SuspensionReason.CARD_LOST),),
            past_suspensions=(lifted,),
            reports=(snapshots.report(),),
        )
    )

    assert {key: page.facts.value(key) for key in ("name", "alias", "birth", "phone", "address", "card")} == {
        "name": "見本 花子",
        "alias": "リン",
        "birth": "1984/5/17 (40代)",
        "phone": "登録なし",
        "address": "〒333-0844 川口市上青木1丁目1-1",
        "card": "12345678-9 (紛失の届けあり)",
    }
    page.show()
    (card,), past = page.suspensions.cards, page.past_suspensions.model
    assert (card.title.text(), card.since.text()) == ("①カード紛失", "貸出禁止日 2026/11/4 (keeper)")
    assert "新しいカードを渡" in card.advice.text()
    assert [past.cell(0, place).text for place in range(3)] == [
        "2026/11/4 (keeper)",
        "③長期延滞",
        "2026/11/21",
    ]
    assert page.reports.model.cell(0, 1).text == "返却済"

    page.set_snapshot(None)
    assert (page.suspensions.rows, page.past_suspensions.rows, page.reports.rows) == ((), (), ())
    assert "見本" not in read(page)
    assert all(page.facts.value(key) == "" for key in ("name", "address", "card"))


def test_an_act_on_the_registration_is_offered_or_grey_with_its_reason(qtbot: QtBot, theme: Theme) -> None:
    page = RegistrationPage(theme, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.offer_acts()
    by_phone = RegistrationOffers(
        renew=refused(Reason.NEEDS_VISIT),
        report_lost=ALLOWED,
        replace_card=refused(Reason.ROLE_MAY_NOT),
        take_report=ALLOWED,
    )
    page.set_snapshot(snapshots.snapshot(registration_use=by_phone))
    buttons = (page.renew_button, page.lost_button, page.replace_button)
    assert [button.isEnabled() for button in buttons] == [False, True, False]
    told = "登録更新: 窓口でのみ受け付けます\n代替カードの登録: この担当ではできません"
    assert (page.refusals.text(), page.refusals.isHidden()) == (told, False)
    assert page.replace_button.accessibleDescription() == "この担当ではできません"

    page.set_snapshot(snapshots.snapshot())
    assert all(button.isEnabled() for button in buttons)
    assert page.refusals.isHidden()
    assert page.replace_button.accessibleDescription() == page.replace_button.toolTip() == ""


def test_a_page_that_grew_while_it_was_hidden_is_laid_out_in_full(qtbot: QtBot, theme: Theme) -> None:
    """On a slow computer the next patron is read after the former one's page was hidden, and laid out for nobody.

    Qt loses a size that a hidden page gets while it is told of the one before.
    """
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    page, nobody = Page("照会", theme), QWidget()
    text = WrappedLabel()
    page.column.addWidget(text)
    stack.addWidget(page)
    stack.addWidget(nobody)
    stack.resize(300, 100)
    text.setText("長い文です。" * 100)
    stack.show()

    stack.setCurrentWidget(nobody)
    text.setText("短くなった文です。" * 30)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    text.setText("少し長くなった文です。" * 40)
    stack.setCurrentWidget(page)

    assert page.column.geometry() == page.body.rect()
    assert text.height() == text.heightForWidth(text.width())
