"""A counter at which a password is issued."""

from dataclasses import replace

from services.rules.policy import Policy
from services.rules.vocabulary import AgeGroup
from tests.viewmodels.fakes import CARD_A, Bench, Printer, issue_dependencies, patron
from viewmodels.passwords.password_issue import PasswordIssueViewModel
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher


class Counter:
    """A desk with its password dialog."""

    def __init__(self, *, printer: Printer | None = None, policy: Policy | None = None) -> None:
        self.bench = Bench()
        self.acts = self.bench.acts
        self.printer = printer or Printer()
        self.passwords = PasswordIssueLauncher(
            self.bench.desk, issue_dependencies(self.bench, self.printer, policy)
        )

    async def open_dialog(
        self, *, scanned: bool = True, age: AgeGroup | None = None
    ) -> PasswordIssueViewModel:
        subject = patron(CARD_A)
        if age is not None:
            subject = replace(subject, patron=replace(subject.patron, age_group=age))
        self.bench.look_ups.answer(CARD_A, subject)
        (self.bench.desk.scanned if scanned else self.bench.desk.typed)(CARD_A)
        await self.bench.desk.look_up.settled()
        self.passwords.open()
        assert self.passwords.dialog.value is not None
        return self.passwords.dialog.value

    async def issue(self) -> PasswordIssueViewModel:
        dialog = await self.open_dialog()
        dialog.issue.start()
        await dialog.issue.settled()
        await dialog.print_slip.settled()
        return dialog
