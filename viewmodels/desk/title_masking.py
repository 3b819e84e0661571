"""タイトルを隠す: whether the open patron's titles and questions are masked."""

from services.contract.snapshot import LookUpAnswer
from viewmodels.core.notes import StatusMessage, without_title
from viewmodels.core.observable import Observable
from viewmodels.desk.masking import masked


class TitleMasking:
    """Keeps whether titles are shown or masked.

    The state machine: `toggle` changes between the two at any time. Where the library masks from the start, the next
    patron is masked again: the clerk unmasked them for the patron who was open.

    Attributes:
        on: titles and questions are masked.
    """

    def __init__(self, *, from_start: bool) -> None:
        self._from_start = from_start
        self.on: Observable[bool] = Observable(from_start)

    @property
    def by_hand(self) -> bool:
        """Whether the clerk masked them although the library shows them from the start."""
        return self.on.value and not self._from_start

    def toggle(self) -> None:
        """Mask titles and questions, or show them again."""
        self.on.set(not self.on.value)

    def mask(self) -> None:
        """Mask them before a patron is open: the same clerk had masked them at the previous desk."""
        self.on.set(True)

    def patron_left(self) -> None:
        """Begin again as the library wants it, for the next patron."""
        if self._from_start:
            self.on.set(True)

    def shown(self, answer: LookUpAnswer) -> LookUpAnswer:
        """Give a patron as they are to be shown."""
        return masked(answer) if self.on.value else answer

    def told(self, note: StatusMessage) -> StatusMessage:
        """Give a line as it is to be told."""
        return without_title(note) if self.on.value else note
