"""What is said of how the program was set up: its database, its logins, its settings, the administrator's policy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract import errors
from services.contract.diagnosis import CheckResult
from services.contract.errors import LoginKind, PolicyFault
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text.error_words import CHECK_SETTINGS, TELL_KEEPER

_NAMED: Final = 4
"""How many views and columns a sentence names."""
UPGRADE: Final = QT_TRANSLATE_NOOP(
    "diagnosis", "管理者のログインで madoguchi db upgrade を実行してください。"
)

OF_LOGINS: Final[Mapping[CheckResult, tuple[str, str]]] = MappingProxyType(
    {
        CheckResult.LOGIN_OWNER: (QT_TRANSLATE_NOOP("diagnosis", "管理者のログインです。"), ""),
        CheckResult.LOGIN_COUNTER: (QT_TRANSLATE_NOOP("diagnosis", "窓口担当のログインです。"), ""),
        CheckResult.LOGIN_PHONE: (QT_TRANSLATE_NOOP("diagnosis", "電話担当のログインです。"), ""),
        CheckResult.LOGIN_SUPERVISOR: (QT_TRANSLATE_NOOP("diagnosis", "責任者のログインです。"), ""),
        CheckResult.LOGIN_WORKER: (QT_TRANSLATE_NOOP("diagnosis", "自動の作業(worker)のログインです。"), ""),
        CheckResult.LOGIN_PORTAL: (QT_TRANSLATE_NOOP("diagnosis", "利用者のページのログインです。"), ""),
        CheckResult.LOGIN_CIRCULATION: (QT_TRANSLATE_NOOP("diagnosis", "貸出システムのログインです。"), ""),
        CheckResult.LOGIN_NOBODY: (
            QT_TRANSLATE_NOOP("diagnosis", "このログインには、この図書館での担当がありません。"),
            QT_TRANSLATE_NOOP("diagnosis", "管理者が madoguchi staff add で登録してください。"),
        ),
        CheckResult.LOGINS_APART: (QT_TRANSLATE_NOOP("diagnosis", "どれも一つの役目だけです。"), ""),
        CheckResult.LOGINS_MIXED: (
            QT_TRANSLATE_NOOP("diagnosis", "二つ以上の役目を持つログインが%1件あり、使えません: %2。"),
            QT_TRANSLATE_NOOP("diagnosis", "管理者が、余分なグループを REVOKE で外してください。"),
        ),
        CheckResult.LOGINS_SHUT_OUT: (
            QT_TRANSLATE_NOOP("diagnosis", "つながれないログインが%1件あります: %2。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "管理者が madoguchi db upgrade を実行してください。残るときは、docs/operations.md を見てください。",
            ),
        ),
        CheckResult.LOGINS_EVERYBODY: (
            QT_TRANSLATE_NOOP("diagnosis", "このデータベースには、サーバーのどのログインでもつながれます。"),
            UPGRADE,
        ),
        CheckResult.STOPPING_NONE: (
            QT_TRANSLATE_NOOP("diagnosis", "調べたかぎり、サーバーを止められるものはありません。"),
            "",
        ),
        CheckResult.STOPPING_FUNCTIONS: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "サーバーを止められる PostgreSQL の関数%1個を、どのログインでも呼べます。"
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis", "スーパーユーザーのログインで、madoguchi db upgrade を一度実行してください。"
            ),
        ),
        CheckResult.STOPPING_DATABASES: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "サーバーには、どのログインでもつながれるデータベースがほかに%1件あります: %2。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "そこからもサーバーを止められます。REVOKE CONNECT ON DATABASE … FROM PUBLIC で閉じてください。",
            ),
        ),
        CheckResult.STOPPING_WITHOUT_LIMIT: (
            QT_TRANSLATE_NOOP("diagnosis", "接続の数に上限のないログインが%1件あります: %2。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "madoguchi db upgrade を実行してください。残るときは、そのログインを作った管理者が実行してください。",
            ),
        ),
        CheckResult.STOPPING_SETTINGS: (
            QT_TRANSLATE_NOOP("diagnosis", "ログインに付けられた設定が%1件あります: %2。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "心当たりのない設定は、ALTER ROLE で消してください(docs/operations.md)。",
            ),
        ),
    }
)

type InstallationTrouble = (
    errors.SystemVersionUnfit
    | errors.SystemViewsUnfit
    | errors.ProgramMissing
    | errors.SchemaMismatch
    | errors.DatabaseOnNetwork
    | errors.DatabaseTooOld
    | errors.DatabaseEncodingUnfit
    | errors.DatabaseUntrusted
    | errors.ClockDoubtful
    | errors.DatabaseLoginUnfit
    | errors.SettingsUnreadable
    | errors.PolicyUntrusted
)

_HOW_TO_WRITE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mail.from": QT_TRANSLATE_NOOP(
            "messages",
            "library@example.jp か 図書館 <library@example.jp> のように書いて、起動し直してください。",
        )
    }
)
"""What a value must look like, by its key, where that isn't plain."""


_LOGINS: Final[Mapping[LoginKind, str]] = MappingProxyType(
    {
        LoginKind.ADMINISTRATOR: QT_TRANSLATE_NOOP("messages", "管理者のログインで実行してください。"),
        LoginKind.SUPERVISOR: QT_TRANSLATE_NOOP("messages", "責任者の職員IDで実行してください。"),
        LoginKind.WORKER: QT_TRANSLATE_NOOP(
            "messages", "自動の作業(worker)か、管理者のログインで実行してください。"
        ),
    }
)
"""Which login may do what another was refused."""


def told(error: InstallationTrouble) -> tuple[str, str]:
    """Say what happened, and what to do now."""
    match error:
        case errors.PolicyUntrusted():
            return _untrusted(error)
        case (
            errors.DatabaseTooOld()
            | errors.DatabaseEncodingUnfit()
            | errors.DatabaseLoginUnfit()
            | errors.DatabaseOnNetwork()
            | errors.DatabaseUntrusted()
        ):
            return _place(error)
        case errors.SystemVersionUnfit() | errors.SystemViewsUnfit() | errors.ProgramMissing():
            return _lacking(error)
        case errors.ClockDoubtful():
            return _doubtful(error)
        case errors.SchemaMismatch():
            return _mismatch(error)
        case errors.SettingsUnreadable():
            return _policy(error) if error.policy else _settings(error)


def _place(
    error: errors.DatabaseTooOld
    | errors.DatabaseEncodingUnfit
    | errors.DatabaseLoginUnfit
    | errors.DatabaseOnNetwork
    | errors.DatabaseUntrusted,
) -> tuple[str, str]:
    """Say what is wanted instead: another server, database, login or disk."""
    match error:
        case errors.DatabaseTooOld(found=found, oldest=oldest):
            what = filled("messages", QT_TRANSLATE_NOOP("messages", "PostgreSQL %1 は古すぎます。"), found)
            then = QT_TRANSLATE_NOOP("messages", "PostgreSQL %1 以降にしてください。")
            return what, filled("messages", then, str(oldest))
        case errors.DatabaseEncodingUnfit(found=found):
            what = QT_TRANSLATE_NOOP("messages", "このデータベースの文字コードは %1 で、使えません。")
            then = QT_TRANSLATE_NOOP(
                "messages",
                "CREATE DATABASE の ENCODING 'UTF8' TEMPLATE template0 で、別のデータベースを作ってください。",
            )
            return filled("messages", what, found), translate("messages", then)
        case errors.DatabaseLoginUnfit(needed=needed):
            what = translate("messages", QT_TRANSLATE_NOOP("messages", "このログインではできません。"))
            return what, translate("messages", _LOGINS[needed])
        case errors.DatabaseOnNetwork(file_system=file_system):
            what = QT_TRANSLATE_NOOP(
                "messages", "図書館のファイルが、共有フォルダーかネットワークのドライブ(%1)にあります。"
            )
            then = QT_TRANSLATE_NOOP(
                "messages",
                "そこでは壊れることがあります。この端末のディスクか PostgreSQL に移してください(docs/operations.md)。",
            )
            return filled("messages", what, file_system), translate("messages", then)
        case errors.DatabaseUntrusted(found=found):
            if found:
                what = QT_TRANSLATE_NOOP("messages", "サーバーが本物か確かめられません(%1)。")
                then = QT_TRANSLATE_NOOP("messages", "設定と証明書を確かめてください。")
                return filled("messages", what, found), translate("messages", then)
            what = QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムのサーバーが本物か確かめられないため、つなぎませんでした。"
            )
            then = QT_TRANSLATE_NOOP(
                "messages", "サーバーの名前と、設定の ca_file の証明書を確かめてください。"
            )
            return translate("messages", what), translate("messages", then)


def _lacking(
    error: errors.SystemVersionUnfit | errors.SystemViewsUnfit | errors.ProgramMissing,
) -> tuple[str, str]:
    """Say what another library system's server, or this computer, lacks."""
    match error:
        case errors.SystemVersionUnfit(found=found, wanted=wanted):
            what = QT_TRANSLATE_NOOP("messages", "図書館のシステムのサーバー(%1)は使えません。")
            then = QT_TRANSLATE_NOOP("messages", "%1 以降が必要です。システムの係に連絡してください。")
            return filled("messages", what, found), filled("messages", then, wanted)
        case errors.SystemViewsUnfit(missing=missing):
            named = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
            what = QT_TRANSLATE_NOOP("messages", "図書館のシステムに、読むためのビューか列がありません(%1)。")
            bare = QT_TRANSLATE_NOOP("messages", "図書館のシステムの、読むためのビューを読めません。")
            then = QT_TRANSLATE_NOOP(
                "messages",
                "システムの更新で変わったのかもしれません。システムの係に、ビューを作り直すよう連絡してください。",
            )
            said = filled("messages", what, named) if missing else translate("messages", bare)
            return said, translate("messages", then)
        case errors.ProgramMissing(program=program):
            what = QT_TRANSLATE_NOOP("messages", "この端末に %1 がありません。")
            return filled("messages", what, program), translate("messages", TELL_KEEPER)


def _mismatch(error: errors.SchemaMismatch) -> tuple[str, str]:
    """Say which of the two is newer, and what to run."""
    if error.found is None:
        return (
            translate("messages", "データベースがまだ用意されていません。"),
            translate("messages", "madoguchi db init を実行してください。"),
        )
    if error.found == error.wanted:
        what = QT_TRANSLATE_NOOP("messages", "データベースの表が、このプログラムのものと%1か所で違います。")
        return filled("messages", what, str(error.differences)), translate("messages", TELL_KEEPER)
    if error.found > error.wanted:
        what = QT_TRANSLATE_NOOP(
            "messages", "データベース(版 %1)が、このプログラム(版 %2)より新しくなっています。"
        )
        then = QT_TRANSLATE_NOOP(
            "messages", "何も行われません。プログラムを終了し、新しいものにして、もう一度始めてください。"
        )
    else:
        what = QT_TRANSLATE_NOOP("messages", "データベース(版 %1)が、このプログラム(版 %2)より古いままです。")
        then = QT_TRANSLATE_NOOP(
            "messages",
            "何も行われません。管理者が、このプログラムで madoguchi db upgrade を実行してください。",
        )
    return filled("messages", what, error.found, error.wanted), translate("messages", then)


def _doubtful(error: errors.ClockDoubtful) -> tuple[str, str]:
    what = QT_TRANSLATE_NOOP("messages", "データベースの時計は %1 ですが、いちばん新しい記録は %2 です。")
    then = QT_TRANSLATE_NOOP(
        "messages",
        "サーバーの時計を確かめてください。正しいときは madoguchi worker --clock-is-right で始めます。",
    )
    return filled("messages", what, *map(dates.day_and_time, (error.now, error.newest))), translate(
        "messages", then
    )


def _settings(error: errors.SettingsUnreadable) -> tuple[str, str]:
    """Say what is wrong with the workstation's file."""
    what = translate("messages", "設定ファイルを読めません。")
    if error.key:
        what = filled(
            "messages", QT_TRANSLATE_NOOP("messages", "設定ファイルの %1 の値が正しくありません。"), error.key
        )
    elif error.line:
        what = filled(
            "messages", QT_TRANSLATE_NOOP("messages", "設定ファイルの%1行目を読めません。"), str(error.line)
        )
    return what, translate("messages", _HOW_TO_WRITE.get(error.key, CHECK_SETTINGS))


def _policy(error: errors.SettingsUnreadable) -> tuple[str, str]:
    """Say what is wrong with the administrator's file, which can't be mended at the counter."""
    path = error.policy
    what = filled("messages", QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)を読めません。"), path)
    if error.key:
        wrong = QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)の %2 の値が正しくありません。")
        what = filled("messages", wrong, path, error.key)
    elif error.line:
        what = filled(
            "messages",
            QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)の%2行目を読めません。"),
            path,
            str(error.line),
        )
    return what, translate("messages", TELL_KEEPER)


def _untrusted(error: errors.PolicyUntrusted) -> tuple[str, str]:
    """Say why the administrator's file may have another author; name its owner where it is known."""
    match error.fault:
        case PolicyFault.OWNER:
            what = QT_TRANSLATE_NOOP(
                "messages", "管理者が決めた設定の場所(%1)の所有者が、管理者ではありません。"
            )
        case PolicyFault.WRITABLE:
            what = QT_TRANSLATE_NOOP(
                "messages", "管理者が決めた設定の場所(%1)を、管理者ではない人が書き換えられます。"
            )
        case PolicyFault.LINK:
            what = QT_TRANSLATE_NOOP("messages", "管理者が決めた設定の場所(%1)が、別の場所へのリンクです。")
    then = {
        PolicyFault.OWNER: QT_TRANSLATE_NOOP(
            "messages", "所有者を管理者にしてもらうよう、システムの係に連絡してください。"
        ),
        PolicyFault.WRITABLE: QT_TRANSLATE_NOOP(
            "messages", "管理者だけが書き換えられるようにしてもらうよう、システムの係に連絡してください。"
        ),
        PolicyFault.LINK: QT_TRANSLATE_NOOP(
            "messages", "リンクではないファイルを置いてもらうよう、システムの係に連絡してください。"
        ),
    }[error.fault]
    said = filled("messages", what, error.path)
    if error.who:
        said = run_on(
            said, filled("messages", QT_TRANSLATE_NOOP("messages", "所有者は %1 です。"), error.who)
        )
    return said, translate("messages", then)
