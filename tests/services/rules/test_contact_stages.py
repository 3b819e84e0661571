import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.contact_stages import stages_of
from services.rules.policy import DEFAULT_POLICY, bounds
from services.rules.vocabulary import ContactStep

STAGES = st.lists(st.tuples(st.integers(1, 9999), st.sampled_from(ContactStep)), max_size=6)


def written(stages: list[tuple[int, ContactStep]]) -> str:
    return ", ".join(f"{days} {step}" for days, step in stages)


def test_the_programs_own_are_the_librarys_four() -> None:
    assert stages_of(DEFAULT_POLICY.overdue_stages) == (
        (8, ContactStep.MAIL),
        (15, ContactStep.MAIL_NO_RENEWAL),
        (30, ContactStep.CALL),
        (60, ContactStep.PROPOSE_SUSPENSION),
    )


@given(STAGES)
def test_what_is_written_is_read_the_earliest_first(stages: list[tuple[int, ContactStep]]) -> None:
    text = written(stages)
    assert bounds()["overdue_stages"].fits(text)
    assert stages_of(text) == tuple(sorted(stages, key=lambda it: it[0]))


@pytest.mark.parametrize(
    "text",
    [
        "8",
        "mail",
        "8 Mail",
        "8 fax",
        "8  mail",
        "8 mail,",
        "8 mail ",
        " 8 mail",
        "8 mail,15 call",
        "8 mail15 call",
        "8 mailcall",
        "0 mail",
        "08 mail",
        "12345 mail",
        "8 mail\n",
        "\uff18 mail",
        "8 mail, , 9 call",
        "-8 mail",
        "8#",
        "8|",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not bounds()["overdue_stages"].fits(text)
