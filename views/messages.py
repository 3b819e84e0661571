"""The one place where what went wrong, or well, becomes words: what happened, and what to do next.

Nothing here shows SQL, class names, titles, addresses or passwords. A test proves that every `ServiceError` has its
sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services import errors
from services.cards import format_card_number
from services.errors import CardFault, PrinterFault, ServiceError
from services.rules.decision import Refused
from viewmodels.notes import BrokenOff, Bug, Caution, ChangedElsewhere, Done, Note, Settled
from views import dates, form_words, live_words, words
from views.line_breaks import run_on
from views.refusals import advice
from views.translation import QT_TRANSLATE_NOOP, portal, translate


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message.

    Attributes:
        what: what happened.
        next: what to do now.
    """

    what: str
    next: str


_CARD_DIGITS: Final = 9
_CARD_AGAIN: Final = QT_TRANSLATE_NOOP("messages", "利用カード番号は9桁です。もう一度読み取ってください。")
_NOTHING_DONE: Final = QT_TRANSLATE_NOOP(
    "messages", "操作は行われていません。少し待って、もう一度お試しください。"
)
_TELL_KEEPER: Final = QT_TRANSLATE_NOOP("messages", "システムの係に連絡してください。")
_CHECK_SETTINGS: Final = QT_TRANSLATE_NOOP("messages", "設定を確かめて、起動し直してください。")

_PLAIN: Final[Mapping[type[ServiceError], tuple[str, str]]] = MappingProxyType(
    {
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
            QT_TRANSLATE_NOOP("messages", "できる担当者に引き継いでください。"),
        ),
        errors.RowChanged: (
            QT_TRANSLATE_NOOP("messages", "ほかの操作で内容が変わったため、行われませんでした。"),
            QT_TRANSLATE_NOOP("messages", "今の内容を確かめて、必要ならもう一度行ってください。"),
        ),
        errors.DoneAlready: (
            QT_TRANSLATE_NOOP("messages", "ほかの職員がもう行っています。"),
            QT_TRANSLATE_NOOP("messages", "今の状態を画面で確かめてください。"),
        ),
        errors.IdentityCheckEnded: (
            QT_TRANSLATE_NOOP("messages", "ご本人と確認できないまま、確認の回数が終わりました。"),
            QT_TRANSLATE_NOOP("messages", "利用カードを持って来館されるよう案内してください。"),
        ),
        errors.StaffDisabled: (
            QT_TRANSLATE_NOOP("messages", "この職員IDは停止されています。"),
            QT_TRANSLATE_NOOP("messages", "責任者に連絡してください。"),
        ),
        errors.DatabaseUnreachable: (
            QT_TRANSLATE_NOOP("messages", "データベースにつながりません。"),
            _NOTHING_DONE,
        ),
        errors.Disconnected: (
            QT_TRANSLATE_NOOP("messages", "データベースにつながりません。"),
            QT_TRANSLATE_NOOP("messages", "自動でつなぎ直しています。つながるまで、操作はできません。"),
        ),
        errors.DatabaseBusy: (
            QT_TRANSLATE_NOOP("messages", "データベースが混み合っています。"),
            _NOTHING_DONE,
        ),
        errors.DatabaseReadOnly: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースが書き込みを受け付けません。閲覧も記録が要るため、開けません。"
            ),
            _TELL_KEEPER,
        ),
        errors.DatabaseNotEmpty: (
            QT_TRANSLATE_NOOP("messages", "このデータベースは空ではないため、新しく作れません。"),
            QT_TRANSLATE_NOOP("messages", "空のデータベースを指定してください。"),
        ),
        errors.DatabaseUrlBad: (
            QT_TRANSLATE_NOOP("messages", "データベースの場所の書き方が正しくありません。"),
            _CHECK_SETTINGS,
        ),
        errors.DatabaseHoldsLogin: (
            QT_TRANSLATE_NOOP("messages", "データベースの場所に、ログイン名かパスワードが書かれています。"),
            QT_TRANSLATE_NOOP("messages", "窓口では各自の職員IDでサインインします。設定から消してください。"),
        ),
        errors.DatabaseUntrusted: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースのサーバーが本物か確かめられないため、つなぎませんでした。"
            ),
            QT_TRANSLATE_NOOP("messages", "サーバーの名前と、設定の ca_file の証明書を確かめてください。"),
        ),
        errors.DatabaseLoginClosed: (
            QT_TRANSLATE_NOOP(
                "messages", "データベースは、このログインか、このパソコンからの接続を認めていません。"
            ),
            _TELL_KEEPER,
        ),
        errors.DatabaseLoginRefused: (
            QT_TRANSLATE_NOOP("messages", "データベースがこのログインを受け付けません。"),
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

_PRINTER: Final[Mapping[PrinterFault, tuple[str, str]]] = MappingProxyType(
    {
        PrinterFault.MISSING: (
            QT_TRANSLATE_NOOP("messages", "プリンター「%1」が見つかりません。"),
            QT_TRANSLATE_NOOP("messages", "電源と接続、設定のプリンター名を確かめてください。"),
        ),
        PrinterFault.NONE_THERE: (
            QT_TRANSLATE_NOOP("messages", "このパソコンにはプリンターがありません。"),
            QT_TRANSLATE_NOOP("messages", "プリンターをつなぐか、画面のパスワード票をお見せください。"),
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
    }
)

_CAUTIONS: Final[Mapping[Caution, str]] = MappingProxyType(
    {
        Caution.CHECK_DIGIT: QT_TRANSLATE_NOOP(
            "messages", "カード番号の検査数字が合いません。読み違いでないか、カードの番号を確かめてください。"
        ),
        Caution.SAME_CARD: QT_TRANSLATE_NOOP(
            "messages", "同じカードを続けて読み取りました。開いたままです。"
        ),
        Caution.SCAN_LEFT: QT_TRANSLATE_NOOP(
            "messages", "入力を続けます。読み取ったカードは開いていません。"
        ),
        Caution.INPUT_DROPPED: QT_TRANSLATE_NOOP(
            "messages", "ロックしたとき入力の途中だったものは、保存せずに消しました。"
        ),
        Caution.SLIP_NOT_HANDED_OVER: QT_TRANSLATE_NOOP(
            "messages",
            "ロック中のパスワード票は、渡していないものとして閉じました。印刷した紙があれば捨て、再発行してください。",
        ),
    }
)
_DONE: Final[Mapping[Done, str]] = MappingProxyType(
    {
        Done.PASSWORD_ISSUED: QT_TRANSLATE_NOOP("messages", "パスワードを発行しました。"),
        Done.PASSWORD_REISSUED: QT_TRANSLATE_NOOP("messages", "パスワードを再発行しました。"),
        Done.PASSWORD_CHANGED: portal("新しいパスワードに変更しました。"),
        Done.PASSWORD_NOT_CHANGED: QT_TRANSLATE_NOOP("messages", "パスワードは変更していません。"),
        Done.PASSWORD_CHECKED: QT_TRANSLATE_NOOP("messages", "パスワードを確認しました。"),
        Done.PASSWORD_UNLOCKED: QT_TRANSLATE_NOOP("messages", "パスワードのロックを解除しました。"),
        Done.PASSWORD_DISABLED: QT_TRANSLATE_NOOP("messages", "パスワードを無効にしました。"),
        Done.EMAIL_UPDATED: portal("更新しました。"),
        Done.EMAIL_UNCHANGED: QT_TRANSLATE_NOOP(
            "messages", "同じメールアドレスのため、変更していません。お知らせメールも送信しません。"
        ),
        Done.EMAIL_NOTICE_QUEUED: QT_TRANSLATE_NOOP(
            "messages", "「メールアドレス登録確認のお知らせ」をもう一度送信待ちにしました。"
        ),
        Done.QUESTION_RECEIVED: portal("質問を受け付けました"),
        Done.QUESTION_TOLD: QT_TRANSLATE_NOOP("messages", "質問を連絡済にしました。"),
        Done.READ_AGAIN: QT_TRANSLATE_NOOP("messages", "読み直しました。"),
        Done.PATRON_CLOSED: QT_TRANSLATE_NOOP("messages", "利用者を閉じました。"),
        Done.CHANNEL_COUNTER: QT_TRANSLATE_NOOP("messages", "窓口での受付に切り替えました。"),
        Done.CHANNEL_PHONE: QT_TRANSLATE_NOOP("messages", "電話での受付に切り替えました。"),
        Done.IDENTIFIED: QT_TRANSLATE_NOOP("messages", "ご本人と確認しました。"),
        Done.LOANS_RENEWED: QT_TRANSLATE_NOOP("messages", "返却期限日を更新しました。"),
        Done.HOLD_CHANGED: QT_TRANSLATE_NOOP("messages", "予約を変更しました。"),
        # The guide's own words, which a patron knows from the page.
        Done.HOLD_CANCELLED: portal("予約を取り消しました"),
        Done.HOLD_RESTORED: QT_TRANSLATE_NOOP("messages", "予約一覧に戻しました。"),
        Done.SHELF_EXTENDED: QT_TRANSLATE_NOOP("messages", "取置期限日を延長しました。"),
        Done.REGISTRATION_RENEWED: QT_TRANSLATE_NOOP("messages", "登録を更新しました。"),
        Done.REGISTRATION_CORRECTED: QT_TRANSLATE_NOOP(
            "messages", "登録の内容を訂正しました。更新期限日は変わりません。"
        ),
        Done.REGISTRATION_UNCHANGED: QT_TRANSLATE_NOOP(
            "messages", "更新期限日も登録の内容も変わらないため、何も変更していません。"
        ),
        Done.CARD_REPORTED_LOST: QT_TRANSLATE_NOOP(
            "messages", "利用カードの紛失の届出を受け付け、貸出を停止しました。"
        ),
        Done.CARD_REPLACED: QT_TRANSLATE_NOOP(
            "messages", "代替カードを登録しました。前のカードは使えません。"
        ),
        Done.SUSPENDED: QT_TRANSLATE_NOOP("messages", "貸出禁止にしました。"),
        Done.SUSPENSION_LIFTED: QT_TRANSLATE_NOOP("messages", "貸出禁止を解除しました。"),
        Done.SUSPENSION_LIFTED_OTHERS_STAY: QT_TRANSLATE_NOOP(
            "messages", "一つの理由を解除しました。ほかの理由で貸出禁止が続いています。"
        ),
        Done.REPORT_TAKEN: QT_TRANSLATE_NOOP("messages", "申し出を記録しました。責任者が対応します。"),
        Done.REPORT_SETTLED: QT_TRANSLATE_NOOP("messages", "申し出を対応済にしました。"),
        Done.OWN_PASSWORD_CHANGED: QT_TRANSLATE_NOOP(
            "messages", "自分のパスワードを変更しました。次のサインインから、新しいパスワードを使います。"
        ),
        Done.SETTINGS_SAVED: QT_TRANSLATE_NOOP("messages", "設定を保存しました。"),
        Done.SETTINGS_SAVED_FOR_LATER: QT_TRANSLATE_NOOP(
            "messages", "設定を保存しました。窓口の画面は、開いている利用者を閉じると新しくなります。"
        ),
        Done.SETTINGS_UNCHANGED: QT_TRANSLATE_NOOP("messages", "設定は変えていません。"),
        Done.RECONNECTED: QT_TRANSLATE_NOOP("messages", "再接続しました。"),
        Done.HOLD_ACKNOWLEDGED: QT_TRANSLATE_NOOP("messages", "予約取消一覧から削除しました。"),
    }
)


def sentence(error: ServiceError) -> Sentence:
    """Put a known error into words; TypeError for a kind that has no sentence yet."""
    plain = _PLAIN.get(type(error))
    return _said(*plain) if plain is not None else _with_fields(error)


def unexpected(reference: str) -> Sentence:
    """Tell of a fault of the program itself, by the reference under which the log has it."""
    return Sentence(
        _filled(QT_TRANSLATE_NOOP("messages", "予期しない不具合が起きました(番号 %1)。"), reference),
        _filled(
            QT_TRANSLATE_NOOP(
                "messages", "もう一度お試しください。続くときは、この番号をシステムの係に伝えてください。"
            )
        ),
    )


def of_trouble(trouble: ServiceError | Bug) -> Sentence:
    """Put what went wrong into words, known or not."""
    return unexpected(trouble.reference) if isinstance(trouble, Bug) else sentence(trouble)


def line(note: Note) -> str:
    """Put a note into one line for the status bar."""
    if isinstance(note, Done):
        return translate("messages", _DONE[note])
    if isinstance(note, Caution):
        return translate("messages", _CAUTIONS[note])
    if isinstance(note, ChangedElsewhere | Settled):
        return live_words.line(note)
    told = _broken_off(note.reference) if isinstance(note, BrokenOff) else of_trouble(note)
    return run_on(told.what, told.next)


def _broken_off(reference: str) -> Sentence:
    return Sentence(
        _filled(QT_TRANSLATE_NOOP("messages", "前回、正しく終わりませんでした(番号 %1)。"), reference),
        _filled(
            QT_TRANSLATE_NOOP(
                "messages", "最後の操作を確かめてください。続くときは、番号をシステムの係に伝えてください。"
            )
        ),
    )


def a_scan_waits() -> str:
    """Tell that a card was read and has to wait, in words that may be heard."""
    return translate(
        "messages",
        QT_TRANSLATE_NOOP("messages", "… 読み取ったカードは、この操作が終わってから開きます"),
    )


def waiting_scan(number: str) -> str:
    """Tell that a card was read and has to wait, and which, for the eye alone."""
    return _filled(
        QT_TRANSLATE_NOOP("messages", "… 読み取ったカード(%1)は、この操作が終わってから開きます"),
        format_card_number(number),
    )


def _said(what: str, then: str) -> Sentence:
    return Sentence(translate("messages", what), translate("messages", then))


def _said_of(what: str, then: str, value: str) -> Sentence:
    return Sentence(_filled(what, value), _filled(then))


def _filled(source: str, value: str = "", second: str = "") -> str:
    return translate("messages", source).replace("%2", second).replace("%1", value)


def _with_fields(error: ServiceError) -> Sentence:
    match error:
        case errors.CardNumberMalformed():
            told = _malformed(error)
        case (
            errors.EmailMalformed()
            | errors.QuestionFaulty()
            | errors.RegistrationMalformed()
            | errors.FactsUnfit()
            | errors.SearchUnfit()
            | errors.IdentityNotConfirmed()
        ):
            told = _form(error)
        case errors.HoldMoved(status=status):
            told = _said_of(
                QT_TRANSLATE_NOOP("messages", "予約の状況が「%1」に変わったため、行われませんでした。"),
                QT_TRANSLATE_NOOP("messages", "今の状況を利用者に伝え、必要なら職員欄から行ってください。"),
                words.hold_status(status),
            )
        case errors.ActRefused(refusal=refusal):
            told = _refused(refusal)
        case errors.PrinterUnavailable(fault=fault, printer=printer):
            what, then = _PRINTER[fault]
            told = Sentence(_filled(what, printer), _filled(then))
        case errors.SignInFailed() | errors.StaffLocked() | errors.PasswordUnfit():
            told = _sign_in(error)
        case (
            errors.StaffUnknown()
            | errors.StaffExists()
            | errors.BranchUnknown()
            | errors.StaffIdUnfit()
            | errors.StaffNameEmpty()
        ):
            told = _name(error)
        case errors.FileNotWritable() | errors.FolderUnreadable() | errors.FolderNotEmpty():
            told = _place(error)
        case errors.SchemaMismatch() | errors.SettingsUnreadable():
            told = _installation(error)
        case _:
            msg = f"no sentence for {type(error).__name__}"
            raise TypeError(msg)
    return told


def _refused(refusal: Refused) -> Sentence:
    reasons = translate("messages", "・").join(words.reason(reason) for reason in refusal.reasons)
    return Sentence(
        _filled(QT_TRANSLATE_NOOP("messages", "できません(%1)。"), reasons), advice(refusal.reasons[0])
    )


type _FormTrouble = (
    errors.EmailMalformed
    | errors.QuestionFaulty
    | errors.RegistrationMalformed
    | errors.FactsUnfit
    | errors.SearchUnfit
    | errors.IdentityNotConfirmed
)


def _form(error: _FormTrouble) -> Sentence:
    match error:
        case errors.EmailMalformed(faults=faults):
            causes = "".join(form_words.mail_fault(fault, place) for fault, place in faults)
            return Sentence(form_words.MALFORMED, causes)
        case errors.QuestionFaulty(faults=faults):
            causes = "".join(map(form_words.question_fault, faults))
            return Sentence(translate("messages", "入力に誤りがあります。"), causes)
        case errors.RegistrationMalformed(faults=faults):
            causes = "".join(map(form_words.registration_fault, faults))
            return Sentence(translate("messages", "入力に誤りがあります。"), causes)
        case errors.FactsUnfit(faults=faults):
            causes = "".join(map(form_words.fact_fault, faults))
            return Sentence(translate("messages", "まだ確認していません。"), causes)
        case errors.SearchUnfit(fault=fault):
            return Sentence(*form_words.search_fault(fault))
        case errors.IdentityNotConfirmed(misses_left=left):
            then = QT_TRANSLATE_NOOP(
                "messages", "聞き直して、もう一度入力してください。あと%1回確認できます。"
            )
            return Sentence(translate("messages", "ご本人と確認できませんでした。"), _filled(then, str(left)))


def _malformed(error: errors.CardNumberMalformed) -> Sentence:
    match error.fault:
        case CardFault.EMPTY:
            what = translate("messages", "利用カード番号が入っていません。")
        case CardFault.DIGIT_COUNT:
            few = QT_TRANSLATE_NOOP("messages", "数字が%1桁しかありません。")
            many = QT_TRANSLATE_NOOP("messages", "数字が%1桁あります。")
            what = _filled(few if error.digits < _CARD_DIGITS else many, str(error.digits))
        case CardFault.CHARACTER:
            shown = (
                error.character
                if error.character.isprintable()
                else f"U+{ord(error.character[:1] or ' '):04X}"
            )
            what = _filled(QT_TRANSLATE_NOOP("messages", "「%1」は利用カード番号に使えません。"), shown)
    return Sentence(what, translate("messages", _CARD_AGAIN))


def _sign_in(error: errors.SignInFailed | errors.StaffLocked | errors.PasswordUnfit) -> Sentence:
    match error:
        case errors.SignInFailed(tries_left=tries_left):
            what = translate("messages", "職員IDかパスワードが違います。")
            if tries_left is None:
                return Sentence(what, translate("messages", "もう一度入力してください。"))
            then = QT_TRANSLATE_NOOP(
                "messages", "もう一度入力してください。あと%1回間違えるとロックされます。"
            )
            return Sentence(what, _filled(then, str(tries_left)))
        case errors.StaffLocked(until=until):
            return Sentence(
                translate("messages", "間違いが続いたため、この職員IDはロックされています。"),
                _filled(
                    QT_TRANSLATE_NOOP("messages", "%1 を過ぎたら、もう一度サインインしてください。"),
                    dates.time(until),
                ),
            )
        case errors.PasswordUnfit(minimum=minimum):
            return Sentence(
                translate("messages", "パスワードが短すぎます。"),
                _filled(QT_TRANSLATE_NOOP("messages", "%1文字以上にしてください。"), str(minimum)),
            )


type _NameTrouble = (
    errors.StaffUnknown
    | errors.StaffExists
    | errors.BranchUnknown
    | errors.StaffIdUnfit
    | errors.StaffNameEmpty
)


def _name(error: _NameTrouble) -> Sentence:
    match error:
        case errors.StaffUnknown(staff_id=staff_id):
            return Sentence(
                _filled(QT_TRANSLATE_NOOP("messages", "職員ID「%1」はありません。"), staff_id),
                translate("messages", "職員IDを一覧で確かめてください。"),
            )
        case errors.StaffExists(staff_id=staff_id):
            return Sentence(
                _filled(QT_TRANSLATE_NOOP("messages", "職員ID「%1」はもう使われています。"), staff_id),
                translate("messages", "別の職員IDにしてください。"),
            )
        case errors.BranchUnknown(branch=branch):
            return Sentence(
                _filled(QT_TRANSLATE_NOOP("messages", "館「%1」はありません。"), branch),
                translate("messages", "館の名前かコードを確かめてください。"),
            )
        case errors.StaffIdUnfit(longest=longest):
            return Sentence(
                translate("messages", "職員IDとして使えません。"),
                _filled(QT_TRANSLATE_NOOP("messages", "空白のない%1文字以内にしてください。"), str(longest)),
            )
        case errors.StaffNameEmpty():
            return Sentence(
                translate("messages", "職員の氏名がありません。"),
                translate("messages", "氏名を入力してください。"),
            )


def _place(error: errors.FileNotWritable | errors.FolderUnreadable | errors.FolderNotEmpty) -> Sentence:
    match error:
        case errors.FileNotWritable():
            what = QT_TRANSLATE_NOOP("messages", "%1 に書き込めません。")
            then = QT_TRANSLATE_NOOP("messages", "場所と書き込みの許可を確かめてください。")
        case errors.FolderUnreadable():
            what = QT_TRANSLATE_NOOP("messages", "フォルダー %1 に、読み込める表のファイルがありません。")
            then = QT_TRANSLATE_NOOP("messages", "場所と読み取りの許可を確かめてください。")
        case errors.FolderNotEmpty():
            what = QT_TRANSLATE_NOOP("messages", "フォルダー %1 は空ではありません。上書きはしません。")
            then = QT_TRANSLATE_NOOP("messages", "空のフォルダーか、新しいフォルダーを指定してください。")
    return _said_of(what, then, error.path)


def _installation(error: errors.SchemaMismatch | errors.SettingsUnreadable) -> Sentence:
    match error:
        case errors.SchemaMismatch(found=None):
            return Sentence(
                translate("messages", "データベースがまだ用意されていません。"),
                translate("messages", "madoguchi db init を実行してください。"),
            )
        case errors.SchemaMismatch():
            return Sentence(
                translate("messages", "データベースの版がこのプログラムと合いません。"),
                translate("messages", "madoguchi db upgrade を実行するか、プログラムを新しくしてください。"),
            )
        case errors.SettingsUnreadable(policy=str(policy)) if policy:
            return _policy(error, policy)
        case errors.SettingsUnreadable(line=number, key=key):
            what = translate("messages", "設定ファイルを読めません。")
            if key:
                what = _filled(
                    QT_TRANSLATE_NOOP("messages", "設定ファイルの %1 の値が正しくありません。"), key
                )
            elif number:
                what = _filled(
                    QT_TRANSLATE_NOOP("messages", "設定ファイルの%1行目を読めません。"), str(number)
                )
            return Sentence(what, translate("messages", _CHECK_SETTINGS))


def _policy(error: errors.SettingsUnreadable, path: str) -> Sentence:
    """Say what is wrong with the administrator's file, which nobody at the counter can mend."""
    what = _filled(QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)を読めません。"), path)
    if error.key:
        wrong = QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)の %2 の値が正しくありません。")
        what = _filled(wrong, path, error.key)
    elif error.line:
        what = _filled(
            QT_TRANSLATE_NOOP("messages", "管理者が決めた設定(%1)の%2行目を読めません。"),
            path,
            str(error.line),
        )
    return Sentence(what, translate("messages", _TELL_KEEPER))
