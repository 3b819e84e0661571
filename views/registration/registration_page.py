"""登録・貸出禁止: what is registered, and every suspension, in force and past. Staff only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.registration import RenewRegistration
from services.acts.reports import TakeReport
from services.acts.suspensions import Suspend
from services.contract.offers import Offers, Request, SystemPart
from services.contract.snapshot import PatronHeader, PatronSnapshot
from services.rules.people.registration_offers import RegistrationOffers
from viewmodels.core.snapshot_diff import Part, RowPlace
from views.language import dates
from views.language.glosses import glossed
from views.language.translation import translate
from views.panels.list_panel import ListPanel
from views.panels.lists_page import ListsPage
from views.panels.offering import OnceApproved, never_approved, offer, offer_with_approval, there
from views.panels.page import TitledPanel
from views.panels.row_actions import NO_VERBS, RowAction
from views.style.theme import Theme
from views.suspensions.known_facts import NO_MENDINGS, Mending
from views.suspensions.reports_panel import ReportsPanel
from views.suspensions.suspension_card import SuspensionCard
from views.suspensions.suspensions_panel import PastSuspensionsPanel, SuspensionsPanel
from views.text import words
from views.widgets.flow_row import FlowRow
from views.widgets.labels import Facts, WrappedLabel

_NARROWEST_CARD, _NARROWEST_FACTS = 30, 28
"""In full-width letters of the body text."""
_DECISIONS: Final[Mapping[Request, str]] = MappingProxyType(
    {RenewRegistration: "renew", ReportLost: "report_lost", ReplaceCard: "replace_card"}
)


class RegistrationPage(ListsPage):
    """Registration data, suspensions and, as far as the library system has them, reports and past suspensions.

    Attributes:
        buttons: begin the acts that are offered; `refusals` says why one of them is grey.
    """

    def __init__(
        self,
        theme: Theme,
        verbs: frozenset[RowAction] = NO_VERBS,
        parent: QWidget | None = None,
        *,
        offers: Offers,
    ) -> None:
        super().__init__(translate("pages", "登録・貸出禁止"), theme, parent)
        self._once: OnceApproved = never_approved
        has, acts = offers.has, bool(verbs)  # without verbs the page shows and does nothing
        self.suspensions = SuspensionsPanel(
            theme, verbs, self.body, suspends=acts and has(Suspend), approves=has(SystemPart.APPROVALS)
        )
        box = TitledPanel(self.tr("登録"), theme, self.body)
        self.facts = Facts(
            {
                "name": self.tr("氏名"),
                "kana": self.tr("カナ"),
                "alias": self.tr("通称"),
                "romaji": self.tr("ローマ字"),
                "birth": self.tr("生年月日"),
                "phone": self.tr("電話番号"),
                "address": self.tr("住所"),
                "branch": self.tr("登録館"),
                "registered": self.tr("登録日"),
                "expires": words.EXPIRES_ON,
                "card": self.tr("利用カード"),
            },
            theme,
        )
        box.column.addWidget(self.facts)
        box.column.addWidget(self._act_row(offers))
        self._reports: ReportsPanel | None = None
        if has(SystemPart.REPORTS):
            self._reports = ReportsPanel(theme, verbs, self.body, takes=acts and has(TakeReport))
        self._past: PastSuspensionsPanel | None = None
        if has(SystemPart.PAST_SUSPENSIONS):
            self._past = PastSuspensionsPanel(theme, self.body)
        self._box = box
        self._lay_out()
        self.suspensions.mend_wanted.connect(self._mend)

    @property
    def reports(self) -> ReportsPanel:
        """申し出, where they are kept."""
        return there(self._reports)

    @property
    def past_suspensions(self) -> PastSuspensionsPanel:
        """過去の貸出禁止, where they are known."""
        return there(self._past)

    @property
    def renew_button(self) -> QPushButton:
        """「登録更新」."""
        return self.buttons[RenewRegistration]

    @property
    def lost_button(self) -> QPushButton:
        """「カード紛失の届出」."""
        return self.buttons[ReportLost]

    @property
    def replace_button(self) -> QPushButton:
        """「代替カードの登録」."""
        return self.buttons[ReplaceCard]

    def _lay_out(self) -> None:
        """Put what is registered beside what is stopped; `resizeEvent` puts it below where it must."""
        both = QWidget(self.body)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(self.column.spacing())
        self._beside.addWidget(self.suspensions, 3, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self._box, 2, Qt.AlignmentFlag.AlignTop)
        self.stack(both, *self._below)

    def parts(self) -> tuple[QWidget, ...]:
        """Give suspensions, what is registered, reports, and past suspensions."""
        return (self.suspensions, self._box, *self._below)

    @property
    def _below(self) -> tuple[ListPanel[Any], ...]:
        lists: tuple[ListPanel[Any] | None, ...] = (self._reports, self._past)
        return tuple(panel for panel in lists if panel is not None)

    def go_to_part(self, part: Part) -> None:
        """Give the keyboard to what deals with a part; where nothing does, to the part itself, which is read then.

        It never goes to an act for a further suspension or report, which stand first in their headings.
        """
        self.settle()
        reports = self._reports if part is Part.REPORTS else None
        if reports is not None and reports.focus_table():
            return
        reached: QWidget = self._renewing or self._box
        if part is Part.SUSPENSIONS:
            reached = self.suspensions.cards[0] if self.suspensions.cards else self.suspensions
        elif reports is not None:
            reached = reports
        reached.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to_suspension(self, place: RowPlace) -> bool:
        """Give the keyboard to the card of a suspension in force; False where it isn't there."""
        self.settle()
        return place.part is Part.SUSPENSIONS and self.suspensions.go_to(place.row_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have two columns where there is room for both."""
        room = self.room - self._beside.spacing()
        letter = self._theme.tokens.sizes.body
        facts = max(_NARROWEST_FACTS * letter, self._box.minimumSizeHint().width())
        fits = room >= _NARROWEST_CARD * letter + facts
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._beside.direction():
            self._beside.setDirection(direction)
        super().resizeEvent(event)

    @property
    def _renewing(self) -> QPushButton | None:
        """Give 「登録更新」 where it may be pressed."""
        button = self.buttons.get(RenewRegistration)
        return button if button is not None and button.isVisible() and button.isEnabled() else None

    def _act_row(self, offers: Offers) -> QWidget:
        words_of: dict[Request, str] = {
            RenewRegistration: self.tr("登録更新"),
            ReportLost: self.tr("カード紛失の届出"),
            ReplaceCard: self.tr("代替カードの登録"),
        }
        self.buttons = {it: QPushButton(word) for it, word in words_of.items() if offers.has(it)}
        mended = {Mending.REPLACE_CARD: ReplaceCard, Mending.RENEW_REGISTRATION: RenewRegistration}
        self._mendings = {act: self.buttons[it] for act, it in mended.items() if it in self.buttons}
        self.refusals = WrappedLabel("caption")
        self._acts = QWidget()
        column = QVBoxLayout(self._acts)
        row = FlowRow(self._theme.tokens.sizes.pad)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.tokens.sizes.pad)
        for button in self.buttons.values():
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.refusals)
        self._acts.hide()
        self._show_offers(None)
        return self._acts

    def begin(self) -> None:
        """Begin at 登録更新, which is what patrons come for most; else at the first that can be done."""
        if (button := self._renewing) is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().begin()

    def pressed_by_enter(self, focused: QWidget | None) -> QPushButton | None:
        """Give the first act of the card that has the keyboard."""
        return focused.first_act if isinstance(focused, SuspensionCard) else None

    def marked_lists(self) -> Mapping[Part, tuple[ListPanel[Any], ...]]:
        """Give lifted suspensions and reports; those in force are cards."""
        lists: dict[Part, ListPanel[Any] | None] = {
            Part.SUSPENSIONS: self._past,
            Part.REPORTS: self._reports,
        }
        return {part: (panel,) for part, panel in lists.items() if panel is not None}

    def mark(self, places: frozenset[RowPlace]) -> None:
        """Mark rows and cards that an act has just changed, and no others."""
        super().mark(places)
        self.suspensions.mark(frozenset(it.row_id for it in places if it.part is Part.SUSPENSIONS))

    def offer_acts(self) -> None:
        """Show the buttons below what is registered, once they are connected to acts."""
        self._acts.setVisible(bool(self.buttons))
        self._offer_mendings()

    def let_approve(self, once: OnceApproved) -> None:
        """Offer from now on what a supervisor's approval makes possible at this desk, too."""
        self._once = once
        self.suspensions.let_approve(once)

    def _show_offers(self, offers: RegistrationOffers | None) -> None:
        """Let each act be begun, or say below the buttons why not."""
        told = []
        for request, button in self.buttons.items():
            decision = None if offers is None else getattr(offers, _DECISIONS[request])
            if request is ReplaceCard:
                word = self.tr("代替カードの登録")
                told.append(offer_with_approval(button, word, decision, self._once))
            else:
                told.append(offer(button, decision))
        self.refusals.setText("\n".join(why for why in told if why))
        self.refusals.setVisible(any(told))
        self._offer_mendings()

    def _offer_mendings(self) -> None:
        """Let a card begin what the page's own button may begin, in the words of that button."""
        offered = {act: button.text() for act, button in self._mendings.items() if button.isEnabled()}
        self.suspensions.offer_mendings(NO_MENDINGS if self._acts.isHidden() else offered)

    def _mend(self, act: Mending) -> None:
        self._mendings[act].click()

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron, or none."""
        self.suspensions.set_rows(snapshot.suspensions if snapshot else ())
        self.suspensions.show_offer(snapshot.suspend if snapshot else None)
        today = snapshot.now.date() if snapshot else None
        if self._reports is not None:
            self._reports.set_rows(snapshot.reports if snapshot else (), today)
            self._reports.show_offer(snapshot.registration_use.take_report if snapshot else None)
        if self._past is not None:
            self._past.set_rows(snapshot.past_suspensions if snapshot else (), today)
        self._show_offers(snapshot.registration_use if snapshot else None)
        if snapshot is None:
            self.facts.show_values({})
            return
        patron = snapshot.patron
        self.facts.show_values(
            {
                "name": words.name(patron.name),
                "kana": patron.kana or "",
                "alias": patron.alias or "",
                "romaji": patron.romaji or "",
                "birth": _with(dates.day_or_blank(patron.birth_date), words.age_group(patron.age_group)),
                "phone": patron.phone or self.tr("登録なし"),
                "address": _address(patron),
                "branch": glossed(patron.branch),
                "registered": dates.day_or_blank(patron.registered_on),
                "expires": words.expires_on(patron.expires_on),
                "card": _with(words.card_number(snapshot.card_number), words.card_status(patron.card_status)),
            }
        )


def _with(value: str, remark: str) -> str:
    """Put a remark behind a value, as far as there are both."""
    return f"{value} ({remark})" if value and remark else value or remark


def _address(patron: PatronHeader) -> str:
    code = "" if patron.postal_code is None else f"〒{patron.postal_code}"
    return " ".join(filter(None, (code, patron.address)))
