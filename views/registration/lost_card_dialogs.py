"""カード紛失の届出 and what follows it, and 代替カードの登録."""

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.rules.people.suspension import CheckItem
from viewmodels.core.notes import Caution
from viewmodels.registration.lost_cards import Loss, LostCardViewModel, ReplacementForm
from views.dialogs.await_dialog import finished
from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.dialogs.form_dialog import FormDialog
from views.dialogs.whose import named
from views.language.line_breaks import run_on
from views.language.translation import translate
from views.manual.f1_help import tell_page
from views.manual.manual import REGISTRATION, SUPERVISOR, at
from views.style.icons import Icons
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages, missing_words, words
from views.text.suspension_words import check
from views.widgets.announcing import announce
from views.widgets.binding import bind
from views.widgets.fields.ascii_field import AsciiField
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import Facts, WrappedLabel, styled_label

_ACCEPTED = QDialog.DialogCode.Accepted


class LossDialog(DecisionDialog):
    """カード紛失の届出: both confirmations are wanted, disabling the password is the patron's choice.

    Attributes:
        by_patron, consent: the confirmations.
        disable: the choice; hidden when there is no password in force.
    """

    def __init__(self, *, has_password: bool, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            translate("lost_cards", "カード紛失の届出"),
            yes=translate("lost_cards", "届出を受け付ける"),
            no=translate("lost_cards", "受け付けない"),
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
        )
        tell_page(self, at(REGISTRATION, "カード紛失の届出"))
        what = WrappedLabel()
        what.setText(translate("lost_cards", "受け付けると、この利用者はすぐに貸出禁止になります。"))
        self.by_patron = WrappedTick(translate("lost_cards", "ご本人から申し出を受けました"))
        self.consent = WrappedTick(translate("lost_cards", "貸出禁止の了承を得ました"))
        self.disable = WrappedTick(translate("lost_cards", "パスワードの利用も停止する"))
        note = WrappedLabel("muted")
        note.setText(
            translate(
                "lost_cards",
                "停止しなければ、パスワードはそのまま使えます。"
                "「利用者のページ」では、貸出禁止中と表示されます。",
            )
        )
        for part in (what, self.by_patron, self.consent, self.disable, note):
            self.body.addWidget(part)
        self.disable.setVisible(has_password)
        note.setVisible(has_password)
        for tick in (self.by_patron, self.consent):
            tick.toggled.connect(lambda _: self._enable())
        self._enable()
        self.fit()

    @property
    def loss(self) -> Loss:
        """What was confirmed."""
        return Loss(self.by_patron.isChecked(), self.consent.isChecked(), self.disable.isChecked())

    def _enable(self) -> None:
        wanted = (self.by_patron, self.consent)
        at = [tick for tick in wanted if not tick.isChecked()]
        self.wait_for(*missing_words.ticks(*(tick.text() for tick in at)), at=at)


class ReplacementDialog(FormDialog):
    """代替カードの登録: the new card is scanned; one that isn't lost has to be damaged.

    Attributes:
        damaged: the tick, hidden for a lost card.
        typed: the field for a number, where the library takes one that is typed; else None.
    """

    def __init__(
        self, desk: LostCardViewModel, form: ReplacementForm, parent: QWidget, *, theme: Theme, icons: Icons
    ) -> None:
        super().__init__(
            translate("lost_cards", "代替カードの登録"),
            yes=translate("lost_cards", "登録する"),
            no=translate("lost_cards", "登録しない"),
            theme=theme,
            parent=parent,
            patron=named(form.subject),
            effect=Effect.ENDING,
        )
        tell_page(self, at(SUPERVISOR, "代替カードの登録"))
        self._desk = desk
        self._form = form
        self._icons = icons
        self._picture, self._read = QLabel(), styled_label("", "strong")
        self._caution = WrappedLabel("bad")
        self._caution.setText(messages.line(Caution.CHECK_DIGIT))
        self.typed: AsciiField | None = AsciiField() if form.accepts_typed else None
        self.damaged = WrappedTick(translate("lost_cards", "今の利用カードが破損している"))
        self.damaged.setVisible(not form.lost)
        self.damaged.toggled.connect(lambda _: self._enable())
        self.ticks = {item: WrappedTick(check(item)) for item in form.to_check}
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _: self._enable())
        follows = (*self._what_follows(), *self.ticks.values())
        self._new = self._new_card()
        for part in (self._facts(theme), self._new, self.damaged, *follows):
            self.body.addWidget(part)
        bind(form.number, self, self._show_number)
        bind(form.fits, self, lambda _: self._show_number(form.number.value))
        bind(form.trouble, self, self.show_trouble)
        bind(desk.register.can_execute, self, lambda _: self._enable())

    def go(self) -> None:
        """Register the card."""
        self._desk.register.start(damaged=self.damaged.isChecked(), checked=self._checked)

    def leave(self) -> None:
        """Leave everything as it was."""
        self._desk.close()

    @property
    def _checked(self) -> frozenset[CheckItem]:
        return frozenset(item for item, tick in self.ticks.items() if tick.isChecked())

    def _facts(self, theme: Theme) -> Facts:
        subject = self._form.subject
        facts = Facts({"card": translate("lost_cards", "今の利用カード")}, theme)
        status = words.card_status(subject.patron.card_status)
        facts.show_values({"card": f"{words.card_number(subject.card_number)} ({status})"})
        return facts

    def _new_card(self) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._picture)
        row.addWidget(self._read, 1)
        column.addLayout(row)
        if self.typed is not None:
            field = self.typed
            field.setPlaceholderText(translate("lost_cards", "新しいカードの番号を入力して Enter"))
            field.setAccessibleName(translate("lost_cards", "新しいカードの番号"))
            field.returnPressed.connect(lambda: self._form.typed(field.text()))
            column.addWidget(field)
        column.addWidget(self._caution)
        return frame

    def _what_follows(self) -> list[WrappedLabel]:
        texts = [translate("lost_cards", "登録すると、今の利用カードはすぐに使えなくなります。")]
        if self.ticks:
            lifted = translate(
                "lost_cards", "次の印をすべて付けると、①カード紛失の貸出禁止も一緒に解除します。"
            )
            stays = translate("lost_cards", "付けなければ、解除しません。")
            texts.append(run_on(lifted, stays))
        return [WrappedLabel("muted", text) for text in texts]

    def _show_number(self, number: str | None) -> None:
        icon, tone = ("scan-line", "accent") if number is None else ("circle-check", "good")
        size = round(24 * self._theme.tokens.scale)
        self._picture.setPixmap(self._icons.pixmap(icon, tone, size, self.devicePixelRatioF()))
        set_tone(self._read, "strong" if number is None else "good")
        self._read.setText(
            translate("lost_cards", "新しい利用カード(まだ読み取っていません)")
            if number is None
            else translate("lost_cards", "新しい利用カード %1").replace("%1", words.card_number(number))
        )
        if number is not None:
            if self.typed is not None:
                self.typed.clear()  # or another number might stand beside the one that was read
            announce(self, translate("lost_cards", "新しい利用カードを読み取りました"))
            if not self._form.fits.value:
                announce(self._caution, self._caution.text())
        self._caution.setVisible(number is not None and not self._form.fits.value)
        self._enable()
        if number is None and self._form.trouble.value is not None:  # it was refused
            self.go_on()
        self.fit()

    def _enable(self) -> None:
        card = () if self._form.number.value is not None else (missing_words.new_card(),)
        replaceable = self._form.lost or self.damaged.isChecked()
        tick = [] if replaceable else [self.damaged]
        checked = self._checked
        half = [it for item, it in self.ticks.items() if item not in checked] if checked else []
        ticks = missing_words.ticks(*(it.text() for it in (*tick, *half)))
        at = (*((self.typed or self._new,) if card else ()), *tick, *half)
        self.wait_for(*card, *ticks, at=at, busy=not self._desk.register.can_execute.value)


class LossQuestions:
    """`viewmodels.registration.lost_cards.AskLoss`, over a window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self._window = window
        self._theme = theme

    async def report_lost(self, *, has_password: bool) -> Loss | None:
        """Ask カード紛失の届出."""
        dialog = LossDialog(has_password=has_password, theme=self._theme, parent=self._window)
        return dialog.loss if await finished(dialog) == _ACCEPTED else None

    async def show_what_follows(self, *, had_password: bool, disabled: bool) -> None:
        """Say what to tell the patron."""
        dialog = DecisionDialog(
            translate("lost_cards", "届出を受け付けました"),
            yes=translate("lost_cards", "閉じる"),
            no="",
            theme=self._theme,
            parent=self._window,
        )
        dialog.body.addWidget(styled_label(translate("lost_cards", "利用者にお伝えください"), "muted"))
        for text in _follows(had_password=had_password, disabled=disabled):
            said = WrappedLabel()
            said.setText(text)
            dialog.body.addWidget(said)
        dialog.fit()
        await finished(dialog)


def _follows(*, had_password: bool, disabled: bool) -> list[str]:
    told = [
        translate("lost_cards", "貸出禁止にしました。このカードでは借りられません。"),
        translate(
            "lost_cards", "利用カードは、図書館の窓口で再発行します。ご住所を確認できるものをお持ちください。"
        ),
        translate("lost_cards", "利用カードが見つかったときも、窓口か電話でお申し出ください。"),
    ]
    if disabled:
        told.append(
            translate(
                "lost_cards",
                "パスワードの利用も停止しました。再発行したカードで、新しいパスワードを発行します。",
            )
        )
    elif had_password:
        told.append(
            translate(
                "lost_cards",
                "パスワードはそのまま使えます。「利用者のページ」では、貸出禁止中と表示されます。",
            )
        )
    return told
