"""メールアドレス: whether one is registered, and what it is used for."""

from PySide6.QtWidgets import QWidget

from services.rules.vocabulary import ContactMethod
from services.snapshot import PatronSnapshot
from views import words
from views.labels import Facts, toned
from views.pages.page import Box, Page
from views.theme import Theme


class EmailPage(Page):
    """The registered address."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words.EMAIL, theme, parent)
        box = Box(words.EMAIL, theme)
        self.facts = Facts(
            {"email": self.tr("登録"), "holds": self.tr("メールで連絡する予約")},
            theme,
        )
        use = toned(
            self.tr("登録したメールアドレスは、予約資料の連絡、督促連絡などの際に使用します。"), "muted"
        )
        use.setWordWrap(True)
        box.column.addWidget(self.facts)
        box.column.addWidget(use)
        self.column.addWidget(box)
        self.column.addStretch(1)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show another patron's address, or nobody's."""
        if snapshot is None:
            self.facts.show_values({})
            return
        by_mail = sum(hold.contact is ContactMethod.MAIL for hold in snapshot.holds)
        self.facts.show_values(
            {
                "email": snapshot.patron.email or self.tr("登録なし"),
                "holds": self.tr("%1件").replace("%1", str(by_mail)) if by_mail else "",
            }
        )
