"""What is still missing before a question's button can be pressed: a sentence for each thing, beside the button."""

from views.language.translation import QT_TRANSLATE_NOOP, filled, translate


def card() -> str:
    """Ask for the card's proof."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "利用カードを読み取ってください。"))


def new_card() -> str:
    """Ask for the card that replaces another."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "新しい利用カードを読み取ってください。"))


def unlocked() -> str:
    """Ask for the end of a password's lock."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "先にロックを解除してください。"))


def ticks(*texts: str) -> tuple[str, ...]:
    """Ask, in one sentence, that boxes be ticked; nothing where none is left."""
    if not texts:
        return ()
    named = translate("missing", QT_TRANSLATE_NOOP("missing", "」と「")).join(texts)
    return (filled("missing", QT_TRANSLATE_NOOP("missing", "「%1」に印を付けてください。"), named),)


def any_tick() -> str:
    """Ask that at least one box of a list be ticked."""
    return translate("missing", QT_TRANSLATE_NOOP("missing", "一つ以上に印を付けてください。"))


def texts(*captions: str) -> tuple[str, ...]:
    """Ask, in one sentence, that fields be filled in; nothing where none is left."""
    if not captions:
        return ()
    named = translate("missing", QT_TRANSLATE_NOOP("missing", "と")).join(captions)
    return (filled("missing", QT_TRANSLATE_NOOP("missing", "%1を入力してください。"), named),)


def back_to(caption: str, text: str) -> str:
    """Say that approving wants a list put back to an entry, its first one."""
    source = QT_TRANSLATE_NOOP("missing", "承認するときは、「%1」を「%2」に戻してください。")
    return filled("missing", source, caption, text)


def choice(caption: str) -> str:
    """Ask that one be chosen of a list."""
    return filled("missing", QT_TRANSLATE_NOOP("missing", "「%1」を選んでください。"), caption)
