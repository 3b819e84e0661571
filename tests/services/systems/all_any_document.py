"""Over the schemas: every document that fits is shown, every other one is refused by place, kind and nothing else."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.contract.errors import RecordFault, RecordFaultKind, RecordUnfit, SystemDocument
from services.contract.snapshot import PatronSnapshot
from services.systems.documents import read_document
from services.systems.faults import faults_of
from services.systems.record_fields import snapshot_of, summary_of
from services.systems.schemas import example
from services.systems.shapes import fits
from services.systems.system_masters import SystemMasters, read_masters, system_masters
from tests.helpers.contract_documents import (
    KEPT,
    MASTERS,
    OWN,
    RECORD,
    Document,
    documents,
    masters,
    record,
    text_of,
)
from tests.helpers.patrons import clerk

MARKED = "ひみつ"
ODD: Any = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**30, "", "0000-00-00", MARKED, MARKED * 500, [], {}, [MARKED], {MARKED: 1}]
)


def refused(text: str, kind: SystemDocument = RECORD) -> tuple[RecordFault, ...]:
    """Tell for which faults a text is refused; none where it isn't."""
    try:
        read_document(text, kind)
    except RecordUnfit as error:
        return error.faults
    return ()


def names_a_row_twice(document: Document, kind: SystemDocument = RECORD) -> bool:
    """Tell whether a document is refused for what no schema tells, and for nothing else."""
    kinds = {it.kind for it in refused(text_of(document), kind)}
    assert kinds <= {RecordFaultKind.REPEATED}
    return bool(kinds)


def with_all(document: Document) -> Document:
    """Give a record every part that the masters say it fills."""
    parts: Document = {"password": None, "cancelled_holds": [], "requests": []}
    return {**parts, **{name: it for name, it in document.items() if it is not None or name == "password"}}


@given(documents(RECORD), documents(MASTERS))
def test_every_record_is_shown_with_every_row(document: Document, of: Document) -> None:
    found = with_all(document)
    if names_a_row_twice(found) or names_a_row_twice(of, MASTERS):
        return
    system: SystemMasters = system_masters(read_masters(text_of(of)), OWN)
    shown = snapshot_of(found, system, patron_id=7, kept=KEPT, actor=clerk())
    assert isinstance(shown, PatronSnapshot)
    assert len(shown.loans) == len(document["loans"])
    assert len(shown.holds) == len(document["holds"])
    if "requests" in system.fills:
        assert len(shown.requests) == len(found["requests"])
    summary_of(found, system, patron_id=7, kept={"now": KEPT["now"], "questions": 0, "closed": None})


@given(documents(RECORD))
def test_both_validators_take_every_record(document: Document) -> None:
    assert fits(RECORD)(document)
    assert faults_of(document, RECORD) == ()


def changed(value: Any, path: list[int], odd: Any) -> Any:
    """Put an odd value in one place, which the path's numbers choose."""
    parts = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    if not path or not parts:
        return odd
    at = parts[path[0] % len(parts)]
    value[at] = changed(value[at], path[1:], odd)
    return value


@given(st.sampled_from(SystemDocument), st.lists(st.integers(0, 40), min_size=1, max_size=4), ODD)
def test_both_validators_agree_and_repeat_no_value(kind: SystemDocument, path: list[int], odd: Any) -> None:
    document = changed(record() if kind is RECORD else masters(), path, odd)
    found = faults_of(document, kind)
    assert fits(kind)(document) is not bool(found)
    assert MARKED not in "".join(map(str, found))
    told = refused(json.dumps(document), kind)
    assert told == found or {it.kind for it in told} == {RecordFaultKind.REPEATED}


@given(st.integers(0, len(text_of(example(RECORD))) - 1))
def test_a_record_cut_anywhere_is_not_whole(at: int) -> None:
    told = refused(text_of(record())[:at])
    assert [str(it) for it in told] == ["not whole"]
