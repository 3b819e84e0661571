"""Makes 申し出の一覧 of the JSON that a database answered."""

from services.contract.decode.json_row import JsonRow
from services.contract.masters import Masters
from services.contract.today.report_list import ReportEntry, ReportFilter, ReportList
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.people.suspension import in_order
from services.rules.vocabulary import Channel, PatronReport, SuspensionReason


def decode_reports(found: JsonRow, wanted: ReportFilter, masters: Masters) -> ReportList:
    """Make the list of what a database answered."""
    in_turn = sorted(found.rows("entries"), key=lambda row: (row.instant("reported_at"), row.number("id")))
    return ReportList(
        now=to_tokyo(found.instant("now")),
        wanted=wanted,
        entries=tuple(_entry(row, masters) for row in in_turn),
        total=found.number("total"),
    )


def _entry(row: JsonRow, masters: Masters) -> ReportEntry:
    suspensions = [(SuspensionReason(it.text("reason")), it.flag("is_ready")) for it in row.rows("in_force")]
    return ReportEntry(
        id=row.number("id"),
        patron_id=row.number("patron_id"),
        card_number=row.maybe_text("card_number"),
        name=row.text("name"),
        branch=masters.branch_name(row.key("branch_id")),
        kind=PatronReport(row.text("kind")),
        reported_on=tokyo_day(row.instant("reported_at")),
        reported_by=row.text("reported_by"),
        channel=Channel(row.text("channel")),
        in_force=None if row.flag("elsewhere") else in_order(reason for reason, _ in suspensions),
        ready=in_order(reason for reason, is_ready in suspensions if is_ready),
    )
