"""The one place where what went wrong, or well, becomes words: what happened, and what to do next.

Nothing here shows SQL, class names, addresses or passwords, and a title only where an act's result names its row. A
test proves that every `ServiceError` has its sentence.
"""

from dataclasses import dataclass
from datetime import date

from services.contract import errors
from services.contract.errors import CardFault, ServiceError
from services.rules.decision import Refused
from viewmodels.core.notes import (
    ApprovalAsked,
    ApprovalFollowed,
    ApprovalNews,
    Caution,
    ChangedElsewhere,
    Done,
    Lifts,
    ListSaved,
    OutcomeKnown,
    PreviousRunCrashed,
    Renewals,
    Result,
    StatusMessage,
)
from viewmodels.core.trouble import Bug
from views.language import dates
from views.language.glosses import glossed
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import (
    approval_words,
    card_words,
    file_words,
    form_words,
    installation_words,
    live_words,
    result_words,
    words,
)
from views.text.error_words import (
    PAPER_REFUSED,
    PLAIN,
    PRINTER,
)
from views.text.note_words import CAUTIONS, DONE, broken_off
from views.text.refusal_words import SAY_SO, advice, reasons


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message.

    Attributes:
        what: what happened.
        next: what to do now.
    """

    what: str
    next: str


def sentence(error: ServiceError) -> Sentence:
    """Put a known error into words; TypeError for a kind that has no sentence yet."""
    plain = PLAIN.get(type(error))
    if plain is not None:
        return _said(*plain)
    if isinstance(error, approval_words.TROUBLES):
        return Sentence(*approval_words.told(error))
    return _with_fields(error)


def unexpected(reference: str) -> Sentence:
    """Tell of a fault of the program itself, by the reference under which the log has it."""
    return Sentence(
        filled(
            "messages", QT_TRANSLATE_NOOP("messages", "予期しない不具合が起きました(番号 %1)。"), reference
        ),
        filled(
            "messages",
            QT_TRANSLATE_NOOP(
                "messages", "もう一度お試しください。続くときは、この番号をシステムの係に伝えてください。"
            ),
        ),
    )


def of_trouble(trouble: ServiceError | Bug) -> Sentence:
    """Put what went wrong into words, known or not."""
    return unexpected(trouble.reference) if isinstance(trouble, Bug) else sentence(trouble)


def line(note: StatusMessage, today: date | None = None) -> str:
    """Put a note into one line for the status bar; a day that is near the present one has no year there."""
    if isinstance(note, Done):
        return glossed(translate("messages", DONE[note]))
    if isinstance(note, Result | Renewals | Lifts | ListSaved):
        return result_words.line(note, today)
    if isinstance(note, Caution):
        return translate("messages", CAUTIONS[note])
    if isinstance(note, ChangedElsewhere | OutcomeKnown):
        return live_words.line(note)
    if isinstance(note, ApprovalNews | ApprovalAsked | ApprovalFollowed):
        why = note.why if isinstance(note, ApprovalNews) else None
        last = approval_words.line(note, None if why is None else sentence(why).what)
        return last if note.before is None else run_on(line(note.before), last)
    told = Sentence(*broken_off(note)) if isinstance(note, PreviousRunCrashed) else of_trouble(note)
    return run_on(told.what, told.next)


def heard(note: StatusMessage) -> str:
    """Put a note into what a screen reader says of it by itself."""
    return result_words.heard(note) if isinstance(note, Result | Renewals | Lifts | ListSaved) else line(note)


def a_scan_waits() -> str:
    """Tell that a card was read and has to wait, in words that may be heard."""
    return translate(
        "messages",
        QT_TRANSLATE_NOOP("messages", "… 読み取ったカードは、この操作が終わってから開きます"),
    )


def waiting_scan(number: str) -> str:
    """Tell that a card was read and has to wait, and which, for the eye alone."""
    return filled(
        "messages",
        QT_TRANSLATE_NOOP("messages", "… 読み取ったカード(%1)は、この操作が終わってから開きます"),
        card_words.written(number),
    )


def scan_waits_for_input(number: str) -> str:
    """Tell which card was read while something unsaved stands in a form, for the eye alone."""
    return filled(
        "messages",
        QT_TRANSLATE_NOOP("messages", "… 読み取ったカード(%1)は、入力を捨てると開きます"),
        card_words.written(number),
    )


def _said(what: str, then: str) -> Sentence:
    return Sentence(translate("messages", what), translate("messages", then))


def _said_of(what: str, then: str, value: str) -> Sentence:
    return Sentence(filled("messages", what, value), filled("messages", then))


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
            | errors.IdentityCheckEnded()
            | errors.LooksListedOften()
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
        case errors.PrinterUnavailable() | errors.PaperRefused():
            told = _printer(error)
        case errors.SignInFailed() | errors.StaffLocked() | errors.PasswordUnfit():
            told = _sign_in(error)
        case (
            errors.StaffUnknown()
            | errors.StaffExists()
            | errors.StaffLoginGone()
            | errors.StaffSwitchedOff()
            | errors.BranchUnknown()
            | errors.StaffIdUnfit()
            | errors.StaffNameEmpty()
        ):
            told = _name(error)
        case (
            errors.FileNotWritable()
            | errors.FileThere()
            | errors.FileUnreadable()
            | errors.FolderUnreadable()
            | errors.FolderMissing()
            | errors.FolderNotEmpty()
            | errors.BackupUnfit()
            | errors.RowsDangling()
            | errors.SchemaForeign()
        ):
            told = Sentence(*file_words.told(error))
        case (
            errors.SchemaMismatch()
            | errors.DatabaseTooOld()
            | errors.DatabaseEncodingUnfit()
            | errors.DatabaseUntrusted()
            | errors.ClockDoubtful()
            | errors.DatabaseLoginUnfit()
            | errors.DatabaseOnNetwork()
            | errors.SystemVersionUnfit()
            | errors.SystemViewsUnfit()
            | errors.ProgramMissing()
            | errors.SettingsUnreadable()
            | errors.PolicyUntrusted()
        ):
            told = Sentence(*installation_words.told(error))
        case _:
            msg = f"no sentence for {type(error).__name__}"
            raise TypeError(msg)
    return told


def _refused(refusal: Refused) -> Sentence:
    told = translate("messages", "・").join(reasons(refusal))
    what = QT_TRANSLATE_NOOP("messages", "できません(%1)。")
    if SAY_SO.issuperset(refusal.reasons):
        what = QT_TRANSLATE_NOOP("messages", "%1。")
    return Sentence(filled("messages", what, told), advice(refusal.reasons[0]))


type _FormTrouble = (
    errors.EmailMalformed
    | errors.QuestionFaulty
    | errors.RegistrationMalformed
    | errors.FactsUnfit
    | errors.SearchUnfit
    | errors.IdentityNotConfirmed
    | errors.IdentityCheckEnded
    | errors.LooksListedOften
)


def _form(error: _FormTrouble) -> Sentence:
    match error:
        case errors.EmailMalformed(faults=faults):
            causes = "".join(form_words.mail_fault(fault, place) for fault, place in faults)
            return Sentence(glossed(form_words.MALFORMED), causes)
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
        case errors.IdentityNotConfirmed() | errors.IdentityCheckEnded() | errors.LooksListedOften():
            return Sentence(*form_words.not_now(error))


def _malformed(error: errors.CardNumberMalformed) -> Sentence:
    match error.fault:
        case CardFault.EMPTY:
            what = translate("messages", "番号が入っていません。")
        case CardFault.DIGIT_COUNT:
            what = card_words.wrong_length(error.digits)
        case CardFault.NO_DIGIT:
            what = translate("messages", "数字がありません。")
        case CardFault.HYPHEN_AT_END:
            what = translate("messages", "番号が「-」で始まるか終わっています。")
        case CardFault.CHARACTER:
            shown = (
                error.character
                if error.character.isprintable()
                else f"U+{ord(error.character[:1] or ' '):04X}"
            )
            what = filled("messages", QT_TRANSLATE_NOOP("messages", "「%1」は番号に使えません。"), shown)
    return Sentence(what, card_words.read_again())


def _printer(error: errors.PrinterUnavailable | errors.PaperRefused) -> Sentence:
    match error:
        case errors.PrinterUnavailable(fault=fault, printer=printer):
            what, then = PRINTER[fault]
            return Sentence(filled("messages", what, printer), filled("messages", then))
        case errors.PaperRefused(printer=printer, paper=paper):
            what, then = PAPER_REFUSED
            return Sentence(filled("messages", what, printer, words.paper(paper)), filled("messages", then))


def _sign_in(error: errors.SignInFailed | errors.StaffLocked | errors.PasswordUnfit) -> Sentence:
    match error:
        case errors.SignInFailed(tries_left=tries_left):
            what = translate("messages", "職員IDかパスワードが違います。")
            if tries_left is None:
                return Sentence(what, translate("messages", "もう一度入力してください。"))
            then = QT_TRANSLATE_NOOP(
                "messages", "もう一度入力してください。あと%1回間違えるとロックされます。"
            )
            return Sentence(what, filled("messages", then, str(tries_left)))
        case errors.StaffLocked(until=until):
            return Sentence(
                translate("messages", "間違いが続いたため、この職員IDはロックされています。"),
                filled(
                    "messages",
                    QT_TRANSLATE_NOOP("messages", "%1 を過ぎたら、もう一度サインインしてください。"),
                    dates.time(until),
                ),
            )
        case errors.PasswordUnfit(minimum=minimum):
            return Sentence(
                translate("messages", "パスワードが短すぎます。"),
                filled("messages", QT_TRANSLATE_NOOP("messages", "%1文字以上にしてください。"), str(minimum)),
            )


def _account(error: errors.StaffLoginGone | errors.StaffSwitchedOff) -> Sentence:
    match error:
        case errors.StaffLoginGone(staff_id=staff_id):
            return Sentence(
                filled(
                    "messages",
                    QT_TRANSLATE_NOOP("messages", "サーバーに、職員ID「%1」のログインがありません。"),
                    staff_id,
                ),
                translate(
                    "messages",
                    "madoguchi staff enable で作り直してから、madoguchi staff password でパスワードを決めてください。",
                ),
            )
        case errors.StaffSwitchedOff(staff_id=staff_id):
            return Sentence(
                filled(
                    "messages", QT_TRANSLATE_NOOP("messages", "職員ID「%1」は停止されています。"), staff_id
                ),
                translate("messages", "madoguchi staff enable で戻してから、もう一度行ってください。"),
            )


type _NameTrouble = (
    errors.StaffUnknown
    | errors.StaffExists
    | errors.StaffLoginGone
    | errors.StaffSwitchedOff
    | errors.BranchUnknown
    | errors.StaffIdUnfit
    | errors.StaffNameEmpty
)


def _name(error: _NameTrouble) -> Sentence:
    match error:
        case errors.StaffUnknown(staff_id=staff_id):
            return Sentence(
                filled("messages", QT_TRANSLATE_NOOP("messages", "職員ID「%1」はありません。"), staff_id),
                translate("messages", "職員IDを一覧で確かめてください。"),
            )
        case errors.StaffLoginGone() | errors.StaffSwitchedOff():
            return _account(error)
        case errors.StaffExists(staff_id=staff_id):
            return Sentence(
                filled(
                    "messages", QT_TRANSLATE_NOOP("messages", "職員ID「%1」はもう使われています。"), staff_id
                ),
                translate("messages", "別の職員IDにしてください。"),
            )
        case errors.BranchUnknown(branch=branch):
            return Sentence(
                filled("messages", QT_TRANSLATE_NOOP("messages", "館「%1」はありません。"), branch),
                translate("messages", "館の名前かコードを確かめてください。"),
            )
        case errors.StaffIdUnfit(longest=longest):
            return Sentence(
                translate("messages", "職員IDとして使えません。"),
                filled(
                    "messages",
                    QT_TRANSLATE_NOOP("messages", "空白のない%1文字以内にしてください。"),
                    str(longest),
                ),
            )
        case errors.StaffNameEmpty():
            return Sentence(
                translate("messages", "職員の氏名がありません。"),
                translate("messages", "氏名を入力してください。"),
            )
