"""What was measured, its medians and p99, as JSON and as a table."""

import json
import os
import platform
import sqlite3
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import PySide6


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured many times.

    Attributes:
        name: what was measured.
        unit: ms, MB, or × for a ratio.
        samples: every measurement.
        median_to_reach, p99_to_reach: the most that is wanted, where something is.
    """

    name: str
    unit: str
    samples: tuple[float, ...]
    median_to_reach: float | None = None
    p99_to_reach: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def p99(self) -> float:
        """The nearest rank: 99 of 100 measurements are no greater."""
        ranked = sorted(self.samples)
        return ranked[max(0, -(-len(ranked) * 99 // 100) - 1)]

    @property
    def reached(self) -> bool | None:
        """Tell whether what was wanted is reached; None if nothing was."""
        wanted = [
            measured <= most
            for measured, most in ((self.median, self.median_to_reach), (self.p99, self.p99_to_reach))
            if most is not None
        ]
        return all(wanted) if wanted else None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "count": len(self.samples),
            "median": round(self.median, 3),
            "p99": round(self.p99, 3),
            "least": round(min(self.samples), 3),
            "most": round(max(self.samples), 3),
            "median_to_reach": self.median_to_reach,
            "p99_to_reach": self.p99_to_reach,
            "reached": self.reached,
        }


def ratio(name: str, ours: Figure, beside: Figure, most: float | None = None) -> Figure:
    """Compare two figures by their medians."""
    return Figure(name, "×", (ours.median / beside.median,), most)


def machine() -> dict[str, Any]:
    """Describe the machine by what matters to the figures, and nothing that tells whose it is."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": _system(),
        "python": platform.python_version(),
        "qt": PySide6.__version__,
        "sqlite": sqlite3.sqlite_version,
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def write_json(folder: Path, about: dict[str, Any], figures: Iterable[Figure]) -> Path:
    """Write the figures to a new file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    content = {"machine": about, "figures": [figure.as_json() for figure in figures]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def table(figures: Sequence[Figure]) -> str:
    """Write the figures as a table that can stand in a Markdown file."""
    lines = ["| what | median | p99 | least–most | count | to reach |", "|---|---:|---:|---:|---:|---|"]
    for it in figures:
        wanted = " ".join(
            f"{word} ≤ {most:g}"
            for word, most in (("median", it.median_to_reach), ("p99", it.p99_to_reach))
            if most is not None
        )
        met = {None: "", True: " ✓", False: " ✗"}[it.reached]
        many = len(it.samples) > 1
        p99 = f"{it.p99:.2f}" if many else ""
        spread = f"{min(it.samples):.2f}–{max(it.samples):.2f}" if many else ""
        lines.append(
            f"| {it.name} | {it.median:.2f} {it.unit} | {p99} | {spread} | {len(it.samples)} | {wanted}{met} |"
        )
    return "\n".join(lines)


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor()
    lines = information.read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


def _system() -> str:
    release = platform.freedesktop_os_release() if Path("/etc/os-release").exists() else {}
    return release.get("PRETTY_NAME", platform.system())
