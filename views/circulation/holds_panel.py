"""予約一覧, with the patron page's columns and, in the last one, what only staff see and may do."""

from PySide6.QtWidgets import QWidget

from services.lookup.snapshot import HoldRow
from services.rules.decision import Allowed, Refused
from services.rules.vocabulary import ContactMethod, HoldStatus
from views.language import dates
from views.language.translation import portal, translate
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import Action, CellKind, Column, Width
from views.style.theme import Theme
from views.text import row_remarks, suspension_words, words
from views.text.row_remarks import is_told_by_staff

_STAFF_VERBS = frozenset({RowAction.STAFF_CANCEL_HOLD, RowAction.EXTEND_SHELF})


class HoldsPanel(ListPanel[HoldRow]):
    """The patron's holds."""

    def __init__(
        self, theme: Theme, verbs: frozenset[RowAction] = NO_VERBS, parent: QWidget | None = None
    ) -> None:
        said = PanelWords(
            words.HOLDS_TITLE,
            translate("panels", "%1件"),
            translate("holds", "予約中の資料はありません。"),
            words.lists_hint(),
            words.lists_hint_name(),
        )
        super().__init__(said, columns(verbs), theme, parent)


def status_word(hold: HoldRow) -> str:
    """Say what the patron reads in 状況: while waiting, the word of the button that cancels."""
    return words.CANCELLABLE if isinstance(hold.cancel.page, Allowed) else words.hold_status(hold.status)


def may_cancel_here(hold: HoldRow) -> bool:
    """Tell whether the patron's own button cancels at this desk."""
    return isinstance(hold.cancel.page, Allowed) and isinstance(hold.cancel.counter, Allowed)


def may_change_here(hold: HoldRow) -> bool:
    """Tell whether the patron's own button changes at this desk."""
    return isinstance(hold.change.page, Allowed) and isinstance(hold.change.counter, Allowed)


def position_word(hold: HoldRow) -> str:
    """Write 順位 as own place and number of all waiting; blank when not waiting."""
    return "" if hold.position is None else f"{hold.position[0]} / {hold.position[1]}"


def pick_up_word(hold: HoldRow) -> str:
    """Name 受取館 and, with the mobile library, 受取ポイント."""
    return hold.branch if hold.stop is None else f"{hold.branch} {hold.stop}"


def may_record_contact(hold: HoldRow) -> bool:
    """Tell whether this desk records how the patron was told that the hold is ready."""
    return hold.contacts is not None and isinstance(hold.contacts.record, Allowed)


def _staff_words() -> tuple[str, str, str]:
    """Name what staff may do to a hold, in the order of their buttons."""
    return translate("holds", "窓口取消"), translate("holds", "取置延長"), words.CHANGE


def _contact_act(hold: HoldRow, verbs: frozenset[RowAction]) -> tuple[Action, ...]:
    """Let 連絡方法 be the button for 連絡を記録, where staff tell the patron that the hold is ready."""
    if RowAction.RECORD_CONTACT not in verbs or not (is_told_by_staff(hold) and may_record_contact(hold)):
        return ()
    name = suspension_words.said(suspension_words.RECORD_CONTACT)
    return (Action(RowAction.RECORD_CONTACT, words.contact(hold.contact), staff=True, name=name),)


def _staff_acts(hold: HoldRow, verbs: frozenset[RowAction]) -> tuple[Action, ...]:
    """Choose what staff may do to a hold, and the patron may not."""
    cancel, extend, change = _staff_words()
    counter_only = isinstance(hold.cancel.page, Refused) and isinstance(hold.cancel.counter, Allowed)
    change_here = isinstance(hold.change.page, Refused) and isinstance(hold.change.counter, Allowed)
    acts = (
        (RowAction.STAFF_CANCEL_HOLD, cancel, counter_only),
        (RowAction.EXTEND_SHELF, extend, isinstance(hold.extend, Allowed)),
        (RowAction.CHANGE_HOLD, change, change_here),
    )
    return tuple(Action(verb, word, staff=True) for verb, word, may in acts if may and verb in verbs)


def columns(verbs: frozenset[RowAction]) -> tuple[Column[HoldRow], ...]:
    """Describe the columns for a desk that can do `verbs`."""

    def cancel(hold: HoldRow) -> tuple[Action, ...]:
        if RowAction.CANCEL_HOLD in verbs and may_cancel_here(hold):
            return (Action(RowAction.CANCEL_HOLD, words.CANCELLABLE),)
        return ()

    def change(hold: HoldRow) -> tuple[Action, ...]:
        if RowAction.CHANGE_HOLD in verbs and may_change_here(hold):
            return (Action(RowAction.CHANGE_HOLD, words.CHANGE),)
        return ()

    def remark(hold: HoldRow) -> str:
        return row_remarks.of_hold(hold, buttons=verbs >= _STAFF_VERBS)

    return (
        Column(
            "status",
            portal("状況"),
            status_word,
            Width(
                "ご用意できました",
                others=tuple(map(words.hold_status, HoldStatus)),
                acts=(words.CANCELLABLE,),
            ),
            kind=_status_kind,
            actions=cancel,
        ),
        Column(
            "title",
            portal("タイトル"),
            lambda hold: hold.title,
            Width("川口の鋳物と町工場をめぐる記録集", 3),
            kind=CellKind.TITLE,
        ),
        Column(
            "shelf",
            portal("取置期限日"),
            lambda hold: dates.day_or_blank(hold.shelf_until),
            Width("2026/12/28"),
            kind=CellKind.DUE,
            labelled=True,
            dated=True,
        ),
        Column(
            "position", portal("順位"), position_word, Width("20 / 200"), kind=CellKind.NUMBER, labelled=True
        ),
        Column(
            "branch", portal("受取館"), pick_up_word, Width("南鳩ヶ谷文庫"), kind=CellKind.MUTED, wrap=True
        ),
        Column(
            "contact",
            portal("連絡方法"),
            lambda hold: words.contact(hold.contact),
            Width(
                "メール",
                others=tuple(map(words.contact, ContactMethod)),
                acts=(words.contact(ContactMethod.PHONE),),
            ),
            kind=CellKind.MUTED,
            actions=lambda hold: _contact_act(hold, verbs),
        ),
        Column(
            "placed",
            portal("予約日"),
            lambda hold: dates.day(hold.placed_on),
            Width("2026/12/28"),
            kind=CellKind.NUMBER,
            labelled=True,
            dated=True,
        ),
        Column(
            "material",
            portal("資料種別"),
            lambda hold: hold.material_type,
            Width("相互貸借"),
            kind=CellKind.MUTED,
        ),
        Column(
            "change",
            words.CHANGE,
            lambda hold: words.CHANGE if isinstance(hold.change.page, Allowed) else words.NOTHING,
            Width("", acts=(words.CHANGE,)),
            kind=CellKind.MUTED,
            actions=change,
            labelled=True,
            nothing=words.NOTHING,
        ),
        Column(
            "staff",
            translate("panels", "職員"),
            remark,
            Width("取置延長で 2026/12/28", 1, acts=_staff_words()),
            kind=CellKind.STAFF,
            actions=lambda hold: _staff_acts(hold, verbs),
            wrap=True,
            dated=True,
        ),
    )


def _status_kind(hold: HoldRow) -> CellKind:
    """Tell how 状況 is painted: muted where the patron's button, whose word stands there, is none for this desk."""
    is_word_of_button = isinstance(hold.cancel.page, Allowed)
    return CellKind.MUTED if is_word_of_button and not may_cancel_here(hold) else CellKind.TEXT
