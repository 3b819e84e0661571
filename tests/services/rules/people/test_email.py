import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.rules.decision import Allowed, Reason, Refused
from services.rules.people.email import (
    USUAL_DOMAINS,
    MailFault,
    Sender,
    check_address,
    is_deletion,
    may_delete,
    may_resend,
    meant_domain,
    sender_of,
)
from services.rules.vocabulary import ContactMethod

FORBIDDEN = '"(),:;<>[\\]* /'
LOCAL_64 = "a" * 64
LONG_DOMAIN = ".".join(["b" * 60] * 4)


@pytest.mark.parametrize(
    "address",
    [
        "hanako@example.jp",
        "hanako.kawaguchi+books@mail.example.co.jp",
        "o'hara_100%#!$&-@example.jp",
        "a`b@example.jp",
        "a=b?c?=@example.jp",
        f"{LOCAL_64}@example.jp",
        "a" * (254 - len("@" + LONG_DOMAIN)) + "@" + LONG_DOMAIN,
    ],
)
def test_good_addresses(address: str) -> None:
    assert check_address(address) == ()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("hanako＠example.jp", [("WIDE_OR_BLANK", 6), ("NO_AT", 17)]),
        ("ｈanako@example.jp", [("WIDE_OR_BLANK", 0)]),
        ("hana ko@example.jp", [("WIDE_OR_BLANK", 4)]),
        ("hanako@example.jp\u3000", [("WIDE_OR_BLANK", 17)]),
        ("hanako@example.jp\t", [("WIDE_OR_BLANK", 17)]),
        ("hanako\x7f@example.jp", [("WIDE_OR_BLANK", 6)]),
        ("hanako", [("NO_AT", 6)]),
        ("hana@ko@example.jp", [("SECOND_AT", 7)]),
        ("@example.jp", [("NOTHING_BEFORE_AT", 0)]),
        ("hana..ko@example.jp", [("TWO_DOTS", 4)]),
        ("hanako@example..jp", [("TWO_DOTS", 14)]),
        (".hanako@example.jp", [("LEADING_DOT", 0)]),
        ("hanako.@example.jp", [("DOT_BEFORE_AT", 6)]),
        ("hana(ko)@example.jp", [("FORBIDDEN_CHARACTER", 4)]),
        ("hana/ko@example.jp", [("FORBIDDEN_CHARACTER", 4)]),
        ("hana\\ko@example.jp", [("FORBIDDEN_CHARACTER", 4)]),
        ("=?utf-8?b??=@x.jp", [("ENCODED_WORD", 0)]),
        ("=?utf-8?q?victim=40else.example=3E?=O?=@t.jp", [("ENCODED_WORD", 0)]),
        ("hana=?ko@example.jp", [("ENCODED_WORD", 4)]),
        ("hanako@=?utf-8?q?x?=.jp", [("ENCODED_WORD", 7)]),
        ("hanako@example", [("NO_DOT_IN_DOMAIN", 7)]),
        ("hanako@", [("NO_DOT_IN_DOMAIN", 7)]),
        ("hanako@.jp", [("NO_DOT_IN_DOMAIN", 7)]),
        ("hanako@example.jp.", [("NO_DOT_IN_DOMAIN", 7)]),
        (f"{LOCAL_64}a@example.jp", [("LOCAL_PART_TOO_LONG", 64)]),
        ("a" * (255 - len("@" + LONG_DOMAIN)) + "@" + LONG_DOMAIN, [("TOO_LONG", 254)]),
        (
            ".ha..na;ko.@example",
            [
                ("TWO_DOTS", 3),
                ("LEADING_DOT", 0),
                ("DOT_BEFORE_AT", 10),
                ("FORBIDDEN_CHARACTER", 7),
                ("NO_DOT_IN_DOMAIN", 12),
            ],
        ),
    ],
)
def test_each_cause_with_its_place(address: str, expected: list[tuple[str, int]]) -> None:
    assert [(fault.name, place) for fault, place in check_address(address)] == expected


@pytest.mark.parametrize("character", FORBIDDEN.replace(" ", ""))
def test_each_character_of_the_set_is_refused_and_without_it_those_that_mean_something_in_a_header(
    character: str,
) -> None:
    address = f"hana{character}ko@example.jp"
    refused = ((MailFault.FORBIDDEN_CHARACTER, 4),)
    assert check_address(address) == refused
    assert check_address(address, "") == (() if character in "*/" else refused)


@given(st.text() | st.from_regex(r"[a-c.@(あ ]{0,20}", fullmatch=True) | st.emails())
def test_what_passes_looks_like_an_address_and_what_not_says_where(text: str) -> None:
    faults = check_address(text)
    order = list(MailFault)
    assert [it for it, _ in faults] == sorted({it for it, _ in faults}, key=order.index)
    assert all(0 <= place <= len(text) for _, place in faults)
    if not faults:
        assert re.fullmatch(r"[!-?A-~]{1,64}@[!-?A-~]+\.[!-?A-~]+", text)
        assert not set(text) & set(FORBIDDEN)
        assert "=?" not in text
        assert ".." not in text


@given(st.from_regex(r"[abc]{0,2}[a-c.(<:*あ]?[abc]@[abc]{0,2}[.,]?[abc]\.[abc]{2}", fullmatch=True))
def test_nothing_is_registered_that_no_mail_reaches(text: str) -> None:
    assume(not check_address(text))
    assert check_address(text, "") == ()


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("library@example.jp", "", "library@example.jp"),
        (" <library@example.jp> ", "", "library@example.jp"),
        ("図書館 <library@example.jp>", "図書館", "library@example.jp"),
        ("川口市立\u3000図書館<library@example.jp>", "川口市立\u3000図書館", "library@example.jp"),
        ('"Library, \\"K\\"" <library@example.jp>', 'Library, "K"', "library@example.jp"),
        ("Library, K <library@example.jp>", "Library, K", "library@example.jp"),
    ],
)
def test_senders(text: str, name: str, address: str) -> None:
    assert sender_of(text) == Sender(name, address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "図書館",
        "library",
        "library@example",
        "図書館 library@example.jp",
        "図書館 <library>",
        "図書館 <library@example.jp",
        "a@example.jp, b@example.jp",
        "a <a@example.jp>, b <b@example.jp>",
        "=?utf-8?q?library?= <library@example.jp>",
        "図書館 <=?utf-8?b??=@example.jp>",
        "図書館\nBcc: all@example.jp <library@example.jp>",
        "図書\u2028館 <library@example.jp>",
        "図書館\ud800 <library@example.jp>",
        "a..b@example.jp",
    ],
)
def test_what_is_no_sender(text: str) -> None:
    assert sender_of(text) is None


@pytest.mark.parametrize(("text", "deletes"), [("", True), (" \u3000\t", True), ("a", False), (" a ", False)])
def test_blank_deletes(text: str, deletes: bool) -> None:
    assert is_deletion(text) is deletes


def test_an_address_that_a_hold_wants_mail_at_cant_be_deleted() -> None:
    assert may_delete([]) == Allowed()
    assert may_delete([ContactMethod.NONE, ContactMethod.PHONE]) == Allowed()
    assert may_delete([ContactMethod.NONE, ContactMethod.MAIL]) == Refused((Reason.MAIL_WANTED_BY_HOLD,))


@pytest.mark.parametrize(
    ("address", "on_its_way", "reasons"),
    [
        ("a@example.jp", False, ()),
        ("a@example.jp", True, (Reason.MAIL_ON_ITS_WAY,)),
        (None, False, (Reason.NO_MAIL_ADDRESS,)),
        (None, True, (Reason.NO_MAIL_ADDRESS,)),
    ],
)
def test_a_notice_is_sent_again_to_an_address_to_which_none_is_on_its_way(
    address: str | None, on_its_way: bool, reasons: tuple[Reason, ...]
) -> None:
    assert may_resend(address, on_its_way=on_its_way) == (Refused(reasons) if reasons else Allowed())


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("GMIAL.COM", "gmail.com"),
        ("gmail.co.jp", "gmail.com"),
        ("gmail.net", "gmail.com"),
        ("docomo.ne.jo", "docomo.ne.jp"),
        ("docomo.nejp", "docomo.ne.jp"),
        ("docomo.en.jp", "docomo.ne.jp"),
        ("docomo.co.jp", "docomo.ne.jp"),
        ("ezwed.ne.jp", "ezweb.ne.jp"),
        ("yaho.co.jp", "yahoo.co.jp"),
        ("yahoo.jp", "yahoo.co.jp"),
        ("i.softbank.jo", "i.softbank.jp"),
    ],
)
def test_a_slip_of_a_usual_domain_is_noticed(domain: str, meant: str) -> None:
    assert meant_domain(f"hanako@{domain}") == meant


@pytest.mark.parametrize(
    "domain",
    [
        "example.jp",
        "gmail.com",
        "Gmail.com",
        "ymail.com",
        "mail.com",
        "yahoo.com",
        "ne.com",
        "ae.com",
        "city.kawaguchi.lg.jp",
        "mail.example.jp",
        "gmail.example.jp",
        "mail.jp",
        "gmialcom.jp",
        "me.jp",
        "gail.co",
    ],
)
def test_any_other_domain_is_taken_as_it_is(domain: str) -> None:
    assert meant_domain(f"hanako@{domain}") is None


@given(st.text())
def test_only_a_usual_domain_is_ever_asked_about(address: str) -> None:
    assert meant_domain(address) in {None, *USUAL_DOMAINS}


@pytest.mark.parametrize("domain", USUAL_DOMAINS)
def test_every_usual_domain_is_a_good_one(domain: str) -> None:
    assert check_address(f"hanako@{domain}") == ()
