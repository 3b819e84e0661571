"""The header: who it is, at one glance, never cut where it matters."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.lookup.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, CredentialKind, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import refused
from views.desk.patron_header import PatronHeaderBar
from views.style.icons import Icons
from views.style.theme import Theme

LONG = "Maximiliano Alejandro Fernández de la Cruz y Santos Villanueva"


@pytest.fixture
def header(qtbot: QtBot, theme: Theme, icons: Icons) -> PatronHeaderBar:
    made = PatronHeaderBar(theme, icons)
    qtbot.addWidget(made)
    made.resize(1366, made.sizeHint().height())
    made.show()
    return made


def words_of(header: QWidget) -> list[str]:
    return [label.text() for label in header.findChildren(QLabel) if label.isVisible() and label.text()]


def test_an_everyday_patron(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.everyday(notices=()))

    assert words_of(header) == [
        "見本 花子",
        "ミホン ハナコ・40代・前川",
        "利用カード番号",
        "12345678-9",
        "更新期限日",
        "2026/12/11",
        "パスワード",
        "本人変更済",
        "メールアドレス",
        "登録あり",
    ]
    assert header.issue_button.text() == "パスワード再発行"


@pytest.mark.parametrize("channel", list(Channel))
def test_a_password_that_may_not_be_issued_is_grey_with_its_reason(
    header: PatronHeaderBar, channel: Channel
) -> None:
    header.show_channel(channel)
    header.set_snapshot(snapshots.snapshot(issue_password=refused(Reason.NEEDS_VISIT)))
    assert not header.issue_button.isEnabled()
    assert header.issue_button.accessibleDescription() == header.issue_button.toolTip() == "来館が要ります"
    assert words_of(header).count("パスワード再発行: 来館が要ります") == 1

    header.set_snapshot(snapshots.snapshot())
    assert header.issue_button.isEnabled()
    assert header.issue_button.accessibleDescription() == "F4"
    assert not any("来館" in word for word in words_of(header))


def test_what_is_missing_is_said(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot(patron=snapshots.header(email=None), password=None))

    assert "登録なし" in words_of(header)
    assert "未発行" in words_of(header)
    assert header.issue_button.text() == "パスワード発行"


@pytest.mark.parametrize(
    ("kind", "days", "told"),
    [
        (NoticeKind.EXPIRY_NEAR, 17, "更新まで17日"),
        (NoticeKind.EXPIRY_NEAR, 0, "更新は今日まで"),
        (NoticeKind.EXPIRY_PASSED, -1, "期限切れ"),
    ],
)
def test_an_expiry_that_is_near_or_past_has_a_badge(
    header: PatronHeaderBar, kind: NoticeKind, days: int, told: str
) -> None:
    expires_on = snapshots.days(days)
    patron = snapshots.header(expires_on=expires_on)

    header.set_snapshot(snapshots.snapshot(patron=patron, notices=(Notice(kind, expires_on),)))
    assert told in words_of(header)
    header.set_snapshot(snapshots.snapshot())
    assert told not in words_of(header)


def test_every_reason_of_a_suspension_is_told_without_being_cut(header: PatronHeaderBar) -> None:
    suspensions = tuple(snapshots.suspended(reason, n) for n, reason in enumerate(SuspensionReason))

    header.set_snapshot(snapshots.snapshot(suspensions=suspensions))

    told = header.suspension.text()
    assert told.startswith("貸出禁止中")
    assert all(mark in told for mark in "①②③④⑤")
    assert header.suspension.isVisible()
    assert header.suspension.width() >= header.suspension.sizeHint().width()
    header.set_snapshot(snapshots.snapshot())
    assert not header.suspension.isVisible()


def test_another_who_looks_the_same_is_told_in_words_that_are_not_cut(header: PatronHeaderBar) -> None:
    height = header.sizeHint().height()

    header.set_snapshot(snapshots.snapshot(patron=snapshots.header(has_namesake=True)))

    assert "同姓同名の利用者がほかにいます" in header.namesake.text()
    assert header.namesake.text() in words_of(header)
    assert header.namesake.width() >= header.namesake.sizeHint().width()
    assert header.sizeHint().height() > height
    said = QAccessible.queryAccessibleInterface(header.namesake).text(QAccessible.Text.Name)
    assert said == header.namesake.text()
    header.forget()
    assert header.namesake.text() == ""
    header.set_snapshot(snapshots.snapshot())
    assert not header.namesake.isVisible()
    header.set_snapshot(snapshots.snapshot(patron=snapshots.header(has_namesake=True)))
    header.set_snapshot(None)
    assert not header.namesake.isVisible()


def hard_case() -> PatronSnapshot:
    """Make the patron with the most to show in the header."""
    expires_on = snapshots.days(17)
    return snapshots.snapshot(
        patron=snapshots.header(name=LONG, alias="リン", has_variant=True, expires_on=expires_on),
        notices=(Notice(NoticeKind.EXPIRY_NEAR, expires_on),),
        password=snapshots.password(kind=CredentialKind.INITIAL, expires_on=snapshots.days(60)),
    )


def test_only_a_long_name_gives_way_and_its_whole_is_the_tooltip(
    qtbot: QtBot, header: PatronHeaderBar
) -> None:
    header.set_snapshot(hard_case())
    qtbot.waitUntil(lambda: header.password.width() >= header.password.sizeHint().width() > 100)

    assert header.name.shown_text == LONG  # in two small lines
    assert QAccessible.queryAccessibleInterface(header.name).text(QAccessible.Text.Name) == LONG
    assert "異体字あり" in words_of(header)
    assert "通称 リン" in header.details.text()
    for part in (header.card, header.expiry, header.badge, header.password, header.email, header.mark):
        assert part.width() >= part.sizeHint().width()
    edge = header.issue_button.mapTo(header, header.issue_button.rect().topRight()).x()
    assert edge <= 1366
    header.name.setText(20 * LONG)  # more than two lines, where it has a row of its own, too
    assert header.name.shown_text.startswith("Maximiliano Alejandro")
    assert header.name.shown_text.endswith("…")


def test_on_the_phone_it_says_that_the_caller_is_identified(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot())
    assert "電話・本人確認済" not in words_of(header)
    header.show_channel(Channel.PHONE)
    assert "電話・本人確認済" in words_of(header)
    header.show_channel(Channel.COUNTER)
    assert "電話・本人確認済" not in words_of(header)


def test_a_short_name_is_not_cut(qtbot: QtBot, header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot())

    qtbot.waitUntil(lambda: header.name.shown_text == "見本 花子")


def test_nothing_of_a_patron_stays(header: PatronHeaderBar) -> None:
    header.set_snapshot(hard_case())

    header.set_snapshot(None)

    left = [label.text() for label in header.findChildren(QLabel)]
    assert set(left) <= {
        "",
        "異体字あり",
        "電話・本人確認済",
        "利用カード番号",
        "更新期限日",
        "パスワード",
        "メールアドレス",
    }
    assert not header.mark.isVisible()
    assert {part.value.accessibleDescription() for part in (header.card, header.password)} == {""}


def test_the_issue_button_is_found_by_its_label(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot())
    interface = QAccessible.queryAccessibleInterface(header.issue_button)

    assert interface.text(QAccessible.Text.Name) == "パスワード再発行"
    assert interface.text(QAccessible.Text.Description) == "F4"
    assert interface.role() == QAccessible.Role.Button
