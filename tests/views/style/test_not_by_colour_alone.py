"""What the style sheet says by a colour it says by a form as well; words are held by tests/looks/marks.py."""

import re

import pytest

from services.files.resources import resource_bytes
from tests.helpers.contrast import contrast
from tests.views.style.style_rules import rules
from views.style.theme import STYLE
from views.style.tokens import Scheme, Tokens

VISIBLE = 3.0
"""WCAG 2.1, 1.4.11; two grounds so far apart differ for those who see no colours, too."""
TOLD = (":checked", ":selected", '[fault="true"]')
"""What is chosen and what is wrong. That the keyboard's place is seen, tests/looks/keys.py measures on the picture."""
FORMS = re.compile(
    r"\bdouble\b|font-weight|border(?:-left|-top|-bottom)?: [234]px|width:|image:|text-decoration"
)


def declared() -> dict[str, str]:
    style = re.sub(r"/\*.*?\*/", "", resource_bytes(STYLE).decode(), flags=re.DOTALL)
    return {
        selector.strip(): body
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style)
        for selector in selectors.split(",")
    }


STATES = {selector: body for selector, body in declared().items() if selector.endswith(TOLD)}


def test_the_states_were_found() -> None:
    assert {
        "QMenu::item:selected",
        'QLineEdit[fault="true"]',
        "QPushButton[segment]:checked",
    } <= STATES.keys()
    assert {rule.widget for rule in rules()} <= {
        re.sub(r"\[.*?\]|(?<!:):[a-z]+", "", it) for it in declared()
    }


@pytest.mark.parametrize("selector", sorted(STATES))
def test_a_state_has_a_form_of_its_own(selector: str) -> None:
    """A wider frame, a bar at its side, a check, bold type: not a colour alone."""
    assert FORMS.search(STATES[selector]), STATES[selector]


@pytest.mark.parametrize("scheme", Scheme)
def test_a_filled_choice_differs_in_lightness_from_the_others(scheme: Scheme) -> None:
    """The pressed one of two, and the line in a list that drops down."""
    dropped = declared()["QComboBox QAbstractItemView"]
    assert "selection-background-color: $accent" in dropped
    colours = Tokens.of(scheme).colours

    assert contrast(colours.accent, colours.surface) >= VISIBLE
