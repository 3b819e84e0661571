"""The pieces that a name is found by, as the database's triggers cut them."""

from services.rules.people.search_keys import GRAMS


def grams(key: str) -> frozenset[str]:
    """Cut a text into its pieces; none reaches from one name into the next."""
    pieces = (key[place : place + size] for size in GRAMS for place in range(len(key) - size + 1))
    return frozenset(piece for piece in pieces if " " not in piece)
