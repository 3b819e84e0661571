"""What a request for an approval asks for, in words: the same wherever a supervisor decides on it."""

from services.acts.suspensions import NOTES, OVERRIDES
from services.contract.approval import ApprovalWanted
from services.contract.contacts import Contacts
from services.contract.masters import Labels
from services.rules.people.suspension import CheckItem, LiftFacts, facts_against, is_ready
from services.rules.vocabulary import CardStatus, SuspensionReason
from views.language.translation import translate
from views.style.theme import Theme
from views.suspensions.known_facts import known, to_confirm
from views.text import approval_words, row_remarks, suspension_words, words
from views.widgets.labels import Facts, WrappedLabel


def request_facts(
    verb: str,
    wanted: ApprovalWanted,
    *,
    lifted: SuspensionReason | None,
    asked: str = "",
    labels: Labels,
    theme: Theme,
) -> Facts:
    """Show what is asked for.

    Args:
        verb: the act's, as records name it.
        wanted: what is asked for.
        lifted: the reason of the suspension that is to be lifted; None where it isn't known, or none is.
        asked: which desk asked, who, and when; blank at that desk itself.
        labels: the library's words for its codes.
        theme: for the look.
    """
    captions = {
        "act": translate("approvals", "行うこと"),
        "reason": translate("suspensions", "理由"),
        "note": translate("suspensions", "メモ"),
        "although": translate("approvals", "注意"),
        "override": translate("suspensions", "それでも解除する理由"),
        "settles": translate("approvals", "申し出"),
        "checked": translate("approvals", "窓口で確かめたこと"),
        "card": translate("approvals", "新しい利用カード"),
        "damaged": translate("approvals", "今の利用カード"),
        "with_it": translate("approvals", "一緒に解除する貸出禁止"),
        "asked": translate("approvals", "頼んだ窓口"),
    }
    reason = wanted.reason if lifted is None else lifted
    with_card = wanted.new_number is not None
    facts = Facts(captions, theme)
    facts.show_values(
        {
            "act": approval_words.act(verb),
            "reason": "" if reason is None else words.suspension(reason),
            "note": _label(labels, NOTES, wanted.note),
            "although": _although(wanted),
            "override": _label(labels, OVERRIDES, wanted.override),
            "settles": translate("approvals", "対応済にする") if wanted.settles is not None else "",
            "checked": "\n".join(
                suspension_words.check(item) for item in CheckItem if item in wanted.checked
            ),
            "card": "" if wanted.new_number is None else words.card_number(wanted.new_number),
            "damaged": _old_card(wanted.damaged),
            "with_it": words.suspension(SuspensionReason.CARD_LOST) if with_card and wanted.checked else "",
            "asked": asked,
        }
    )
    return facts


def lift_facts(facts: LiftFacts, contacts: Contacts | None) -> list[WrappedLabel]:
    """Show what the question before a lift shows: what the database knows of it, and how the patron was tried."""
    against = bool(facts_against(facts))
    tone = "bad" if against else "good" if is_ready(facts) else "muted"
    told = known(facts, overdue=facts.overdue_items, against=against) or to_confirm(facts)
    texts = [(tone, told)]
    if contacts is not None:
        texts.append(("", row_remarks.joined(list(suspension_words.contacts_so_far(contacts)))))
        texts.append(("muted", "\n".join(suspension_words.contacts_before(contacts))))
    return [WrappedLabel(tone, text) for tone, text in texts if text]


def _although(wanted: ApprovalWanted) -> str:
    """Say what speaks against a suspension that is asked for all the same."""
    if not wanted.although_nothing_overdue:
        return ""
    return translate("suspensions", "延滞中の資料がなくても、貸出禁止にします")


def _old_card(damaged: bool | None) -> str:
    """Say why a card is replaced."""
    if damaged is None:
        return ""
    return translate("approvals", "破損している") if damaged else words.card_status(CardStatus.LOST)


def _label(labels: Labels, kind: str, code: str | None) -> str:
    """Name a code of the library's; a code that it no longer has is shown as it is."""
    if code is None:
        return ""
    known_label = labels.get((kind, code))
    return code if known_label is None else known_label.label
