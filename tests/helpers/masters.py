"""Masters of a library without branches, for what asks for policy and wording alone."""

from collections.abc import Mapping

from services.masters.masters import Masters
from services.rules.policy import DEFAULT_POLICY, Policy
from services.wording import own_texts
from tests.helpers.patrons import TODAY


def masters_of(policy: Policy = DEFAULT_POLICY, wording: Mapping[str, str] | None = None) -> Masters:
    """Make masters in which only these differ from the program's own."""
    return Masters(
        version=1,
        day=TODAY,
        policy=policy,
        branches={},
        stops={},
        material_types={},
        labels={},
        calendars={},
        wording={**own_texts(), **(wording or {})},
    )
