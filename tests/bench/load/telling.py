"""What a step came to: its figures, and its row of the table."""

import os
import statistics
from collections import Counter
from typing import Any

from tests.bench.load.desk import ACTS, AGAIN, FOLLOW, LOOK, UNKNOWN
from tests.bench.load.watching import Watch

_PASSWORD = "password"
_KINDS = {
    LOOK: (LOOK,),
    UNKNOWN: (UNKNOWN,),
    "read again": (AGAIN, FOLLOW),
    "act": tuple(kind for kind in ACTS if kind != _PASSWORD),
    _PASSWORD: (_PASSWORD,),
}
"""What a column of the table holds; hashing a password takes the desk longer than all else."""


def result(
    desks: int, think: float, parts: list[dict[str, Any]], watch: Watch, busy: float | None
) -> dict[str, Any]:
    """Put together what the processes of desks and the server came to.

    Args:
        desks, think: the step.
        parts: what each process answered.
        watch: what was seen of the server.
        busy: how much of the machine was taken by all but this process, in per cent.
    """
    times: dict[str, list[float]] = {}
    refused: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for part in parts:
        for kind, some in part["times"].items():
            times.setdefault(kind, []).extend(some)
        refused.update(part["refused"])
        errors.update(part["errors"])
    seconds = statistics.mean(part["seconds"] for part in parts)
    return {
        "desks": desks,
        "think": think,
        "seconds": seconds,
        "a_second": sum(map(len, times.values())) / seconds,
        "kinds": {kind: _figures(some) for kind, some in times.items()},
        "together": {
            kind: _figures([one for name in names for one in times.get(name, ())])
            for kind, names in _KINDS.items()
        },
        "refused": dict(refused),
        "errors": dict(errors),
        "others_percent": _others(busy, parts, watch),
        "deadlocks": watch.deadlocks,
        "rollbacks": watch.rollbacks,
        "clients_processor": sum(part["processor"] for part in parts) / seconds,
        "server_processor": watch.processor / (seconds + 4),
        "waits": {state: round(watch.share(state), 3) for state, _ in watch.states.most_common()},
    }


def _figures(times: list[float]) -> dict[str, float] | None:
    if not times:
        return None
    ranked = sorted(times)

    def at(percent: int) -> float:
        return round(ranked[max(0, -(-len(ranked) * percent // 100) - 1)], 2)

    return {"count": len(ranked), "p50": at(50), "p95": at(95), "p99": at(99), "most": round(ranked[-1], 2)}


def _others(busy: float | None, parts: list[dict[str, Any]], watch: Watch) -> float | None:
    """Take from what others took what the server and the desks took: they are processes of ours that go on."""
    if busy is None:
        return None
    seconds: float = parts[0]["seconds"] + 4
    ours: float = watch.processor + sum(part["processor"] for part in parts) * seconds / parts[0]["seconds"]
    return round(max(0.0, busy - 100 * ours / seconds / (os.cpu_count() or 1)), 1)


HEAD = (
    "| desks | pause | a second | look-up p50 / p95 / p99 | unknown card | read again | act | password"
    " | refused | errors | deadlocks | cores: desks, server | others |\n"
    "|---:|---:|---:|---|---|---|---|---|---:|---:|---:|---|---:|"
)


def row(result: dict[str, Any]) -> str:
    """Write a step as a row of the table, with what the connections waited for below it."""
    cells = [
        "" if it is None else f"{it['p50']:.1f} / {it['p95']:.1f} / {it['p99']:.1f}"
        for it in result["together"].values()
    ]
    waits = ", ".join(f"{state} {share:.2f}" for state, share in list(result["waits"].items())[:8])
    others = "?" if result["others_percent"] is None else f"{result['others_percent']:.0f} %"
    return (
        f"| {result['desks']} | {result['think']:g} s | {result['a_second']:.0f} | {' | '.join(cells)}"
        f" | {sum(result['refused'].values())} | {sum(result['errors'].values())} | {result['deadlocks']}"
        f" | {result['clients_processor']:.2f}, {result['server_processor']:.2f} | {others} |\n"
        f"    connections on average: {waits}; errors {result['errors']}, refused {result['refused']}"
    )
