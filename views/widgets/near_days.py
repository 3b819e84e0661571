"""Days in a label, as near as they are."""

from datetime import date

from PySide6.QtWidgets import QLabel

from views.language.dates import near


def leave_near_years_out(label: QLabel, today: date) -> None:
    """Write the near days of a label without their year; a screen reader says them whole."""
    whole = label.text()
    label.setText(near(whole, today))
    if label.text() != whole:
        label.setAccessibleName(whole)
