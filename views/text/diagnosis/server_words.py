"""Words of 「診断」 for what is looked at on PostgreSQL's server."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.diagnosis import CheckResult
from views.language.translation import QT_TRANSLATE_NOOP

_AS_OPERATIONS_SAY: Final = QT_TRANSLATE_NOOP(
    "diagnosis", "docs/operations.md のとおりにするように、サーバーの管理者に伝えてください。"
)

SAID: Final[Mapping[CheckResult, tuple[str, str]]] = MappingProxyType(
    {
        CheckResult.SERVER_FITS: (QT_TRANSLATE_NOOP("diagnosis", "PostgreSQL %1 です。"), ""),
        CheckResult.TLS_ON: (QT_TRANSLATE_NOOP("diagnosis", "通信は暗号化されています(%1)。"), ""),
        CheckResult.TLS_NOT_NEEDED: (
            QT_TRANSLATE_NOOP("diagnosis", "サーバーはこの端末にあり、通信は外に出ません。"),
            "",
        ),
        CheckResult.TLS_OFF: (
            QT_TRANSLATE_NOOP("diagnosis", "通信が暗号化されていません。"),
            QT_TRANSLATE_NOOP("diagnosis", "サーバーで TLS を有効にしてください(docs/security.md)。"),
        ),
        CheckResult.SERVER_LOG_PLAIN: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "調べた設定では、利用者の値もパスワードのハッシュも、ログに残りません。"
            ),
            "",
        ),
        CheckResult.SERVER_LOG_SHOWS: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "利用者の値やパスワードのハッシュが、ログなどに残る設定です(%1)。"
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis", "docs/operations.md のとおりに設定するように、サーバーの管理者に伝えてください。"
            ),
        ),
        CheckResult.COMMITS_KEPT: (
            QT_TRANSLATE_NOOP("diagnosis", "手続きは、ディスクに書かれてから完了します。"),
            "",
        ),
        CheckResult.COMMITS_EARLY: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "synchronous_commit が off です。サーバーが落ちると、完了した手続きが失われることがあります。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis", "サーバーとデータベースの synchronous_commit を on にしてください。"
            ),
        ),
        CheckResult.COMMITS_EARLY_OF: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "synchronous_commit が off のログインが%1件あります。サーバーが落ちると、手続きを失うことがあります。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "管理者が psql の \\drds で探し、ALTER ROLE の RESET synchronous_commit で戻してください。",
            ),
        ),
        CheckResult.SERVER_DISK_BOUNDED: (
            QT_TRANSLATE_NOOP("diagnosis", "一時ファイルは、接続ごとに %1 MB までです。"),
            "",
        ),
        CheckResult.TEMPORARY_FILES_UNBOUNDED: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "temp_file_limit がありません。一つのログインが、ディスクを一杯にできます。"
            ),
            _AS_OPERATIONS_SAY,
        ),
        CheckResult.ARCHIVING_FAILS: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "WAL のアーカイブに失敗しています。続くと、サーバーのディスクが一杯になります。"
            ),
            QT_TRANSLATE_NOOP("diagnosis", "archive_command の行き先を確かめてください。"),
        ),
        CheckResult.LOG_KEPT: (
            QT_TRANSLATE_NOOP("diagnosis", "複製のために残してある WAL は、%1 MB です。"),
            _AS_OPERATIONS_SAY,
        ),
        CheckResult.NOTICES_SENT: (
            QT_TRANSLATE_NOOP("diagnosis", "送られています(列の %1 % を使用)。"),
            "",
        ),
        CheckResult.NOTICES_OFF: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "列が半分より多く使われ(%1 %)、止まっています。変更は数秒遅れて画面に出ます。"
            ),
            QT_TRANSLATE_NOOP("diagnosis", "少し待って、もう一度調べてください。"),
        ),
        CheckResult.NOTICES_KEPT: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "列が半分より多く使われ(%1 %)、止まっています。変更は数秒遅れます。トランザクション中のプロセス: %2。",
            ),
            _AS_OPERATIONS_SAY,
        ),
    }
)
"""What was found, and what to do about it."""
