"""The issued password, large enough to be read over the counter: masked until it is asked for.

It is only painted, from the viewmodel, and kept in no widget; while it is masked no screen reader finds it.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from services.slips.readings import group, read
from viewmodels.passwords.password_issue import PasswordIssueViewModel
from views.language.translation import translate
from views.style.theme import Theme
from views.text import words
from views.widgets.binding import bind

_TYPE = 36
"""The password's type size in pixels, at 100 %."""
_MASK = "•"
_LEADING = 1.25


class LargePassword(QFrame):
    """The password in its groups, with the reading under each group; as many lines as the width asks for."""

    def __init__(self, model: PasswordIssueViewModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self.setProperty("surface", "panel")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind(model.revealed, self, self._show)
        bind(model.pdf, self, lambda _: self._show(model.revealed.value))

    @property
    def shown_font(self) -> QFont:
        """The password's type; it is made smaller at no width."""
        return self._theme.tokens.mono(round(_TYPE * self._theme.tokens.scale), bold=True)

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that groups go on in another line where there is no room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Tell how high the lines are."""
        sizes = self._theme.tokens.sizes
        rows = len(self._rows(width))
        return rows * (self._line(self.shown_font) + self._small) + self._small + 2 * sizes.pad

    def sizeHint(self) -> QSize:
        """Ask for one line of groups."""
        wide = sum(self._widths()) + 2 * self._theme.tokens.sizes.pad
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Be content with one group a line."""
        wide = max(self._widths(), default=0) + 2 * self._theme.tokens.sizes.pad
        return QSize(wide, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each group over its reading, and what holds for all of them."""
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        text, small = tokens.colour("text"), tokens.font(tokens.sizes.body)
        top, centre = tokens.sizes.pad, Qt.AlignmentFlag.AlignCenter
        for row in self._rows(self.width()):
            left = (self.width() - sum(wide for _, _, wide in row)) // 2
            for group_of_it, reading, wide in row:
                painter.setPen(text)
                painter.setFont(self.shown_font)
                high = self._line(self.shown_font)
                painter.drawText(QRect(left, top, wide, high), centre, group_of_it)
                painter.setFont(small)
                painter.setPen(tokens.colour("muted"))
                painter.drawText(QRect(left, top + high, wide, self._small), centre, reading)
                left += wide
            top += self._line(self.shown_font) + self._small
        painter.setPen(tokens.colour("muted"))
        painter.setFont(small)
        painter.drawText(QRect(0, top, self.width(), self._small), centre, self._beneath())

    def _groups(self) -> list[tuple[str, str]]:
        """Give each group with its reading; masked, as many signs, without one."""
        password = self._model.password
        plain = "" if password is None else password.reveal()
        groups, readings, at = [], read(plain), 0
        for part in group(plain):
            names = (it.name for it in readings[at : at + len(part)])
            shown = self._model.revealed.value
            groups.append((part, " ".join(names)) if shown else (_MASK * len(part), ""))
            at += len(part)
        return groups

    def _widths(self) -> list[int]:
        return [wide for row in self._rows(0) for _, _, wide in row]

    def _rows(self, width: int) -> list[list[tuple[str, str, int]]]:
        """Put as many groups in a line as the width has room for."""
        tokens = self._theme.tokens
        large, small = QFontMetrics(self.shown_font), QFontMetrics(tokens.font(tokens.sizes.body))
        rows: list[list[tuple[str, str, int]]] = []
        left = 0
        for text, reading in self._groups():
            apart = 2 * small.horizontalAdvance("あ")
            wide = max(large.horizontalAdvance(text), small.horizontalAdvance(reading)) + apart
            if not rows or wide > left:
                rows.append([])
                left = width - 2 * tokens.sizes.pad
            rows[-1].append((text, reading, wide))
            left -= wide
        return rows

    def _beneath(self) -> str:
        password = self._model.password
        if password is None:
            return ""
        if not self._model.revealed.value:
            return translate("password", "隠しています")
        return translate("password", "英字はすべて小文字・空白は入れません")

    @property
    def _small(self) -> int:
        return self._line(self._theme.tokens.font(self._theme.tokens.sizes.body))

    @staticmethod
    def _line(font: QFont) -> int:
        return round(QFontMetrics(font).height() * _LEADING)

    def _show(self, revealed: bool) -> None:
        self.setAccessibleName(words.PASSWORD)
        said = " ".join(part for both in self._groups() for part in both) if revealed else self._beneath()
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()
