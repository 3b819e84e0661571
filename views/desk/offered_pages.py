"""The pages of an open patron, as many as the library system has something for."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import PatronSnapshot
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.patron_chips import open_reports
from views.act_history_page import ActHistoryPage
from views.circulation.inquiry_page import InquiryPage
from views.email.email_page import EmailPage
from views.language.translation import portal, translate
from views.panels.page import Page
from views.panels.row_actions import RowAction
from views.passwords.password_page import PasswordPage
from views.reference.reference_page import ReferencePage
from views.registration.registration_page import RegistrationPage
from views.style.theme import Theme
from views.widgets.page_menu import SideMenu


class OfferedPages:
    """Makes them.

    Attributes:
        every: those that are there, in the menu's order.
        inquiry, email, registration: each desk has them.
        password, reference, records: None where the library system lacks them.
    """

    def __init__(self, offers: Offers, theme: Theme, verbs: frozenset[RowAction], parent: QWidget) -> None:
        has = offers.has
        self.inquiry = InquiryPage(theme, verbs, parent, offers=offers)
        self.password = PasswordPage(theme, parent, offers=offers) if has(SystemPart.PASSWORD_STATE) else None
        self.email = EmailPage(theme, parent, offers=offers)
        self.reference = ReferencePage(theme, parent, offers=offers) if has(SystemPart.QUESTIONS) else None
        self.registration = RegistrationPage(theme, verbs, parent, offers=offers)
        self.records = ActHistoryPage(theme, parent) if has(SystemPart.ACT_HISTORY) else None
        pages = self.inquiry, self.password, self.email, self.reference, self.registration, self.records
        self.every: tuple[Page, ...] = tuple(page for page in pages if page is not None)
        self._counts_reports = has(SystemPart.REPORTS)

    def list_in(self, menu: SideMenu) -> None:
        """Name them in a menu."""
        short: dict[Page | None, str] = {
            self.inquiry: portal("貸出・予約"),
            self.email: portal("メール"),
            self.registration: translate("DeskWindow", "登録"),
            self.records: translate("DeskWindow", "記録"),
        }
        titles = tuple(page.accessibleName() for page in self.every)
        shorter = tuple(short.get(page, page.accessibleName()) for page in self.every)
        menu.list_pages(titles, shorter, counted=tuple(self._counted()))

    def counts(self, snapshot: PatronSnapshot) -> Mapping[int, int]:
        """Tell how much waits on a page, by its place, where that is counted."""
        counts = {self.reference: len(snapshot.questions), self.registration: len(open_reports(snapshot))}
        return {place: counts[page] for place, page in self._counted().items()}

    def of(self, wanted: RowPlace | Part) -> Page:
        """Give the page on which a fact about the patron is dealt with."""
        part = wanted.part if isinstance(wanted, RowPlace) else wanted
        if part in self.inquiry.marked_lists():
            return self.inquiry
        others = {Part.PASSWORD: self.password, Part.EMAIL: self.email, Part.QUESTIONS: self.reference}
        return others.get(part) or self.registration

    def _counted(self) -> Mapping[int, ReferencePage | RegistrationPage]:
        pages = (self.reference, self.registration if self._counts_reports else None)
        return {self.every.index(page): page for page in pages if page is not None}
