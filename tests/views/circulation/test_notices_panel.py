"""利用者へのお知らせ: all notices, and no panel where there is none."""

from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services.rules.circulation.notices import Notice, NoticeKind
from tests.views.circulation.panels_scene import shown
from views.circulation.notices_panel import NoticesPanel
from views.style.theme import Theme
from views.text import notice_words, words


def test_notices_are_hidden_when_there_is_none(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    panel = NoticesPanel(theme, holder)
    assert panel.isHidden()

    panel.set_notices((Notice(NoticeKind.SUSPENDED),))
    assert not panel.isHidden()
    panel.set_notices(())
    assert panel.isHidden()
    assert panel.text == ""


def test_all_notices_are_told_in_full_and_in_order(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    panel = NoticesPanel(theme, holder)
    told = (Notice(NoticeKind.EXPIRY_PASSED, date(2026, 10, 15)), Notice(NoticeKind.SUSPENDED))

    panel.set_notices(told)

    assert shown(panel) == [words.NOTICES_TITLE, "\n".join(notice_words.notice(notice) for notice in told)]
    assert panel.accessibleName() == "利用者へのお知らせ"
    assert panel.accessibleDescription() == panel.text
