"""Rows of a form: captions on the line of what is typed beside them, or above it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from views.language.glosses import glossed
from views.style.theme import Theme
from views.widgets.labels import WrappedLabel

_CAPTION: Final = 157
"""Pixels at 100 % from the left edge of a caption to that of its field."""


def caption_width(theme: Theme) -> int:
    """Tell how wide a caption is whose field stands beside it with the distance of `pad`, in pixels."""
    return round(_CAPTION * theme.tokens.scale) - theme.tokens.sizes.pad


def lower_first_line(field: QPlainTextEdit, theme: Theme) -> None:
    """Let the first line of a text stand where a field of one line has its own."""
    sizes = theme.tokens.sizes
    field.document().setDocumentMargin((sizes.control - sizes.body) / 2 - sizes.gap)


def captioned(field: QWidget, theme: Theme, *, below: QWidget | None = None) -> QFormLayout:
    """Put the caption of a field, which is its name, beside its first line, or above it where it has no room beside.

    Args:
        field: what is typed into or chosen from.
        theme: for the distances.
        below: what stands below the field, as what is wrong with it.
    """
    sizes = theme.tokens.sizes
    caption = WrappedLabel("muted", glossed(field.accessibleName()))
    caption.setFixedWidth(caption_width(theme))
    caption.setMinimumHeight(sizes.control)
    caption.setBuddy(field)
    column = QVBoxLayout()
    column.setSpacing(sizes.gap)
    column.addWidget(field)
    if below is not None:
        column.addWidget(below)
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setHorizontalSpacing(sizes.pad)
    form.addRow(caption, column)
    form.setAlignment(caption, Qt.AlignmentFlag.AlignTop)
    return form


def align_captions(form: QFormLayout, theme: Theme) -> None:
    """Let each caption stand on the first line of its field: Qt keeps captions at the upper edge of their row."""
    for row in range(form.rowCount()):
        caption, field = (_widget(form, row, role) for role in _ROLES)
        if caption is not None:
            caption.setProperty("tone", "muted")
        if caption is not None and isinstance(field, QLineEdit | QComboBox | QPlainTextEdit):
            caption.setFixedHeight(theme.tokens.sizes.control)
            caption.setMinimumWidth(caption_width(theme))


def stand_above(form: QFormLayout, theme: Theme) -> None:
    """Put each caption above its field and close to it: beside it a long field would be cut on the smallest screen."""
    sizes = theme.tokens.sizes
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    form.setVerticalSpacing(sizes.gap)
    for row in range(form.rowCount()):
        caption = _widget(form, row, QFormLayout.ItemRole.LabelRole)
        if caption is not None:
            caption.setProperty("tone", "muted")
            below = sizes.gap // 2  # for letters that reach below the line
            caption.setContentsMargins(0, sizes.pad, 0, below)


_ROLES = (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole)


def _widget(form: QFormLayout, row: int, role: QFormLayout.ItemRole) -> QWidget | None:
    item = form.itemAt(row, role)
    return None if item is None else item.widget()
