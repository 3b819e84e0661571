"""A line for a card's number, which puts a card together that came into it in pieces."""

from PySide6.QtWidgets import QApplication, QWidget

from services.contract.item_numbers import ItemNumbers
from viewmodels.scanning.keys import Scanned
from viewmodels.scanning.torn_scan import put_together
from views.widgets.fields.ascii_field import AsciiField


class CardNumberField(AsciiField):
    """A field for a card's number: Enter takes what was typed (`returnPressed`)."""

    def put_together(self, scan: Scanned, numbers: ItemNumbers) -> bool:
        """Take a card that came into the field in pieces as if it had been typed, with Enter; tell whether it did.

        Args:
            scan: the last piece, with what came before it.
            numbers: how the library's numbers look; an item's is no piece of a card.
        """
        number = put_together(scan, self.text(), numbers.cards)
        if number is None or any(map(numbers.read, scan.texts)):
            return False
        self.selectAll()
        self.insert(number)
        self.returnPressed.emit()
        return True


def put_together_where_typed(scan: Scanned, numbers: ItemNumbers) -> bool:
    """Take a card that came in pieces into the field of this kind that has the keyboard, if one has and it did.

    Pieces that were all scanned stand in no field: the one beside the keyboard takes them, wherever that is.
    """
    here: object = QApplication.focusWidget()
    if isinstance(here, CardNumberField):
        return here.put_together(scan, numbers)
    if scan.typed or not isinstance(here, QWidget):
        return False
    fields = (it for it in here.window().findChildren(CardNumberField) if it.isVisible() and it.isEnabled())
    return any(it.put_together(scan, numbers) for it in fields)
