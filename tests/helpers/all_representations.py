"""What tells the texts that a `repr` shows tells all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.helpers.representations import texts_shown


@dataclass
class Held:
    text: str
    maybe: str | None
    pairs: Mapping[str, int]
    number: int
    hidden: str = field(repr=False)


def test_texts_are_named_wherever_they_stand() -> None:
    assert texts_shown([Held]) == {"Held.text", "Held.maybe", "Held.pairs"}
