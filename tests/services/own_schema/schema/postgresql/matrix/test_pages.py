"""A page says of each cell what was written there, and nothing of what was refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.services.own_schema.schema.postgresql.matrix.cell import OWN, Cell, is_refusal, reasons
from tests.services.own_schema.schema.postgresql.matrix.pages import Told, page
from tests.services.own_schema.schema.postgresql.matrix.row import Row

_PARAGRAPH = re.compile(r"((?:^\S.*\n)+)((?:^ +\S.*\n)+)", re.MULTILINE)
_ITEM = re.compile(r"([^= ]+)(?:(=| but )(\S+))?")
_ROW = Row("madoguchi_look(text)", ("counter", "phone"))
_CELLS = (
    "honest",
    *(f"settings={it}" for it in ("row_security", "TimeZone", "role", "madoguchi.quiet", "a_name")),
    *(f"by_number={it}" for it in ("NULL", "shut", "quotes", "4713-01-01_BC", "-infinity")),
    *(f"{'an_argument_of_a_name' * 3}={'long' * it}" for it in range(1, 20)),
    "at_once=two",
)
_SAID = (
    "refused: a look has a purpose",
    "denied: permission denied for function it",
    "at COMMIT: refused: a look has a purpose",
    "refused: a | refused: b",
    "as the honest call",
    "answers id=n | refused: a look has a purpose",
    "as the honest call; at COMMIT: refused: a look has a purpose",
    "at CALL madoguchi_look: within: 2D000 invalid_transaction_termination",
    "within: 2D000 invalid_transaction_termination",
    "nulls",
)


@dataclass(frozen=True)
class Page:
    """What a page says.

    Attributes:
        refusals: the sentences that refuse.
        named: outcomes by group, name and login.
        rest: the same for a group but for some names.
    """

    refusals: frozenset[str]
    named: Mapping[tuple[str, str], Mapping[str, str]]
    rest: Mapping[str, tuple[frozenset[str], Mapping[str, str]]]

    def says(self, cell: str, who: str) -> str | None:
        """Give what a cell comes to; None for a refusal."""
        group, _, name = cell.partition("=")
        but, of_rest = self.rest.get(group, (frozenset(), {}))
        return self.named.get((group, name), {} if name in but else of_rest).get(who)

    def refuses(self, said: str) -> bool:
        """Tell whether what was said is a refusal by sentences of this page."""
        return is_refusal(said) and self.refusals.issuperset(reasons(said))


def read(text: str) -> Page:
    """Read a page."""
    head, _, told = text.partition("\n\n")
    _, counted, *refusals = head.splitlines()
    logins = [it.split()[0] for it in counted.removeprefix("refused: ").split(", ")]
    sentences = " ".join(it.strip() for it in refusals).split("; ")
    named: dict[tuple[str, str], Mapping[str, str]] = {}
    rest: dict[str, tuple[frozenset[str], Mapping[str, str]]] = {}
    for outcomes, cells in _PARAGRAPH.findall(told):
        by_login = _by_login(outcomes.splitlines(), logins)
        for item in " ".join(cells.split()).split(", "):
            group, how, names = _ITEM.fullmatch(item).groups("")  # type: ignore[union-attr]
            if how == "=":
                named |= {(group, name): by_login for name in names.split("|")}
            else:
                rest[group] = (frozenset(names.split("|")) - {""}, by_login)
    return Page(frozenset(it.partition(" ")[2] for it in sentences), named, rest)


def _by_login(outcomes: Sequence[str], logins: Sequence[str]) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for line in outcomes:
        whose, _, it = line.partition(": ")
        if it and set(whose.split()) <= set(logins):
            told.update(dict.fromkeys(whose.split(), it))
        else:
            told.update(dict.fromkeys(logins, line))
    return told


@given(
    st.fixed_dictionaries(
        {}, optional={cell: st.tuples(*[st.sampled_from(_SAID)] * len(_ROW.logins)) for cell in _CELLS}
    )
)
def test_a_page_says_what_was_told(came: dict[str, tuple[str, ...]]) -> None:
    told: Told = {cell: dict(zip(_ROW.logins, said, strict=True)) for cell, said in came.items()}
    written = read(page(_ROW, told))
    for cell, by_login in told.items():
        for who, said in by_login.items():
            assert written.says(cell, who) == (None if is_refusal(said) else said)
            assert written.refuses(said) == is_refusal(said)
    assert written.says("by_number=never_sent", "counter") is None
    assert not written.refuses("refused: a sentence that refused nothing")


def test_refusals_are_counted_for_each_login_and_for_each_sentence() -> None:
    told: Told = {
        "honest": {"counter": "nothing", "phone": "refused: a b", "supervisor": "nothing"},
        "by_number=NULL": {"counter": "at COMMIT: refused: a b", "phone": "denied: c", "supervisor": "nulls"},
        "at_once=two": {
            "counter": "nothing",
            "phone": "refused: a b | refused: a b",
            "supervisor": "nothing",
        },
    }
    assert page(_ROW, told).partition("\n\n")[0].splitlines()[1:] == [
        "refused: counter 1 of 3, phone 3 of 3, supervisor 0 of 3",
        "    3 a b; 1 c",
    ]


def test_what_is_told_before_a_refusal_is_none() -> None:
    assert [is_refusal(it) for it in _SAID] == [True] * 4 + [False] * 6


def test_what_passes_is_told_beside_the_honest_call() -> None:
    explained = Cell("wrapped=explain", "EXPLAIN SELECT 1", passes="explains")
    twice = Cell("at_once=two", "SELECT 1", passes=f"{OWN} | {OWN}")
    assert explained.beside("explains", "nulls") == "as the honest call"
    assert explained.beside("explains", "refused: a") == "explains"
    assert twice.beside("nulls | nulls", "nulls") == "as the honest call"
    assert twice.beside("refused: a | refused: a", "refused: a") == "refused: a | refused: a"
    assert Cell("a=b", "SELECT 1").beside("nulls; at COMMIT: 2D000", "nulls") == (
        "as the honest call; at COMMIT: 2D000"
    )
