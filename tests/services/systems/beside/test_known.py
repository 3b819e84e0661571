"""What a process knows of a system's patrons is bounded, and asked for anew."""

from dataclasses import dataclass, field

from services.systems.beside.known import REMEMBERED, Known
from services.systems.record_source import ViewRow


@dataclass
class Numbers:
    """Lasting numbers of patrons, which a test counts the questions for."""

    asked: list[str | int] = field(default_factory=list)

    async def number_of(self, system_key: str) -> int:
        self.asked.append(system_key)
        return int(system_key)

    async def key_of(self, patron_id: int) -> str:
        self.asked.append(patron_id)
        return str(patron_id)


async def filled() -> tuple[Known, Numbers]:
    """Know as many patrons as are remembered, half of them by their numbers, and the card of each."""
    numbers = Numbers()
    known = Known(numbers)
    for number in range(REMEMBERED):
        if number % 2:
            await known.number_of(str(number))
        else:
            await known.key_of(number)
        known.opened_by(f"card {number}", str(number))
    assert len(numbers.asked) == REMEMBERED
    numbers.asked.clear()
    return known, numbers


async def test_as_many_as_are_remembered_are_asked_for_once() -> None:
    known, numbers = await filled()
    for number in range(REMEMBERED):
        assert await known.number_of(str(number)) == number
        assert await known.key_of(number) == str(number)
        assert known.key_of_card(f"card {number}") == str(number)
    assert numbers.asked == []


async def test_with_one_more_all_are_forgotten_but_the_open_patron() -> None:
    known, numbers = await filled()
    row = ViewRow("7", "card 7", "{}")
    known.follow(7)
    known.hold(7, "mark", row)
    assert await known.number_of("5000") == 5000
    assert [known.key_of_card(f"card {it}") for it in (0, 7, REMEMBERED - 1)] == [None] * 3
    assert known.held(7) == ("mark", row)
    assert (await known.key_of(5000), await known.key_of(7), await known.number_of("7")) == ("5000", "7", 7)
    assert numbers.asked == ["5000", 7]
