"""What the status bar says of approvals."""

import pytest

from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from viewmodels.core.notes import ApprovalAsked, ApprovalNews
from views.text import approval_words

LIFT = "貸出禁止の解除"


@pytest.mark.parametrize("state", ApprovalState)
@pytest.mark.parametrize("anew", [False, True])
def test_the_line_names_the_act_and_is_whole(state: ApprovalState, anew: bool) -> None:
    why = ApprovalRefusal.PAPERS_WANTED if state is ApprovalState.REFUSED else None
    line = approval_words.line(ApprovalNews("suspension.lift", state, "岡田 裕樹", why, anew=anew))
    assert line.startswith(f"「{LIFT}」")
    assert "<" not in line
    assert "%" not in line
    assert line.endswith("。")


def test_a_desk_that_waits_is_named() -> None:
    assert approval_words.line(ApprovalAsked("3番窓口", "suspension.lift")) == (
        f"3番窓口が承認を待っています({LIFT})。"
    )
