"""What the tests of plans share: a request and all that it is decided on, without a database.

A plan is compared whole: its changes, result, outcome, subject, details and verb. What isn't allowed is a table of
faults in the order in which the act asks for them: each is raised alone, and before every later one. Whatever is
planned is also read back from its record, and whatever is asked shows nothing of the patron.
"""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Any

import pytest

from services.acts.act_changes import SetPassword
from services.acts.plan import ActContext, ActPlan, Overtaken, Recorded
from services.acts.register import REGISTER, RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused, ServiceError
from services.contract.masters import Masters
from services.own_schema.database.act_records import ChainHead, act_record
from services.rules.decision import Reason, Refused
from services.rules.vocabulary import Channel, Role
from tests.helpers.patrons import clerk
from tests.helpers.snapshots import password
from tests.services.acts.plans.private_words import shown_in

REFUSALS = (ServiceError, Overtaken, ValueError)
"""What a plan may raise; a ValueError where the request can't be one of the desk's."""

each_act = pytest.mark.parametrize("entry", REGISTER.values(), ids=lambda entry: entry.verbs[0])


@dataclass(frozen=True)
class Scene:
    """A request, and what it is decided on."""

    request: ActRequest[Any]
    context: ActContext

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Let hypothesis print what `repr` shows: by itself it would print every field, those left out as well."""
        printer.text(repr(self))

    @property
    def entry(self) -> RegisteredAct[Any, Any]:
        """The request's line in the register."""
        return REGISTER[type(self.request)]

    def plan(self) -> ActPlan[Any]:
        plan: ActPlan[Any] = self.entry.plan(self.request, self.context)
        return plan

    def answer(self) -> object:
        """Give the plan, or the error that is raised instead, so that both can be compared."""
        try:
            return self.plan()
        except REFUSALS as error:
            return told(error)

    def repeated(self, details: Mapping[str, Any], **recorded: Any) -> object:
        """Answer the request once more, from a record of it."""
        record = Recorded(
            verb=self.entry.verbs[0],
            outcome="done",
            details=details,
            at=self.context.now,
            before=self.context.before,
        )
        return self.entry.repeated(self.request, replace(record, **recorded))

    def asking(self, **changed: Any) -> "Scene":
        """Ask for something else."""
        return replace(self, request=replace(self.request, **changed))

    def asked_by(self, role: Role, channel: Channel = Channel.COUNTER) -> "Scene":
        return self.asking(actor=clerk(role, channel))

    def deciding_on(self, **changed: Any) -> "Scene":
        """Let something else be known than the patron's state."""
        return replace(self, context=replace(self.context, **changed))

    def finding(self, **changed: Any) -> "Scene":
        """Find another state of the patron."""
        return self.deciding_on(before=replace(self.context.before, **changed))

    def finding_patron(self, **changed: Any) -> "Scene":
        return self.finding(patron=replace(self.context.before.patron, **changed))

    def reading(self, **changed: Any) -> "Scene":
        """Read something else beside the patron's state."""
        return self.deciding_on(extra=replace(self.context.extra, **changed))

    def prepared(self, **changed: Any) -> "Scene":
        return self.deciding_on(prepared=replace(self.context.prepared, **changed))

    def in_library(self, **policy: Any) -> "Scene":
        """Let the library have other values."""
        masters = self.context.masters
        return self.with_masters(policy=replace(masters.policy, **policy))

    def with_masters(self, **changed: Any) -> "Scene":
        masters: Masters = replace(self.context.masters, **changed)
        return self.deciding_on(masters=masters)


@dataclass(frozen=True)
class Fault:
    """One thing that stands against an act, and what the act then raises."""

    name: str
    happens: Callable[[Scene], Scene]
    error: Exception


def told(error: Exception) -> tuple[type[Exception], tuple[Any, ...]]:
    """Make an error comparable: its kind, and what it says."""
    return type(error), error.args


def refused_for(*reasons: Reason) -> ActRefused:
    return ActRefused(Refused(reasons))


def planned(table: Mapping[str, tuple[Scene, ActPlan[Any]]]) -> pytest.MarkDecorator:
    """Give a test each line of a table of what is allowed."""
    return pytest.mark.parametrize(("scene", "plan"), table.values(), ids=table.keys())


def in_order(allowed: Scene, *faults: Fault) -> pytest.MarkDecorator:
    """Give a test each fault alone, and each before every later one.

    Args:
        allowed: a scene without a fault.
        faults: in the order in which the act asks for them.
    """
    pairs = list(combinations_with_replacement(faults, 2))
    scenes = [(first.happens(later.happens(allowed)), first.error) for first, later in pairs]
    names = [first.name if first is later else f"{first.name}, then {later.name}" for first, later in pairs]
    return pytest.mark.parametrize(("scene", "error"), scenes, ids=names)


def recorded(scene: Scene, plan: ActPlan[Any]) -> Recorded:
    """Record a plan and read the record back, as the database keeps it; a password that it sets is in force."""
    context = scene.context
    record = act_record(
        scene.request,
        plan.verb or scene.entry.verbs[0],
        ChainHead(context.now, None, None),
        outcome=plan.outcome,
        subject=plan.subject,
        subject_id=plan.subject_id,
        details=plan.details,
    )
    assert record.hash_after(None), "its details are what a record keeps"
    before = context.before
    for change in plan.changes:
        if isinstance(change, SetPassword):
            before = replace(before, password=password(version=change.version))
    return Recorded(
        verb=record.verb,
        outcome=record.outcome,
        details=json.loads(json.dumps(record.details)),
        at=record.at,
        before=before,
    )


def shown_of(scene: Scene) -> list[str]:
    """Give every representation of what a plan is made of, and of what comes of it."""
    request, context = scene.request, scene.context
    texts = [*map(repr, (request, context, context.before, context.extra, context.prepared))]
    try:
        plan = scene.plan()
    except REFUSALS as error:
        told_of = (repr(error), str(error), *traceback.format_exception(error))
        return [*texts, *told_of]
    return [*texts, *map(repr, (plan, *plan.changes, plan.result, recorded(scene, plan)))]


def assert_read_back(scene: Scene, plan: ActPlan[Any]) -> None:
    """Hold what a repeated request is answered from the record to what the plan answered."""
    assert scene.entry.repeated(scene.request, recorded(scene, plan)) == plan.result


def assert_private(scene: Scene) -> None:
    """Hold what the scene shows to hiding who the patron is, what they read, ask and type."""
    assert shown_in("\n".join(shown_of(scene))) == []


def assert_planned(scene: Scene, plan: ActPlan[Any]) -> None:
    """Hold a plan to another, and its details to their types: a record tells 1 from true."""
    answered = scene.plan()
    assert answered == plan
    assert {name: type(value) for name, value in answered.details.items()} == {
        name: type(value) for name, value in plan.details.items()
    }
    assert_read_back(scene, plan)
    assert_private(scene)


def assert_refused(scene: Scene, error: Exception) -> None:
    assert scene.answer() == told(error)
    assert_private(scene)
