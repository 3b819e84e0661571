"""Puts 臨時休館 together."""

from app.desk.desk_features import FeatureDependencies, OpenToday, day_of
from services.contract.offers import SystemPart
from viewmodels.open_days import OpenDaysViewModel
from views.desk import wiring_lists


def add_open_days(bench: FeatureDependencies, today: OpenToday | None) -> OpenDaysViewModel | None:
    """Let supervisors set the days of their branch; None for others, and where another system has the days."""
    if today is None or not bench.offers.has(SystemPart.OPEN_DAYS):
        return None
    model = OpenDaysViewModel(
        bench.acting.desk, bench.backend.open_days, bench.report_bug, today=lambda: day_of(today.model)
    )
    wiring_lists.connect_open_days(
        bench.window,
        today.page,
        model,
        branch=lambda branch_id: bench.masters().branches[branch_id].name,
        theme=bench.looks.theme,
    )
    return model
