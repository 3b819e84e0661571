"""Acts whose answer was lost on its way: they may have been carried out."""

from viewmodels.core.observable import Observable


class UnansweredActs:
    """Keeps their ids, and nothing of what was ordered, until their outcome is known.

    Attributes:
        open: those whose outcome is unknown, in the order in which they were sent.
    """

    def __init__(self) -> None:
        self.open: Observable[tuple[str, ...]] = Observable(())

    def add(self, act_id: str) -> None:
        """Note that an act may or may not have been carried out."""
        if act_id not in self.open.value:
            self.open.set((*self.open.value, act_id))

    def settle(self, act_id: str) -> None:
        """Note that it is known now."""
        self.open.set(tuple(each for each in self.open.value if each != act_id))
