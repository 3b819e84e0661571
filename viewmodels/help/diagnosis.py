"""「診断」: what works here and what to do, looked at when the user asks."""

from collections.abc import Awaitable, Callable

from services.contract.diagnosis import Diagnosis, DiagnosisState
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble

type Examine = Callable[[], Awaitable[tuple[Diagnosis, ...]]]


class DiagnosisModel:
    """Runs the checks, and keeps their results until the next run.

    Attributes:
        diagnoses: the last look's, empty before the first and while one runs.
        trouble: why the last look came to nothing; None if it did.
        look: makes every check.
    """

    def __init__(self, examine: Examine, report_bug: ReportBug) -> None:
        self._examine = examine
        self._report_bug = report_bug
        self.diagnoses: Observable[tuple[Diagnosis, ...]] = Observable(())
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.look: AsyncCommand[[]] = AsyncCommand(self._look, on_error=self._failed)

    @property
    def to_do(self) -> int:
        """How many things there are to put right."""
        return sum(diagnosis.state is DiagnosisState.TO_DO for diagnosis in self.diagnoses.value)

    async def aclose(self) -> None:
        """Stop the checks."""
        await self.look.aclose()

    async def _look(self) -> None:
        self.trouble.set(None)
        self.diagnoses.set(())
        self.diagnoses.set(await self._examine())

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))
