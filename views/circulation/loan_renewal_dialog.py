"""【貸出更新確認】: the loans to renew, each with its 更新後の返却期限日."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from services.contract.snapshot import LoanRow
from services.rules.decision import Allowed
from views.dialogs.decision_dialog import DecisionDialog
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, portal, translate
from views.manual.f1_help import tell_page
from views.manual.manual import LOANS, at
from views.style.theme import Theme
from views.text import missing_words, row_remarks, words
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import Facts, WrappedLabel, styled_label

_COUNT: Final = QT_TRANSLATE_NOOP("renewal", "%1点を更新します。")


class RenewalDialog(DecisionDialog):
    """Asks whether to renew; where the item must be in hand, its tick is what chooses the loan.

    Attributes:
        ticks: the boxes by loan; a single loan that needs no item has none.
        count: how many of several are renewed.
    """

    def __init__(
        self,
        loans: tuple[LoanRow, ...],
        theme: Theme,
        parent: QWidget | None,
        today: date | None = None,
        among: Sequence[LoanRow] = (),
    ) -> None:
        """Ask.

        Args:
            loans: those that are asked about.
            theme: for the distances.
            parent: the window it belongs to.
            today: days that are near it need no year.
            among: all rows of the list, by which loans without a title are told apart.
        """
        super().__init__(
            portal("貸出更新確認"),
            yes=portal("更新する"),
            no=portal("更新しない"),
            theme=theme,
            parent=parent,
        )
        tell_page(self, at(LOANS, "1点を更新する" if len(loans) == 1 else "まとめて更新する"))
        self._today = today
        self._among = among
        self.ticks: dict[int, QCheckBox] = {}
        self.count = WrappedLabel()
        able = [(row, row.renewal.counter) for row in loans if isinstance(row.renewal.counter, Allowed)]
        self._plain = frozenset(
            row.id for row, allowed in able if len(able) == 1 and not allowed.item_in_hand
        )
        if len(able) == 1:
            self._show_one(*able[0], theme)
        else:
            self._show_several(able, theme)
        self._enable()

    @property
    def chosen(self) -> frozenset[int]:
        """The loans to renew, by id."""
        return self._plain | {loan_id for loan_id, tick in self.ticks.items() if tick.isChecked()}

    def _show_one(self, row: LoanRow, allowed: Allowed, theme: Theme) -> None:
        captions = (portal("タイトル"), portal("返却期限日"), portal("更新後の返却期限日"), "")
        facts = Facts({caption: caption for caption in captions}, theme, aloud=captions[2])
        due, new = dates.told(row.due_on, self._today), row_remarks.new_day(allowed, self._today)
        values = (words.title(row.title), due, new, row_remarks.why_new_day(allowed))
        facts.show_values(dict(zip(captions, values, strict=True)))
        self.body.addWidget(facts)
        if allowed.item_in_hand:
            self.body.addWidget(self._tick(row, translate("renewal", "資料の現物を確認しました"), on=False))

    def _show_several(self, able: list[tuple[LoanRow, Allowed]], theme: Theme) -> None:
        """Show one date big above all loans where they share it, else each loan's beside it."""
        caption = portal("更新後の返却期限日")
        days = {(allowed.new_day, allowed.origin) for _, allowed in able}
        if len(days) == 1:
            facts = Facts({caption: caption, "": ""}, theme, aloud=caption)
            whys = {row_remarks.why_new_day(allowed) for _, allowed in able}
            why = whys.pop() if len(whys) == 1 else ""
            facts.show_values({caption: row_remarks.new_day(able[0][1], self._today), "": why})
            self.body.addWidget(facts)
        self.body.addWidget(self.count)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.tokens.sizes.edge)
        grid.addWidget(styled_label(glossed(portal("タイトル")), "muted"), 0, 0)
        if len(days) > 1:
            grid.addWidget(styled_label(glossed(caption), "muted"), 0, 1)
        for number, (row, allowed) in enumerate(able):
            line = 2 * number + 1
            named = words.title_among(row, self._among, self._today)
            tick = self._tick(row, named.shown, on=not allowed.item_in_hand)
            tick.setAccessibleName(named.heard)
            grid.addWidget(tick, line, 0)
            if len(days) > 1:
                new = row_remarks.new_day(allowed, self._today)
                label = styled_label(new.shown, "aloud")
                label.setAccessibleName(new.heard)
                grid.addWidget(label, line, 1)
                if why := row_remarks.why_new_day(allowed):
                    grid.addWidget(styled_label(why, "muted"), line + 1, 1)
            if allowed.item_in_hand:
                what = WrappedLabel("warn", translate("renewal", "現物を確認"))
                what.setContentsMargins(2 * theme.tokens.sizes.edge, 0, 0, 0)  # below the title, not the box
                grid.addWidget(what, line + 1, 0)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)

    def _tick(self, row: LoanRow, text: str, *, on: bool) -> QCheckBox:
        tick = WrappedTick(text)
        tick.setChecked(on)
        tick.toggled.connect(self._enable)
        self.ticks[row.id] = tick
        return tick

    def _enable(self) -> None:
        self.count.setText(filled("renewal", _COUNT, str(len(self.chosen))))
        if self.chosen:
            self.wait_for()
        elif len(self.ticks) == 1:
            texts = (tick.text() for tick in self.ticks.values())
            self.wait_for(*missing_words.ticks(*texts), at=tuple(self.ticks.values()))
        else:
            self.wait_for(missing_words.any_tick(), at=tuple(self.ticks.values()))
