"""What all questions that are open over a window are told."""

from PySide6.QtWidgets import QWidget

from viewmodels.core.observable import Event, Observable
from views.dialogs.decision_dialog import DecisionDialog
from views.widgets.binding import bind, bind_event


def close_questions(window: QWidget, check_over: Event[None]) -> None:
    """Leave the questions open over a window when the caller isn't identified any more: they name what is theirs."""

    def leave(_: None) -> None:
        for dialog in window.findChildren(DecisionDialog):
            dialog.reject()

    bind_event(check_over, window, leave)


def tell_stale(window: QWidget, stale: Observable[bool]) -> None:
    """Let the questions open over a window say when what they ask about was changed by others."""

    def show(is_stale: bool) -> None:
        if is_stale:
            for dialog in window.findChildren(DecisionDialog):
                dialog.show_stale()

    bind(stale, window, show)
