"""The sentences of 利用者へのお知らせ, as the patron page has them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.rules.circulation.notices import Notice, NoticeKind
from views.language import dates
from views.language.glosses import gloss
from views.language.translation import portal
from views.text.words import EXPIRES_ON

# The guide's sentences in full; the second has a stray blank there, which is left out.
_NOTICES: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.EXPIRY_NEAR: (
            portal(
                "※もうすぐ利用カードの更新期限です。(利用カードは、3年ごとに登録の更新が必要です)"
                "次回ご来館時に、更新の手続きをお願い致します。"
                "その際、利用カードと、ご住所を確認できるものをお持ちください。"
            )
        ),
        NoticeKind.EXPIRY_PASSED: (
            portal(
                "※利用カードの更新時期がきています。(利用カードは、3年ごとに登録の更新が必要です。)"
                "次回ご来館時に、更新の手続きをお願いします。"
                "その際、利用カードと、ご住所を確認できるものをお持ちください。"
            )
        ),
        NoticeKind.SUSPENDED: portal("※貸出禁止中です。"),
    }
)


def notice(value: Notice) -> str:
    """Give a notice's sentence in full, with the 更新期限日 after it where it has one, and its gloss beneath."""
    sentence = _NOTICES[value.kind]
    until = "" if value.expires_on is None else f" {EXPIRES_ON} {dates.day(value.expires_on)}"
    meaning = gloss(sentence)
    return f"{sentence}{until}\n{meaning}" if meaning else f"{sentence}{until}"
