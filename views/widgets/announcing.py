"""What a screen reader says by itself, wherever its user is in the window: outcomes, refusals, what waits, who is open.

Nothing is said that onlookers mustn't hear: no name, no number, no title, as in the status bar.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.widgets.binding import bind

if TYPE_CHECKING:
    from viewmodels.desk.desk import DeskViewModel

_MARKS = "✓※▲… "
_OPENED = QT_TRANSLATE_NOOP("announcing", "利用者を開きました。")
_HAS_NAMESAKE = QT_TRANSLATE_NOOP("announcing", "同姓同名の利用者がほかにいます。")
_SUMMARY_SHOWN = QT_TRANSLATE_NOOP("announcing", "番号と件数を表示しています。本人確認をしてください。")
_NUMBERS_SHOWN = QT_TRANSLATE_NOOP("announcing", "番号と件数を表示しています。")
_NOT_BY_PHONE = QT_TRANSLATE_NOOP("announcing", "件数を表示しています。電話では本人確認ができません。")
_MASKED = QT_TRANSLATE_NOOP("announcing", "タイトル、質問と氏名を隠しました。")
_UNMASKED = QT_TRANSLATE_NOOP("announcing", "タイトル、質問と氏名を表示しました。")


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say something; where none runs, nothing happens.

    Args:
        widget: what it is about.
        text: a sentence; a mark at its beginning, which the eye reads, is left out.
        urgent: what is being said is broken off for it.
    """
    said = text.lstrip(_MARKS)
    if not said:
        return
    event = QAccessibleAnnouncementEvent(widget, said)
    wanted = QAccessible.AnnouncementPoliteness
    event.setPoliteness(wanted.Assertive if urgent else wanted.Polite)
    QAccessible.updateAccessibility(event)


def tell(label: QLabel, text: str) -> None:
    """Show a text that comes while somebody works, and announce it if it is another one; the tone `bad` is urgent.

    Such a label has no accessible name of its own: what it says is its name.
    """
    if text != label.text():
        label.setText(text)
        announce(label, text, urgent=label.property("tone") == "bad")


def announce_patrons(desk: "DeskViewModel", window: QWidget) -> None:
    """Say that another patron is open now, and no more than that: who hears it isn't known; and what F8 does."""
    open_now: list[object] = [None]

    def changed(_: object) -> None:
        before, open_now[0] = open_now[0], (desk.patron_id, desk.snapshot is not None)
        if desk.patron_id is not None and open_now[0] != before:
            said = translate("announcing", _opened(desk))
            if desk.snapshot is not None and desk.snapshot.patron.has_namesake:
                said = run_on(said, translate("announcing", _HAS_NAMESAKE))
            announce(window, said)

    bind(desk.answer, window, changed)
    _announce_masking(desk, window)


def _opened(desk: "DeskViewModel") -> str:
    from services.contract.offers import SystemPart
    from services.contract.snapshot import PhoneSummary
    from services.rules.people.identity import FactsNeeded

    answer = desk.answer.value
    if isinstance(answer, PhoneSummary):
        if not desk.offers.has(SystemPart.PHONE):
            return _NUMBERS_SHOWN
        return _NOT_BY_PHONE if answer.needed is FactsNeeded.NONE_ENOUGH else _SUMMARY_SHOWN
    return _OPENED


def _announce_masking(desk: "DeskViewModel", window: QWidget) -> None:
    """Say that F8 has hidden what onlookers could read, or shows it again."""
    masked_now: list[bool] = [desk.titles_masked.value]

    def changed(masked: bool) -> None:
        before, masked_now[0] = masked_now[0], masked
        if masked is not before:
            announce(window, translate("announcing", _MASKED if masked else _UNMASKED))

    bind(desk.titles_masked, window, changed)
