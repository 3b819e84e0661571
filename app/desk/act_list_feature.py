"""操作の一覧 of a desk: its viewmodel, its page, its file, and what joins them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.desk.desk_features import FeatureDependencies, OpenToday, documents
from services.contract.backend import CounterRecords
from services.contract.offers import SystemPart
from services.contract.today.act_list import ActFilter, ActList
from services.rules.vocabulary import Role
from viewmodels.act_list.act_list import ActListViewModel
from viewmodels.core.notes import SavedList
from viewmodels.desk.live_updates import LiveViewModel
from viewmodels.today.list_file import ListFileViewModel
from views.act_list.act_list_page import ActListPage
from views.act_list.act_table import act_table, file_name
from views.desk import wiring_lists


@dataclass(frozen=True, slots=True)
class OpenActList:
    """操作の一覧 of a desk."""

    model: ActListViewModel
    files: ListFileViewModel[ActFilter, ActList]

    def cover(self, *, covered: bool) -> None:
        """Keep no list while the window is covered or locked."""
        self.model.cover(covered=covered)

    async def aclose(self) -> None:
        """Leave the file's form, read nothing more, and forget."""
        await self.files.aclose()
        await self.model.aclose()


def add_act_list(
    bench: FeatureDependencies,
    records: CounterRecords,
    live: LiveViewModel,
    today: OpenToday | None,
) -> OpenActList | None:
    """Offer the list on the empty desk, at the counter; None by telephone, and where no acts are on record.

    Args:
        bench: the desk.
        records: has the lists.
        live: tells when something was changed.
        today: the page of what waits, in whose place the list stands, where there is one.
    """
    desk = bench.acting.desk
    if desk.staff.role is Role.PHONE or not bench.offers.has(SystemPart.ACT_HISTORY):
        return None
    model = ActListViewModel(desk, records.act_lists, bench.report_bug)
    files = ListFileViewModel[ActFilter, ActList](
        desk,
        records.act_lists.acts_for_file,
        act_table,
        bench.report_bug,
        folder=documents,
        name=file_name,
        kind=SavedList.ACTS,
    )
    page = ActListPage(bench.looks.theme, everybodys=model.lists_everybodys)

    def branches() -> Mapping[int, str]:
        return {it.id: it.short_name for it in bench.masters().branches.values()}

    wiring_lists.connect_act_list(
        bench.window, page, model, desk=desk, files=files, branches=branches, theme=bench.looks.theme
    )
    if today is not None:
        wiring_lists.take_turns(today.page, model, today.model)
    model.start()
    live.changed.subscribe(lambda _: model.changed())
    return OpenActList(model, files)
