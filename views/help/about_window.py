"""「このプログラムについて」: its version, what it is made of, and whose work that is."""

import sys
from importlib.metadata import PackageNotFoundError, metadata

from PySide6 import __version__ as pyside_version
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from views.manual.manual import third_party
from views.manual.manual_browser import set_out
from views.style.theme import Theme
from views.widgets.labels import styled_label
from views.widgets.side_window import SideWindow

_WIDTH = 640
PACKAGES = (
    "PySide6-Essentials",
    "PySide6_Pdf",
    "qasync",
    "SQLAlchemy",
    "aiosqlite",
    "asyncpg",
    "alembic",
    "argon2-cffi",
    "aiosmtplib",
    "scramp",
    "reportlab",
    "holidays",
    "platformdirs",
    "tomlkit",
    "tqdm",
    *(("pywin32",) if sys.platform == "win32" else ()),
)
"""What the program is made of, by the names under which packages are installed; `make package` takes what they say of
themselves along."""


class AboutWindow(SideWindow):
    """Version and licences.

    Attributes:
        text: what is told of the parts.
    """

    def __init__(self, version: str, theme: Theme, desk: QWidget) -> None:
        super().__init__(self.tr("このプログラムについて"), theme, desk, _WIDTH)
        sizes = theme.tokens.sizes
        head = QFrame()
        head.setProperty("surface", "bar")
        top = QVBoxLayout(head)
        top.setContentsMargins(2 * sizes.edge, sizes.edge, 2 * sizes.edge, sizes.edge)
        top.addWidget(styled_label(self.tr("窓口"), "page"))
        top.addWidget(styled_label(f"Madoguchi {version} (PySide6 {pyside_version}), MIT License", "muted"))
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

    def _packages(self) -> str:
        """Make a table of what is installed with the program, by what the packages say of themselves."""
        title = self.tr("Python のパッケージ")  # inside of an f-string the tools for translations miss it
        headings = (self.tr("名前"), self.tr("版"), self.tr("ライセンス"))
        lines = [f"## {title}", "", f"| {' | '.join(headings)} |", "|---|---|---|"]
        lines += [f"| {name} | {version} | {licence} |" for name, version, licence in packages()]
        return "\n".join(lines)


def packages() -> tuple[tuple[str, str, str], ...]:
    """Name the installed packages that the program is made of, with version and licence."""
    return tuple(found for name in PACKAGES if (found := _package(name)) is not None)


def _package(name: str) -> tuple[str, str, str] | None:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return None  # a system's own package may leave out what it says of itself
    licence = said.get("License-Expression") or said.get("License") or ""
    if not licence or "\n" in licence:
        told = [it for it in said.get_all("Classifier") or () if it.startswith("License ::")]
        licence = told[0].rpartition(":: ")[2] if told else ""
    return name, str(said["Version"]), licence
