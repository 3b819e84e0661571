"""The question whether what was typed and not saved may be thrown away."""

from PySide6.QtWidgets import QWidget

from views.dialogs.decision_dialog import DecisionDialog, Effect
from views.language.translation import translate
from views.style.theme import Theme
from views.text import messages
from views.widgets.labels import WrappedLabel


class DiscardDialog(DecisionDialog):
    """Asks before input is lost; Esc and Enter keep it. A card that was read is opened only without the input."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(
            translate("dialogs", "入力の途中です"),
            yes=translate("dialogs", "入力を捨てる"),
            no=translate("dialogs", "入力に戻る"),
            theme=theme,
            parent=parent,
            effect=Effect.ENDING,
            waits=messages.scan_waits_for_input,
        )
        said = WrappedLabel()
        said.setText(translate("dialogs", "保存していない入力があります。入力を捨てて進みますか。"))
        self.body.addWidget(said)

    def show_stale(self) -> None:
        """Go on asking: input may be thrown away also after others' changes."""
