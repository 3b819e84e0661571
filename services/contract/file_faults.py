"""Defines the faults of a file, each with file, line and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Cause(Enum):
    """What can be wrong, without words: `views.text.diagnosis.file_fault_words` has them."""

    # Of a file.
    TABLE_UNKNOWN = "table_unknown"
    FILE_TWICE = "file_twice"
    UNREADABLE = "unreadable"
    NO_HEADER = "no_header"
    # Of its first line.
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    COLUMN_MISSING = "column_missing"
    # Of a line.
    CELL_COUNT = "cell_count"
    QUOTING = "quoting"
    NOT_UTF8 = "not_utf8"
    # Of a cell.
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_DAY = "not_a_day"
    DAY_TOO_FAR = "day_too_far"
    NOT_A_MOMENT = "not_a_moment"
    NOT_A_CARD_NUMBER = "not_a_card_number"
    NOT_A_CODE = "not_a_code"
    # Of a line against itself, the rest of the file, and the database.
    NOT_TOGETHER = "not_together"
    TWICE = "twice"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    OTHER_ROW = "other_row"
    NEW_WITHOUT = "new_without"
    # Of masters.
    RULE_UNKNOWN = "rule_unknown"
    RULE_VALUE = "rule_value"
    MADE_A_DATE = "made_a_date"
    CARDS_AND_ITEMS = "cards_and_items"
    CARDS_THERE_AND_ITEMS = "cards_there_and_items"
    CHECK_DIGIT_OF_LETTERS = "check_digit_of_letters"
    STOP_NOT_MOBILE = "stop_not_mobile"
    CLOSING_WHEN = "closing_when"
    WORDING_UNKNOWN = "wording_unknown"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_MISSING = "place_missing"
    MARKUP = "markup"
    NO_GLYPH = "no_glyph"
    SLIP_FULL = "slip_full"
    # Of staff.
    STAFF_ID_UNFIT = "staff_id_unfit"
    STAFF_UNKNOWN = "staff_unknown"
    STAFF_EXISTS = "staff_exists"
    STAFF_LOGIN_GONE = "staff_login_gone"


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault.

    Attributes:
        file: the file's name, without its folder.
        line: the line in the file where its row begins, 1 for the header; 0 when it is about the whole file.
        column: the column, or the columns that don't go together with blanks between them; empty for a whole line.
        cause: what is wrong.
        found: the cell's content (never a person's data: only codes, numbers and dates), or the number that the cause
            is about: the length allowed, the cells wanted, the line of the row's first appearance, the paper.
    """

    file: str
    line: int
    column: str
    cause: Cause
    found: str = ""


class FileFaults:
    """The first hundred faults, and how many there are in all.

    A file that isn't UTF-8 is one fault, reported at its first place: another encoding would show in every cell.
    """

    LIMIT = 100

    def __init__(self) -> None:
        self._kept: list[FileFault] = []
        self._not_utf8: set[str] = set()
        self.count = 0

    def add(self, fault: FileFault) -> None:
        """Note one more."""
        if fault.cause is Cause.NOT_UTF8:
            if fault.file in self._not_utf8:
                return
            self._not_utf8.add(fault.file)
        self.count += 1
        if len(self._kept) < self.LIMIT:
            self._kept.append(fault)

    def copy(self) -> "FileFaults":
        """Give the same ones, to note more among them."""
        made = FileFaults()
        made._kept = [*self._kept]
        made._not_utf8 = {*self._not_utf8}
        made.count = self.count
        return made

    @property
    def kept(self) -> tuple[FileFault, ...]:
        """The faults that are listed one by one."""
        return tuple(self._kept)

    def __iter__(self) -> Iterator[FileFault]:
        return iter(self._kept)

    def __bool__(self) -> bool:
        return self.count > 0


class UnfitError(Exception):
    """A cell's text is no value of its column.

    Attributes:
        cause: why.
        found: see `FileFault.found`.
        column: the columns it is about, where it isn't the cell that was read.
    """

    def __init__(self, cause: Cause, found: str = "", column: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.found = found
        self.column = column
