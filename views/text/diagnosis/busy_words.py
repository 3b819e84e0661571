"""Words of 「診断」 and `madoguchi doctor` about logins that read much of people in one hour of the last day."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.diagnosis import CheckResult
from views.language.translation import QT_TRANSLATE_NOOP

_STOP: Final = QT_TRANSLATE_NOOP(
    "diagnosis",
    "本人に確かめてください。心当たりがなければ、madoguchi staff disable で、そのIDを止めてください。",
)

SAID: Final[Mapping[CheckResult, tuple[str, str]]] = MappingProxyType(
    {
        CheckResult.BUSY_NONE: (
            QT_TRANSLATE_NOOP("diagnosis", "この24時間に、ふだんよりずっと多く使われたIDはありません。"),
            "",
        ),
        CheckResult.BUSY_NAMED: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "検索で、1時間に多くの人を表示したIDがあります(かっこの中は人数): %1。"
            ),
            _STOP,
        ),
        CheckResult.BUSY_BARE: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "生年月日か電話番号だけで、1時間に何度も検索したIDがあります(かっこの中は回数): %1。",
            ),
            _STOP,
        ),
        CheckResult.BUSY_NOBODYS: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "だれのものでもないカード番号を、1時間に何度も照会したIDがあります(かっこの中は回数): %1。",
            ),
            _STOP,
        ),
        CheckResult.BUSY_LIFTS: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "1時間に多くの貸出禁止を解除したIDがあります(かっこの中は件数): %1。"
            ),
            _STOP,
        ),
    }
)
