"""What a library may say in a mail or on a slip, and what it must."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.files.wording import own_texts
from services.rules.wording import TEXTS, Flaw, TextFault, cleaned, faults_of, filled, in_force

BODY = "mail.email_registered.body"
SUBJECT = "mail.email_registered.subject"
UNTIL = "slip.ja.valid_until"
DAY = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("name", "text", "flaws"),
    [
        (SUBJECT, "登録のお知らせ", []),
        (SUBJECT, "{library}からのお知らせ({portal})", []),
        (SUBJECT, "お知らせ {date}", [(Flaw.PLACE_UNKNOWN, "{date}")]),
        (SUBJECT, "お知らせ\nBcc: all", [(Flaw.NO_TEXT, "")]),
        (SUBJECT, "あ" * 61, [(Flaw.TOO_LONG, "60")]),
        (SUBJECT, " ", [(Flaw.EMPTY, "")]),
        (BODY, "{library}です。\n\n{date} {portal}", []),
        (BODY, "図書館です。", [(Flaw.PLACE_MISSING, "{library}")]),
        (BODY, "{library} {name}", [(Flaw.PLACE_UNKNOWN, "{name}")]),
        (BODY, "{library}\t表", [(Flaw.NO_TEXT, "")]),
        (BODY, "{library}\u202eです", [(Flaw.NO_TEXT, "")]),
        (BODY, "{library}\ue000", [(Flaw.NO_TEXT, "")]),
        (BODY, "<p>{library}</p>", [(Flaw.MARKUP, "<p>"), (Flaw.MARKUP, "</p>")]),
        (
            BODY,
            '{library} <a href="https://x">ここ</a>',
            [(Flaw.MARKUP, '<a href="https://x">'), (Flaw.MARKUP, "</a>")],
        ),
        (BODY, "{library}&nbsp;<br/>", [(Flaw.MARKUP, "&nbsp;"), (Flaw.MARKUP, "<br/>")]),
        (BODY, "<!DOCTYPE html>{library}", [(Flaw.MARKUP, "<!DOCTYPE html>")]),
        (BODY, "{library} <https://library.example.jp/> <x@example.jp> 3 < 5 & 7 > 6", []),
        (UNTIL, "{date} まで使えます。", []),
        (UNTIL, "{date} まで「{portal}」({library})で使えます。", []),
        (UNTIL, "しばらく使えます。", [(Flaw.PLACE_MISSING, "{date}")]),
        (UNTIL, "{Date} まで", [(Flaw.PLACE_UNKNOWN, "{Date}"), (Flaw.PLACE_MISSING, "{date}")]),
        (UNTIL, "{date!r} {date}", [(Flaw.PLACE_UNKNOWN, "{date!r}")]),
        (UNTIL, "{date.year} {date}", [(Flaw.PLACE_UNKNOWN, "{date.year}")]),
        (UNTIL, "{{date}}", [(Flaw.PLACE_UNKNOWN, "{"), (Flaw.PLACE_UNKNOWN, "}")]),
        (UNTIL, "{date} } {", [(Flaw.PLACE_UNKNOWN, "}"), (Flaw.PLACE_UNKNOWN, "{")]),
        ("slip.ja.card", "カード", [(Flaw.PLACE_MISSING, "{number}")]),
        ("slip.ja.name", "様", [(Flaw.PLACE_MISSING, "{name}")]),
        ("slip.ja.name", "{name}\n様", [(Flaw.NO_TEXT, "")]),
        ("slip.ja.title", "{library}", [(Flaw.PLACE_UNKNOWN, "{library}")]),
        ("slip.en.forgotten", "x", [(Flaw.UNKNOWN, "slip.en.forgotten")]),
        ("mail.overdue.body", "x", [(Flaw.UNKNOWN, "mail.overdue.body")]),
    ],
)
def test_what_is_wrong_with_a_text(name: str, text: str, flaws: list[tuple[Flaw, str]]) -> None:
    assert faults_of(name, text) == tuple(TextFault(*it) for it in flaws)


def test_the_programs_own_texts_are_all_of_them_and_keep_the_rule() -> None:
    assert set(own_texts()) == set(TEXTS)
    assert {name: faults_of(name, text) for name, text in own_texts().items() if faults_of(name, text)} == {}
    assert {text for text in own_texts().values() if text != cleaned(text)} == set()


PLACES = ("library", "portal", "date", "number", "name", "lengths", "written", "typed")
names = st.sampled_from(sorted(TEXTS))
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5)


@given(names, st.lists(st.sampled_from(PLACES)), words)
def test_a_text_is_fit_exactly_when_its_places_are(name: str, places: list[str], word: str) -> None:
    shape = TEXTS[name]
    text = word + "".join(f"{{{place}}}" for place in places)
    told = {(it.flaw, it.found) for it in faults_of(name, text)}
    told.discard((Flaw.TOO_LONG, str(shape.longest)))
    unknown = {(Flaw.PLACE_UNKNOWN, f"{{{place}}}") for place in set(places) - shape.places}
    missing = {(Flaw.PLACE_MISSING, f"{{{place}}}") for place in shape.must - set(places)}
    assert told == unknown | missing


def pieces(name: str) -> st.SearchStrategy[str]:
    """Make what a text of this name may have, and seldom a brace that it may not."""
    places = st.sampled_from([f"{{{place}}}" for place in sorted(TEXTS[name].places)] or [""])
    plain = st.text(string.ascii_letters + string.digits + "あ<>& ", max_size=8)
    return st.one_of(places, plain, plain, st.text("a{}\n\t", max_size=2))


@given(names.flatmap(lambda name: st.tuples(st.just(name), st.lists(pieces(name), max_size=4))))
def test_what_is_fit_can_be_filled_and_has_no_brace_left(made: tuple[str, list[str]]) -> None:
    name, parts = made
    text = cleaned("".join(["a", *(f"{{{place}}}" for place in TEXTS[name].must), *parts]))
    assume(not faults_of(name, text))
    said = filled(text, **dict.fromkeys(PLACES, "値"))
    assert not set("{}") & set(said)
    assert said.count("値") == sum(text.count(f"{{{place}}}") for place in PLACES)


def test_what_is_put_in_a_place_is_left_as_it_is() -> None:
    assert filled("{library}と{portal}", library="{portal}", portal="{x}") == "{portal}と{x}"


@pytest.mark.parametrize(("day", "text"), [(-1, None), (0, "一"), (1, "一"), (30, "二"), (400, "二")])
def test_the_latest_text_not_after_the_day_is_in_force(day: int, text: str | None) -> None:
    rows = [(SUBJECT, DAY + timedelta(30), "二"), (SUBJECT, DAY, "一")]
    assert in_force(rows, DAY + timedelta(day)).get(SUBJECT) == text


def test_what_no_text_can_be_made_of_is_as_if_it_was_not_there() -> None:
    rows = [(SUBJECT, DAY, "一"), (SUBJECT, DAY + timedelta(1), "{date}"), ("slip.fr.title", DAY, "x")]
    assert in_force(rows, DAY + timedelta(2)) == {SUBJECT: "一"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("\r\na\r\nb\r\n", "a\nb"), ("a\rb", "a\nb"), ("\u3000a \n", "a"), ("a\n\n b", "a\n\n b")],
)
def test_a_text_is_kept_in_one_way(given: str, kept: str) -> None:
    assert cleaned(given) == kept == cleaned(kept)
