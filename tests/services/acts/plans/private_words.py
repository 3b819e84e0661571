"""What the patron of these tests is called, lives by, reads, asks and types: words that stand nowhere else."""

from datetime import date

from services.rules.people.reference import QuestionForm
from services.rules.people.registration import RegistrationForm
from services.rules.secret import Secret

NAME = "霙ヶ谷 露子"
KANA = "ミゾレガヤ ツユコ"
ALIAS = "霰 露"
ROMAJI = "Mizoregaya Tsuyuko"
BORN = date(1931, 7, 13)
EMAIL = "tsuyuko.mizore@mail.example.jp"
OTHER_EMAIL = "hisame.mizore@mail.example.jp"
MALFORMED_EMAIL = "tsuyuko..mizore@@mail.example.jp"
PHONE = "048-000-7193"
POSTAL_CODE = "333-0977"
ADDRESS = "川口市霧笛町7-77-7 雹荘"
TITLE = "霧笛の町の雹図鑑"
QUESTION = "霧笛は何里先まで聞こえるか"
PASSWORD = Secret("Tsurara4711")
NEW_PASSWORD = Secret("Arare0815")
UNFIT_PASSWORD = Secret("Tsurara")
HASHED = "$argon2id$hyou"
MAIL = "氷柱より {date}"
MAILS = {"mail.email_registered.body": MAIL, "mail.question_received.body": MAIL}

REGISTERED = RegistrationForm(kana=KANA, alias=ALIAS, phone=PHONE, postal_code=POSTAL_CODE, address=ADDRESS)
ASKED = QuestionForm(name=NAME, email=OTHER_EMAIL, phone=PHONE, question=QUESTION)

_MARKS = "霙 露 霰 ミゾレ ツユコ 霧 雹 氷柱 mizore tsuyuko hisame tsurara arare hyou argon 4711 0815 7193 0977 1931"


def shown_in(text: str) -> list[str]:
    """Name the marks of these words that stand in a text."""
    folded = text.casefold()
    return [mark for mark in _MARKS.casefold().split() if mark in folded]
