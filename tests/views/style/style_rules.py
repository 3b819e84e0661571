"""Reads the style sheet as Qt does: which colours a widget has in a state, whatever rules they come from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from services.files.resources import resource_bytes
from views.style.theme import STYLE

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(
    r"(?P<type>[\w ]+?)(?P<attributes>(?:\[[^\]]+\])*)(?P<part>::[\w-]+)?(?P<states>(?::[\w-]+)*)$"
)
_TOKEN = re.compile(r"\$(\w+)")
_RINGS = {"ring": "accent"}


@dataclass(frozen=True)
class Rule:
    """One selector's declarations.

    Attributes:
        widget: the type, with what it stands in and its sub-control.
        attributes, states: what else must be true.
        colours: by what they are for (`ink`, `ground`, `outline`): the token, or a word like `transparent`.
        edges: what it says of borders and outlines, as it is written, by name.
    """

    widget: str
    attributes: frozenset[str]
    states: frozenset[str]
    colours: Mapping[str, str]
    edges: Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """What a widget looks like in a state; what no rule says is blank."""

    where: str
    ink: str
    ground: str
    outline: str
    states: frozenset[str]


def _declared(body: str) -> dict[str, str]:
    colours = {}
    for line in body.split(";"):
        name, _, value = (part.strip() for part in line.partition(":"))
        token = _TOKEN.search(value)
        named = _RINGS.get(token[1], token[1]) if token else "transparent" if "transparent" in value else ""
        match name:
            case "color":
                colours["ink"] = named
            case "background" | "background-color":
                colours["ground"] = named
            case "border" | "border-color" if named:
                colours["outline"] = named
            case "border" | "border-color":
                colours["outline"] = "none"
            case "selection-color":
                colours["selected ink"] = named
            case "selection-background-color":
                colours["selected ground"] = named
            case _:
                pass
    return colours


def _edges(body: str) -> dict[str, str]:
    written = (line.partition(":") for line in body.split(";"))
    said = {name.strip(): value.strip() for name, _, value in written}
    return {
        name: value
        for name, value in said.items()
        if name.startswith(("border", "outline")) and "radius" not in name
    }


def rules() -> tuple[Rule, ...]:
    """Read every rule, in the order in which a later one wins."""
    style = re.sub(r"/\*.*?\*/", "", resource_bytes(STYLE).decode(), flags=re.DOTALL)
    found = []
    for selectors, body in _RULE.findall(style):
        for selector in selectors.split(","):
            parsed = _SELECTOR.match(selector.strip())
            assert parsed is not None, selector
            attributes = frozenset(re.findall(r"\[([^\]]+)\]", parsed["attributes"]))
            states = frozenset(parsed["states"].split(":")) - {""}
            widget = parsed["type"].strip() + (parsed["part"] or "")
            found.append(Rule(widget, attributes, states, _declared(body), _edges(body)))
    return tuple(sorted(found, key=lambda rule: len(rule.attributes) + len(rule.states)))


def holds(rule: Rule, attributes: frozenset[str], states: frozenset[str]) -> bool:
    """Tell whether a rule is about a widget with these properties in these states."""
    named = {attribute.split("=")[0] for attribute in attributes}
    return rule.states <= states and all(
        it in attributes or ("=" not in it and it in named) for it in rule.attributes
    )


def looks() -> Iterator[Look]:
    """Give every look the style sheet knows: each widget, with each property, in each state and any two at once."""
    every = rules()
    for widget in dict.fromkeys(rule.widget for rule in every):
        own = [rule for rule in every if rule.widget == widget]
        states = sorted(frozenset().union(*(rule.states for rule in own)))
        at_once = [frozenset(some) for count in range(3) for some in combinations(states, count)]
        for attributes in dict.fromkeys((frozenset[str](), *(rule.attributes for rule in own))):
            for state in at_once:
                merged: dict[str, str] = {}
                for rule in own:
                    if holds(rule, attributes, state):
                        merged |= rule.colours
                where = " ".join((widget, *sorted(attributes), *sorted(state)))
                yield Look(
                    where, merged.get("ink", ""), merged.get("ground", ""), merged.get("outline", ""), state
                )
                if "selected ink" in merged:
                    yield Look(
                        f"{where} selected", merged["selected ink"], merged["selected ground"], "", state
                    )
