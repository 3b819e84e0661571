"""Masters without a database: of a library without branches unless a test names some."""

from collections.abc import Iterable, Mapping

from services.contract.masters import Branch, CodeLabel, Masters, MobileStop
from services.files.wording import own_texts
from services.rules.circulation.calendar import BranchCalendar
from services.rules.policy import DEFAULT_POLICY, Policy
from tests.helpers.patrons import TODAY


def masters_of(
    policy: Policy = DEFAULT_POLICY,
    wording: Mapping[str, str] | None = None,
    *,
    branches: Iterable[Branch] = (),
    stops: Iterable[MobileStop] = (),
    labels: Iterable[CodeLabel] = (),
    calendars: Mapping[int, BranchCalendar] | None = None,
) -> Masters:
    """Make masters in which only these differ from the program's own."""
    return Masters(
        version=1,
        day=TODAY,
        policy=policy,
        branches={each.id: each for each in branches},
        stops={each.id: each for each in stops},
        material_types={},
        labels={(each.kind, each.code): each for each in labels},
        calendars=calendars or {},
        wording={**own_texts(), **(wording or {})},
    )
