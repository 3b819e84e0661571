"""What is said of a caller who isn't identified; `views.text.messages` tells it."""

from services.errors import IdentityCheckEnded, IdentityNotConfirmed
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, translate


def not_identified(error: IdentityNotConfirmed | IdentityCheckEnded) -> tuple[str, str]:
    """Say that nobody is identified, and how to go on: how many tries are left, or when the next is possible."""
    match error:
        case IdentityNotConfirmed(misses_left=left):
            value = str(left)
            what = QT_TRANSLATE_NOOP("messages", "ご本人と確認できませんでした。")
            then = QT_TRANSLATE_NOOP(
                "messages", "聞き直して、もう一度入力してください。あと%1回確認できます。"
            )
        case IdentityCheckEnded(until=until, of_login=False):
            value = dates.time_from(until)
            what = QT_TRANSLATE_NOOP("messages", "ご本人と確認できないまま、確認の回数が終わりました。")
            then = QT_TRANSLATE_NOOP(
                "messages",
                "次に確認できるのは %1 からです。お急ぎなら、利用カードを持って来館されるよう案内してください。",
            )
        case IdentityCheckEnded(until=until):
            value = dates.time_from(until)
            what = QT_TRANSLATE_NOOP(
                "messages", "確認の合わないことが続いたため、この職員IDでは、いま本人確認ができません。"
            )
            then = QT_TRANSLATE_NOOP(
                "messages", "次に確認できるのは %1 からです。お急ぎなら、ほかの職員に引き継いでください。"
            )
    return translate("messages", what), translate("messages", then).replace("%1", value)
