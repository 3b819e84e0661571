"""The words of approvals (責任者の承認) that only staff read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract import errors
from services.contract.today.counts import WaitingApproval
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from viewmodels.core.notes import ApprovalAsked, ApprovalFollowed, ApprovalNews
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import words

APPROVAL: Final = QT_TRANSLATE_NOOP("approvals", "責任者の承認")
APPROVE: Final = QT_TRANSLATE_NOOP("approvals", "承認する")
REFUSE: Final = QT_TRANSLATE_NOOP("approvals", "承認しない")
WAITING_DESKS: Final = QT_TRANSLATE_NOOP("approvals", "承認を待つ窓口")

_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "suspension.lift": QT_TRANSLATE_NOOP("approvals", "貸出禁止の解除"),
        "suspension.set": QT_TRANSLATE_NOOP("approvals", "貸出禁止"),
        "card.replace": QT_TRANSLATE_NOOP("approvals", "代替カードの登録"),
    }
)
"""What is still to be done; `act_words` names what was done."""
_REFUSALS: Final[Mapping[ApprovalRefusal, str]] = MappingProxyType(
    {
        ApprovalRefusal.NOT_READY: QT_TRANSLATE_NOOP("approvals", "まだ条件がそろっていません"),
        ApprovalRefusal.PAPERS_WANTED: QT_TRANSLATE_NOOP("approvals", "書類の確認が必要です"),
        ApprovalRefusal.SUPERVISOR_COMES: QT_TRANSLATE_NOOP("approvals", "責任者が窓口へ行きます"),
        ApprovalRefusal.OTHER: QT_TRANSLATE_NOOP("approvals", "ほかの理由(責任者に聞いてください)"),
    }
)
_CAME_TO: Final[Mapping[ApprovalState, tuple[str, str]]] = MappingProxyType(
    {
        ApprovalState.WAITING: (
            QT_TRANSLATE_NOOP("approvals", "この依頼は、まだ承認を待っています。"),
            QT_TRANSLATE_NOOP("approvals", "責任者の答えを待ってください。"),
        ),
        ApprovalState.APPROVED: (
            QT_TRANSLATE_NOOP("approvals", "この依頼は、もう承認されています。"),
            QT_TRANSLATE_NOOP("approvals", "窓口の画面で確かめてください。"),
        ),
        ApprovalState.REFUSED: (
            QT_TRANSLATE_NOOP("approvals", "承認されませんでした。"),
            QT_TRANSLATE_NOOP("approvals", "理由を責任者に確かめてください。"),
        ),
        ApprovalState.WITHDRAWN: (
            QT_TRANSLATE_NOOP("approvals", "この依頼は、窓口が取り下げました。"),
            QT_TRANSLATE_NOOP("approvals", "承認の必要はありません。"),
        ),
        ApprovalState.OVER: (
            QT_TRANSLATE_NOOP("approvals", "5分が過ぎたため、この依頼は終わりました。"),
            QT_TRANSLATE_NOOP("approvals", "必要なら、もう一度頼んでください。"),
        ),
        ApprovalState.CHANGED: (
            QT_TRANSLATE_NOOP(
                "approvals", "利用者の貸出禁止かカードが変わったため、この依頼は無効になりました。"
            ),
            QT_TRANSLATE_NOOP("approvals", "今の内容を確かめて、必要ならもう一度始めてください。"),
        ),
        ApprovalState.USED: (
            QT_TRANSLATE_NOOP("approvals", "依頼された操作は、もう行われました。"),
            QT_TRANSLATE_NOOP("approvals", "今の状態を画面で確かめてください。"),
        ),
    }
)

_STANDS: Final[Mapping[ApprovalState, str]] = MappingProxyType(
    {
        ApprovalState.WAITING: QT_TRANSLATE_NOOP("approvals", "承認を待っています"),
        ApprovalState.APPROVED: QT_TRANSLATE_NOOP("approvals", "承認済み・まだ行われていません"),
        ApprovalState.REFUSED: QT_TRANSLATE_NOOP("approvals", "承認しませんでした"),
        ApprovalState.WITHDRAWN: QT_TRANSLATE_NOOP("approvals", "取り下げられました"),
        ApprovalState.OVER: QT_TRANSLATE_NOOP("approvals", "時間切れ・行われていません"),
        ApprovalState.CHANGED: QT_TRANSLATE_NOOP("approvals", "無効・行われていません"),
        ApprovalState.USED: QT_TRANSLATE_NOOP("approvals", "行われました"),
    }
)
_LEFT: Final = QT_TRANSLATE_NOOP("approvals", "%1が取り下げました(%2)。行われていません。")
# What became of a request that was approved; while it is approved, nothing yet.
_BECAME: Final[Mapping[ApprovalState, str]] = MappingProxyType(
    {
        ApprovalState.APPROVED: QT_TRANSLATE_NOOP(
            "approvals", "%1では、まだ行われていません(%2)。窓口に声をかけてください。"
        ),
        ApprovalState.USED: QT_TRANSLATE_NOOP("approvals", "%1で行われました(%2)。"),
        ApprovalState.WITHDRAWN: _LEFT,
        ApprovalState.OVER: QT_TRANSLATE_NOOP("approvals", "5分が過ぎたため、%1では行われませんでした(%2)。"),
        ApprovalState.CHANGED: QT_TRANSLATE_NOOP(
            "approvals", "利用者の貸出禁止かカードが変わったため、%1では行われませんでした(%2)。"
        ),
    }
)

type ApprovalTrouble = (
    errors.ApprovalClosed | errors.ApprovalsTooMany | errors.ApprovalUnknown | errors.ApproverUnfit
)
TROUBLES: Final = (
    errors.ApprovalClosed,
    errors.ApprovalsTooMany,
    errors.ApprovalUnknown,
    errors.ApproverUnfit,
)


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("approvals", source)


def with_approval(word: str) -> str:
    """Name an act that a supervisor approves first: 「解除 — 責任者の承認」."""
    return filled("approvals", QT_TRANSLATE_NOOP("approvals", "%1 — 責任者の承認"), word)


def act(verb: str) -> str:
    """Name an act that is asked for; a code of another version is shown as it is."""
    return said(_ACTS[verb]) if verb in _ACTS else verb


def asked(row: WaitingApproval) -> str:
    """Say when a request was made, and until when it waits, or may be done: 「10:02(10:07 まで)」."""
    return until(dates.time(row.asked_at), dates.time(row.ends_at))


def until(since: str, end: str) -> str:
    """Put two times of day into one text."""
    told = translate("approvals", QT_TRANSLATE_NOOP("approvals", "%1(%2 まで)"))
    return told.replace("%1", since).replace("%2", end)


def refusal(why: ApprovalRefusal) -> str:
    """Say why a supervisor refuses."""
    return said(_REFUSALS[why])


def came_to(state: ApprovalState, decided_by: str | None = None, why: ApprovalRefusal | None = None) -> str:
    """Say how a request stands: 「承認されませんでした(岡田 裕樹): 書類の確認が必要です。」."""
    if state is ApprovalState.REFUSED and why is not None:
        told = QT_TRANSLATE_NOOP("approvals", "承認されませんでした(%1): %2。")
        return filled("approvals", told, decided_by or "", refusal(why))
    return said(_CAME_TO[state][0])


def told(error: ApprovalTrouble) -> tuple[str, str]:
    """Say what went wrong, and what to do next."""
    match error:
        case errors.ApprovalClosed(state=state):
            what, then = _CAME_TO[state]
            return said(what), said(then)
        case errors.ApprovalsTooMany(most=most):
            what = QT_TRANSLATE_NOOP("approvals", "承認を待つ依頼が、もう%1件あります。")
            return filled("approvals", what, str(most)), translate(
                "approvals", "どれかの答えが来てから、もう一度頼んでください。"
            )
        case errors.ApprovalUnknown():
            return (
                translate("approvals", "この承認の依頼は、もうありません。"),
                translate("approvals", "待っている窓口を一覧で確かめてください。"),
            )
        case errors.ApproverUnfit(own=True):
            return (
                translate("approvals", "自分の操作は、自分では承認できません。"),
                translate("approvals", "責任者の職員IDとパスワードを入力してください。"),
            )
        case errors.ApproverUnfit():
            return (
                translate("approvals", "この職員IDは、責任者のものではありません。"),
                translate("approvals", "責任者の職員IDとパスワードを入力してください。"),
            )


def state_of_row(row: WaitingApproval) -> str:
    """Say in the supervisor's list how a request stands: 「承認を待っています」."""
    return said(_STANDS[row.state])


def line(note: ApprovalAsked | ApprovalFollowed | ApprovalNews, why: str | None = None) -> str:
    """Say in the status bar that a desk waits, or what became of a request, at either desk.

    Args:
        note: what is told.
        why: the sentence that says why what was approved couldn't be carried out; None where that isn't known.
    """
    match note:
        case ApprovalAsked():
            return _waits(note)
        case ApprovalFollowed():
            return filled("approvals", _BECAME[note.state], note.workstation, act(note.verb))
        case ApprovalNews():
            return _news(note, why)


def _waits(note: ApprovalAsked) -> str:
    waits = QT_TRANSLATE_NOOP("approvals", "%1が承認を待っています(%2)。")
    on_page = QT_TRANSLATE_NOOP("approvals", "「%1」に出ています。")
    in_bar = translate("approvals", "上の「承認待ち」で開けます。")
    where = in_bar if note.in_bar else filled("approvals", on_page, said(WAITING_DESKS))
    return run_on(filled("approvals", waits, note.workstation, act(note.verb)), where)


def _news(note: ApprovalNews, why: str | None) -> str:
    what = act(note.verb)
    whose = "" if note.card_number is None else words.card_number(note.card_number)
    if note.anew and why is not None:
        undone = QT_TRANSLATE_NOOP("approvals", "「%1」は承認されましたが、行っていません。")
        again = translate("approvals", "必要なら、もう一度頼んでください。")
        return _whose(whose) + run_on(filled("approvals", undone, what), why, again)
    if note.anew:
        anew = QT_TRANSLATE_NOOP(
            "approvals", "「%1」は承認されましたが、行っていません。利用者を開いて、もう一度始めてください。"
        )
        return filled("approvals", anew, what)
    if note.state is ApprovalState.APPROVED and note.until is not None:
        kept = QT_TRANSLATE_NOOP(
            "approvals", "「%1」が承認されました。%2 までにこの利用者を開くと、Enter で行えます。"
        )
        return _whose(whose) + filled("approvals", kept, what, dates.time(note.until))
    if note.state is ApprovalState.WAITING:
        later = QT_TRANSLATE_NOOP(
            "approvals",
            "「%1」の承認を待っています。この利用者を開いたままなら、承認されると自動で行います。",
        )
        return _whose(whose) + filled("approvals", later, what)
    if note.state is ApprovalState.WITHDRAWN:
        taken = QT_TRANSLATE_NOOP("approvals", "「%1」の承認の依頼を取り下げました。")
        return _whose(whose) + filled("approvals", taken, what)
    about = QT_TRANSLATE_NOOP("approvals", "「%1」: %2")
    came = came_to(note.state, note.decided_by, note.refusal)
    return _whose(whose) + filled("approvals", about, what, came)


def _whose(number: str) -> str:
    return f"{number} " if number else ""
