"""What is wrong with a form, in words: each cause with its place; or that no caller is identified."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contract.errors import IdentityCheckEnded, IdentityNotConfirmed, LooksListedOften
from services.rules.people import registration
from services.rules.people.email import MailFault
from services.rules.people.identity import FactFault
from services.rules.people.reference import LONGEST_QUESTION, QuestionFault
from services.rules.people.registration import RegistrationFault
from services.rules.people.search import SearchFault
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, portal, translate

MALFORMED: Final = portal("形式に誤りがあります。")

_MAIL: Final[Mapping[MailFault, str]] = MappingProxyType(
    {
        MailFault.WIDE_OR_BLANK: QT_TRANSLATE_NOOP("forms", "全角の文字か空白があります。"),
        MailFault.NO_AT: QT_TRANSLATE_NOOP("forms", "「@」がありません。"),
        MailFault.SECOND_AT: QT_TRANSLATE_NOOP("forms", "「@」は1つだけです。"),
        MailFault.NOTHING_BEFORE_AT: QT_TRANSLATE_NOOP("forms", "「@」の前に文字がありません。"),
        MailFault.TWO_DOTS: QT_TRANSLATE_NOOP("forms", "「.」が続いています。"),
        MailFault.LEADING_DOT: QT_TRANSLATE_NOOP("forms", "「.」で始まっています。"),
        MailFault.DOT_BEFORE_AT: QT_TRANSLATE_NOOP("forms", "「@」の直前に「.」があります。"),
        MailFault.FORBIDDEN_CHARACTER: QT_TRANSLATE_NOOP("forms", "使えない文字があります。"),
        MailFault.ENCODED_WORD: QT_TRANSLATE_NOOP("forms", "「=?」は使えません。"),
        MailFault.NO_DOT_IN_DOMAIN: QT_TRANSLATE_NOOP("forms", "「@」の後ろに「.」がありません。"),
        MailFault.LOCAL_PART_TOO_LONG: QT_TRANSLATE_NOOP("forms", "「@」の前が64文字を超えています。"),
        MailFault.TOO_LONG: QT_TRANSLATE_NOOP("forms", "254文字を超えています。"),
    }
)
_QUESTION: Final[Mapping[QuestionFault, tuple[str, int]]] = MappingProxyType(
    {
        QuestionFault.NAME_MISSING: (QT_TRANSLATE_NOOP("forms", "お名前を入力してください。"), 0),
        QuestionFault.NAME_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "お名前は%1文字までです。"),
            registration.LONGEST_NAME,
        ),
        QuestionFault.EMAIL_MISSING: (QT_TRANSLATE_NOOP("forms", "Eメールを入力してください。"), 0),
        QuestionFault.EMAIL_MALFORMED: (QT_TRANSLATE_NOOP("forms", "Eメールの形式に誤りがあります。"), 0),
        QuestionFault.PHONE_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "電話番号は%1文字までです。"),
            registration.LONGEST_PHONE,
        ),
        QuestionFault.QUESTION_MISSING: (QT_TRANSLATE_NOOP("forms", "質問内容を入力してください。"), 0),
        QuestionFault.QUESTION_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "質問内容は%1文字までです。"),
            LONGEST_QUESTION,
        ),
    }
)

_REGISTRATION: Final[Mapping[RegistrationFault, tuple[str, int]]] = MappingProxyType(
    {
        RegistrationFault.KANA_MISSING: (QT_TRANSLATE_NOOP("forms", "カナを入力してください。"), 0),
        RegistrationFault.KANA_CHARACTER: (
            QT_TRANSLATE_NOOP("forms", "カナはカタカナかローマ字で入力してください。"),
            0,
        ),
        RegistrationFault.KANA_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "カナは%1文字までです。"),
            registration.LONGEST_NAME,
        ),
        RegistrationFault.ALIAS_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "通称は%1文字までです。"),
            registration.LONGEST_NAME,
        ),
        RegistrationFault.PHONE_CHARACTER: (
            QT_TRANSLATE_NOOP("forms", "電話番号は数字とハイフンだけです。"),
            0,
        ),
        RegistrationFault.PHONE_DIGIT_COUNT: (
            QT_TRANSLATE_NOOP("forms", "電話番号の数字は10桁か11桁です。"),
            0,
        ),
        RegistrationFault.PHONE_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "電話番号はハイフンを入れて%1文字までです。"),
            registration.LONGEST_PHONE,
        ),
        RegistrationFault.POSTAL_CODE_MISSING: (
            QT_TRANSLATE_NOOP("forms", "郵便番号を入力してください。"),
            0,
        ),
        RegistrationFault.POSTAL_CODE_MALFORMED: (
            QT_TRANSLATE_NOOP("forms", "郵便番号は数字%1桁です。"),
            registration.POSTAL_DIGITS,
        ),
        RegistrationFault.ADDRESS_MISSING: (QT_TRANSLATE_NOOP("forms", "住所を入力してください。"), 0),
        RegistrationFault.ADDRESS_TOO_LONG: (
            QT_TRANSLATE_NOOP("forms", "住所は%1文字までです。"),
            registration.LONGEST_ADDRESS,
        ),
    }
)
_FACT: Final[Mapping[FactFault, str]] = MappingProxyType(
    {
        FactFault.NONE_ENOUGH: QT_TRANSLATE_NOOP(
            "forms",
            "電話では本人確認ができない利用者です。利用カードを持って来館されるよう案内してください。",
        ),
        FactFault.KANA_AND_PHONE: QT_TRANSLATE_NOOP("forms", "カナ氏名と電話番号の両方が必要です。"),
        FactFault.KANA_UNREADABLE: QT_TRANSLATE_NOOP(
            "forms", "カナ氏名は、ひらがなかカタカナで入力してください。"
        ),
        FactFault.BIRTH_DATE_UNREADABLE: QT_TRANSLATE_NOOP(
            "forms", "生年月日は、1979/4/1 か 昭和54年4月1日 のように入力してください。"
        ),
        FactFault.PHONE_UNREADABLE: QT_TRANSLATE_NOOP(
            "forms", "電話番号は、市外局番から数字で入力してください。"
        ),
        FactFault.TOO_FEW: QT_TRANSLATE_NOOP(
            "forms", "二つの項目が合う必要があります。利用カード番号で開いたときは、番号も一つに数えます。"
        ),
        FactFault.ON_THE_CARD: QT_TRANSLATE_NOOP(
            "forms",
            "生年月日か電話番号もうかがってください。番号とカナ氏名は、利用カードを拾った人にも分かります。",
        ),
    }
)
_SEARCH: Final[Mapping[SearchFault, tuple[str, str]]] = MappingProxyType(
    {
        SearchFault.TOO_SHORT: (
            QT_TRANSLATE_NOOP("forms", "氏名は2文字から探します。"),
            QT_TRANSLATE_NOOP("forms", "続けて入力してください。"),
        ),
        SearchFault.BIRTH_DATE_UNREADABLE: (
            QT_TRANSLATE_NOOP("forms", "生年月日としては読めません。"),
            QT_TRANSLATE_NOOP("forms", "1979/4/1 か S54.4.1 のように、最後まで入力してください。"),
        ),
        SearchFault.NUMBER_UNREADABLE: (
            QT_TRANSLATE_NOOP("forms", "電話番号は、市外局番から全部か、下4桁で探します。"),
            QT_TRANSLATE_NOOP("forms", "利用カード番号は、番号・氏名の欄(F2)に入力してください。"),
        ),
    }
)


def fact_fault(fault: FactFault) -> str:
    """Say why what a caller told can't be compared."""
    return translate("forms", _FACT[fault])


def mail_fault(fault: MailFault, place: int) -> str:
    """Say what is wrong with an address and where: 「6文字目: 「.」が続いています。」; what is missing has no place."""
    if fault is MailFault.NO_AT:
        return translate("forms", _MAIL[fault])
    at = translate("forms", QT_TRANSLATE_NOOP("forms", "%1文字目")).replace("%1", str(place + 1))
    return f"{at}: {translate('forms', _MAIL[fault])}"


def question_fault(fault: QuestionFault) -> str:
    """Say what is wrong with a field of a question's form."""
    said, number = _QUESTION[fault]
    return translate("forms", said).replace("%1", str(number))


def registration_fault(fault: RegistrationFault) -> str:
    """Say what is wrong with a field of a registration."""
    said, number = _REGISTRATION[fault]
    return translate("forms", said).replace("%1", str(number))


def search_fault(fault: SearchFault) -> tuple[str, str]:
    """Say why nothing is searched by what was typed, and what to type."""
    what, then = _SEARCH[fault]
    return translate("forms", what), translate("forms", then)


def mistyped_domain(address: str, meant: str) -> str:
    """Ask whether a domain is meant as it was typed."""
    asked = translate("contact", "「@」の後ろは「%1」ですが、「%2」の間違いではありませんか。")
    return asked.replace("%1", address.rpartition("@")[2]).replace("%2", meant)


def not_now(error: IdentityNotConfirmed | IdentityCheckEnded | LooksListedOften) -> tuple[str, str]:
    """Say that no caller is identified, or no look listed, and how to go on: the tries left, or when it is possible."""
    match error:
        case IdentityNotConfirmed(misses_left=left):
            value = str(left)
            what = QT_TRANSLATE_NOOP("messages", "ご本人と確認できませんでした。")
            then = QT_TRANSLATE_NOOP(
                "messages", "聞き直して、もう一度入力してください。あと%1回確認できます。"
            )
        case IdentityCheckEnded(until=until, of_login=False):
            value = dates.time_from(until)
            what = QT_TRANSLATE_NOOP("messages", "ご本人と確認できず、確認できる回数を使い切りました。")
            then = QT_TRANSLATE_NOOP(
                "messages",
                "次に確認できるのは %1 からです。お急ぎなら、利用カードを持って来館されるよう案内してください。",
            )
        case IdentityCheckEnded(until=until):
            value = dates.time_from(until)
            what = QT_TRANSLATE_NOOP(
                "messages", "答えの合わない確認が続いたため、この職員IDでは、いま本人確認ができません。"
            )
            then = QT_TRANSLATE_NOOP(
                "messages", "次に確認できるのは %1 からです。お急ぎなら、ほかの職員に引き継いでください。"
            )
        case LooksListedOften(until=until):
            value = dates.time_from(until)
            what = QT_TRANSLATE_NOOP("messages", "照会の記録を続けて開いたため、いまは開けません。")
            then = QT_TRANSLATE_NOOP(
                "messages", "次に開けるのは %1 からです。操作だけの一覧は、いまも開けます。"
            )
    return translate("messages", what), translate("messages", then).replace("%1", value)
