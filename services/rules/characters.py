"""Characters that a text of the library's may have."""

import unicodedata
from typing import Final

NO_TEXT: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode's categories of what isn't seen, or isn't seen alike everywhere."""


def is_seen(text: str) -> bool:
    """Tell whether a text has only characters that are seen, and seen alike everywhere."""
    return not any(unicodedata.category(it) in NO_TEXT or it == "\ufffd" for it in text)
