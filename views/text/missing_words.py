"""What is still missing before a question's button can be pressed, in words that stand beside the button."""

from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.text import row_remarks


def before(button: str, missing: tuple[str, ...]) -> str:
    """Say what a button waits for: 「『更新する』の前に要ります: 利用カードの確認」; blank where nothing is missing."""
    if not missing:
        return ""
    told = translate("missing", QT_TRANSLATE_NOOP("missing", "「%1」の前に要ります: %2"))
    return told.replace("%1", button).replace("%2", row_remarks.joined(list(missing)))


def card() -> str:
    """Name the card's proof."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "利用カードの確認"))


def new_card() -> str:
    """Name the reading of a replacement's card."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "新しい利用カードの読み取り"))


def unlocked() -> str:
    """Name the end of a password's lock."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "ロック解除"))


def tick(text: str) -> str:
    """Name a box that has to be ticked."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "「%1」の印")).replace("%1", text)


def any_tick() -> str:
    """Name a list of which at least one box has to be ticked."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "一つ以上の印"))


def back_to(caption: str, text: str) -> str:
    """Name a list that has to be put back to an entry, its first one."""
    told = translate("missing", QT_TRANSLATE_NOOP("missing", "「%1」を「%2」に戻すこと"))
    return told.replace("%1", caption).replace("%2", text)


def choice(caption: str) -> str:
    """Name a list of which one has to be chosen."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "「%1」の選択")).replace("%1", caption)
