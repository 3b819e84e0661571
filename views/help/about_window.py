"""「このプログラムについて」: its version, what it is made of, and whose work that is."""

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from viewmodels.help.about import LICENCE, ProgramVersion, packages
from views.manual.manual import third_party
from views.manual.manual_browser import set_out
from views.style.theme import Theme
from views.widgets.labels import styled_label
from views.widgets.side_window import SideWindow

_WIDTH = 640


class AboutWindow(SideWindow):
    """Version and licences.

    Attributes:
        text: what is told of the parts.
    """

    def __init__(self, about: ProgramVersion, theme: Theme, desk: QWidget) -> None:
        super().__init__(self.tr("このプログラムについて"), theme, desk, _WIDTH)
        sizes = theme.tokens.sizes
        head = QFrame()
        head.setProperty("surface", "bar")
        top = QVBoxLayout(head)
        top.setContentsMargins(2 * sizes.edge, sizes.edge, 2 * sizes.edge, sizes.edge)
        top.addWidget(styled_label(self.tr("窓口"), "page"))
        named = f"Madoguchi {about.version} (PySide6 {pyside_version}), {LICENCE}"
        top.addWidget(styled_label(named, "muted"))
        top.addWidget(styled_label(self._from_where(about), "muted"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("使っているもの"))
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(2.0 * sizes.edge)
        theme.changed.connect(self._draw)
        self._draw()
        foot = QFrame()
        foot.setProperty("surface", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(sizes.edge, sizes.pad, sizes.edge, sizes.pad)
        row.addStretch(1)
        close = QPushButton(self.tr("閉じる"))
        close.clicked.connect(self.close)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.text, 1)
        column.addWidget(foot)

    def _draw(self) -> None:
        self.text.setMarkdown(f"{self._packages()}\n\n{third_party()}")
        set_out(self.text, self._theme)

    def _from_where(self, about: ProgramVersion) -> str:
        """Say what two installations are compared by: the revision, and what was packaged."""
        revision = self.tr("データベースの版 {revision}").format(revision=about.revision)
        return f"{revision} · {about.commit}" if about.commit else revision

    def _packages(self) -> str:
        """Make a table of what is installed with the program, by what the packages say of themselves."""
        title = self.tr("Python のパッケージ")  # inside of an f-string the tools for translations miss it
        headings = (self.tr("名前"), self.tr("版"), self.tr("ライセンス"))
        lines = [f"## {title}", "", f"| {' | '.join(headings)} |", "|---|---|---|"]
        lines += [f"| {it.name} | {it.version} | {it.licence} |" for it in packages()]
        return "\n".join(lines)
