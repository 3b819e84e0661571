"""Triggers of a library in a file: the pieces of names, and that its patrons are its own or another system's.

PostgreSQL's are among the guards (services/own_schema/schema/postgresql).
"""

from collections.abc import Iterator

# The numbers 0, 1, 2… as the keys of a JSON array as long as the text: a trigger may not count by itself.
_GRAMS = """
    SELECT DISTINCT substr({row}.search_key, place.key + 1, size) AS gram
    FROM (SELECT 2 AS size UNION ALL SELECT 3),
        json_each('[0' || replace(hex(zeroblob(length({row}.search_key))), '00', ',0') || ']') AS place
    WHERE length(gram) = size AND instr(gram, ' ') = 0"""
_ADD = (
    "INSERT INTO patron_gram (gram, kana_order, patron_id)"  # noqa: S608
    f" SELECT gram, NEW.kana_order, NEW.id FROM ({_GRAMS.format(row='NEW')});"
)
_TAKE = (
    "DELETE FROM patron_gram WHERE kana_order = OLD.kana_order AND patron_id = OLD.id"  # noqa: S608
    f" AND gram IN ({_GRAMS.format(row='OLD')});"
)


def of_names() -> Iterator[str]:
    """Give the triggers that keep `patron_gram`."""
    changed = "NEW.search_key <> OLD.search_key OR NEW.kana_order <> OLD.kana_order"
    yield f"CREATE TRIGGER patron_gram_added AFTER INSERT ON patron BEGIN {_ADD} END"
    yield (
        "CREATE TRIGGER patron_gram_changed AFTER UPDATE OF search_key, kana_order ON patron"
        f" WHEN {changed} BEGIN {_TAKE} {_ADD} END"
    )
    yield f"CREATE TRIGGER patron_gram_taken AFTER DELETE ON patron BEGIN {_TAKE} END"


def of_cards() -> Iterator[str]:
    """Give the trigger that takes no card into a library whose patrons are another system's."""
    yield (
        "CREATE TRIGGER card_is_own BEFORE INSERT ON card"
        " WHEN EXISTS (SELECT 1 FROM patron WHERE system_key IS NOT NULL)"
        " BEGIN SELECT RAISE(ABORT, 'the patrons are another system''s'); END"
    )
