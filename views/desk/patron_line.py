"""The patron's line: as much of it as there is room for in one line, the rest below or behind a button.

What folds follows from the widths of what is shown, so that a long name or a larger text folds as a narrow window does.
"""

from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from views.desk.patron_chips import PatronChips
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import words
from views.widgets.buttons import KeyButton
from views.widgets.labels import Captioned, ElidedLabel, FittedLabel, styled_label
from views.widgets.window_room import lower

_DETAILS: Final = 12
"""Letters, as high as wide, of the second line about a patron that are to be seen; the whole is on 登録・貸出禁止."""
MORE_KEY: Final = "Alt+0"


class _Button(NamedTuple):
    """How the issue button is painted: without its key, with its short text; and how wide it is then."""

    key: bool
    text: bool
    width: int


class PatronLine(QWidget):
    """Places its parts itself, whenever its width or what is shown changes.

    Folded, card number and second line stand beside the name, without a caption, and `facts` are behind `more_button`.

    Attributes:
        name, mark, details: who it is; `mark` says that the screen can't show the name's glyphs.
        card: the card number.
        facts: 更新期限日, パスワード and メールアドレス: `expiry`, `password`, `email`.
        chips: what there is to know before anything else.
        more_button: 「詳しく」, which shows and hides the facts where they are folded.
        issue_button: 「パスワード発行」 or 「パスワード再発行」.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._details = ("", "")
        self._chips_last = False
        self._is_low = False
        self.name = FittedLabel(theme, "name", "heading", "body", parent=self)
        self.mark = styled_label(self.tr("異体字あり"), "mark")
        self.mark.setParent(self)
        self.mark.setToolTip(self.tr("この画面では、名前の字形を正しく表示できません。"))
        self.details = ElidedLabel("muted", self)
        self.card = Captioned(words.CARD_NUMBER, theme, "number", self)
        self.facts = QWidget(self)
        self.expiry = Captioned(words.EXPIRES_ON, theme, parent=self.facts)
        self.password = Captioned(words.PASSWORD, theme, parent=self.facts)
        self.email = Captioned(words.EMAIL, theme, parent=self.facts)
        self.chips = PatronChips(theme, self)
        self.more_button = QPushButton(self)
        self.more_button.setCheckable(True)
        self.more_button.setProperty("kind", "fold")
        more = self.tr("詳しく")
        self.more_button.setAccessibleName(more)
        self.more_button.setAccessibleDescription(MORE_KEY)
        self.more_button.setToolTip(f"{more} {MORE_KEY}")
        self.more_button.toggled.connect(lambda _: self._unfold())
        self.issue_button = KeyButton(words.issue_password(reissue=False), "F4", theme, self)
        theme.changed.connect(self._draw)
        self._draw()

    def stand_low(self, *, low: bool) -> None:
        """Take less of a low window, or as much as usual."""
        self._is_low = low
        lower(self.more_button, self.issue_button, low=low)
        self.arrange()

    def show_details(self, whole: str, short: str) -> None:
        """Show another second line; `arrange` follows.

        Args:
            whole: all of it.
            short: what of it is shown beside the name.
        """
        self._details = (whole, short)

    def forget(self) -> None:
        """Hold no word of a patron, and stay as high as before."""
        self._details = ("", "")
        for label in (self.name, self.details):
            label.clear()
        self.details.setAccessibleName("")
        for part in (self.card, self.expiry, self.password, self.email):
            part.show_value("")
        self.chips.forget()

    def show_reissue(self, *, reissue: bool) -> None:
        """Name the button by whether there is a password already; `arrange` follows."""
        self.issue_button.setText(words.issue_password(reissue=reissue))
        self.issue_button.shorten_to(self.tr("再発行") if reissue else self.tr("発行"))

    @property
    def is_folded(self) -> bool:
        """Whether there is no room for everything in one line."""
        return not self.more_button.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def arrange(self) -> None:
        """Place everything, and take the height that it needs."""
        self.details.ensurePolished()  # the style has fonts of its own
        metrics = self.details.fontMetrics()
        most = _DETAILS * metrics.height()
        details = tuple(metrics.horizontalAdvance(text) + 1 for text in self._details)
        name = self.name.least_width + self._mark_room
        card = self.card.width_with_caption  # whether or not the line is folded now
        issue = self._issue(key=False, text=False)
        parts = [max(name, min(details[0], most)), card, self._facts_width, issue.width]
        if self.chips.shown:
            parts.append(self.chips.line_width)
        folded = sum(parts) + (len(parts) - 1) * self._gap > self._room
        self._show_parts(folded=folded)
        height = self._place_folded(most, details[1]) if folded else self._place_wide(issue)
        self.setFixedHeight(height)

    @property
    def _room(self) -> int:
        return self.width() - 2 * self._theme.tokens.sizes.edge

    @property
    def _gap(self) -> int:
        return 2 * self._theme.tokens.sizes.pad + 2

    @property
    def _folded_gap(self) -> int:
        sizes = self._theme.tokens.sizes
        return sizes.pad + sizes.gap

    @property
    def _facts_width(self) -> int:
        facts = (self.expiry, self.password, self.email)
        return sum(it.sizeHint().width() for it in facts) + 2 * self._gap

    @property
    def _mark_room(self) -> int:
        sizes = self._theme.tokens.sizes
        return 0 if self.mark.isHidden() else self.mark.sizeHint().width() + 2 * sizes.gap

    def _issue(self, *, key: bool, text: bool) -> _Button:
        """Tell how the button would be painted: as wide for each of its texts as for the longer one."""
        width = self.issue_button.width_folded(key=key, text=text)
        if not text:
            letters = self.issue_button.fontMetrics().horizontalAdvance
            both = [letters(words.issue_password(reissue=it)) for it in (False, True)]
            width += max(both) - letters(self.issue_button.text())
        return _Button(key, text, width)

    def _show_parts(self, *, folded: bool) -> None:
        whole, short = self._details
        self.details.setText(short if folded else whole)
        self.details.setAccessibleName(whole if folded else "")
        self.card.show_caption(shown=not folded)
        for part, shown in (
            (self.facts, not folded or self.more_button.isChecked()),
            (self.more_button, folded),
        ):
            if part.isHidden() is shown:
                part.setVisible(shown)

    def _place_wide(self, issue: _Button) -> int:
        """Place all in one line: who, the facts, the chips before the button at the right."""
        sizes, gap = self._theme.tokens.sizes, self._gap
        name, details = self.name.sizeHint(), self.details.sizeHint()
        block = name.height() + 1 + details.height()
        height = max(round(67 * self._theme.tokens.scale), block + sizes.gap)
        left, right = sizes.edge, self.width() - sizes.edge
        right = self._put_issue(issue, right, height)
        if self.chips.shown:
            right = self._put_chips(right, height)
        card, facts = self.card.sizeHint().width(), self._facts_width
        who = min(max(name.width() + self._mark_room, details.width()), right - left - card - facts - 2 * gap)
        top = (height - block) // 2
        self._put_name(left, top, who, name.height())
        self.details.setGeometry(left, top + name.height() + 1, who, details.height())
        left += who + gap
        self.card.setGeometry(left, 0, card, height)
        left += card + gap
        self._put_facts(left, 0, facts, height)
        self._order_keys(chips_last=False)
        return height

    def _place_folded(self, most: int, details_width: int) -> int:
        """Place who in the first line, chips there or below, and the facts last where they are wanted."""
        sizes, gap = self._theme.tokens.sizes, self._folded_gap
        name, card = self.name.sizeHint(), self.card.sizeHint()
        details = self.details.sizeHint().height()
        height = max(details + card.height() + sizes.gap, name.height())
        if not self._is_low:
            height = max(height, round(45 * self._theme.tokens.scale))
        beside = max(card.width(), min(details_width, most)) + gap
        fixed = self.name.least_width + self._mark_room + self.more_button.sizeHint().width() + 2 * gap
        chips = self.chips.line_width + gap if self.chips.shown else 0
        issue = self._issue_within(self._room - fixed - beside - chips)
        in_line, is_stacked = issue is not None, False
        if issue is None:
            issue = self._issue_within(self._room - fixed - beside)
        if issue is None:
            issue = self._issue_within(self._room - fixed - card.width() - gap)
        if issue is None:
            issue, is_stacked = (
                self._issue_within(self._room - fixed) or self._issue(key=True, text=True),
                True,
            )
        left, right = sizes.edge, self.width() - sizes.edge
        right = self._put_issue(issue, right, height, gap)
        right = self._put_more(right, height) - gap
        if in_line and chips:
            right = self._put_chips(right, height, gap)
        if is_stacked:
            height = self._stack_who(QSize(right - left, height))
        else:
            self._put_who(QSize(right - left, height), max(card.width(), details_width))
        if not in_line:
            chips_height = self.chips.lay_out(self._room)
            self.chips.setGeometry(left, height, self._room, chips_height)
            height += chips_height + (sizes.ring if self._is_low else sizes.gap + 2) if chips else 0
        if not self.facts.isHidden():
            facts = self.expiry.sizeHint().height()
            self._put_facts(left, height, self._room, facts)
            height += facts + sizes.gap
        self._order_keys(chips_last=not in_line)
        return height

    def _issue_within(self, room: int) -> _Button | None:
        """Find the fullest way to paint the button that is no wider; None where there is none."""
        ways = ((False, False), (False, True), (True, True))
        found = (self._issue(key=key, text=text) for key, text in ways)
        return next((it for it in found if it.width <= room), None)

    def _put_who(self, room: QSize, beside: int) -> None:
        """Place the name and, beside it, the second line over the card number."""
        left, card, gap = self._theme.tokens.sizes.edge, self.card.sizeHint(), self._folded_gap
        name, details = self.name.sizeHint(), self.details.sizeHint().height()
        least = self.name.least_width + self._mark_room
        wanted = min(name.width() + self._mark_room, room.width() - gap - beside)
        who = min(max(wanted, least), max(0, room.width() - gap - card.width()))
        self._put_name(left, (room.height() - name.height()) // 2, who, name.height())
        left += who + gap
        top = (room.height() - details - card.height()) // 2
        width = room.width() - who - gap
        self.details.setGeometry(left, top, min(width, beside), details)
        self.card.setGeometry(left, top + details, card.width(), card.height())

    def _stack_who(self, room: QSize) -> int:
        """Place a long name alone, and card number and second line below it; tell how high all is."""
        left, card = self._theme.tokens.sizes.edge, self.card.sizeHint()
        name, details = self.name.sizeHint(), self.details.sizeHint().height()
        self._put_name(left, (room.height() - name.height()) // 2, room.width(), name.height())
        self.card.setGeometry(left, room.height(), card.width(), card.height())
        beside = left + card.width() + self._folded_gap
        top = room.height() + (card.height() - details) // 2
        self.details.setGeometry(beside, top, left + self._room - beside, details)
        return room.height() + card.height() + self._theme.tokens.sizes.gap

    def _put_more(self, right: int, height: int) -> int:
        """Place 「詳しく」; tell where it begins."""
        hint = self.more_button.sizeHint()
        left = right - hint.width()
        self.more_button.setGeometry(left, (height - hint.height()) // 2, hint.width(), hint.height())
        return left

    def _put_facts(self, left: int, top: int, width: int, height: int) -> None:
        """Place the facts side by side."""
        self.facts.setGeometry(left, top, width, height)
        x = 0
        for fact in (self.expiry, self.password, self.email):
            wanted = fact.sizeHint().width()
            fact.setGeometry(x, 0, wanted, height)
            x += wanted + self._gap

    def _put_name(self, left: int, top: int, width: int, height: int) -> None:
        """Place the name, and the mark behind it."""
        name = min(self.name.sizeHint().width(), width - self._mark_room)
        self.name.setGeometry(left, top, name, height)
        mark = self.mark.sizeHint()
        behind = left + name + 2 * self._theme.tokens.sizes.gap
        self.mark.setGeometry(behind, top + (height - mark.height()) // 2, mark.width(), mark.height())

    def _put_issue(self, way: _Button, right: int, height: int, gap: int = 0) -> int:
        """Place the button at the right; tell where what is before it ends."""
        self.issue_button.fold(key=way.key, text=way.text)
        high = self.issue_button.sizeHint().height()
        self.issue_button.setGeometry(right - way.width, (height - high) // 2, way.width, high)
        return right - way.width - (gap or self._gap)

    def _put_chips(self, right: int, height: int, gap: int = 0) -> int:
        """Place the chips in one line that ends at the right; tell where what is before them ends."""
        width = self.chips.line_width
        high = self.chips.lay_out(width)
        self.chips.setGeometry(right - width, (height - high) // 2, width, high)
        return right - width - (gap or self._gap)

    def _order_keys(self, *, chips_last: bool) -> None:
        """Let Tab go through the line as it is read."""
        if chips_last is self._chips_last:
            return
        self._chips_last = chips_last
        chips = list(self.chips.buttons.values())
        last = [self.more_button, self.issue_button]
        way = [*last, *chips] if chips_last else [*chips, *last]
        for before, after in pairwise(way):
            QWidget.setTabOrder(before, after)

    def _unfold(self) -> None:
        self._draw()
        if self.is_folded:
            self.arrange()

    def _draw(self) -> None:
        name = "chevron-up" if self.more_button.isChecked() else "chevron-down"
        self._icons.put_on(self.more_button, name, "text")
