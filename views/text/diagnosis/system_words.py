"""What a diagnosis says of another library system, and of the way to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.diagnosis import CheckResult, Subject
from views.language.translation import QT_TRANSLATE_NOOP

SUBJECTS: Final[Mapping[Subject, str]] = MappingProxyType(
    {
        Subject.SYSTEM_SERVER: QT_TRANSLATE_NOOP("diagnosis", "図書館システム"),
        Subject.SYSTEM_VIEWS: QT_TRANSLATE_NOOP("diagnosis", "図書館システムのビュー"),
        Subject.SYSTEM_RULES: QT_TRANSLATE_NOOP("diagnosis", "図書館システムの規則"),
        Subject.SYSTEM_GRANTS: QT_TRANSLATE_NOOP("diagnosis", "図書館システムのログイン"),
        Subject.SYSTEM_LOG: QT_TRANSLATE_NOOP("diagnosis", "図書館システムのログ"),
        Subject.SYSTEM_CLOCK: QT_TRANSLATE_NOOP("diagnosis", "図書館システムの時計"),
    }
)

SAID: Final[Mapping[CheckResult, tuple[str, str]]] = MappingProxyType(
    {
        CheckResult.SYSTEM_SERVER_FITS: (QT_TRANSLATE_NOOP("diagnosis", "つながります(%1)。"), ""),
        CheckResult.SYSTEM_VIEWS_THERE: (
            QT_TRANSLATE_NOOP("diagnosis", "ビューと列は、すべてあります。"),
            "",
        ),
        CheckResult.SYSTEM_RULES_FORESEE: (
            QT_TRANSLATE_NOOP("diagnosis", "貸出更新の規則は%2件あり、%1件で結果を予測できます。"),
            "",
        ),
        CheckResult.SYSTEM_RULES_NONE: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "貸出更新の結果は予測できません。画面には「図書館のシステムが決めます」と表示されます。",
            ),
            "",
        ),
        CheckResult.SYSTEM_GRANTS_NARROW: (
            QT_TRANSLATE_NOOP("diagnosis", "読むためのビューだけを読めます。"),
            "",
        ),
        CheckResult.SYSTEM_GRANTS_WIDE: (
            QT_TRANSLATE_NOOP("diagnosis", "ビューを読むほかの権限もあります(%1)。"),
            QT_TRANSLATE_NOOP("diagnosis", "図書館システムの管理者に、余分な権限を外すよう伝えてください。"),
        ),
        CheckResult.SYSTEM_LOG_PLAIN: (
            QT_TRANSLATE_NOOP("diagnosis", "カード番号は、サーバーのログに残りません。"),
            "",
        ),
        CheckResult.SYSTEM_LOG_SHOWS: (
            QT_TRANSLATE_NOOP("diagnosis", "カード番号が、サーバーのログに残る設定です(%1)。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "図書館システムの管理者に、general_log を止め、long_query_time を%2秒以上にするよう伝えてください。",
            ),
        ),
        CheckResult.SYSTEM_CLOCK_RIGHT: (
            QT_TRANSLATE_NOOP("diagnosis", "この端末の時計と合っています。"),
            "",
        ),
        CheckResult.SYSTEM_CLOCK_APART: (
            QT_TRANSLATE_NOOP("diagnosis", "この端末の時計と %1秒違います。"),
            QT_TRANSLATE_NOOP("diagnosis", "どちらの時計も、自動で合わせる設定(NTP)にしてください。"),
        ),
    }
)
