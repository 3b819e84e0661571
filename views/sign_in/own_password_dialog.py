"""自分のパスワードの変更: three masked fields, what is wrong beside each, and no patron in sight."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from services.contract.errors import ServiceError, StaffLocked
from services.rules.passwords.own_password import OwnPasswordFault
from services.rules.secret import Secret
from viewmodels.core.trouble import Bug
from viewmodels.sign_in.own_password import OwnPasswordForm
from views.dialogs.form_dialog import FormDialog
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.manual.f1_help import tell_page
from views.manual.manual import PRIVACY, at
from views.style.theme import Theme
from views.widgets.binding import bind
from views.widgets.fields.masked_field import MaskedField
from views.widgets.labels import WrappedLabel

_FAULTS: Final[Mapping[OwnPasswordFault, str]] = MappingProxyType(
    {
        OwnPasswordFault.OLD_MISSING: QT_TRANSLATE_NOOP(
            "own_password", "※今のパスワードを入力してください。"
        ),
        OwnPasswordFault.OLD_WRONG: QT_TRANSLATE_NOOP("own_password", "※今のパスワードが違います。"),
        OwnPasswordFault.NEW_MISSING: QT_TRANSLATE_NOOP(
            "own_password", "※新しいパスワードを入力してください。"
        ),
        OwnPasswordFault.TOO_SHORT: QT_TRANSLATE_NOOP("own_password", "※文字が足りません。"),
        OwnPasswordFault.SAME_AS_OLD: QT_TRANSLATE_NOOP("own_password", "※今のパスワードと同じです。"),
        OwnPasswordFault.AGAIN_MISSING: QT_TRANSLATE_NOOP("own_password", "※もう一度入力してください。"),
        OwnPasswordFault.MISMATCH: QT_TRANSLATE_NOOP(
            "own_password", "※上の新しいパスワードと違います。両方を入力し直してください。"
        ),
    }
)
_OLD = frozenset({OwnPasswordFault.OLD_MISSING, OwnPasswordFault.OLD_WRONG})
_AGAIN = frozenset({OwnPasswordFault.AGAIN_MISSING, OwnPasswordFault.MISMATCH})


def title() -> str:
    """Name the dialog, and the line of the menu that opens it."""
    return translate("own_password", "自分のパスワードの変更")


class OwnPasswordDialog(FormDialog):
    """Asks for the password in force, and twice for the new one.

    Attributes:
        old, new, again: its fields.
    """

    def __init__(self, form: OwnPasswordForm, *, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            title(),
            yes=translate("own_password", "変更する"),
            no=translate("own_password", "変更しない"),
            patron="",
            theme=theme,
            parent=parent,
        )
        self._form = form
        tell_page(self, at(PRIVACY, "自分のパスワードを変える"))
        self.old = MaskedField(translate("own_password", "今のパスワード"), theme)
        self.new = MaskedField(translate("own_password", "新しいパスワード"), theme)
        self.again = MaskedField(translate("own_password", "新しいパスワード(再)"), theme)
        self._fields = (self.old, self.new, self.again)
        self._rule = WrappedLabel("muted")
        self._rule.setText(
            translate(
                "own_password",
                "サインインとロックの解除に使うパスワードです。%1文字以上にしてください。"
                "大文字と小文字は区別します。",
            ).replace("%1", str(form.shortest))
        )
        for part in (self._rule, *self._fields):
            self.body.addWidget(part)
        self.old.field.returnPressed.connect(self.new.field.setFocus)
        self.new.field.returnPressed.connect(self.again.field.setFocus)
        self.again.field.returnPressed.connect(self.accept)
        bind(form.send.running, self, self._show_running)
        bind(form.faults, self, self._show_faults)
        bind(form.trouble, self, self._show_trouble)

    @property
    def told(self) -> str:
        """What is told above the buttons."""
        return self.message.text

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as high as the text is."""
        super().showEvent(event)
        self.fit()

    def start(self) -> None:
        """Begin in the first field."""
        self.old.field.setFocus()

    def go(self) -> None:
        """Try with what stands in the three fields."""
        self._form.send.start(*(Secret(part.field.text()) for part in self._fields))

    def leave(self) -> None:
        """Leave the password as it is."""
        self._form.close()

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was typed."""
        for part in self._fields:
            part.field.clear()
        super().done(result)

    def _show_running(self, running: bool) -> None:
        for part in self._fields:
            part.field.setReadOnly(running)
        self.no.setEnabled(not running)
        self.wait_for(busy=running)

    def _show_faults(self, faults: tuple[OwnPasswordFault, ...]) -> None:
        by_field = (
            [fault for fault in faults if fault in _OLD],
            [fault for fault in faults if fault not in _OLD | _AGAIN],
            [fault for fault in faults if fault in _AGAIN],
        )
        if OwnPasswordFault.OLD_WRONG in faults:
            self.old.field.setText("")
        for part, own in zip(self._fields, by_field, strict=True):
            part.tell(tuple(map(self._said_of, own)))
        faulty = [part for part, own in zip(self._fields, by_field, strict=True) if own]
        if faulty:
            faulty[0].field.setFocus()
            faulty[0].field.selectAll()
        self.fit()
        if faulty:
            self.show_part(faulty[0])

    def _said_of(self, fault: OwnPasswordFault) -> str:
        said = translate("own_password", _FAULTS[fault]).replace("%1", str(self._form.shortest))
        left = self._form.tries_left.value
        if fault is OwnPasswordFault.OLD_WRONG and left is not None:
            said += translate("own_password", "あと%1回間違えるとロックされます。").replace("%1", str(left))
        return said

    def _show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        if isinstance(trouble, StaffLocked):  # that is about the first field
            self.old.field.setText("")
            said = translate(
                "own_password",
                "※間違いが続いたため、%1 までロックされています。それまで、変更もサインインもできません。",
            )
            self.old.tell((said.replace("%1", dates.time(trouble.until)),))
            self.old.field.setFocus()
            trouble = None
        self.show_trouble(trouble)
