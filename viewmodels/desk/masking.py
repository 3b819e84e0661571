"""タイトルを隠す: a patron's lists without what onlookers could read in them.

Rows are masked before anything shows them: lists, dialogs and screen readers get the same row.
"""

from dataclasses import replace
from typing import Final

from services.contract.snapshot import LookUpAnswer, PatronSnapshot

MASK: Final = "●●●●●●"
"""Stands for every title and question, however long it is."""


def masked(answer: LookUpAnswer) -> LookUpAnswer:
    """Take titles and questions out; everything else, versions included, stays as it is."""
    if not isinstance(answer, PatronSnapshot):
        return answer
    return replace(
        answer,
        loans=tuple(replace(row, title=MASK) for row in answer.loans),
        holds=tuple(replace(row, title=MASK) for row in answer.holds),
        cancelled_holds=tuple(replace(row, title=MASK) for row in answer.cancelled_holds),
        requests=tuple(replace(row, title=MASK) for row in answer.requests),
        questions=tuple(replace(row, question=MASK) for row in answer.questions),
    )
