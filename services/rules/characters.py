"""Characters that a text of the library's may have, as Python and PostgreSQL both ask for them."""

import unicodedata
from typing import Final

NO_TEXT: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode's categories of what isn't seen, or isn't seen alike everywhere."""
SPACES: Final = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.strip` strips, as a class of a regular expression has it; Python and PostgreSQL read it alike."""
ODD: Final = r"\u0000-\u001f\u007f\ud800-\udfff\ufffd"
"""What no text of a master has, as such a class: controls, half characters, and the sign of bytes that were no text."""


def is_seen(text: str) -> bool:
    """Tell whether a text has only characters that are seen, and seen alike everywhere."""
    return not any(unicodedata.category(it) in NO_TEXT or it == "\ufffd" for it in text)
