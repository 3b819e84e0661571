"""What 申し出の記録 and 対応済 plan, and what stands against each."""

from dataclasses import replace
from typing import Any

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import DoneAlready, RowChanged
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, PatronReport, Role
from tests.helpers.snapshots import days, refused, report
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import BEFORE, SETTLE_REPORT, TAKE_REPORT


def taken(kind: PatronReport = PatronReport.REACHED, channel: Channel = Channel.COUNTER) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.InsertReport(kind=kind, channel=channel),),
        result=None,
        subject="report",
        details={"kind": kind.value},
    )


@planned(
    {
        "at the counter": (TAKE_REPORT, taken()),
        "on the phone": (TAKE_REPORT.asked_by(Role.COUNTER, Channel.PHONE), taken(channel=Channel.PHONE)),
        "by 電話担当, who is always there": (TAKE_REPORT.asked_by(Role.PHONE), taken(channel=Channel.PHONE)),
        "once more, as it is settled": (
            TAKE_REPORT.asking(kind=PatronReport.CARD_FOUND),
            taken(PatronReport.CARD_FOUND),
        ),
    }
)
def test_a_report_is_taken(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    TAKE_REPORT,
    Fault(
        "reported already",
        lambda it: it.asking(kind=PatronReport.RETURNED),
        refused_for(Reason.REPORTED_ALREADY),
    ),
)
def test_a_report_is_not_taken(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


# 対応済


def reports(scene: Scene, **changed: Any) -> Scene:
    """Settle a report that differs, beside the second one."""
    first, second = BEFORE.reports
    return scene.finding(reports=(replace(first, **changed), second))


def settled(kind: PatronReport = PatronReport.RETURNED) -> ActPlan[Any]:
    return ActPlan(
        changes=(act_changes.SetReportSettled(report_id=1),),
        result=None,
        subject="report",
        subject_id=1,
        details={"kind": kind.value},
    )


@planned(
    {
        "as it was taken": (SETTLE_REPORT, settled()),
        "of another kind": (
            reports(SETTLE_REPORT, kind=PatronReport.ADDRESS_CHANGED),
            settled(PatronReport.ADDRESS_CHANGED),
        ),
        "of a later version": (reports(SETTLE_REPORT, version=4).asking(seen_version=4), settled()),
    }
)
def test_a_report_is_settled(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    SETTLE_REPORT,
    Fault("settled", lambda it: reports(it, settled_on=days(-1), version=2), DoneAlready()),
    Fault("gone", lambda it: it.finding(reports=(report(3),)), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: reports(it, settle=refused(Reason.ROLE_MAY_NOT)),
        refused_for(Reason.ROLE_MAY_NOT),
    ),
)
def test_a_report_is_not_settled(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)
