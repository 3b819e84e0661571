"""Every cause has its words, which say where, and what was found."""

import pytest

from services.contract.file_faults import Cause, FileFault, FileFaults
from views.text.diagnosis import file_fault_words

_OF_THE_PLACE_ALONE = {
    Cause.UNREADABLE,
    Cause.NO_HEADER,
    Cause.COLUMN_UNKNOWN,
    Cause.COLUMN_TWICE,
    Cause.COLUMN_MISSING,
    Cause.QUOTING,
    Cause.NOT_UTF8,
    Cause.EMPTY,
    Cause.CONTROL_CHARACTER,
    Cause.NOT_TOGETHER,
    Cause.OTHER_ROW,
    Cause.NEW_WITHOUT,
}


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_words(cause: Cause) -> None:
    told = file_fault_words.line(FileFault("loan.tsv", 12, "due_on", cause, "◆"))

    assert told.startswith("loan.tsv 12行目 due_on: ")
    assert "%1" not in told
    assert ("◆" in told) is (cause not in _OF_THE_PLACE_ALONE)
    assert len(told) > len("loan.tsv 12行目 due_on: ") + 5


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            FileFault("loan.tsv", 12, "due_on", Cause.NOT_A_DAY, "2026-13-01"),
            "loan.tsv 12行目 due_on: 日付ではありません(2026-13-01)",
        ),
        (FileFault("x.csv", 0, "", Cause.TABLE_UNKNOWN, "x"), "x.csv: 「x」という表はありません"),
        (
            FileFault("card.tsv", 3, "patron", Cause.TAKEN),
            "card.tsv 3行目 patron: 同時に一つしかあってはならない行が、ほかにあります",
        ),
        (
            FileFault("card.tsv", 3, "patron", Cause.TAKEN, "2"),
            "card.tsv 3行目 patron: 同時に一つしかあってはならない行が、ほかにあります(2行目)",
        ),
    ],
)
def test_a_fault_is_a_line(fault: FileFault, told: str) -> None:
    assert file_fault_words.line(fault) == told


def test_the_rest_is_counted() -> None:
    faults = FileFaults()
    for line in range(1, 101):
        faults.add(FileFault("x.csv", line, "", Cause.QUOTING))
    assert file_fault_words.more(faults) is None

    for line in range(101, 1335):
        faults.add(FileFault("x.csv", line, "", Cause.QUOTING))
    assert file_fault_words.more(faults) == "ほかに1,234件あります。"
    assert file_fault_words.nothing_done(faults) == "誤りが1,334件あります。何も変更していません。"
