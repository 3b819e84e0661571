"""The pages メールアドレス and レファレンス of a counter, tied to acts that are fakes."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from services.acts.as_offered import EVERYTHING
from tests.viewmodels.fakes import CARD_A, patron
from tests.views.counter import BareCounter, Counter
from viewmodels.desk.act_commands import ActCommands
from viewmodels.email.email import EmailViewModel
from viewmodels.reference.reference import ReferenceViewModel
from views.desk.wiring import connect_email, connect_reference
from views.dialogs.decision_dialog import DecisionDialog
from views.email.email_dialogs import EmailQuestions
from views.email.email_page import EmailPage
from views.panels.page import Page
from views.reference.reference_dialogs import ReferenceQuestions
from views.reference.reference_page import ReferencePage
from views.style.theme import Theme


class Forms:
    """The two pages of a counter, tied to acts that are fakes."""

    def __init__(
        self, counter: BareCounter, email: EmailPage, reference: ReferencePage, theme: Theme
    ) -> None:
        self.counter = counter
        self.acts = counter.acts
        acting = ActCommands(counter.bench.desk, self.acts, counter.bench.bugs)
        ask_email, ask_reference = (
            EmailQuestions(theme, counter.window),
            ReferenceQuestions(theme, counter.window),
        )
        self.email_desk = EmailViewModel(acting, ask_email)
        self.reference_desk = ReferenceViewModel(acting, ask_reference)
        self.email, self.reference = email, reference
        connect_email(self.email, self.email_desk)
        connect_reference(self.reference, self.reference_desk)

    async def open(self, page: Page, **changed: object) -> None:
        self.counter.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))  # type: ignore[arg-type]
        await self.counter.scan(CARD_A)
        self.counter.turn_to(page)

    async def dialog(self) -> DecisionDialog:
        """Give the question that is asked, once it is."""
        for _ in range(1000):
            if QApplication.activeModalWidget() is not None:
                break
            await asyncio.sleep(0)
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, DecisionDialog)
        return asked


@pytest.fixture
def forms(bare: BareCounter, theme: Theme) -> Forms:
    email, reference = (
        EmailPage(theme, bare.window, offers=EVERYTHING),
        ReferencePage(theme, bare.window, offers=EVERYTHING),
    )
    return Forms(bare, bare.add(email), bare.add(reference), theme)


@pytest.fixture
def whole_forms(counter: Counter, theme: Theme) -> Forms:
    return Forms(counter, counter.window.email, counter.window.reference, theme)


async def sent(forms: Forms) -> None:
    """Wait until a request waits for its answer."""
    for _ in range(100):
        await asyncio.sleep(0)
    assert len(forms.acts.sent) == 1
