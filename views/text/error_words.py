"""What is said of errors that are always told alike; `views.text.messages` tells them, and those that differ."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract import errors
from services.contract.errors import PrinterFault, ServiceError
from views.language.translation import QT_TRANSLATE_NOOP

NOTHING_DONE: Final = QT_TRANSLATE_NOOP(
    "messages", "操作は行われていません。少し待って、もう一度お試しください。"
)
TELL_KEEPER: Final = QT_TRANSLATE_NOOP("messages", "システムの係に連絡してください。")
CHECK_SETTINGS: Final = QT_TRANSLATE_NOOP("messages", "設定を確かめて、起動し直してください。")

PLAIN: Final[Mapping[type[ServiceError], tuple[str, str]]] = MappingProxyType(
    {
        errors.ItemNumberRead: (
            QT_TRANSLATE_NOOP("messages", "資料の番号です。"),
            QT_TRANSLATE_NOOP("messages", "利用カードを読み取ってください。"),
        ),
        errors.CardUnknown: (
            QT_TRANSLATE_NOOP("messages", "この番号の利用カードはありません。"),
            QT_TRANSLATE_NOOP("messages", "番号を確かめて、もう一度読み取ってください。"),
        ),
        errors.CardRetired: (
            QT_TRANSLATE_NOOP("messages", "再発行前のカードです。"),
            QT_TRANSLATE_NOOP("messages", "新しい利用カードを読み取ってください。"),
        ),
        errors.CardInUse: (
            QT_TRANSLATE_NOOP("messages", "この番号の利用カードは、もう使われています。"),
            QT_TRANSLATE_NOOP("messages", "まだ使われていない利用カードを読み取ってください。"),
        ),
        errors.PatronGone: (
            QT_TRANSLATE_NOOP("messages", "この利用者の登録はもうありません。"),
            QT_TRANSLATE_NOOP("messages", "利用カードを読み取り直してください。"),
        ),
        errors.NotPermitted: (
            QT_TRANSLATE_NOOP("messages", "この担当、またはこの受付の方法ではできません。"),
            QT_TRANSLATE_NOOP("messages", "担当できる職員に引き継いでください。"),
        ),
        errors.RowChanged: (
            QT_TRANSLATE_NOOP("messages", "ほかの操作で内容が変わったため、行われませんでした。"),
            QT_TRANSLATE_NOOP("messages", "今の内容を確かめて、必要ならもう一度行ってください。"),
        ),
        errors.DaysChanged: (
            QT_TRANSLATE_NOOP("messages", "ほかの窓口で開館日が変わったため、保存していません。"),
            QT_TRANSLATE_NOOP(
                "messages",
                "今の開館日を出しました。選んだ変更は残っています。確かめて、もう一度保存してください。",
            ),
        ),
        errors.DaysOver: (
            QT_TRANSLATE_NOOP("messages", "日付が変わり、過ぎた日があるため、保存していません。"),
            QT_TRANSLATE_NOOP("messages", "過ぎた日を外しました。確かめて、もう一度保存してください。"),
        ),
        errors.DaysUnknown: (
            QT_TRANSLATE_NOOP("messages", "接続が切れ、保存されたかどうか確かめられません。"),
            QT_TRANSLATE_NOOP("messages", "つながったら、もう一度保存してください。二重にはなりません。"),
        ),
        errors.DoneAlready: (
            QT_TRANSLATE_NOOP("messages", "ほかの職員がもう行っています。"),
            QT_TRANSLATE_NOOP("messages", "今の状態を画面で確かめてください。"),
        ),
        errors.StaffDisabled: (
            QT_TRANSLATE_NOOP("messages", "この職員IDは停止されています。"),
            QT_TRANSLATE_NOOP("messages", "責任者に連絡してください。"),
        ),
        errors.StaffChanged: (
            QT_TRANSLATE_NOOP("messages", "管理者が、この職員の役割を変えました。"),
            QT_TRANSLATE_NOOP("messages", "サインインし直してください。"),
        ),
        errors.SystemUnreachable: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムにつながりません。"),
            NOTHING_DONE,
        ),
        errors.LoginLimitReached: (
            QT_TRANSLATE_NOOP("messages", "このログインの接続の数が、上限に達しています。"),
            QT_TRANSLATE_NOOP(
                "messages",
                "同じログインで開いているほかの窓口を閉じて、もう一度お試しください。心当たりがなければ、すぐにシステムの係に連絡してください。",
            ),
        ),
        errors.Disconnected: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムにつながりません。"),
            QT_TRANSLATE_NOOP("messages", "自動でつなぎ直しています。つながるまで、操作はできません。"),
        ),
        errors.ActUnderWay: (
            QT_TRANSLATE_NOOP("messages", "前の操作がまだ終わっていないため、行われませんでした。"),
            QT_TRANSLATE_NOOP("messages", "終わるのを待って、もう一度行ってください。"),
        ),
        errors.SystemBusy: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムが混み合っています。"),
            NOTHING_DONE,
        ),
        errors.PasswordChangedJustNow: (
            QT_TRANSLATE_NOOP("messages", "パスワードは変更したばかりです。"),
            QT_TRANSLATE_NOOP("messages", "今回は変更していません。1分待って、もう一度行ってください。"),
        ),
        errors.TextUnfit: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムに入れられない文字が入っています。"),
            QT_TRANSLATE_NOOP("messages", "貼り付けた文字を消して、入力し直してください。"),
        ),
        errors.SystemReadOnly: (
            QT_TRANSLATE_NOOP(
                "messages",
                "図書館のシステムが書き込みを受け付けません。閲覧の記録も書けないため、開けません。",
            ),
            TELL_KEEPER,
        ),
        errors.RecordUnfit: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムから届いた内容が取り決めに合わないため、表示しません。"
            ),
            QT_TRANSLATE_NOOP(
                "messages",
                "システムの係に連絡してください。madoguchi contract check で、合わない箇所が分かります。",
            ),
        ),
        errors.SystemReaderRefused: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムが、この端末の読み取り用のログインを受け付けません。"
            ),
            QT_TRANSLATE_NOOP(
                "messages",
                "システムの係に連絡してください。パスワードは madoguchi ils password で登録し直せます。",
            ),
        ),
        errors.SystemUntrusted: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムのサーバーが本物か確かめられないため、つなぎませんでした。"
            ),
            QT_TRANSLATE_NOOP(
                "messages", "サーバーの名前と、設定の [ils] views の ssl_ca の証明書を確かめてください。"
            ),
        ),
        errors.SystemSlow: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムの答えが、時間内に届きませんでした。"),
            NOTHING_DONE,
        ),
        errors.SystemInterrupted: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムが、読み取りを途中で打ち切りました。"),
            NOTHING_DONE,
        ),
        errors.SystemFull: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムのディスクに空きがありません。"),
            TELL_KEEPER,
        ),
        errors.SystemPartsGone: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムから、この窓口の画面にあるものの一部が読み取れなくなりました。"
            ),
            QT_TRANSLATE_NOOP("messages", "プログラムを終わらせて、もう一度開いてください。"),
        ),
        errors.LibraryHasPatrons: (
            QT_TRANSLATE_NOOP(
                "messages",
                "このデータベースには利用者が登録されているため、ほかの図書館システムと一緒には使えません。",
            ),
            QT_TRANSLATE_NOOP("messages", "利用者のいないデータベースを指定してください。"),
        ),
        errors.SystemAddressBad: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館システムの場所(設定の [ils] views)の書き方が正しくありません。"
            ),
            CHECK_SETTINGS,
        ),
        errors.SystemAddressHoldsPassword: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館システムの場所(設定の [ils] views)に、パスワードが書かれています。"
            ),
            QT_TRANSLATE_NOOP("messages", "設定から消して、madoguchi ils password で登録してください。"),
        ),
        errors.SystemPasswordMissing: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館システムを読むためのパスワードが、この端末に登録されていません。"
            ),
            QT_TRANSLATE_NOOP(
                "messages", "システムの係に連絡してください。madoguchi ils password で登録できます。"
            ),
        ),
        errors.KeyringMissing: (
            QT_TRANSLATE_NOOP(
                "messages", "パスワードを安全にしまう場所(キーリング)を、この端末で使えません。"
            ),
            QT_TRANSLATE_NOOP(
                "messages",
                "パスワードはファイルには書きません。キーリングを使えるようにしてから、もう一度行ってください。",
            ),
        ),
        errors.SystemBesideServer: (
            QT_TRANSLATE_NOOP(
                "messages", "PostgreSQL のデータベースは、まだほかの図書館システムと一緒には使えません。"
            ),
            QT_TRANSLATE_NOOP("messages", "ファイルのデータベース(sqlite:///)を指定してください。"),
        ),
        errors.DatabaseReplaced: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースのファイルが、使っている間に別のものに入れ替わりました。"
            ),
            QT_TRANSLATE_NOOP(
                "messages",
                "もう何も書き込みません。直前の操作は、行われていないことがあります。このプログラムを終了して、システムの係に連絡してください。",
            ),
        ),
        errors.DatabaseMixed: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースのファイルと、その横の書き込みの記録(-wal)が、別々のものです。"
            ),
            QT_TRANSLATE_NOOP(
                "messages", "壊さないため開きませんでした。どちらも消さずに、システムの係に連絡してください。"
            ),
        ),
        errors.DatabaseDamaged: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースのファイルが壊れています。または、データベースではありません。"
            ),
            TELL_KEEPER,
        ),
        errors.DatabaseInUse: (
            QT_TRANSLATE_NOOP("messages", "データベースのファイルは、ほかで開かれています。"),
            QT_TRANSLATE_NOOP("messages", "窓口と worker をすべて終了してから、もう一度行ってください。"),
        ),
        errors.DatabaseNotEmpty: (
            QT_TRANSLATE_NOOP("messages", "このデータベースは空ではないため、新しく作れません。"),
            QT_TRANSLATE_NOOP("messages", "空のデータベースを指定してください。"),
        ),
        errors.PatronsElsewhere: (
            QT_TRANSLATE_NOOP("messages", "この図書館の利用者は、別の図書館システムにあります。"),
            QT_TRANSLATE_NOOP("messages", "登録や取り込みは、そのシステムで行ってください。"),
        ),
        errors.DatabaseUrlBad: (
            QT_TRANSLATE_NOOP("messages", "データベースの場所の書き方が正しくありません。"),
            CHECK_SETTINGS,
        ),
        errors.DatabaseHoldsLogin: (
            QT_TRANSLATE_NOOP("messages", "データベースの場所に、ログイン名かパスワードが書かれています。"),
            QT_TRANSLATE_NOOP("messages", "窓口では各自の職員IDでサインインします。設定から消してください。"),
        ),
        errors.SystemLoginClosed: (
            QT_TRANSLATE_NOOP(
                "messages", "図書館のシステムは、このログインか、このパソコンからの接続を認めていません。"
            ),
            TELL_KEEPER,
        ),
        errors.SystemLoginRefused: (
            QT_TRANSLATE_NOOP("messages", "図書館のシステムがこのログインを受け付けません。"),
            QT_TRANSLATE_NOOP(
                "messages", "サインインし直してください。続くときは、責任者に連絡してください。"
            ),
        ),
        errors.OutcomeUnknown: (
            QT_TRANSLATE_NOOP("messages", "接続が切れ、操作が済んだかどうか確かめられません。"),
            QT_TRANSLATE_NOOP(
                "messages", "つながりしだい確かめて、お知らせします。それまで繰り返さないでください。"
            ),
        ),
        errors.SettingsNotWritable: (
            QT_TRANSLATE_NOOP("messages", "設定ファイルに書き込めません。"),
            QT_TRANSLATE_NOOP("messages", "フォルダーの書き込みの許可を確かめてください。"),
        ),
    }
)

PAPER_REFUSED: Final = (
    QT_TRANSLATE_NOOP("messages", "プリンター「%1」は、用紙「%2」に印刷できません。"),
    QT_TRANSLATE_NOOP("messages", "プリンターにこの用紙を登録するか、別のプリンターか用紙を選んでください。"),
)
PRINTER: Final[Mapping[PrinterFault, tuple[str, str]]] = MappingProxyType(
    {
        PrinterFault.MISSING: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」が見つかりません。"),
            QT_TRANSLATE_NOOP("messages", "電源と接続、設定のプリンター名を確かめてください。"),
        ),
        PrinterFault.NONE_THERE: (
            QT_TRANSLATE_NOOP("messages", "このパソコンにはプリンターがありません。"),
            QT_TRANSLATE_NOOP("messages", "プリンターをつなぐか、画面でお見せください。"),
        ),
        PrinterFault.CHANGED: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」が別のものに変わっています。"),
            QT_TRANSLATE_NOOP("messages", "設定のプリンター名を確かめてください。"),
        ),
        PrinterFault.IN_ERROR: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」が異常を知らせています。"),
            QT_TRANSLATE_NOOP("messages", "用紙切れや紙詰まりを直して、もう一度印刷してください。"),
        ),
        PrinterFault.STOPPED: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」が停止しています。"),
            QT_TRANSLATE_NOOP("messages", "プリンターを再開して、もう一度印刷してください。"),
        ),
        PrinterFault.REFUSED_JOB: (
            QT_TRANSLATE_NOOP(
                "messages",
                "プリンター「%1」は印刷しませんでした。取り消されたか、受け付けられなかったかです。",
            ),
            QT_TRANSLATE_NOOP("messages", "プリンターの状態を確かめて、もう一度印刷してください。"),
        ),
        PrinterFault.NOT_CANCELLED: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」の印刷を取り消せませんでした。"),
            QT_TRANSLATE_NOOP("messages", "このあと印刷されることがあります。プリンターを確かめてください。"),
        ),
        PrinterFault.MAKES_FILES: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」は紙に印刷せず、ファイルやファクスにします。"),
            QT_TRANSLATE_NOOP("messages", "票はファイルにしません。紙に印刷するプリンターを選んでください。"),
        ),
    }
)
