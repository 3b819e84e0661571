"""A document is read whole or not at all, and every fault is told by place and kind."""

import json
from typing import Any

import pytest

from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.systems.documents import read_document, read_record
from services.systems.faults import faults_of
from services.systems.schemas import example
from services.systems.shapes import fits
from tests.helpers.contract_documents import MASTERS, RECORD, masters, record, row_of, text_of, with_row


def told(text: str, document: SystemDocument = RECORD) -> list[str]:
    with pytest.raises(RecordUnfit) as refused:
        read_document(text, document)
    assert refused.value.document is document
    return [str(it) for it in refused.value.faults]


@pytest.mark.parametrize("document", list(SystemDocument))
def test_the_example_of_each_document_fits_by_both_validators(document: SystemDocument) -> None:
    shown = example(document)
    assert fits(document)(shown)
    assert faults_of(shown, document) == ()
    assert read_document(json.dumps(shown), document) == shown


def without(document: dict[str, Any], *path: str | int) -> dict[str, Any]:
    at: Any = document
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return document


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (with_row("loans", due_on="0000-00-00"), "loans[0].due_on: no day"),
        (with_row("loans", due_on="2026-02-30"), "loans[0].due_on: no day"),
        (with_row("loans", due_on="20261204"), "loans[0].due_on: no day"),
        (with_row("loans", due_on="2026-12-04 23:59:00"), "loans[0].due_on: no day"),
        (with_row("loans", due_on=20261204), "loans[0].due_on: no day"),
        (with_row("loans", key=None), "loans[0].key: null"),
        (with_row("loans", key=7001), "loans[0].key: no text"),
        (with_row("loans", key=""), "loans[0].key: empty"),
        (with_row("loans", key="k" * 65), "loans[0].key: too long"),
        (with_row("loans", renewals=-1), "loans[0].renewals: out of range"),
        (with_row("loans", renewals="1"), "loans[0].renewals: no whole number"),
        (with_row("loans", renewals=1.5), "loans[0].renewals: no whole number"),
        (with_row("loans", waiting=True), "loans[0].waiting: no whole number"),
        (with_row("loans", interlibrary="1"), "loans[0].interlibrary: no flag"),
        (with_row("loans", due="2026-12-04"), "loans[0]: a field that isn't in the contract"),
        (without(record(), "loans", 0, "renewals"), "loans[0].renewals: missing"),
        (with_row("holds", status="READY"), "holds[0].status: no such code"),
        (with_row("holds", status=None), "holds[0].status: null"),
        (with_row("holds", title="\ud83d"), "not whole"),
        (with_row("cancelled_holds", cancelled_on=None), "cancelled_holds[0].cancelled_on: null"),
        (record(loans=None), "loans: null"),
        (record(loans={}), "loans: no array"),
        (record(holds=[None]), "holds[0]: null"),
        (record(holds=["8001"]), "holds[0]: no object"),
        (record(holds=[example(RECORD)["holds"][0]] * 2), "holds[1].key: repeated"),
        (record(requests=[{"key": str(it)} for it in range(10_001)]), "requests: too many"),
        (record(version=2), "version: another version"),
        (record(read_at="2026-11-30T10:00:00"), "read_at: no moment"),
        (record(patron=None), "patron: null"),
        (without(record(), "patron"), "patron: missing"),
        (
            record(password={**example(RECORD)["password"], "hash": "$2a$08$"}),
            "password: a field that isn't in the contract",
        ),
        (record(password={"locked": None}), "password.locked: null"),
        (
            record(password={"locked": True, "locked_until": "9999-12-31T23:59:60Z"}),
            "password.locked_until: no moment",
        ),
        (
            record(password={"locked": True, "locked_until": "0001-01-01T00:00:00+09:00"}),
            "password.locked_until: no moment",
        ),
        ([], "no object"),
        (None, "null"),
    ],
)
def test_a_faulty_record_is_refused_by_place_and_kind(document: Any, fault: str) -> None:
    assert told(json.dumps(document) if fault != "not whole" else text_of(document)) == [fault]


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (masters(branches=[{"key": "A", "name": ""}]), "branches[0].name: empty"),
        (masters(branches=[{"key": "A", "name": "あ"}] * 2), "branches[1].key: repeated"),
        (masters(fills=["everything"]), "fills[0]: no such code"),
        (masters(restriction_types=[{"key": "A", "words": ""}]), "restriction_types[0].words: empty"),
        (masters(labels=[{"kind": "refusal", "code": "a", "label": "x"}] * 2), "labels[1].code: repeated"),
        (masters(closed_weekdays=[{"weekday": 0}]), "closed_weekdays[0].weekday: out of range"),
        (masters(closed_days=[{"day": "2026-13-01"}]), "closed_days[0].day: no day"),
        (masters(renewal_rules=[{"renewals": 1}, {"renewals": 2}]), "renewal_rules[1].material_type: repeated"),
        (masters(renewal_rules=[{"closed_days": "skipped"}]), "renewal_rules[0].closed_days: no such code"),
        (masters(system=None), "system: null"),
    ],
)  # fmt: skip
def test_faulty_masters_are_refused_by_place_and_kind(document: Any, fault: str) -> None:
    assert told(text_of(document), MASTERS) == [fault]


@pytest.mark.parametrize("cut", [0, 1, 700, -1])
def test_a_text_that_was_cut_is_refused_as_a_whole(cut: int) -> None:
    assert told(text_of(record())[:cut]) == ["not whole"]


@pytest.mark.parametrize(
    "text", ["{} {}", '{"version": NaN}', "[" * 100_000, "\ufeff{}", '{"a": "\n"}', "9" * 5000]
)
def test_what_is_no_json_is_refused_as_a_whole(text: str) -> None:
    assert told(text) == ["not whole"]


@pytest.mark.parametrize("escape", [r"\u0000", r"\ud83d", r"\uDC00x"])
def test_a_text_that_no_database_keeps_is_named(escape: str) -> None:
    text = text_of(with_row("loans", title="HERE")).replace("HERE", escape)
    assert told(text) == ["loans[0].title: no text"]
    ending = json.dumps(with_row("loans", title="𠮷"))
    assert read_document(ending, RECORD)["loans"][0]["title"] == "𠮷"


def test_every_fault_is_told_once_and_in_its_place() -> None:
    document = record(
        loans=[{**example(RECORD)["loans"][0], "key": str(it), "due_on": "no"} for it in range(4)]
    )
    assert told(text_of(document)) == [f"loans[{it}].due_on: no day" for it in range(4)]


def test_a_name_that_isnt_in_the_contract_is_never_repeated() -> None:
    found = told(text_of(record(patron={"川口 花子": "x", "name": "y" * 201})))
    assert found == ["patron: a field that isn't in the contract", "patron.name: too long"]


@pytest.mark.parametrize(
    ("place", "row"),
    [
        ("key", {"key": "52"}),
        ("card.number", {"card_number": "300000018"}),
        ("card.number", {"card_number": None}),
    ],
)
def test_a_row_has_the_record_of_its_key_and_its_card(place: str, row: dict[str, Any]) -> None:
    assert read_record(row_of(record()))["key"] == "51"
    with pytest.raises(RecordUnfit) as refused:
        read_record(row_of(record(), **row))
    assert refused.value.faults == (RecordFault(place, RecordFaultKind.OTHER_KEY),)


@pytest.mark.parametrize("number", ["", " ", "\u3000"])
def test_a_blank_number_of_the_row_is_no_card(number: str) -> None:
    read_record(row_of(record(card=None), card_number=number))


def with_twice(document: dict[str, Any], field: str, also: str) -> str:
    """Write a field once more before where it is, with another value."""
    text = text_of(document)
    at = text.index(f'"{field}"')
    return f'{text[:at]}"{field}": {also}, {text[at:]}'


@pytest.mark.parametrize(
    ("field", "also", "faults"),
    [
        ("version", "1", ["a field that is there twice"]),
        ("kana", '"ヤマダ"', ["patron: a field that is there twice"]),
        ("due_on", "null", ["loans[0]: a field that is there twice"]),
        ("loans", '[{"key": "1", "key": "2"}]', ["a field that is there twice"]),
    ],
)
def test_a_field_that_is_there_twice_is_refused(field: str, also: str, faults: list[str]) -> None:
    assert told(with_twice(record(), field, also)) == faults


def test_a_field_that_is_there_twice_under_a_name_of_nobodys_is_refused_without_the_name() -> None:
    text = text_of(record(川口=["HERE"])).replace('"HERE"', '{"key": 1, "key": 2}')
    assert told(text) == ["a field that isn't in the contract"]


@pytest.mark.parametrize("flag", [True, False, 1, 0])
def test_a_flag_may_be_a_number_as_servers_without_booleans_write_it(flag: object) -> None:
    read_document(text_of(with_row("loans", interlibrary=flag)), RECORD)
    assert told(text_of(with_row("loans", interlibrary=2))) == ["loans[0].interlibrary: no flag"]
    assert read_document('{"version": 1.0' + text_of(record())[13:], RECORD)["version"] == 1
