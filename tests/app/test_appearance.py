"""What the application is dressed in follows the platform it runs on."""

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from app.appearance import apply, remove
from app.settings.settings_files import Settings


def test_the_platforms_key_clock_and_clipboard_marks_are_in_force(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.appearance.clock_step_ms", lambda _: 16)
    monkeypatch.setattr("app.appearance.marks", lambda: {"x-mark": b"1"})
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)  # the offscreen platform's owns nothing
    looks = apply(qapp, Settings())
    qapp.clipboard().setText("写し")
    assert looks.scans.clock_ms == 16
    assert qapp.clipboard().mimeData().hasFormat("x-mark")

    remove(qapp, looks)
    qapp.clipboard().setText("後の写し")
    assert not qapp.clipboard().mimeData().hasFormat("x-mark")
    qapp.clipboard().clear()
