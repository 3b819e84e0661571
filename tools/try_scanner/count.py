"""What was seen at the counters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_FIGURES = ("scans", "lost", "misplaced", "doubled", "leaked", "typed", "unfocused", "badly_sent", "spoiled")
_MEASURES = ("searches", "named", "bare", "nobodys")


@dataclass
class Count:
    """The figures of one counter.

    Attributes:
        scans: cards that were read and counted.
        lost: those that were never heard, or whose patron wasn't opened nor told about.
        misplaced: texts in a field, answered questions, moved keyboards, that a reading left behind.
        doubled: heard or looked up more often than they were read.
        leaked: shown where no patron may be seen, or written into a log.
        typed: characters typed slowly between them, each found where it belongs.
        unfocused: how often no window, or the wrong one, had the keyboard after another was closed.
        badly_sent: rounds that the machine sent too slowly.
        spoiled: libraries that such a round did an act in, so that the counter went on with another one.
        searches: searches without a card.
        named: people whom they named.
        bare: those of them by a birth date or number alone.
        nobodys: looks at numbers that are nobody's.
        kinds: how many readings were made where.
        moving: cards that were read right behind a key that opens a window, by how they were heard; not in `scans`.
        wrong: what was wrong, in words.
    """

    scans: int = 0
    lost: int = 0
    misplaced: int = 0
    doubled: int = 0
    leaked: int = 0
    typed: int = 0
    unfocused: int = 0
    badly_sent: int = 0
    spoiled: int = 0
    searches: int = 0
    named: int = 0
    bare: int = 0
    nobodys: int = 0
    seconds: float = 0.0
    kinds: dict[str, int] = field(default_factory=dict)
    moving: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, later: "Count") -> None:
        """Count what was seen at the same counter afterwards."""
        for name, seen in vars(later).items():
            mine = getattr(self, name)
            setattr(
                self, name, dict(Counter(mine) + Counter(seen)) if isinstance(mine, dict) else mine + seen
            )

    def note_moving(self, *, whole: bool, torn: bool) -> None:
        """Count a card that was read while windows came and went."""
        how = "whole" if whole else "torn" if torn else "not at all"
        self.moving[how] = self.moving.get(how, 0) + 1


def report(counts: Sequence[Count]) -> int:
    """Print the figures of all counters; answer 1 if something is wrong."""
    total = {name: sum(getattr(count, name) for count in counts) for name in _FIGURES}
    where: Counter[str] = Counter()
    moving: Counter[str] = Counter()
    for count in counts:
        where.update(count.kinds)
        moving.update(count.moving)
    seconds = max((count.seconds for count in counts), default=0.0)
    print(f"{total['scans']:,} cards read at {len(counts)} counters in {seconds:.0f} s")
    print(", ".join(f"{name} {total[name]}" for name in ("lost", "misplaced", "doubled", "leaked")))
    print(f"{total['typed']:,} characters typed slowly; {total['badly_sent']} rounds sent too slowly")
    print(f"{total['spoiled']} libraries in which such a round did an act")
    for name in _MEASURES:
        hourly = [getattr(count, name) * 3_600 / count.seconds for count in counts if count.seconds]
        told = sum(getattr(count, name) for count in counts)
        print(f"{name} {told:,}; {max(hourly, default=0):.0f} an hour at the busiest counter")
    print(f"the keyboard was lost {total['unfocused']} times when a window closed")
    print("\n".join(f"{number:6,}  {name}" for name, number in sorted(where.items(), key=lambda it: -it[1])))
    if moving:
        print("read right behind a key that opens a window:", dict(moving))
    for words in (words for count in counts for words in count.wrong):
        print("  ", words)
    return int(any(count.wrong for count in counts))
