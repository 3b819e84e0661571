"""The tour's line above the status bar: beside the work, with the one button that ends it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewmodels.help.tour import Tour, TourStep
from views.desk.desk_window import DeskWindow
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel, styled_label

_SAID: Final[Mapping[TourStep, str]] = MappingProxyType(
    {
        TourStep.CARD: QT_TRANSLATE_NOOP(
            "tour",
            "左上の番号・氏名の欄に %1 と入力して Enter を押してください。"
            "カードを読み取り機で読み取るのと同じことです。",
        ),
        TourStep.LISTS: QT_TRANSLATE_NOOP(
            "tour",
            "利用者が「利用者のページ」で見ているものが、同じ順に並びます。"
            "上下の矢印で行を選べます。F6 を押して、次の一覧に移ってください。",
        ),
        TourStep.PASSWORD: QT_TRANSLATE_NOOP(
            "tour",
            "職員の列には、できない理由と、窓口でできることが出ます。"
            "次は F4 を押して、パスワードを再発行してみましょう。",
        ),
        TourStep.SLIP: QT_TRANSLATE_NOOP(
            "tour",
            "開いた画面のとおりに進みます。"
            "カードを読み取るように言われたら、カード番号をもう一度入力して Enter を押します。",
        ),
        TourStep.CLOSE: QT_TRANSLATE_NOOP(
            "tour",
            "パスワードを発行しました。Esc を押すと、利用者が画面から消えます。席を離れるときは F12 でロックします。",
        ),
        TourStep.END: QT_TRANSLATE_NOOP(
            "tour",
            "これで一通りです。F1 を押すと、いまの画面のヘルプがいつでも開きます。"
            "この案内は、右上の「ヘルプ」からもう一度見られます。",
        ),
    }
)
_FOR_SUPERVISORS: Final = QT_TRANSLATE_NOOP(
    "tour", "誰も開いていないときに出る「今日の仕事」の数字を押すと、待っている仕事の一覧が開きます。"
)


class TourStrip(QFrame):
    """Says the step; it never takes the keyboard by itself.

    Attributes:
        tour: what it leads through.
        said: what to try.
        leave_button: ends the tour.
    """

    def __init__(
        self, tour: Tour, theme: Theme, parent: QWidget | None = None, *, has_today: bool = False
    ) -> None:
        """Make the line.

        Args:
            tour: what it says.
            theme: for the distances.
            parent: the window.
            has_today: the desk has the page 「今日の仕事」.
        """
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self.tour, self._has_today = tour, has_today
        self.setProperty("surface", "notice")
        self.setAccessibleName(self.tr("案内"))
        self._place = styled_label("", "notice-title")
        self.said = WrappedLabel("notice")
        self.leave_button = QPushButton()
        self.leave_button.clicked.connect(tour.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, sizes.gap)
        row.setSpacing(sizes.edge)
        row.addWidget(self._place)
        row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.leave_button)
        bind(tour.step, self, self._show)

    def _show(self, step: TourStep | None) -> None:
        if step is None:
            had_keyboard = self.leave_button.hasFocus()
            self.hide()
            if had_keyboard:
                self.focusNextChild()
            return
        count = len(TourStep) - 1
        place = (
            self.tr("案内 %1/%2").replace("%1", str(list(TourStep).index(step) + 1)).replace("%2", str(count))
        )
        self._place.setText(self.tr("案内") if step is TourStep.END else place)
        self.leave_button.setText(
            self.tr("案内を閉じる") if step is TourStep.END else self.tr("案内をやめる")
        )
        card = self.tour.card or translate("tour", "練習に使える利用カードの番号")
        said = translate("tour", _SAID[step]).replace("%1", card)
        if step is TourStep.END and self._has_today:
            said = run_on(said, translate("tour", _FOR_SUPERVISORS))
        tell(self.said, said)
        self.show()


def connect_tour(window: DeskWindow, tour: Tour, theme: Theme) -> TourStrip:
    """Put the tour into a desk's window, among what a cover takes the place of."""
    strip = TourStrip(tour, theme, has_today=window.today is not None)
    window.next_list_wanted.connect(tour.next_list_tried)
    column = window.area.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(column.indexOf(window.status_bar), strip)
    strip.setVisible(tour.step.value is not None)
    return strip
