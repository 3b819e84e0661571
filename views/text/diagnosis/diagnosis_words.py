"""Words of 「診断」 and `madoguchi doctor`: a sentence for what was found, and one for what to do."""

import platform
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from services.contract.diagnosis import CheckResult, Diagnosis, DiagnosisState, Subject
from views.language import dates
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import messages
from views.text.diagnosis import busy_words, server_words, system_words
from views.text.installation_words import OF_LOGINS, UPGRADE

_SUBJECTS: Final[Mapping[Subject, str]] = MappingProxyType(
    {
        **system_words.SUBJECTS,
        Subject.SETTINGS: QT_TRANSLATE_NOOP("diagnosis", "設定ファイル"),
        Subject.DATABASE: QT_TRANSLATE_NOOP("diagnosis", "データベース"),
        Subject.SCHEMA: QT_TRANSLATE_NOOP("diagnosis", "データベースの版"),
        Subject.MASTERS: QT_TRANSLATE_NOOP("diagnosis", "図書館の決めた値"),
        Subject.CLOCK: QT_TRANSLATE_NOOP("diagnosis", "時計"),
        Subject.CLOCK_OFFSET: QT_TRANSLATE_NOOP("diagnosis", "時刻の補正"),
        Subject.RECORD_TIMES: QT_TRANSLATE_NOOP("diagnosis", "時計と記録"),
        Subject.LOGIN: QT_TRANSLATE_NOOP("diagnosis", "ログイン"),
        Subject.LOGINS: QT_TRANSLATE_NOOP("diagnosis", "すべてのログイン"),
        Subject.GUARDS: QT_TRANSLATE_NOOP("diagnosis", "データベースの守り"),
        Subject.TABLES: QT_TRANSLATE_NOOP("diagnosis", "データベースの表"),
        Subject.STOPPING: QT_TRANSLATE_NOOP("diagnosis", "ログインの制限"),
        Subject.SERVER: QT_TRANSLATE_NOOP("diagnosis", "サーバー"),
        Subject.ENCRYPTION: QT_TRANSLATE_NOOP("diagnosis", "暗号化"),
        Subject.SERVER_LOG: QT_TRANSLATE_NOOP("diagnosis", "サーバーのログ"),
        Subject.COMMITS: QT_TRANSLATE_NOOP("diagnosis", "書き込みの確実さ"),
        Subject.SERVER_DISK: QT_TRANSLATE_NOOP("diagnosis", "サーバーのディスク"),
        Subject.NOTICES: QT_TRANSLATE_NOOP("diagnosis", "変更の知らせ"),
        Subject.PLACE: QT_TRANSLATE_NOOP("diagnosis", "データベースの置き場所"),
        Subject.FILE: QT_TRANSLATE_NOOP("diagnosis", "データベースのファイル"),
        Subject.JOURNAL: QT_TRANSLATE_NOOP("diagnosis", "書き込みの記録"),
        Subject.CONTENT: QT_TRANSLATE_NOOP("diagnosis", "データベースの中身"),
        Subject.DATABASE_DISK: QT_TRANSLATE_NOOP("diagnosis", "データベースのディスク"),
        Subject.MAIL_SERVER: QT_TRANSLATE_NOOP("diagnosis", "メールサーバー"),
        Subject.WAITING_MAIL: QT_TRANSLATE_NOOP("diagnosis", "送信待ちのメール"),
        Subject.WORKER: QT_TRANSLATE_NOOP("diagnosis", "自動の作業"),
        Subject.SEAL: QT_TRANSLATE_NOOP("diagnosis", "操作記録の封印"),
        Subject.SEAL_FIT: QT_TRANSLATE_NOOP("diagnosis", "操作記録と封印"),
        Subject.BUSY_LOGINS: QT_TRANSLATE_NOOP("diagnosis", "職員IDの使われ方"),
        Subject.PRINTER: QT_TRANSLATE_NOOP("diagnosis", "プリンター"),
        Subject.FONTS: QT_TRANSLATE_NOOP("diagnosis", "文字(フォント)"),
        Subject.LOG: QT_TRANSLATE_NOOP("diagnosis", "ログ"),
        Subject.LOG_DISK: QT_TRANSLATE_NOOP("diagnosis", "ログのディスク"),
    }
)

_CHECK_MAIL: Final = QT_TRANSLATE_NOOP(
    "diagnosis", "設定ファイルの [mail] を確かめてください。メールは送られずに待っています。"
)
_START_WORKER: Final = QT_TRANSLATE_NOOP(
    "diagnosis", "サーバーで madoguchi worker が動いているか確かめてください。"
)
_CLOCK: Final = QT_TRANSLATE_NOOP(
    "diagnosis", "この端末の時計を自動で合わせる設定(NTP)にしてください。記録の時刻には影響しません。"
)
_ROOM: Final = QT_TRANSLATE_NOOP("diagnosis", "%2 MB 以上あくように、いらないファイルを片付けてください。")

_SAID: Final[Mapping[CheckResult, tuple[str, str]]] = MappingProxyType(
    {
        **server_words.SAID,
        **busy_words.SAID,
        **system_words.SAID,
        CheckResult.SETTINGS_READ: (QT_TRANSLATE_NOOP("diagnosis", "読めます。"), ""),
        CheckResult.SETTINGS_NONE: (
            QT_TRANSLATE_NOOP("diagnosis", "ありません。標準の設定で動いています。"),
            "",
        ),
        CheckResult.SETTINGS_OPEN_TO_OTHERS: (
            QT_TRANSLATE_NOOP("diagnosis", "パスワードが書かれていて、ほかの人も読めます(%1)。"),
            QT_TRANSLATE_NOOP("diagnosis", "chmod 600 で、使う人だけが読めるようにしてください。"),
        ),
        CheckResult.POLICY_STRANGE: (
            QT_TRANSLATE_NOOP("diagnosis", "管理者が決めた設定に、この版の知らない項目があります(%1)。"),
            QT_TRANSLATE_NOOP("diagnosis", "つづりを確かめるように、管理者に伝えてください。"),
        ),
        CheckResult.DATABASE_FILE: (QT_TRANSLATE_NOOP("diagnosis", "つながります(SQLite のファイル)。"), ""),
        CheckResult.DATABASE_SERVER: (QT_TRANSLATE_NOOP("diagnosis", "つながります(PostgreSQL)。"), ""),
        CheckResult.SERVER_ANSWERS: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "サーバーに届きます(PostgreSQL)。中の様子は、サインインした人の窓で診断できます。",
            ),
            "",
        ),
        CheckResult.SCHEMA_FITS: (QT_TRANSLATE_NOOP("diagnosis", "このプログラムと合っています(%1)。"), ""),
        CheckResult.MASTERS_READ: (QT_TRANSLATE_NOOP("diagnosis", "すべて読めます。"), ""),
        CheckResult.MASTERS_UNREADABLE: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "読めない値が%1件あります: %2。その代わりに、プログラムの値を使うか、ないものとしています。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis", "madoguchi master export で書き出して直し、master import で読み込んでください。"
            ),
        ),
        CheckResult.MASTERS_CLASH: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "「%1」のような番号が、利用カード番号にも資料番号にもなります。利用カードとして読みます。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "madoguchi master export で書き出して item_number_digits か card_lengths を直し、"
                "master import で読み込んでください。",
            ),
        ),
        CheckResult.CARDS_CLASH: (
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "「%1」のように読み取られる資料の番号が、もうある利用カードの番号と同じ長さです。利用カードとして読みます。",
            ),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "madoguchi master export で書き出して item_number_digits を直し、master import で読み込んでください。",
            ),
        ),
        CheckResult.LETTERS_UNCHECKED: (
            QT_TRANSLATE_NOOP("diagnosis", "英字のある利用カード番号には、検査数字(%1)を使えません。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "madoguchi master export で書き出して card_letters か card_check_digit を直し、"
                "master import で読み込んでください。",
            ),
        ),
        CheckResult.MASTERS_UNUSED: (
            QT_TRANSLATE_NOOP("diagnosis", "すべて読めます。このプログラムの使わない値があります: %1。"),
            "",
        ),
        CheckResult.CLOCK_RIGHT: (
            QT_TRANSLATE_NOOP("diagnosis", "データベースの時計と合っています(差 %1秒)。"),
            "",
        ),
        CheckResult.CLOCK_BEHIND: (
            QT_TRANSLATE_NOOP("diagnosis", "この端末の時計が %1秒遅れています。"),
            _CLOCK,
        ),
        CheckResult.CLOCK_AHEAD: (
            QT_TRANSLATE_NOOP("diagnosis", "この端末の時計が %1秒進んでいます。"),
            _CLOCK,
        ),
        CheckResult.RECORDS_FIT: (
            QT_TRANSLATE_NOOP("diagnosis", "データベースの時計は、新しい記録と合っています。"),
            "",
        ),
        CheckResult.OFFSET_NONE: (QT_TRANSLATE_NOOP("diagnosis", "ありません。"), ""),
        CheckResult.OFFSET_SET: (
            QT_TRANSLATE_NOOP("diagnosis", "図書館の時刻を %1秒ずらしています。デモと試験のための機能です。"),
            QT_TRANSLATE_NOOP("diagnosis", "本番の図書館では、表 clock_offset を空にしてください。"),
        ),
        **OF_LOGINS,
        CheckResult.GUARDS_IN_FORCE: (QT_TRANSLATE_NOOP("diagnosis", "すべて働いています(%1件)。"), ""),
        CheckResult.GUARDS_MISSING: (
            QT_TRANSLATE_NOOP("diagnosis", "%1件が、ないか止められています。"),
            UPGRADE,
        ),
        CheckResult.TABLES_OWNED: (
            QT_TRANSLATE_NOOP("diagnosis", "どの表も、持ち主は madoguchi_owner です。"),
            "",
        ),
        CheckResult.TABLES_FOREIGN: (
            QT_TRANSLATE_NOOP("diagnosis", "持ち主が madoguchi_owner でない表が%1件あります: %2。"),
            UPGRADE,
        ),
        CheckResult.PLACE_SEEN: (QT_TRANSLATE_NOOP("diagnosis", "ファイルシステムは %1 です。"), ""),
        CheckResult.FILE_OWN: (QT_TRANSLATE_NOOP("diagnosis", "持ち主だけが読み書きできます。"), ""),
        CheckResult.FILE_OPEN_TO_OTHERS: (
            QT_TRANSLATE_NOOP("diagnosis", "持ち主のほかにも開かれています(%1)。"),
            QT_TRANSLATE_NOOP("diagnosis", "chmod 600 で、持ち主だけが読み書きできるようにしてください。"),
        ),
        CheckResult.JOURNAL_WAL: (QT_TRANSLATE_NOOP("diagnosis", "WAL です。"), ""),
        CheckResult.JOURNAL_OTHER: (
            QT_TRANSLATE_NOOP("diagnosis", "WAL ではありません(%1)。照会と手続きが互いに待ち合います。"),
            QT_TRANSLATE_NOOP(
                "diagnosis", "ファイルを、ネットワーク上ではなくこの端末のディスクに置いてください。"
            ),
        ),
        CheckResult.CONTENT_SOUND: (QT_TRANSLATE_NOOP("diagnosis", "ページも参照も、すべて読めます。"), ""),
        CheckResult.CONTENT_LARGE: (
            QT_TRANSLATE_NOOP("diagnosis", "ファイルが大きいため、ここでは最後まで読めませんでした。"),
            QT_TRANSLATE_NOOP("diagnosis", "madoguchi db check は、すべてを読みます。"),
        ),
        CheckResult.DISK_ROOM: (QT_TRANSLATE_NOOP("diagnosis", "空きがあります(%1 MB)。"), ""),
        CheckResult.DISK_FULL: (QT_TRANSLATE_NOOP("diagnosis", "空きが少なくなっています(%1 MB)。"), _ROOM),
        CheckResult.DISK_GONE: (
            QT_TRANSLATE_NOOP("diagnosis", "%1 のあるディスクを読めません。"),
            QT_TRANSLATE_NOOP("diagnosis", "ディスクやネットワークのつながりを確かめてください。"),
        ),
        CheckResult.MAIL_NONE: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "この端末の設定にはありません。メールは worker の端末から送ります。"
            ),
            "",
        ),
        CheckResult.MAIL_READY: (QT_TRANSLATE_NOOP("diagnosis", "送れる状態です(何も送っていません)。"), ""),
        CheckResult.MAIL_NO_ANSWER: (QT_TRANSLATE_NOOP("diagnosis", "応答がありません。"), _CHECK_MAIL),
        CheckResult.MAIL_UNTRUSTED: (
            QT_TRANSLATE_NOOP("diagnosis", "証明書を信頼できません。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "認証局のファイルを環境変数 SSL_CERT_FILE に、証明書の名前を [mail] host に書いてください。",
            ),
        ),
        CheckResult.MAIL_NOT_OFFERED: (
            QT_TRANSLATE_NOOP("diagnosis", "設定の暗号化かログインの方法を、サーバーが受け付けていません。"),
            _CHECK_MAIL,
        ),
        CheckResult.MAIL_LOGIN_REFUSED: (
            QT_TRANSLATE_NOOP("diagnosis", "利用者名かパスワードが受け付けられません。"),
            _CHECK_MAIL,
        ),
        CheckResult.MAIL_TURNED_AWAY: (
            QT_TRANSLATE_NOOP("diagnosis", "サーバーがいまは受け付けていません(%1)。"),
            QT_TRANSLATE_NOOP(
                "diagnosis", "しばらくしても変わらなければ、メールサーバーの係に伝えてください。"
            ),
        ),
        CheckResult.MAIL_SENDER_UNFIT: (
            QT_TRANSLATE_NOOP("diagnosis", "設定の差出人が、メールアドレスの形になっていません。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "[mail] from を、library@example.jp か 図書館 <library@example.jp> のように書いてください。",
            ),
        ),
        CheckResult.NOTHING_WAITS: (QT_TRANSLATE_NOOP("diagnosis", "ありません。"), ""),
        CheckResult.MAIL_WAITS: (
            QT_TRANSLATE_NOOP("diagnosis", "%1通あります(いちばん古いものは %2 から)。"),
            "",
        ),
        CheckResult.MAIL_WAITS_LONG: (
            QT_TRANSLATE_NOOP("diagnosis", "%1通がたまっています(いちばん古いものは %2 から)。"),
            QT_TRANSLATE_NOOP(
                "diagnosis", "madoguchi worker とメールサーバーが動いているか確かめてください。"
            ),
        ),
        CheckResult.WORKER_SEEN: (QT_TRANSLATE_NOOP("diagnosis", "動いています(%1 に作業しました)。"), ""),
        CheckResult.WORKER_NEVER: (
            QT_TRANSLATE_NOOP(
                "diagnosis", "作業したあとがまだありません。することがなかったのかもしれません。"
            ),
            "",
        ),
        CheckResult.WORKER_BEHIND: (
            QT_TRANSLATE_NOOP("diagnosis", "期限の過ぎた予約 %1件が、きのうまでに片付いていません。"),
            _START_WORKER,
        ),
        CheckResult.SEAL_FRESH: (QT_TRANSLATE_NOOP("diagnosis", "封印されています(%1)。"), ""),
        CheckResult.SEAL_NOT_NEEDED: (
            QT_TRANSLATE_NOOP("diagnosis", "封印する時期の操作記録はまだありません。"),
            "",
        ),
        CheckResult.SEAL_OLD: (
            QT_TRANSLATE_NOOP("diagnosis", "%1 からの操作記録が封印されていません。"),
            _START_WORKER,
        ),
        CheckResult.SEAL_NONE: (QT_TRANSLATE_NOOP("diagnosis", "封印はまだありません。"), ""),
        CheckResult.SEAL_FITS: (
            QT_TRANSLATE_NOOP("diagnosis", "最後の封印(%1)と、操作記録が合っています。"),
            "",
        ),
        CheckResult.SEAL_FITS_OWN: (
            QT_TRANSLATE_NOOP("diagnosis", "最後の封印(%1)と、このログインの操作記録が合っています。"),
            "",
        ),
        CheckResult.SEAL_UNFIT: (
            QT_TRANSLATE_NOOP("diagnosis", "最後の封印(%1)と、操作記録が合いません。"),
            QT_TRANSLATE_NOOP("diagnosis", "すぐに管理者に伝えて、madoguchi audit verify で調べてください。"),
        ),
        CheckResult.PRINTER_READY: (
            QT_TRANSLATE_NOOP("diagnosis", "印刷できる状態です(何も印刷していません)。"),
            "",
        ),
        CheckResult.PRINTER_BY_DIALOG: (
            QT_TRANSLATE_NOOP("diagnosis", "決められていません。印刷のたびに選びます。"),
            "",
        ),
        CheckResult.PRINTER_NONE: (
            QT_TRANSLATE_NOOP("diagnosis", "この端末には、プリンターがひとつもありません。"),
            QT_TRANSLATE_NOOP(
                "diagnosis",
                "パソコンにプリンターを追加してください。それまでパスワード票は、画面で見せるしかありません。",
            ),
        ),
        CheckResult.FONTS_LOAD: (QT_TRANSLATE_NOOP("diagnosis", "すべて読めます(%1件)。"), ""),
        CheckResult.FONTS_BROKEN: (
            QT_TRANSLATE_NOOP("diagnosis", "%1 を読めません。"),
            QT_TRANSLATE_NOOP("diagnosis", "プログラムを入れ直してください。"),
        ),
        CheckResult.LOG_WRITTEN: (QT_TRANSLATE_NOOP("diagnosis", "書き込めます(%1)。"), ""),
        CheckResult.LOG_NOT_WRITABLE: (
            QT_TRANSLATE_NOOP("diagnosis", "書き込めません(%1)。"),
            QT_TRANSLATE_NOOP("diagnosis", "フォルダーの書き込みの許可を確かめてください。"),
        ),
        CheckResult.NOT_SHOWN: (QT_TRANSLATE_NOOP("diagnosis", "このログインでは確かめられません。"), ""),
        CheckResult.NOT_TOLD: (QT_TRANSLATE_NOOP("diagnosis", "この端末からは確かめられません。"), ""),
    }
)

_MARKS: Final = MappingProxyType(
    {DiagnosisState.FINE: "✓", DiagnosisState.TO_DO: "▲", DiagnosisState.UNSEEN: "–"}
)
_MARKS_OF_CP932: Final = MappingProxyType(
    {DiagnosisState.FINE: "○", DiagnosisState.TO_DO: "▲", DiagnosisState.UNSEEN: "－"}
)


def subject(diagnosis: Diagnosis) -> str:
    """Name what was looked at."""
    return translate("diagnosis", _SUBJECTS[diagnosis.subject])


def said(diagnosis: Diagnosis) -> str:
    """Tell what was found, and what to do if there is something to do."""
    if not isinstance(diagnosis.result, CheckResult):
        told = messages.sentence(diagnosis.result)
        return run_on(told.what, told.next)
    what, then = _SAID[diagnosis.result]
    return run_on(_sentence(what, diagnosis), _sentence(then, diagnosis) if then else "")


def mark(state: DiagnosisState, encoding: str = "utf-8") -> str:
    """Give the sign that stands before a line; it means the same as the colour.

    Args:
        state: what was found.
        encoding: of what the sign is written to. Japanese Windows' own (cp932) lacks two of the usual signs.
    """
    try:
        "".join(_MARKS.values()).encode(encoding)
    except UnicodeEncodeError:
        return _MARKS_OF_CP932[state]
    return _MARKS[state]


def line(diagnosis: Diagnosis, encoding: str = "utf-8") -> str:
    """Tell one diagnosis in a line."""
    return f"{mark(diagnosis.state, encoding)} {subject(diagnosis)}: {said(diagnosis)}"


def report(diagnoses: Iterable[Diagnosis], version: str, encoding: str = "utf-8") -> str:
    """Tell everything, to be copied: a line of versions, then a line a check."""
    where = f"Python {platform.python_version()}, {platform.system()}"
    return "\n".join([f"madoguchi {version}, {where}", *(line(it, encoding) for it in diagnoses)])


def _sentence(source: str, diagnosis: Diagnosis) -> str:
    values = (
        dates.day_and_time(value) if isinstance(value, datetime) else value for value in diagnosis.values
    )
    return filled("diagnosis", source, *values)
