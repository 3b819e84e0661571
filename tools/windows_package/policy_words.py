"""What the templates of group policy call each table, key and choice, in Japanese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from services.rules.vocabulary import MailSecurity, Paper, SystemKind
from services.slips.content import SlipKind
from viewmodels.settings.settings import Language, ThemeChoice


@dataclass(frozen=True, slots=True)
class PolicyText:
    """One text in both languages."""

    ja: str
    en: str


TABLES: Final[Mapping[str, PolicyText]] = MappingProxyType(
    {
        "database": PolicyText("データベース", "Database"),
        "ils": PolicyText("ほかの図書館システム", "Another library system"),
        "workstation": PolicyText("館と窓口", "Workplace"),
        "appearance": PolicyText("表示", "Display"),
        "keyboard": PolicyText("キーボード", "Keyboard"),
        "sounds": PolicyText("音", "Sounds"),
        "scanner": PolicyText("読み取り", "Scanner"),
        "privacy": PolicyText("のぞき見を防ぐ", "Privacy"),
        "mail": PolicyText("メール", "Mail"),
        "printing": PolicyText("印刷(すべての票)", "Printing (every slip)"),
        f"printing.{SlipKind.PASSWORD}": PolicyText("印刷(パスワード票)", "Printing (password slip)"),
        f"printing.{SlipKind.DUE}": PolicyText("印刷(返却期限票)", "Printing (due-date slip)"),
    }
)

KEYS: Final[Mapping[str, tuple[PolicyText, PolicyText]]] = MappingProxyType(
    {
        "database.url": (
            PolicyText("データベースの場所", "Address of the database"),
            PolicyText(
                "例: postgresql://ホスト/名前。この端末だけで使うなら sqlite:///C:/data/library.sqlite3"
                "(斜線で書きます)。パスワードは書かないでください。ここに書いたことは、だれでも読めます。",
                "For example postgresql://host/name; for this computer alone sqlite:///C:/data/library.sqlite3 "
                "(with slashes). Leave passwords out: everybody can read what stands here.",
            ),
        ),
        "database.ca_file": (
            PolicyText("PostgreSQL サーバーの認証局のファイル", "File of the PostgreSQL server's authority"),
            PolicyText(
                "Windows がその認証局を知らないときだけ書きます。",
                "Only where Windows doesn't know that authority.",
            ),
        ),
        "ils.kind": (
            PolicyText("システムの種類", "Kind of system"),
            PolicyText(
                "利用者がほかの図書館システムにいるときだけ決めます。",
                "Only where another library system has the patrons.",
            ),
        ),
        "ils.views": (
            PolicyText("システムの場所", "Address of the system"),
            PolicyText(
                "例: mysql://desk@koha.example.jp/counter。"
                "パスワードは書かず、端末で madoguchi ils password を使います。",
                "For example mysql://desk@koha.example.jp/counter. Without the password: "
                "the workstation keeps it by madoguchi ils password.",
            ),
        ),
        "workstation.branch": (
            PolicyText("館", "Branch"),
            PolicyText("端末のある館のコード。", "The code of the branch in which the workstation stands."),
        ),
        "workstation.name": (
            PolicyText("窓口の名前", "Counter name"),
            PolicyText(
                "操作の記録に残ります。多くの端末に効くポリシーでは決めないでください。どの窓口かがわからなくなります。",
                "It stands in the activity log. Don't set it for several workstations: "
                "nobody could tell them apart.",
            ),
        ),
        "appearance.theme": (
            PolicyText("色", "Theme"),
            PolicyText("画面の色。", "The colours of the screen."),
        ),
        "appearance.text_percent": (
            PolicyText("文字の大きさ(%)", "Text size (%)"),
            PolicyText("Windows の拡大とは別に効きます。", "Besides the scaling of Windows."),
        ),
        "appearance.language": (
            PolicyText("画面の言語", "Language"),
            PolicyText("利用者が読むものは日本語のままです。", "What patrons read stays Japanese."),
        ),
        "appearance.glosses": (
            PolicyText(
                "英語の画面で、利用者のページの言葉に英語を添える",
                "On an English screen, show English beside the words of the patron page",
            ),
            PolicyText("画面が英語のときだけ効きます。", "Only where the screen is English."),
        ),
        "keyboard.letters": (
            PolicyText("一覧で、文字のキーで手続きをする", "Letters stand for acts in lists"),
            PolicyText(
                "無効にすると、一覧で文字のキーは手続きをしません。",
                "Disabled: no letter stands for an act in a list.",
            ),
        ),
        "sounds.enabled": (
            PolicyText("操作の結果を音でも知らせる", "Play sounds for results as well"),
            PolicyText(
                "済むと1回、済まないと2回鳴ります。", "One tone when an act is done, two when it isn't."
            ),
        ),
        "scanner.key_ms": (
            PolicyText(
                "読み取りとみなすキーの間隔(ミリ秒)", "Keys closer together than this count as a scan (ms)"
            ),
            PolicyText(
                "読み取り機に合う値は、「設定」の「読み取り」で測れます。", "The settings window measures it."
            ),
        ),
        "scanner.ending_ms": (
            PolicyText(
                "読み取りの終わりの Enter を待つ時間(ミリ秒)", "Wait for the Enter after a scan for (ms)"
            ),
            PolicyText(
                "その時間のうちに来た Enter は、読み取りの一部です。",
                "An Enter that comes within it belongs to the scan.",
            ),
        ),
        "privacy.idle_hide_minutes": (
            PolicyText("操作がなければ画面を隠すまで(分)", "Hide the screen when idle for (minutes)"),
            PolicyText("0 は、隠しません。", "0 = never."),
        ),
        "privacy.idle_lock_minutes": (
            PolicyText("操作がなければロックするまで(分)", "Lock the desk when idle for (minutes)"),
            PolicyText("0 は、ロックしません。", "0 = never."),
        ),
        "privacy.titles_masked": (
            PolicyText("利用者を開いたとき、タイトルを隠しておく", "Mask titles when a patron is opened"),
            PolicyText("F8 で表示します。", "F8 shows them."),
        ),
        "mail.host": (
            PolicyText("メールサーバー", "Mail server"),
            PolicyText("メールを送る worker が使います。", "For the worker that sends mail."),
        ),
        "mail.port": (
            PolicyText("ポート", "Port"),
            PolicyText(
                "未構成なら、暗号化のふつうの番号です。", "Not configured: the usual one of the encryption."
            ),
        ),
        "mail.security": (
            PolicyText("暗号化", "Encryption"),
            PolicyText(
                "サーバーが応じないときは、送りません。", "Nothing is sent to a server that doesn't offer it."
            ),
        ),
        "mail.user": (
            PolicyText("サーバーのユーザー名", "User name at the server"),
            PolicyText("サーバーが求めるときだけ決めます。", "Only where the server wants one."),
        ),
        "mail.password": (
            PolicyText("サーバーのパスワード", "Password at the server"),
            PolicyText(
                "グループポリシーのパスワードは、ドメインのだれでも読めます。"
                "worker の設定ファイルに書くほうが安全です。",
                "Everybody in the domain can read a password in group policy. "
                "The worker's own settings file is safer.",
            ),
        ),
        "mail.from": (
            PolicyText("差出人", "Sender"),
            PolicyText(
                "アドレス、または 名前 <アドレス>。",
                "An address, or a name and an address in angle brackets.",
            ),
        ),
    }
)

SLIP_KEYS: Final[Mapping[str, tuple[PolicyText, PolicyText]]] = MappingProxyType(
    {
        "printer": (
            PolicyText("プリンター", "Printer"),
            PolicyText(
                "Windows のプリンターの名前。ファイルやファクスになるものは使えません。",
                "The printer's name in Windows. One that makes files or sends faxes is refused.",
            ),
        ),
        "paper": (PolicyText("用紙", "Paper"), PolicyText("票の用紙。", "The slip's paper.")),
        "dialog": (
            PolicyText("印刷のたびに、プリンターと用紙を選び直す", "Choose printer and paper each time"),
            PolicyText(
                "プリンターを決めていても、印刷のたびに尋ねます。",
                "Asks for each slip although a printer is set.",
            ),
        ),
    }
)
"""The last parts of the keys that say how slips are printed."""

CHOICES: Final[Mapping[StrEnum, PolicyText]] = MappingProxyType(
    {
        ThemeChoice.AUTO: PolicyText("システムに合わせる", "Same as the system"),
        ThemeChoice.LIGHT: PolicyText("明るい", "Light"),
        ThemeChoice.DARK: PolicyText("暗い", "Dark"),
        ThemeChoice.HIGH_CONTRAST: PolicyText("ハイコントラスト", "High contrast"),
        Language.JAPANESE: PolicyText("日本語", "Japanese"),
        Language.ENGLISH: PolicyText("英語", "English"),
        Paper.A6: PolicyText("A6", "A6"),
        Paper.ROLL80: PolicyText("80 mm ロール紙", "80 mm roll"),
        Paper.A4: PolicyText("A4", "A4"),
        SystemKind.KOHA: PolicyText("Koha", "Koha"),
        MailSecurity.STARTTLS: PolicyText("STARTTLS", "STARTTLS"),
        MailSecurity.TLS: PolicyText("TLS", "TLS"),
        MailSecurity.NONE: PolicyText("なし", "None"),
    }
)
"""Languages and themes are both `auto`: equal members of two enumerations, with one text."""
