"""What went wrong, as it is shown where it happened; apart from all other messages, since a sign-in knows no others."""

from collections.abc import Callable
from dataclasses import dataclass

from services.contract.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Bug:
    """An unexpected error; the log has it under this reference."""

    reference: str


type Trouble = ServiceError | Bug
"""What went wrong, as it is shown where it happened."""

type ReportBug = Callable[[Exception], str]
"""Writes an unexpected exception to the log and answers the reference staff are shown."""


def trouble(error: Exception, report: ReportBug) -> Trouble:
    """Tell a known error as it is; log an unknown one and tell its reference."""
    return error if isinstance(error, ServiceError) else Bug(report(error))
