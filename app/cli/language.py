"""The language of the command line's help and of wrong usage: Japanese where the terminal's is, else English.

The texts stand in the code in English; `resources/translations/commands_ja.po` has the Japanese, argparse's own texts
included, and `make translations` compiles it. gettext and argparse are of Python's own: Qt would be slow to load here.
"""

import argparse
import gettext
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final, override

DOMAIN: Final = "commands"
_NO_DOMAIN: Final = "messages"
"""What Python takes where nothing is said: nobody has texts of this name."""
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ENGLISH: Final = frozenset({"en", "c", "posix"})
_LANGUAGE_OF_WINDOWS: Final = 0x3FF
_JAPANESE_OF_WINDOWS: Final = 0x11
_JAPANESE: Final = "使い方"


def choose_language(environ: Mapping[str, str], streams: Iterable[Any]) -> None:
    """Have argparse and gettext speak the terminal's language from now on.

    Args:
        environ: `LANGUAGE`, `LC_ALL`, `LC_MESSAGES` and `LANG` count, in this order; on Windows, where none of them is
            set, the language of its windows.
        streams: what is written to. Where one can't hold Japanese, English is spoken.
    """
    if not (is_japanese(environ) and all(_holds_japanese(it) for it in streams)):
        gettext.textdomain(_NO_DOMAIN)
        return
    from services.files.resources import resource_path

    folder = resource_path(f"translations/ja/LC_MESSAGES/{DOMAIN}.mo").parents[2]
    gettext.bindtextdomain(DOMAIN, str(folder))
    gettext.textdomain(DOMAIN)
    if gettext.find(DOMAIN, str(folder)) is None:
        os.environ["LANGUAGE"] = "ja"  # gettext itself asks the variables alone


def is_japanese(environ: Mapping[str, str]) -> bool:
    """Tell whether the first language of the terminal that the program speaks is Japanese."""
    said = next((environ[name] for name in _VARIABLES if environ.get(name)), None)
    if said is None:
        return _is_japanese_windows()
    for locale in said.split(":"):
        language = re.split(r"[_.@-]", locale.lower(), maxsplit=1)[0]
        if language == "ja" or language in _ENGLISH:
            return language == "ja"
    return False


def _is_japanese_windows() -> bool:
    if sys.platform == "win32":
        from ctypes import windll

        language: int = windll.kernel32.GetUserDefaultUILanguage()
        return language & _LANGUAGE_OF_WINDOWS == _JAPANESE_OF_WINDOWS
    return False


def _holds_japanese(stream: Any) -> bool:
    encoding = getattr(stream, "encoding", None)
    try:
        _JAPANESE.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class HelpInLanguage(argparse.HelpFormatter):
    """Writes help in the language that was chosen; lines that a text has stay.

    argparse measures in characters, of which a Japanese one takes two columns, and breaks at blanks, which Japanese
    hasn't.
    """

    @override
    def add_text(self, text: str | None) -> None:
        super().add_text(None if text is None else gettext.gettext(text))

    @override
    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        head = gettext.gettext("usage: ") if prefix is None else prefix
        room = " " * columns_of(head)
        return super()._format_usage(usage, actions, groups, room).replace(room, head, 1)

    @override
    def _get_help_string(self, action: argparse.Action) -> str | None:
        return None if action.help is None else gettext.gettext(action.help)

    @override
    def _split_lines(self, text: str, width: int) -> list[str]:
        if text.isascii():
            return super()._split_lines(text, width)
        from views.language.line_breaks import broken

        return [line.strip() for line in broken(text, width, columns_of)]

    @override
    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = (it for paragraph in text.splitlines() for it in self._split_lines(paragraph, width))
        return "\n".join(f"{indent}{line}" for line in lines)


def columns_of(text: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
