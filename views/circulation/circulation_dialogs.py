"""The questions about loans and holds, with the guide's words on their buttons."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from services.acts.item_handover import ItemRoute
from services.contract.masters import CodeLabel
from services.contract.snapshot import CancelledHoldRow, HoldRow, LoanRow
from services.rules.decision import Allowed, Closure, Decision, Origin
from services.rules.vocabulary import HoldStatus
from viewmodels.circulation import HandOver, HandOverChoices, Renewal
from viewmodels.core.notes import Renewals
from views.circulation.change_hold_dialog import HandOverDialog
from views.circulation.loan_renewal_dialog import RenewalDialog
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language import dates
from views.language.dates import PresentDay, Told
from views.language.glosses import glossed
from views.language.translation import portal, translate
from views.manual.f1_help import tell_page
from views.manual.manual import HOLDS, at
from views.style.theme import Theme
from views.text import messages, row_remarks, words
from views.widgets.labels import Facts, WrappedLabel, styled_label
from views.widgets.message_banner import MessageBanner

_ACCEPTED = QDialog.DialogCode.Accepted


class StaffCancelDialog(DecisionDialog):
    """窓口取消: the item has to leave its place, and a 取消区分 is chosen."""

    def __init__(
        self, hold: HoldRow, reasons: tuple[CodeLabel, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(
            translate("circulation", "窓口取消"),
            yes=translate("circulation", "取り消す"),
            no=translate("circulation", "取り消さない"),
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(HOLDS, "窓口取消"))
        on_shelf = translate("circulation", "取置棚から外してください")
        on_the_way = translate("circulation", "移送中の資料を確保してください")
        prepared = translate("circulation", "準備中の資料を確保してください")
        warning = MessageBanner(theme)
        self.body.addWidget(warning)
        not_ready = prepared if hold.preparing else on_the_way
        warning.tell(on_shelf if hold.status is HoldStatus.READY else not_ready, aloud=False)
        self.facts = Facts(
            {
                "title": portal("タイトル"),
                "place": translate("circulation", "置き場所"),
                "number": translate("circulation", "資料番号"),
                "branch": portal("受取館"),
            },
            theme,
        )
        self.facts.show_values(
            {
                "title": words.title(hold.title),
                "place": hold.shelf_place or "",
                "number": hold.item_number or "",
                "branch": glossed(hold.branch),
            }
        )
        self.body.addWidget(self.facts)
        self.body.addWidget(styled_label(glossed(portal("取消区分")), "muted"))
        self._group = QButtonGroup(self)
        for place, label in enumerate(reasons):
            button = QRadioButton(glossed(label.label))
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            self.body.addWidget(button)
        self._reasons = reasons

    @property
    def reason(self) -> str:
        """The chosen 取消区分's code."""
        return self._reasons[self._group.checkedId()].code


class CirculationDialogs:
    """`viewmodels.circulation.AskCirculation`, over a window."""

    def __init__(self, window: QWidget, theme: Theme, today: PresentDay = lambda: None) -> None:
        self._window = window
        self._theme = theme
        self._today = today

    async def confirm_renewal(
        self, loans: tuple[LoanRow, ...], among: tuple[LoanRow, ...]
    ) -> frozenset[int] | None:
        """Ask 【貸出更新確認】."""
        dialog = RenewalDialog(loans, self._theme, self._window, self._today(), among)
        return dialog.chosen if await finished(dialog) == _ACCEPTED else None

    async def show_renewals(self, outcomes: tuple[Renewal, ...], among: tuple[LoanRow, ...]) -> None:
        """List each loan with its new date, or why it has none."""
        dialog = self._plain(
            translate("circulation", "貸出更新の結果"), yes=translate("circulation", "閉じる")
        )
        renewed = sum(isinstance(each.outcome, date) for each in outcomes)
        said = WrappedLabel("strong")
        said.setText(messages.line(Renewals(renewed, len(outcomes) - renewed)))
        dialog.body.addWidget(said)
        days = {each.outcome for each in outcomes if isinstance(each.outcome, date)}
        if len(days) == 1:
            new = portal("更新後の返却期限日")
            self._about(dialog, {new: dates.told(days.pop(), self._today())}, aloud=new)
        captions = {
            str(each.loan.id): words.title_among(each.loan, among, self._today()).shown for each in outcomes
        }
        facts = Facts(captions, self._theme)
        facts.show_values({str(each.loan.id): _outcome(each, self._today()) for each in outcomes})
        dialog.body.addWidget(facts)
        for advice in dict.fromkeys(filter(None, map(_advice, outcomes))):
            dialog.body.addWidget(WrappedLabel("muted", advice))
        await finished(dialog)

    async def change_hold(self, hold: HoldRow, choices: HandOverChoices) -> HandOver | None:
        """Ask 予約変更確認."""
        dialog = HandOverDialog(hold, choices, self._theme, self._window)
        _say_whose(dialog, hold.change.counter)
        return dialog.chosen if await finished(dialog) == _ACCEPTED else None

    async def confirm_cancel(self, hold: HoldRow) -> bool:
        """Ask 解除する / 解除しない; 予約に戻す brings it back with its place, so that it begins on 解除する."""
        dialog = self._plain(portal("予約解除確認"), yes=portal("解除する"), no=portal("解除しない"))
        self._about(
            dialog,
            {
                portal("タイトル"): words.title(hold.title),
                portal("予約日"): dates.past(hold.placed_on, self._today()),
                portal("受取館"): glossed(hold.branch),
            },
        )
        _say_whose(dialog, hold.cancel.counter)
        return await finished(dialog) == _ACCEPTED

    async def staff_cancel(self, hold: HoldRow, reasons: tuple[CodeLabel, ...]) -> str | None:
        """Warn of the item and ask for the 取消区分."""
        dialog = StaffCancelDialog(hold, reasons, self._theme, self._window)
        _say_whose(dialog, hold.cancel.counter)
        return dialog.reason if await finished(dialog) == _ACCEPTED else None

    async def show_item_goes(
        self, hold: HoldRow, goes: ItemRoute, branch: str | None, closure: Closure | None
    ) -> None:
        """Tell where the item goes, and what makes its 取置期限日 later."""
        dialog = self._plain(translate("circulation", "資料の行き先"), yes=translate("circulation", "閉じる"))
        said = WrappedLabel("strong")
        until = dates.told(goes.shelf_until, self._today())
        said.setText(_goes(goes, branch, until.shown))
        said.setAccessibleName(_goes(goes, branch, until.heard))
        dialog.body.addWidget(said)
        aloud, told = _told_aloud(goes, branch, until)
        facts: dict[str, str | Told] = {aloud: told, "": words.closure(closure)} if aloud else {}
        facts |= {
            portal("タイトル"): words.title(hold.title),
            translate("circulation", "資料番号"): hold.item_number or "",
        }
        if goes.contact is not None:
            facts[translate("circulation", "次の人の連絡方法")] = glossed(words.contact(goes.contact))
        self._about(dialog, facts, aloud=aloud)
        await finished(dialog)

    async def confirm_extension(self, hold: HoldRow, allowed: Allowed) -> bool:
        """Ask for 取置延長, with both dates."""
        dialog = self._plain(
            translate("circulation", "取置延長確認"),
            yes=translate("circulation", "延長する"),
            no=translate("circulation", "延長しない"),
        )
        new = translate("circulation", "延長後の取置期限日")
        facts: dict[str, str | Told] = {
            portal("タイトル"): words.title(hold.title),
            portal("取置期限日"): dates.told(hold.shelf_until, self._today()),
            new: row_remarks.new_day(allowed, self._today()),
            "": row_remarks.why_new_day(allowed),
        }
        self._about(dialog, facts, aloud=new)
        return await finished(dialog) == _ACCEPTED

    async def confirm_acknowledge(self, row: CancelledHoldRow) -> bool:
        """Ask before a cancelled hold is deleted for good."""
        dialog = self._plain(
            words.ACKNOWLEDGE,
            yes=translate("circulation", "削除する"),
            no=translate("circulation", "削除しない"),
            effect=Effect.ENDING,
        )
        said = WrappedLabel()
        said.setText(translate("circulation", "予約取消一覧から削除します。元に戻せません。"))
        dialog.body.addWidget(said)
        self._about(
            dialog,
            {
                portal("タイトル"): words.title(row.title),
                portal("取消区分"): glossed(row.reason or ""),
                portal("取消日"): dates.past(row.cancelled_on, self._today()),
            },
        )
        return await finished(dialog) == _ACCEPTED

    def _plain(self, title: str, *, yes: str, no: str = "", effect: Effect = Effect.PLAIN) -> DecisionDialog:
        return DecisionDialog(title, yes=yes, no=no, theme=self._theme, parent=self._window, effect=effect)

    def _about(self, dialog: DecisionDialog, values: Mapping[str, str | Told], *, aloud: str = "") -> None:
        facts = Facts({caption: caption for caption in values}, self._theme, aloud=aloud)
        facts.show_values(values)
        dialog.body.addWidget(facts)


def _say_whose(dialog: DecisionDialog, decision: Decision) -> None:
    """Say below what is asked that the library's system decides, where it does."""
    told = row_remarks.whose(decision)
    if decision.origin in {Origin.FORESEEN, Origin.UNFORESEEN}:
        told = translate("circulation", "できるかどうかは、図書館のシステムが決めます。")
    if told:
        dialog.body.addWidget(WrappedLabel("muted", told))


def _outcome(each: Renewal, today: date | None) -> str | Told:
    if isinstance(each.outcome, date):
        return dates.told(each.outcome, today)
    return messages.of_trouble(each.outcome).what


def _advice(each: Renewal) -> str:
    """Say what to do now, which is the same for many loans."""
    return "" if isinstance(each.outcome, date) else messages.of_trouble(each.outcome).next


def _told_aloud(goes: ItemRoute, branch: str | None, until: Told) -> tuple[str, str | Told]:
    """Give what is big, with its caption: until when it is kept, else the branch it goes to; blank for neither."""
    if branch is None:
        return "", ""
    if goes.shelf_until is None:
        return portal("受取館"), glossed(branch)
    return portal("取置期限日"), until


def _goes(goes: ItemRoute, branch: str | None, until: str) -> str:
    if branch is None:
        return translate("circulation", "次に待っている人はいません。資料を元の場所に戻してください。")
    if goes.shelf_until is None:
        return translate("circulation", "次の予約の受取館は%1です。資料を回送してください。").replace(
            "%1", branch
        )
    said = translate("circulation", "次の予約の人のために、取置棚に置いてください。取置期限日は %1 です。")
    return said.replace("%1", until)
