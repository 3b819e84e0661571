"""The last thing worth telling: its mark says whether anything was done."""

import pytest

from tests.views.counter import Counter
from viewmodels.notes import Bug, Caution, Done, Note


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        (Done.PASSWORD_CHANGED, "✓"),
        (Done.PASSWORD_NOT_CHANGED, "※"),
        (Done.EMAIL_UNCHANGED, "※"),
        (Done.REGISTRATION_UNCHANGED, "※"),
        (Caution.CHECK_DIGIT, "※"),
        (Bug("1"), "▲"),
    ],
)
async def test_only_what_was_done_is_ticked_off(counter: Counter, note: Note, mark: str) -> None:
    counter.bench.desk.tell(note)

    marks = {line[0] for line in counter.words().split("\n") if line[:2] in {"✓ ", "※ ", "▲ "}}
    assert marks == {mark}
