"""Patrons whose rows are as broken, long or strange as an old database's can be, each by its name."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from services.systems.koha.demo.rows import KohaRows

FIRST_KEY: Final = 900_000_001
MANY_HOLDS: Final = 5000
SPELLED_CARD: Final = "Kard-7"
"""A card number for which Koha's collation takes others, too."""
LETTERS: Final = "改行\nと\tタブと\"引用'符\\と%sと🐟と𠮷と\u202e右から\u202cと\x01と葛\U000e0101"

_ZERO: Final = "0000-00-00"
_ZERO_TIME: Final = "0000-00-00 00:00:00"
_END: Final = "9999-12-31"
_HASH: Final = "$2a$08$" + "y" * 53
_LONG: Final = "長" * 70_000


class _Patron:
    """One patron who is being written, with keys of its own in each table."""

    def __init__(self, rows: KohaRows, place: int, today: date) -> None:
        self.key = FIRST_KEY + place
        self.today = today
        self._rows = rows
        self._first = FIRST_KEY + place * 10_000
        self._next = self._first

    def add(self, table: str, **values: Any) -> None:
        self._rows.add(table, **values)

    def number(self) -> int:
        """Give a key that no other row has."""
        self._next += 1
        return self._next

    def person(self, name: str, **values: Any) -> None:
        columns = {
            "cardnumber": str(self.key),
            "surname": name,
            "branchcode": "CHUO",
            "categorycode": "IPPAN",
        }
        self.add("borrowers", borrowernumber=self.key, **{**columns, **values})

    def loan(self, title: Any = "見本の本", item: Mapping[str, Any] | None = None, **values: Any) -> int:
        """Add a loan of a title of its own; answers the title's key."""
        number = self.number()
        self.add("biblio", biblionumber=number, title=title)
        copy = {"barcode": f"H{number}", "homebranch": "CHUO", "holdingbranch": "CHUO", "itype": "BOOK"}
        self.add("items", itemnumber=number, biblionumber=number, **{**copy, **(item or {})})
        due = {
            "date_due": f"{self.today + timedelta(days=7)} 23:59:00",
            "issuedate": f"{self.today} 10:00:00",
        }
        self.add(
            "issues", borrowernumber=self.key, itemnumber=number, **{"branchcode": "CHUO", **due, **values}
        )
        return number

    def hold(self, title: Any = "見本の本", **values: Any) -> None:
        number = self.number()
        self.add("biblio", biblionumber=number, title=title)
        placed = {"reservedate": self.today, "branchcode": "CHUO", "priority": 1}
        self.add("reserves", borrowernumber=self.key, biblionumber=number, **{**placed, **values})

    def cancelled(self, **values: Any) -> None:
        number = self.number()
        told = {"biblionumber": number, "branchcode": "CHUO", "cancellationdate": self.today}
        self.add("old_reserves", reserve_id=number, borrowernumber=self.key, **{**told, **values})

    def suggestion(self, **values: Any) -> None:
        told = {"suggesteddate": self.today, "STATUS": "ASKED", "title": "見本の本", "branchcode": "CHUO"}
        self.add("suggestions", suggestedby=self.key, **{**told, **values})

    def debarment(self, **values: Any) -> None:
        self.add("borrower_debarments", borrowernumber=self.key, **{"type": "MANUAL", **values})

    def interlibrary(self, title: str | None, **values: Any) -> None:
        number = self.number()
        told = {"status": "REQ", "placed": self.today, "branchcode": "CHUO"}
        self.add("illrequests", illrequest_id=number, borrowernumber=self.key, **{**told, **values})
        if title is not None:
            self.add("illrequestattributes", illrequest_id=number, type="title", value=title)


def _zero_days(it: _Patron) -> None:
    days = ("dateofbirth", "dateenrolled", "dateexpiry", "password_expiration_date", "debarred")
    it.person("日付なし", password=_HASH, **dict.fromkeys(days, _ZERO))
    it.loan(date_due=_ZERO_TIME, issuedate=_ZERO_TIME, lastreneweddate=_ZERO_TIME, renewals_count=1)
    it.hold(reservedate=_ZERO, expirationdate=_ZERO, suspend=1, suspend_until=_ZERO_TIME)
    it.hold(found="W", expirationdate=_ZERO)
    it.cancelled(cancellationdate=_ZERO)
    it.suggestion(suggesteddate=_ZERO)
    it.debarment(expiration=_ZERO)
    it.interlibrary("見本の本", placed=_ZERO)


def _half_days(it: _Patron) -> None:
    it.person("日付の一部だけ", dateofbirth="1980-04-00", dateexpiry="2030-00-00", dateenrolled="0000-04-01")
    it.loan(date_due="2026-11-00 00:00:00")
    it.hold(reservedate="2026-00-10")


def _nothing(it: _Patron) -> None:
    it.person("", surname=None, branchcode="", categorycode="")
    it.loan(None, {"barcode": None, "itype": None, "homebranch": None, "holdingbranch": None},
            date_due=None, issuedate=None, branchcode=None)  # fmt: skip
    it.add("issues", borrowernumber=it.key, itemnumber=None, date_due=None, branchcode="")
    it.add("issues", borrowernumber=it.key, itemnumber=it.number(), date_due=None, branchcode=None)
    it.hold(None, reservedate=None, branchcode="")
    it.hold(None, found="W", reservedate=None)
    it.add("reserves", borrowernumber=it.key, biblionumber=it.number(), branchcode="CHUO")
    it.cancelled(branchcode=None, biblionumber=None)
    it.suggestion(title=None, branchcode=None, STATUS="")
    it.interlibrary(None, status=None, placed=None, branchcode="")
    it.debarment(type="")
    it.add("borrower_attributes", borrowernumber=it.key, code="KANA", attribute=None)


def _blank(it: _Patron) -> None:
    it.person("   ", firstname=" ", othernames="", email="  ", phone="", zipcode="", address=" ", city="")
    it.loan("  ", {"barcode": " "})


def _no_card(it: _Patron) -> None:
    it.person("カードなし", cardnumber=None)
    it.loan()


def _unknown_codes(it: _Patron) -> None:
    it.person("知らないコード", branchcode="GONE", categorycode="GONE")
    it.loan(item={"itype": "GONE", "homebranch": "GONE"}, branchcode="GONE")
    it.hold(found="X", branchcode="GONE")
    it.cancelled(cancellation_reason="GONE", branchcode="GONE")
    it.suggestion(STATUS="GONE", branchcode="GONE")
    it.interlibrary("見本の本", status="GONE", branchcode="GONE")
    it.debarment(type="GONE", manager_id=1_999_999_999)


def _many_holds(it: _Patron) -> None:
    it.person("予約5000件")
    for place in range(MANY_HOLDS):
        it.hold(f"{place:04} {LETTERS}", priority=place % 30000)


def _letters(it: _Patron) -> None:
    texts = ("firstname", "othernames", "address", "city", "email", "phone", "debarredcomment")
    it.person(LETTERS, lost=1, gonenoaddress=1, zipcode="332\n0015", **dict.fromkeys(texts, LETTERS))
    for kind in ("KANA", "ROMAJI"):
        it.add("borrower_attributes", borrowernumber=it.key, code=kind, attribute=LETTERS)
    it.loan(LETTERS)
    it.hold(LETTERS, found="W")
    it.cancelled(cancellation_reason=LETTERS)
    it.suggestion(title=LETTERS)
    it.interlibrary(LETTERS, status_alias=LETTERS)
    it.debarment(comment=LETTERS)


def _far_days(it: _Patron) -> None:
    it.person("遠い日付", dateofbirth="1000-01-01", dateenrolled="1000-01-01", dateexpiry=_END, debarred=_END,
              password=_HASH, password_expiration_date=_END)  # fmt: skip
    it.loan(date_due=f"{_END} 23:59:59", issuedate="1000-01-01 00:00:00")
    it.hold(reservedate=_END, expirationdate=_END, suspend=1, suspend_until=f"{_END} 00:00:00")
    it.debarment(expiration=_END)
    it.suggestion(suggesteddate=_END)


def _long_texts(it: _Patron) -> None:
    it.person(_LONG, firstname=_LONG, othernames=_LONG, address=_LONG, email=_LONG, phone=_LONG)
    it.loan(_LONG)
    it.hold(_LONG)
    it.debarment(comment=_LONG)


def _spelled(it: _Patron) -> None:
    it.person("似た番号", cardnumber=SPELLED_CARD)


def _every_state(it: _Patron) -> None:
    """Everything that Koha can say at once, and nothing broken."""
    today = it.today
    it.person("全部の状態", password=_HASH, login_attempts=7, lost=1, gonenoaddress=1, email="patron@example.jp",
              password_expiration_date=today)  # fmt: skip
    it.add(
        "borrower_message_preferences",
        borrower_message_preference_id=it.key,
        borrowernumber=it.key,
        message_attribute_id=4,
    )
    it.add(
        "borrower_message_transport_preferences",
        borrower_message_preference_id=it.key,
        message_transport_type="email",
    )
    it.loan("延滞", date_due=f"{today - timedelta(days=20)} 23:59:00")
    it.loan("館内", onsite_checkout=1)
    it.loan("自動", auto_renew=1)
    it.loan("視聴覚", {"itype": "AV"})
    waited = it.loan("予約待ちあり", renewals_count=1, lastreneweddate=f"{today} 09:00:00")
    it.add(
        "reserves",
        borrowernumber=FIRST_KEY,
        biblionumber=waited,
        priority=1,
        branchcode="CHUO",
        reservedate=today,
    )
    lent = it.loan("相互貸借")
    it.interlibrary("相互貸借", biblio_id=lent)
    it.hold("待ち", priority=3, expirationdate=today + timedelta(days=90))
    it.hold("中断", suspend=1, suspend_until=f"{today + timedelta(days=30)} 00:00:00")
    for found, title in (("W", "取置"), ("T", "移送"), ("P", "準備")):
        it.hold(title, found=found, priority=0, expirationdate=today + timedelta(days=5))
    it.cancelled(cancellation_reason="NOT_COLLECTED")
    it.cancelled(cancellationdate=today - timedelta(days=200))
    it.suggestion()
    it.suggestion(STATUS="AVAILABLE", lastmodificationdate=today - timedelta(days=400))
    it.suggestion(archived=1)
    it.debarment(
        type="OVERDUES", expiration=today + timedelta(days=3), manager_id=FIRST_KEY, comment="督促3回"
    )
    it.debarment(type="SUSPENSION", expiration=today)


HOSTILE: Final[Mapping[str, Callable[[_Patron], None]]] = MappingProxyType(
    {
        "nothing": _nothing,
        "zero_days": _zero_days,
        "half_days": _half_days,
        "blank": _blank,
        "no_card": _no_card,
        "unknown_codes": _unknown_codes,
        "letters": _letters,
        "far_days": _far_days,
        "long_texts": _long_texts,
        "spelled": _spelled,
        "every_state": _every_state,
        "many_holds": _many_holds,
    }
)
"""How each is written, by name."""


def key_of(name: str) -> int:
    """Tell a hostile patron's key, which is the card number, too, unless the name says otherwise."""
    return FIRST_KEY + list(HOSTILE).index(name)


def hostile_rows(today: date) -> KohaRows:
    """Write them all."""
    rows = KohaRows()
    for place, make in enumerate(HOSTILE.values()):
        make(_Patron(rows, place, today))
    return rows
