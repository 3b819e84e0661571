"""The patrons that every demo library has, one for each situation at a counter (cards 100000001 to 100000024)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.own_schema.demo.names import Name
from services.own_schema.demo.register import ContactAttempt, Person, PersonWriter
from services.own_schema.demo.world import World
from services.rules.dates import years_after
from services.rules.vocabulary import (
    ContactMeans,
    ContactResult,
    ContactStep,
    PatronReport,
    SuspensionReason,
)

_CARD_LOST = SuspensionReason.CARD_LOST
_UNREACHABLE = SuspensionReason.UNREACHABLE
_LONG_OVERDUE = SuspensionReason.LONG_OVERDUE
_ADDRESS_CHANGE = SuspensionReason.ADDRESS_CHANGE
_CONTACT_WANTED = SuspensionReason.CONTACT_WANTED
_BY_PHONE = ContactMeans.PHONE

BIRTH_DATE_TO_TRY = date(1979, 4, 1)
"""The one that the search and the manual show as an example: S54.4.1."""

_EVERYDAY_EXPIRY = 500
_MEMBER_YEARS = 9


@dataclass(frozen=True, slots=True)
class NamedPatron:
    """One named patron.

    Attributes:
        card: the number in use.
        name: as registered; generated.
        born: a birth date, or how many years old they are.
        expires_in: days until 更新期限日, negative when it is over.
        password: how many days ago: `own` by the patron, `initial` by the library; neither means 未発行.
        reasons: the suspensions in force, which began `suspended_for` days ago.
        tried: how staff tried to reach them about the first of the reasons, the oldest first.
        note: the code noted with the first of the reasons.
        reported: what they reported on the phone yesterday.
        replaces: the retired card's number.
    """

    card: int
    name: Name
    born: date | int = 40
    email: bool = True
    expires_in: int = _EVERYDAY_EXPIRY
    own: int | None = None
    initial: int | None = None
    locked: bool = False
    reasons: tuple[SuspensionReason, ...] = ()
    suspended_for: int = 20
    tried: tuple[ContactAttempt, ...] = ()
    note: str | None = None
    reported: PatronReport | None = None
    replaces: int | None = None


def _n(kanji: str, kana: str, romaji: str) -> Name:
    return Name(kanji, kana, romaji)


_PATRONS = (
    NamedPatron(100000001, _n("佐藤 陽子", "サトウ ヨウコ", "Sato Yoko"), date(1984, 5, 17), own=200),
    NamedPatron(100000002, _n("鈴木 太一", "スズキ タイチ", "Suzuki Taichi"), 33, email=False),
    NamedPatron(100000003, _n("田中 結衣", "タナカ ユイ", "Tanaka Yui"), 28, expires_in=20, initial=5),
    NamedPatron(100000004, _n("伊藤 浩", "イトウ ヒロシ", "Ito Hiroshi"), 61, expires_in=-40, own=400),
    NamedPatron(
        100000005, _n("山本 香織", "ヤマモト カオリ", "Yamamoto Kaori"), 45, own=300, reasons=(_CARD_LOST,)
    ),
    NamedPatron(
        100000006,
        _n("中村 直樹", "ナカムラ ナオキ", "Nakamura Naoki"),
        38,
        own=90,
        reasons=(_LONG_OVERDUE,),
        suspended_for=5,
        tried=(
            ContactAttempt(4, _BY_PHONE, ContactResult.NO_ANSWER, ContactStep.CALL, -2),
            ContactAttempt(2, _BY_PHONE, ContactResult.MESSAGE_LEFT, ContactStep.CALL, 2),
        ),
    ),
    NamedPatron(
        100000007,
        _n("小林 明美", "コバヤシ アケミ", "Kobayashi Akemi"),
        52,
        own=150,
        reasons=(_LONG_OVERDUE,),
        reported=PatronReport.RETURNED,
    ),
    NamedPatron(
        100000008,
        _n("加藤 稔", "カトウ ミノル", "Kato Minoru"),
        70,
        email=False,
        reasons=(_UNREACHABLE,),
        note="mail_returned",
        tried=(
            ContactAttempt(18, _BY_PHONE, ContactResult.NUMBER_UNUSED, ContactStep.POSTCARD, -18),
            ContactAttempt(12, ContactMeans.POSTCARD, ContactResult.CAME_BACK),
        ),
    ),
    NamedPatron(
        100000009,
        _n("吉田 桃子", "ヨシダ モモコ", "Yoshida Momoko"),
        26,
        own=60,
        reasons=(_ADDRESS_CHANGE,),
        reported=PatronReport.ADDRESS_CHANGED,
    ),
    NamedPatron(
        100000010,
        _n("山田 学", "ヤマダ マナブ", "Yamada Manabu"),
        57,
        initial=30,
        reasons=(_CONTACT_WANTED,),
        note="lost_property",
        tried=(ContactAttempt(3, _BY_PHONE, ContactResult.NO_ANSWER, ContactStep.CALL),),
    ),
    NamedPatron(100000011, _n("佐々木 舞", "ササキ マイ", "Sasaki Mai"), 31, own=120),
    NamedPatron(100000012, _n("山口 里佳", "ヤマグチ リカ", "Yamaguchi Rika"), BIRTH_DATE_TO_TRY, own=250),
    NamedPatron(
        100000013,
        Name(
            "ALEXANDRE GABRIEL ALBUQUERQUE FERREIRA DE CARVALHO",
            "アレシャンドレ ガブリエル アルブケルケ フェレイラ デ カルヴァリョ",
            "Alexandre Gabriel Albuquerque Ferreira De Carvalho",
            "松本 健一",
        ),
        36,
        own=80,
    ),
    NamedPatron(100000014, _n("髙橋 渚\U000e0101", "タカハシ ナギサ", "Takahashi Nagisa"), 22, own=45),
    NamedPatron(100000015, _n("渡辺 裕太", "ワタナベ ユウタ", "Watanabe Yuta"), date(1995, 8, 9), own=70),
    NamedPatron(
        100000016, _n("渡辺 裕太", "ワタナベ ユウタ", "Watanabe Yuta"), date(1995, 8, 9), email=False
    ),
    NamedPatron(100000017, _n("斎藤 くみ子", "サイトウ クミコ", "Saito Kumiko"), 66, own=500),
    NamedPatron(100000018, _n("清水 翼", "シミズ ツバサ", "Shimizu Tsubasa"), 19, own=30, locked=True),
    NamedPatron(100000019, _n("森 千代", "モリ チヨ", "Mori Chiyo"), 81, email=False, initial=100),
    NamedPatron(100000020, _n("池田 さゆり", "イケダ サユリ", "Ikeda Sayuri"), 43, own=110),
    NamedPatron(
        100000021,
        _n("橋本 和也", "ハシモト カズヤ", "Hashimoto Kazuya"),
        34,
        own=210,
        reasons=(_LONG_OVERDUE, _ADDRESS_CHANGE),
        tried=(ContactAttempt(10, ContactMeans.MAIL, ContactResult.SENT, ContactStep.CALL, -7),),
    ),
    NamedPatron(
        100000023, _n("石川 直子", "イシカワ ナオコ", "Ishikawa Naoko"), 50, own=160, replaces=100000022
    ),
    NamedPatron(100000024, _n("前田 春香", "マエダ ハルカ", "Maeda Haruka"), 8, email=False, initial=10),
)

NAMED_PATRONS = len(_PATRONS)
CARDS = tuple(named.card for named in _PATRONS)
"""Their cards in use."""
NAMED_SUSPENDED = sum(1 for named in _PATRONS if named.reasons)


@dataclass(slots=True)
class People:
    """The named patrons by card number, once they are written."""

    by_card: Mapping[int, Person] = field(default_factory=dict)

    def __getitem__(self, card: int) -> Person:
        return self.by_card[card]


def write_people(world: World, new_id: Callable[[], int]) -> People:
    """Write the named patrons, their cards, passwords and suspensions."""
    register = PersonWriter(world)
    return People({named.card: _write(world, register, named, new_id()) for named in _PATRONS})


def _write(world: World, register: PersonWriter, named: NamedPatron, person_id: int) -> Person:
    # Registered some years ago, a child of 8 less long; the expiry is what counts.
    expires_on = world.today + timedelta(days=named.expires_in)
    born = named.born if isinstance(named.born, date) else years_after(world.day(100), -named.born)
    person = Person(
        person_id,
        named.name,
        born,
        f"090-0000-{named.card % 10000:04}" if named.card % 2 else f"048-000-{named.card % 10000:04}",
        *world.homes.address(),
        f"patron.{named.card % 1000}@example.jp" if named.email else None,
        world.central.id,
        years_after(expires_on, -(_MEMBER_YEARS if named.born != 8 else 3)),  # noqa: PLR2004
        expires_on,
    )
    register.patron(person)
    retired = None if named.replaces is None else str(named.replaces)
    issued_on = person.registered_on if retired is None else world.day(50)
    register.card(person, str(named.card), issued_on, lost=_CARD_LOST in named.reasons, replaces=retired)
    if named.own is not None:
        # The lock itself begins when everything is in (services.own_schema.demo.library), as it lasts minutes.
        tries = world.policy.wrong_logins_to_lock if named.locked else 0
        register.own_password(person, named.own, wrong_logins=tries)
    elif named.initial is not None:
        register.initial_password(person, world.moment(named.initial))
    notes = {} if named.note is None else {named.reasons[0]: named.note}
    keys = register.suspend(person, named.reasons, named.suspended_for, notes=notes)
    for tried in named.tried:
        register.attempt(person.id, tried, suspension_id=keys[named.reasons[0]])
    if named.reported is not None:
        register.report(person, named.reported, 1)
    if named.replaces is not None:
        register.suspend(person, [_CARD_LOST], 55, lifted=50)
    return person
