"""The header: who it is, at one glance, never cut where it matters."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, CredentialKind, Role, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import refused
from viewmodels.core.snapshot_diff import Part, RowPlace
from views.bars.patron_header import PatronHeaderBar
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import suspension_words

LONG = "Maximiliano Alejandro Fernández de la Cruz y Santos Villanueva"


@pytest.fixture
def header(qtbot: QtBot, theme: Theme, icons: Icons) -> PatronHeaderBar:
    made = PatronHeaderBar(theme, icons, offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1366, made.sizeHint().height())
    made.show()
    return made


def words_of(header: QWidget) -> list[str]:
    return [label.text() for label in header.findChildren(QLabel) if label.isVisible() and label.text()]


def chips_in(header: PatronHeaderBar) -> list[str]:
    return [button.text() for button in header.line.chips.shown if button.isVisible()]


def test_an_everyday_patron(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.everyday(notices=()))

    assert words_of(header) == [
        "見本 花子",
        "ミホン ハナコ・40代・前川",
        "12345678-9",
        "更新期限日",
        "2026/12/11",
        "パスワード",
        "本人変更済",
        "メール",
        "登録あり",
    ]
    assert header.issue_button.text() == "パスワード再発行"


def test_a_patron_without_a_name_is_told_so(header: PatronHeaderBar) -> None:
    nameless = snapshots.everyday()
    header.set_snapshot(replace(nameless, patron=replace(nameless.patron, name="")))

    assert words_of(header)[0] == "氏名の登録がありません"


@pytest.mark.parametrize("channel", list(Channel))
def test_a_password_that_may_not_be_issued_is_grey_with_its_reason(
    header: PatronHeaderBar, channel: Channel
) -> None:
    header.show_channel(channel)
    header.set_snapshot(snapshots.snapshot(issue_password=refused(Reason.NEEDS_VISIT)))
    assert not header.issue_button.isEnabled()
    assert (
        header.issue_button.accessibleDescription()
        == header.issue_button.toolTip()
        == "窓口でのみ受け付けます"
    )
    assert words_of(header).count("パスワード再発行: 窓口でのみ受け付けます") == 1

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
        (NoticeKind.EXPIRY_NEAR, 17, "更新期限まで17日"),
        (NoticeKind.EXPIRY_NEAR, 0, "更新期限は今日"),
        (NoticeKind.EXPIRY_PASSED, -1, "更新期限切れ"),
    ],
)
def test_an_expiry_that_is_near_or_past_has_a_chip(
    header: PatronHeaderBar, kind: NoticeKind, days: int, told: str
) -> None:
    expires_on = snapshots.days(days)
    patron = snapshots.header(expires_on=expires_on)

    header.set_snapshot(snapshots.snapshot(patron=patron, notices=(Notice(kind, expires_on),)))
    assert chips_in(header) == [told]
    header.set_snapshot(snapshots.snapshot())
    assert chips_in(header) == []


def test_every_reason_of_a_suspension_is_told_without_being_cut(header: PatronHeaderBar) -> None:
    suspensions = tuple(snapshots.suspended(reason, n) for n, reason in enumerate(SuspensionReason))

    header.set_snapshot(snapshots.snapshot(suspensions=suspensions))

    strip = header.suspension
    told = strip.said.text()
    assert told.startswith("貸出禁止中")
    assert all(mark in told for mark in "①②③④⑤")
    assert told.endswith("理由ごとの手続きは「登録・貸出禁止」にあります。")
    assert strip.isVisible()
    header.adjustSize()
    QApplication.sendPostedEvents()
    assert strip.said.height() >= strip.said.heightForWidth(strip.said.width())
    header.set_snapshot(snapshots.snapshot())
    assert not strip.isVisible()


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SUPERVISOR])
def test_a_suspension_says_what_to_do_and_leads_to_where_it_is_done(
    header: PatronHeaderBar, role: Role
) -> None:
    reason = SuspensionReason.LONG_OVERDUE
    row = snapshots.suspended(reason, facts=snapshots.lift_facts(reason, role=role))
    wanted: list[object] = []
    header.wanted.connect(wanted.append)

    header.set_snapshot(snapshots.snapshot(suspensions=(row,)))

    advice = suspension_words.advice(row.facts)
    assert header.suspension.said.text() == f"貸出禁止中  ③長期延滞  {advice}"
    header.suspension.open_button.click()
    assert wanted == [Part.SUSPENSIONS]


def test_where_what_to_do_takes_too_many_lines_it_is_heard_and_the_reason_is_read(
    header: PatronHeaderBar,
) -> None:
    reason = SuspensionReason.LONG_OVERDUE
    row = snapshots.suspended(reason, facts=snapshots.lift_facts(reason, overdue_items=1))
    header.set_snapshot(snapshots.snapshot(suspensions=(row,)))
    strip = header.suspension
    whole = strip.said.text()
    heights = []
    for width in (1366, 450):
        header.resize(width, header.sizeHint().height())
        QApplication.sendPostedEvents()
        heights.append(strip.height())
        assert strip.said.height() >= strip.said.heightForWidth(strip.said.width())

    assert strip.said.text() == "貸出禁止中  ③長期延滞"
    heard = QAccessible.queryAccessibleInterface(strip.said).text(QAccessible.Text.Name)
    assert heard == whole
    assert heights[1] < 3 * heights[0]
    strip.forget()
    assert strip.said.text() == strip.said.accessibleName() == ""


def test_another_who_looks_the_same_is_a_chip_that_explains_itself(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot(patron=snapshots.header(has_namesake=True)))

    assert chips_in(header) == ["同姓同名"]
    (chip,) = header.line.chips.shown
    said = QAccessible.queryAccessibleInterface(chip).text(QAccessible.Text.Description)
    assert said == chip.toolTip()
    assert said.startswith("同姓同名の利用者がほかにいます")
    header.forget()
    assert (chip.text(), chip.toolTip(), chip.accessibleDescription()) == ("", "", "")
    header.set_snapshot(snapshots.snapshot())
    assert chips_in(header) == []


def test_a_chip_leads_to_the_row_it_is_about(header: PatronHeaderBar) -> None:
    wanted: list[object] = []
    header.wanted.connect(wanted.append)
    loans = (snapshots.loan(1), snapshots.loan(2, due_on=snapshots.days(-3)))
    header.set_snapshot(snapshots.snapshot(loans=loans))

    (chip,) = header.line.chips.shown
    chip.click()
    assert wanted == [RowPlace(Part.LOANS, 2)]


def hard_case() -> PatronSnapshot:
    """Make the patron with the most to show in the header."""
    expires_on = snapshots.days(17)
    return snapshots.snapshot(
        patron=snapshots.header(name=LONG, alias="リン", has_variant=True, expires_on=expires_on),
        notices=(Notice(NoticeKind.EXPIRY_NEAR, expires_on),),
        password=snapshots.password(kind=CredentialKind.INITIAL, expires_on=snapshots.days(60)),
    )


def test_only_a_long_name_gives_way_and_its_whole_is_the_tooltip(header: PatronHeaderBar) -> None:
    header.set_snapshot(hard_case())
    line = header.line

    assert header.name.shown_text.startswith("Maximiliano")
    assert header.name.shown_text.endswith("…")
    assert QAccessible.queryAccessibleInterface(header.name).text(QAccessible.Text.Name) == LONG
    assert "異体字あり" in chips_in(header)
    assert "通称 リン" in header.details.text()
    for part in (line.card, *line.chips.shown, line.issue_button):
        assert part.width() >= part.sizeHint().width()
    password = QAccessible.queryAccessibleInterface(line.facts[1].value)
    assert password.text(QAccessible.Text.Name) == "初期・未変更(期限 2027/1/23)"


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
    left += [button.text() for button in header.findChildren(QPushButton)]
    assert set(left) <= {
        "",
        "電話・本人確認済",
        "更新期限日",
        "パスワード",
        "メール",
        "パスワード再発行",
        "登録・貸出禁止を開く",
    }
    told = [it.accessibleName() + it.accessibleDescription() for it in header.findChildren(QLabel)]
    assert set(told) == {""}


def test_the_issue_button_is_found_by_its_label(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.snapshot())
    interface = QAccessible.queryAccessibleInterface(header.issue_button)

    assert interface.text(QAccessible.Text.Name) == "パスワード再発行"
    assert interface.text(QAccessible.Text.Description) == "F4"
    assert interface.role() == QAccessible.Role.Button
