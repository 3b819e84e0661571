"""Characters that a text of the library's may have, as Python and PostgreSQL both ask for them.

What is a class of a regular expression here, both read alike.
"""

import re
import unicodedata
from typing import Final

NO_TEXT: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode's categories of what isn't seen, or isn't seen alike everywhere."""
SPACES: Final = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.strip` strips."""
BLANK: Final = (
    SPACES + r"\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
"""What nothing is seen of: blanks, signs of direction, and what has no width."""
CONTROLS: Final = r"\u0000-\u001f\u007f\ud800-\udfff"
"""What no cell of a file has: controls, and half characters."""
CONTROLS_BUT_LINES: Final = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff"
"""The same of a text that may have lines."""
ODD: Final = (
    CONTROLS
    + r"\u0080-\u009f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
"""What no text of one line has: controls, line breaks, signs of direction, and what has no width and joins nothing."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})
_IS_ODD: Final = re.compile(f"[{ODD}]")
_SEEN: Final = re.compile(f"[^{BLANK}]")
_BLANKS: Final = re.compile(r"\s+")


def is_seen(text: str) -> bool:
    """Tell whether a text has only characters that are seen, and seen alike everywhere."""
    return not any(unicodedata.category(it) in NO_TEXT or it == "\ufffd" for it in text)


def is_blank(text: str) -> bool:
    """Tell whether nothing is seen of a text."""
    return _SEEN.search(text) is None


def one_line(text: str) -> str:
    """Make one line of a text, without what is not to be seen: controls, direction marks, halves of characters."""
    plain = text.replace("\u3000", " ")
    if plain.isprintable() and not _IS_ODD.search(
        plain
    ):  # as nearly every one is: they are read by the hundred
        return " ".join(plain.split())
    kept = (c for c in text if c.isspace() or not (unicodedata.category(c) in _UNSEEN or _IS_ODD.match(c)))
    return _BLANKS.sub(" ", "".join(kept)).strip()
