"""What the status bar says of approvals."""

import pytest

from services.contract.errors import Disconnected
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from viewmodels.core.notes import ApprovalAsked, ApprovalFollowed, ApprovalNews
from views.text import approval_words, messages

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
        f"3番窓口が承認を待っています({LIFT})。「承認を待つ窓口」に出ています。"
    )
    assert approval_words.line(ApprovalAsked("3番窓口", "suspension.lift", in_bar=True)) == (
        f"3番窓口が承認を待っています({LIFT})。上の「承認待ち」で開けます。"
    )


def test_what_was_approved_and_not_carried_out_is_told_with_the_reason() -> None:
    note = ApprovalNews("suspension.lift", ApprovalState.APPROVED, anew=True, why=Disconnected())
    assert messages.line(note) == (
        f"「{LIFT}」は承認されましたが、行っていません。図書館のシステムにつながりません。"
        "必要なら、もう一度頼んでください。"
    )


def test_what_became_of_two_is_told_of_both() -> None:
    first = ApprovalFollowed("1番窓口", "suspension.lift", ApprovalState.APPROVED)
    both = ApprovalFollowed("2番窓口", "card.replace", ApprovalState.OVER, before=first)
    asked = ApprovalAsked("3番窓口", "suspension.lift", in_bar=True, before=both)
    assert messages.line(asked) == (
        f"1番窓口では、まだ行われていません({LIFT})。窓口に声をかけてください。"
        "5分が過ぎたため、2番窓口では行われませんでした(代替カードの登録)。"
        f"3番窓口が承認を待っています({LIFT})。上の「承認待ち」で開けます。"
    )
