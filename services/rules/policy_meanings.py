"""What each of the library's own values means, for who sets it: docs/rules.md and the files of masters say it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Meaning(NamedTuple):
    """A value's meaning, in both languages."""

    japanese: str
    english: str


MEANINGS: Final[Mapping[str, Meaning]] = MappingProxyType(
    {
        "loan_limits": Meaning(
            "一度に借りられる点数(資料の種類ごと)。貸出は貸出システムが行うので、デモの図書館だけが使う",
            "items lent to one patron at once, by class; the circulation system lends: only the demo library uses it",
        ),
        "hold_limits": Meaning(
            "一度に予約できる点数(資料の種類ごと)。超えるときは、取り消した予約を元に戻せない",
            "how many holds one patron has at once, by class; beyond it no cancelled hold is restored",
        ),
        "loan_days": Meaning(
            "貸出期間の日数。貸出の返却期限日が休館で延びたかどうかを、これで見分ける",
            "days of a loan; by it the desk tells whether a closure moved a due date on",
        ),
        "renewal_days": Meaning(
            "更新した日から、新しい返却期限日までの日数。休館日なら次の開館日",
            "days from the day of renewing to the new due date, which moves to the next open day",
        ),
        "renewal_limit": Meaning("一つの貸出を更新できる回数", "how often a loan is renewed"),
        "renewal_first_day_after_loan": Meaning(
            "貸出日から何日たつと更新できるか。0 なら貸出の当日から",
            "days after the loan from which it is renewed; 0: on the same day",
        ),
        "renewal_stops_when_overdue_days": Meaning(
            "借りている資料が一つでもこの日数以上延滞していると、ほかの資料も更新できない",
            "when any of the patron's items is overdue for so many days or more, none is renewed",
        ),
        "renewal_refused_when_suspended": Meaning(
            "貸出禁止中は更新できない", "nothing is renewed while lending is suspended"
        ),
        "renewal_refused_when_expired": Meaning(
            "更新期限日を過ぎた利用者は更新できない", "nothing is renewed once the registration has expired"
        ),
        "renewal_by_phone": Meaning("電話でも更新できる", "loans are renewed by telephone, too"),
        "renewal_of_mobile_loans_at_counter": Meaning(
            "移動図書館の貸出を窓口で更新できる", "loans of the mobile library are renewed at the counter"
        ),
        "closure_min_days": Meaning(
            "特別整理がこの日数以上続くと、その前後は更新できない",
            "when 特別整理 takes so many days or more, nothing is renewed around it",
        ),
        "closure_margin_days": Meaning(
            "その特別整理の前後、更新できない日数", "days before and after that 特別整理 without renewals"
        ),
        "shelf_open_days": Meaning(
            "取置期間の日数。開館日で数える", "days that a hold stays on the shelf; only open days count"
        ),
        "shelf_extensions": Meaning(
            "一つの予約の取置期限日を延長できる回数", "how often a hold's last day on the shelf is extended"
        ),
        "hold_undo_days": Meaning(
            "取り消した予約を戻せる日数。0 なら取り消した当日だけ",
            "days after cancelling on which a hold is restored; 0: on the same day only",
        ),
        "staff_may_set_phone_contact": Meaning(
            "職員は予約の連絡方法を「電話」にできる", "staff set 電話 as the contact of a hold"
        ),
        "cancelled_kept_days": Meaning(
            "取り消した予約を予約取消一覧に残す日数", "days that a cancelled hold stays in 予約取消一覧"
        ),
        "initial_password_length": Meaning(
            "発行するパスワードの文字数", "characters of a password that is issued"
        ),
        "initial_password_days": Meaning(
            "発行したパスワードを使える日数。空なら期限なし",
            "days that an issued password can be used; empty: without an end",
        ),
        "initial_password_must_change": Meaning(
            "発行したパスワードは、はじめのログインで変更してもらう",
            "an issued password has to be changed at the first log-in",
        ),
        "wrong_logins_to_lock": Meaning(
            "パスワードを続けて間違えると、ロックする回数", "wrong passwords in a row that lock it"
        ),
        "lock_minutes": Meaning("ロックが続く分数", "minutes that the lock lasts"),
        "free_password_checks": Meaning(
            "一回の来館で、間違いに数えないパスワード確認の回数",
            "checks of a password in one visit that count as no wrong log-in",
        ),
        "password_issue_when_registration_expired": Meaning(
            "更新期限日を過ぎた利用者にもパスワードを発行する",
            "a password is issued though the registration has expired",
        ),
        "opening_scan_minutes": Meaning(
            "利用者を開いたときのカードの読み取りを、カードの提示とみなす分数",
            "minutes for which the scan that opened the patron proves the card",
        ),
        "typed_card_accepted": Meaning(
            "カード番号の手入力を、カードの提示とみなす", "a typed card number proves the card"
        ),
        "seen_card_accepted": Meaning(
            "「カードを目視」を、カードの提示とみなす", "「カードを目視」 proves the card"
        ),
        "proxy_accepted": Meaning("代理人にパスワード票を渡せる", "a proxy may take the password slip"),
        "guardian_receives_up_to": Meaning(
            "保護者がパスワード票を受け取れる、子どもの年齢の区分",
            "up to which age group a guardian may take a child's password slip",
        ),
        "identity_misses": Meaning(
            "電話の本人確認に何回失敗すると、その利用者の電話での受付を止めるか",
            "misses by telephone that close a patron to the phone",
        ),
        "identity_misses_of_login": Meaning(
            "電話の本人確認に何回失敗すると、その職員の本人確認を止めるか",
            "misses by telephone that close the checks of a staff account",
        ),
        "identity_misses_minutes": Meaning(
            "その失敗を数える分数で、止まっている分数でもある",
            "minutes for which a miss counts, and for which it stays closed",
        ),
        "identity_more_than_the_card": Meaning(
            "電話の本人確認に、カードに書かれていないこと(生年月日か電話番号)も聞く",
            "a caller has to tell what doesn't stand on the card: birth date or telephone number",
        ),
        "identity_check_minutes": Meaning(
            "電話の本人確認が続く分数", "minutes for which a caller's check holds"
        ),
        "people_named_an_hour": Meaning(
            "一つの職員IDの検索に、1時間に出る人数の上限",
            "people whom one account's searches name in an hour, at most",
        ),
        "bare_searches_an_hour": Meaning(
            "一つの職員IDの、氏名のない検索(生年月日か電話番号だけ)の1時間の上限",
            "searches of one account in an hour without any name, by a birth date or a telephone number alone",
        ),
        "looks_at_nobody_an_hour": Meaning(
            "一つの職員IDの、だれのものでもないカード番号の照会が、1時間にこの回数になると責任者に出る",
            "looks of one account in an hour at numbers that are nobody's, from which supervisors are told",
        ),
        "lifts_an_hour": Meaning(
            "一つの職員IDの貸出禁止の解除が、1時間にこの件数になると責任者に出る",
            "suspensions that one account lifts in an hour, from which supervisors are told",
        ),
        "registration_years": Meaning(
            "登録を更新すると延びる年数", "years by which a registration is renewed"
        ),
        "expiry_notice_months": Meaning(
            "更新期限日の何か月前から、期限を知らせ、期限日から年数を数えるか",
            "months before the registration's end from which it is told, and from which a renewal counts from that end",
        ),
        "mail_kept_days": Meaning("送ったメールの記録を残す日数", "days that a sent mail stays on record"),
        "access_log_kept_days": Meaning(
            "利用者を照会した記録を残す日数。空なら消さない",
            "days that looks stay on record; empty: for ever",
        ),
        "card_lengths": Meaning(
            "新しい利用カードの番号の文字数。例 9、7-10、8 13",
            "characters of a new card's number: 9, 7-10, 8 13",
        ),
        "card_letters": Meaning(
            "カード番号の英字。none はなし、capitals は大文字、any は大文字も小文字も",
            "letters in card numbers: none, capitals, or any",
        ),
        "card_written": Meaning(
            "カード番号の表示で「-」を入れる位置。8-1 なら 12345678-9。空なら、「-」も番号の一部",
            "where a number is written with hyphens: 8-1 for 12345678-9; empty: a hyphen is part of the number",
        ),
        "card_check_digit": Meaning(
            "カード番号のチェックデジットの方式。合わないと注意が出る。空なら調べない",
            "how a card number's check digit is made; one that doesn't fit is warned of; empty: none is checked",
        ),
        "item_number_digits": Meaning(
            "資料の番号の桁数。0 なら資料の番号を読まない",
            "digits of an item's number; 0: no number is an item's",
        ),
        "item_number_prefix": Meaning(
            "すべての資料の番号のはじめの数字。空なら決まりなし",
            "the digits that every item's number begins with; empty: any",
        ),
        "staff_wrong_tries_to_lock": Meaning(
            "職員がサインインを続けて間違えると、ロックする回数",
            "wrong sign-ins in a row that lock a staff account",
        ),
        "staff_lock_minutes": Meaning(
            "職員IDのロックが続く分数", "minutes that the lock of a staff account lasts"
        ),
        "staff_password_min_length": Meaning(
            "職員のパスワードの、最も少ない文字数", "the fewest characters of a staff password"
        ),
        "lifting_against_facts_with_override": Meaning(
            "条件がそろわなくても、責任者が例外の理由を選べば貸出禁止を解除できる",
            "a supervisor lifts a suspension against the facts with a reason",
        ),
        "approval_by_whole_library": Meaning(
            "承認の依頼を、ほかの館の責任者にも出せる",
            "a request for an approval may go to the supervisors of all branches",
        ),
        "overdue_stages": Meaning(
            "督促の段階。延滞何日で何をするか。例 8 mail, 30 call。空なら段階なし",
            "stages of reminding: days overdue, and what is done, as 8 mail, 30 call; empty: none",
        ),
        "contact_again_days": Meaning(
            "連絡がつかなかったとき、次の連絡までの日数", "days until the next attempt to reach a patron"
        ),
        "contact_calls": Meaning(
            "電話が何回つながらないと、郵便にするか", "calls in vain after which the next attempt is by post"
        ),
        "contacts_kept_days": Meaning(
            "貸出禁止の解除のあと、連絡の記録を残す日数",
            "days that attempts to reach a patron stay on record after the lift",
        ),
        "library_name": Meaning(
            "図書館の名前。メールとパスワード票に出る", "the library's name in mails and on slips"
        ),
        "portal_name": Meaning(
            "利用者のページの名前。メールとパスワード票に出る",
            "the patron page's name in mails and on slips",
        ),
        "portal_url": Meaning(
            "利用者のページのアドレス。パスワード票に出る。空なら出さない",
            "the patron page's address on slips; empty: none",
        ),
        "slip_shows_name": Meaning("パスワード票に氏名を出す", "the password slip has the patron's name"),
        "slip_shows_qr": Meaning(
            "パスワード票に、アドレスのQRコードを出す", "the password slip has the address as a QR code"
        ),
        "due_slip_shows_card": Meaning(
            "返却期限票に、利用カード番号の下4桁を出す",
            "the due-date slip has the last four digits of the card",
        ),
        "due_slip_shows_name": Meaning("返却期限票に氏名を出す", "the due-date slip has the patron's name"),
    }
)
"""By the values' names, in the order of `services.rules.policy.Policy`."""
