"""The filters of 操作の一覧: day, staff, branch, act, channel, and whether looks are listed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from services.contract.today.act_list import ActFilter
from services.rules.vocabulary import Channel
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import act_words, words
from views.today.list_panels import choice_of, describe, offer, show
from views.widgets.announcing import announce
from views.widgets.buttons import KeyButton
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.choice_list import ChoiceList
from views.widgets.flow_row import FlowRow
from views.widgets.labels import WrappedLabel

TITLE: Final = QT_TRANSLATE_NOOP("records", "操作の一覧")
_DAY_WIDTH = 132
"""Pixels at 100 %."""


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("records", source)


class ActFilters(QFrame):
    """The filters in a bar.

    Attributes:
        day: the day, as it is typed; Enter takes it.
        earlier, later: the buttons to the day before and after.
        staff: whose acts; hidden for whoever lists their own.
        branch, verb, channel: where, which, and on which channel.
        looks: looks are listed, too.
        fault: what is wrong with what was typed as a day.

    Signals:
        filter_wanted(filter): another filter was chosen.
        day_typed(text): a day was typed.
        stepped(days): the day so many later is wanted.
    """

    filter_wanted = Signal(object)
    day_typed = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, everybodys: bool) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._shown = ActFilter()
        self._everybodys = everybodys
        self.setProperty("surface", "panel")
        self.setAccessibleName(translate("records", "絞り込み"))
        self.day, self._day_said = AsciiField(), ""
        self.day.setAccessibleName(translate("records", "日付"))
        self.day.setFixedWidth(round(_DAY_WIDTH * theme.tokens.scale))
        self.earlier = KeyButton(translate("records", "前の日"), "Alt+←", theme)
        self.later = KeyButton(translate("records", "次の日"), "Alt+→", theme)
        self.staff = choice_of(translate("records", "担当"))
        self.branch = choice_of(translate("records", "館"))
        self.verb = choice_of(translate("records", "操作"))
        self.channel = choice_of(translate("records", "受付"))
        self.looks = QCheckBox(act_words.looks_too())
        self.fault = WrappedLabel("bad")
        self.fault.hide()
        self.staff.setVisible(everybodys)
        for channel in Channel:
            self.channel.addItem(words.channel(channel), channel.value)
        row = FlowRow(sizes.gap)
        for part in (self.day, self.earlier, self.later, *self._choices, self.looks):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad + 1, sizes.gap, sizes.pad + 1, 0)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.day.returnPressed.connect(self._take_day)
        self.earlier.clicked.connect(lambda *_: self.stepped.emit(-1))
        self.later.clicked.connect(lambda *_: self.stepped.emit(1))
        for choice in self._choices:
            choice.currentIndexChanged.connect(lambda _, choice=choice: self._chosen(choice))
        self.looks.toggled.connect(lambda _: self._changed())
        self.show_filter(self._shown)

    @property
    def _choices(self) -> tuple[ChoiceList, ...]:
        return (self.staff, self.branch, self.verb, self.channel)

    def offer_branches(self, branches: Mapping[int, str]) -> None:
        """Offer the library's branches, by key."""
        if offer(self.branch, {key: glossed(name) for key, name in branches.items()}):
            self.show_filter(self._shown)

    def offer_staff(self, staff: Mapping[str, str]) -> None:
        """Offer who has an account: the names, by their logins."""
        by_name = sorted(staff.items(), key=lambda it: (it[1], it[0]))
        if offer(self.staff, {login: f"{name} ({login})" for login, name in by_name}):
            self.show_filter(self._shown)

    def show_filter(self, wanted: ActFilter) -> None:
        """Show which filter is in force."""
        self._shown = wanted
        codes = {**act_words.VERBS, **(act_words.LOOKS if wanted.looks else {})}
        offer(self.verb, {code: act_words.verb_of(code) for code in codes})
        channel = None if wanted.channel is None else wanted.channel.value
        values = (wanted.staff_id, wanted.branch_id, wanted.verb, channel)
        for choice, value in zip(self._choices, values, strict=True):
            show(choice, value)
        quiet = QSignalBlocker(self.looks)
        self.looks.setChecked(wanted.looks)
        quiet.unblock()

    def show_day(self, day: date | None, today: date | None) -> None:
        """Show which day it is, which is None until it is known; the present one is the last."""
        if not (self.day.hasFocus() and self.day.text() != self._day_said):
            self._say_day(dates.day_or_blank(day))
            self.day.setCursorPosition(0)
        has_later = day is not None and today is not None and day < today
        if not has_later and self.later.hasFocus():
            self.earlier.setFocus()  # Qt would give the keyboard to a filter, which an arrow key changes
        self.later.setEnabled(has_later)

    def _say_day(self, said: str) -> None:
        self._day_said = said
        self.day.setText(said)

    def show_fault(self, *, unreadable: bool) -> None:
        """Say that what was typed is no day of which there can be acts."""
        set_styled(self.day, "fault", "true" if unreadable else "false")
        text = translate("records", "今日までの日付を、2026/11/24 か 11/24 のように入力してください。")
        self.fault.setText(text if unreadable else "")
        self.day.setAccessibleDescription(self.fault.text())
        self.fault.setVisible(unreadable)
        if unreadable:
            self._day_said = ""  # what was typed stays until it is a day
            self.day.selectAll()
            announce(self.day, text, urgent=True)

    def _take_day(self) -> None:
        self._day_said = self.day.text()  # from now on it says which day is shown
        self.day_typed.emit(self.day.text())

    def _chosen(self, choice: ChoiceList) -> None:
        describe(choice)
        self._changed()

    def _changed(self) -> None:
        channel, verb, looks = (
            self.channel.currentData(),
            self.verb.currentData(),
            self.looks.isChecked(),
        )
        wanted = replace(
            self._shown,
            staff_id=self.staff.currentData() if self._everybodys else self._shown.staff_id,
            branch_id=self.branch.currentData(),
            verb=verb if looks or verb not in act_words.LOOKS else None,
            channel=None if channel is None else Channel(channel),
            looks=looks,
        )
        self.filter_wanted.emit(wanted)
