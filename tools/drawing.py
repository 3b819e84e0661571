"""Draws which folder imports which: `make drawing` writes docs/images/architecture.svg from the imports themselves.

A layer is a band, its folders are boxes in rows; the own schema is a band of its own. A folder imports only from rows
below its own. An arrow that follows from others is left out: circulation → panels → text says that circulation imports
text, too, or may. An arrow between two bands passes the bands between them at the side.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import cycle, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
LAYERS = ("app", "views", "viewmodels", "services")
BANDS = ("app", "views", "viewmodels", "services/own_schema", "services")
"""What the picture shows, from the top; a folder belongs to the first band that it lies in."""
TOLD = {
    "app": "start, sign-in, building the desk, the command line",
    "views": "Qt: windows, panels, dialogs, all wording",
    "viewmodels": "state and commands, plain Python",
    "services/own_schema": "the library system of our own, with all SQL",
    "services": "rules, the seam, plans of acts, slips: no SQL",
}

type Graph = Mapping[str, frozenset[str]]
"""What each node imports."""


class Circle(Exception):
    """Folders import each other in a circle, so they can't be put into rows."""


def imports_in(source: str) -> Iterator[str]:
    """Name every module that a file imports, at its head, within a function or for its types alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def folder_of(module: str, root: Path = ROOT) -> tuple[str, str | None] | None:
    """Tell the band and the folder of a module; no folder for a file at the band's root, None for a foreign module."""
    path = f"{module.replace('.', '/')}/"
    band = next((it for it in sorted(BANDS, key=len, reverse=True) if path.startswith(f"{it}/")), None)
    if band is None:
        return None
    folder = path.removeprefix(f"{band}/").partition("/")[0]
    return band, folder if folder and (root / band / folder).is_dir() else None


def read(root: Path = ROOT) -> tuple[Graph, dict[str, Graph]]:
    """Read the imports between bands, and within each band those between its folders."""
    bands: dict[str, set[str]] = {band: set() for band in BANDS}
    folders: dict[str, dict[str, set[str]]] = {
        band: {
            path.parent.name: set()
            for path in sorted((root / band).glob("*/__init__.py"))
            if f"{band}/{path.parent.name}" not in BANDS
        }
        for band in BANDS
    }
    for file in (it for layer in LAYERS for it in sorted((root / layer).rglob("*.py"))):
        band, own = folder_of(".".join(file.relative_to(root).with_suffix("").parts), root) or ("", None)
        for module in imports_in(file.read_text(encoding="utf-8")):
            to_band, to_folder = folder_of(module, root) or (band, own)
            if to_band != band:
                bands[band].add(to_band)
            elif own is not None and to_folder is not None and to_folder != own:
                folders[band][own].add(to_folder)
    return _frozen(bands), {band: _frozen(graph) for band, graph in folders.items()}


def _frozen(graph: Mapping[str, set[str]]) -> Graph:
    return {node: frozenset(below) for node, below in graph.items()}


def reached(graph: Graph, node: str) -> frozenset[str]:
    """Name everything that a node imports, directly or through others."""
    found: set[str] = set()
    left = set(graph[node])
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left |= graph[one]
    return frozenset(found)


def reduced(graph: Graph) -> Graph:
    """Leave out the edges that follow from others.

    Raises:
        Circle: with the names along it.
    """
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise Circle(" → ".join(reversed(error.args[1]))) from None
    return {
        node: frozenset(it for it in below if not any(it in reached(graph, other) for other in below))
        for node, below in graph.items()
    }


def rows_of(graph: Graph) -> list[list[str]]:
    """Put the nodes into rows, from the top: each imports only from rows below, and stands as low as it can."""
    height: dict[str, int] = {}
    for node in TopologicalSorter(graph).static_order():
        height[node] = 1 + max((height[below] for below in graph[node]), default=-1)
    top = max(height.values())
    return [sorted(node for node, it in height.items() if it == level) for level in range(top, -1, -1)]


# ---- the picture ----

WIDTH = 1160
MARGIN = 24
BAND_PADDING = 44
BAND_GAP = 32
BOX_HEIGHT = 30
ROW_STEP = 64
LETTER = 8.1
LANE = 14  # the width that an arrow takes where it passes a row


@dataclass(slots=True)
class PlacedBox:
    """Where a box, or an arrow that passes a row, stands."""

    name: str
    width: float
    x: float = 0.0

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return self.x + self.width / 2


def width_of(name: str) -> float:
    """Tell how wide a folder's box is."""
    return 26 + LETTER * len(name)


def with_lanes(rows: list[list[str]], graph: Graph) -> tuple[list[list[PlacedBox]], list[list[PlacedBox]]]:
    """Give every arrow a lane through the rows it passes.

    Returns:
        The rows with boxes and lanes, and each arrow as the places it leads through, from above.
    """
    level = {node: number for number, row in enumerate(rows) for node in row}
    places = [[PlacedBox(node, width_of(node)) for node in row] for row in rows]
    box = {place.name: place for row in places for place in row}
    arrows = []
    for node, below in sorted(graph.items()):
        for target in sorted(below):
            way = [box[node]]
            for number in range(level[node] + 1, level[target]):
                lane = PlacedBox("", LANE)
                places[number].append(lane)
                way.append(lane)
            arrows.append([*way, box[target]])
    return places, arrows


def arrange(rows: list[list[PlacedBox]], arrows: list[list[PlacedBox]]) -> None:
    """Order each row by where its neighbours stand, so that few arrows cross, and set every place's x."""
    for row in rows:
        _spread(row)
    above: dict[int, list[PlacedBox]] = {}
    below: dict[int, list[PlacedBox]] = {}
    for way in arrows:
        for upper, lower in pairwise(way):
            below.setdefault(id(upper), []).append(lower)
            above.setdefault(id(lower), []).append(upper)
    for turn in range(24):
        neighbours, order = (above, rows) if turn % 2 else (below, rows[::-1])
        for row in order:
            wanted = {id(place): _mean(neighbours.get(id(place), []), place) for place in row}
            row.sort(key=lambda place: wanted[id(place)])
            _spread(row)


def _mean(neighbours: Iterable[PlacedBox], place: PlacedBox) -> float:
    found = [it.middle for it in neighbours]
    return sum(found) / len(found) if found else place.middle


def _spread(row: list[PlacedBox]) -> None:
    """Stand a row's places side by side over the whole width."""
    free = WIDTH - 2 * (MARGIN + 20) - sum(place.width for place in row)
    gap = min(free / max(len(row) - 1, 1), 70)
    x = WIDTH / 2 - (sum(place.width for place in row) + gap * (len(row) - 1)) / 2
    for place in row:
        place.x = x
        x += place.width + gap


STYLE = """
  text { font-family: 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; }
  .ground { fill: #ffffff; }
  .band { fill: #f3f5f8; stroke: #b9c2ce; }
  .box { fill: #ffffff; stroke: #51606f; }
  .name { fill: #16202b; font-size: 13px; text-anchor: middle; }
  .layer { fill: #16202b; font-size: 17px; font-weight: bold; }
  .told { fill: #45515e; font-size: 13px; }
  .edge { fill: none; stroke: #5d7fa6; stroke-width: 1.3; }
  .between { fill: none; stroke: #16202b; stroke-width: 2.2; }
"""

HEAD = (
    '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0,0 L8,4 L0,8 z" fill="#45515e"/></marker>'
)


def draw(layers: Graph, folders: Mapping[str, Graph]) -> str:
    """Draw all bands, each with its folders, as an SVG."""
    body: list[str] = []
    top = float(MARGIN)
    bands: list[tuple[str, float, float]] = []
    for layer in BANDS:
        graph = reduced(folders[layer])
        lines, bottom = _band(layer, graph, top)
        body += lines
        bands.append((layer, top, bottom))
        top = bottom + BAND_GAP
    edges = reduced(layers)
    sides = cycle(((MARGIN + 30, MARGIN / 2), (WIDTH - MARGIN - 30, WIDTH - MARGIN / 2)))
    for number, (layer, _, bottom) in enumerate(bands):
        for target in sorted(edges[layer]):
            other = next(number for number, (name, _, _) in enumerate(bands) if name == target)
            end = bands[other][1]
            points = [(WIDTH / 2, bottom), (WIDTH / 2, end)]
            if other > number + 1:
                edge, beside = next(sides)
                half = BAND_GAP / 2
                points = [(edge, bottom), (beside, bottom + half), (beside, end - half), (edge, end)]
            body.append(_arrow(f"{layer} → {target}", "between", points))
    height = top - BAND_GAP + MARGIN
    size = f'width="{WIDTH}" height="{height:.0f}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" {size}>',
            "<title>Layers and folders: an arrow leads from a folder to one that it imports</title>",
            f"<style>{STYLE}</style>",
            HEAD,
            f'<rect class="ground" {size} rx="6"/>',
            *body,
            "</svg>\n",
        )
    )


def _band(layer: str, graph: Graph, top: float) -> tuple[list[str], float]:
    """Draw a layer from `top` on; answers its lower edge, too."""
    rows, arrows = with_lanes(rows_of(graph), graph)
    arrange(rows, arrows)
    y = {
        id(place): top + BAND_PADDING + ROW_STEP * number for number, row in enumerate(rows) for place in row
    }
    bottom = top + BAND_PADDING + ROW_STEP * (len(rows) - 1) + BOX_HEIGHT + 18
    lines = [_frame(layer, top, bottom)]
    for way in arrows:
        name = f"{layer}/{way[0].name} → {layer}/{way[-1].name}"
        lines.append(_arrow(name, "edge", _points(way, y)))
    lines += [_box(place, y[id(place)]) for row in rows for place in row if place.name]
    return lines, bottom


def _frame(layer: str, top: float, bottom: float) -> str:
    told_at = MARGIN + max(150, 30 + 11 * len(layer))
    return (
        f'<rect class="band" x="{MARGIN}" y="{top:.0f}" width="{WIDTH - 2 * MARGIN}" '
        f'height="{bottom - top:.0f}" rx="8"/>'
        f'<text class="layer" x="{MARGIN + 16}" y="{top + 26:.0f}">{layer}</text>'
        f'<text class="told" x="{told_at}" y="{top + 25:.0f}">{escape(TOLD[layer])}</text>'
    )


def _box(place: PlacedBox, y: float) -> str:
    return (
        f'<rect class="box" x="{place.x:.1f}" y="{y:.0f}" width="{place.width:.1f}" height="{BOX_HEIGHT}" rx="4"/>'
        f'<text class="name" x="{place.middle:.1f}" y="{y + 20:.0f}">{escape(place.name)}</text>'
    )


def _points(way: list[PlacedBox], y: Mapping[int, float]) -> list[tuple[float, float]]:
    first, *passed, last = way
    points = [(first.middle, y[id(first)] + BOX_HEIGHT)]
    for lane in passed:
        points += [(lane.middle, y[id(lane)]), (lane.middle, y[id(lane)] + BOX_HEIGHT)]
    return [*points, (last.middle, y[id(last)])]


def _arrow(name: str, kind: str, points: list[tuple[float, float]]) -> str:
    """Draw an arrow through points, bent between rows; its title says what it leads from and to."""
    (x, y), *others = points
    path = [f"M{x:.1f},{y:.0f}"]
    for to_x, to_y in others:
        half = (y + to_y) / 2
        path.append(f"C{x:.1f},{half:.0f} {to_x:.1f},{half:.0f} {to_x:.1f},{to_y:.0f}")
        x, y = to_x, to_y
    return f'<path class="{kind}" marker-end="url(#head)" d="{" ".join(path)}"><title>{escape(name)}</title></path>'


def main() -> int:
    """Write the picture; 1 if folders form a circle."""
    try:
        picture = draw(*read())
    except Circle as circle:
        print(f"these folders import each other: {circle}", file=sys.stderr)
        return 1
    PICTURE.write_text(picture, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
