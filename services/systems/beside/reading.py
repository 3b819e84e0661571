"""Makes what a desk is answered of a record that was read, and of what the counter keeps of the patron."""

import logging
from dataclasses import replace

from services.contract.actor import Actor
from services.contract.backend import PatronKey
from services.contract.decode.json_row import JsonRow
from services.contract.errors import RecordUnfit
from services.contract.recording import KeptOfPatron
from services.contract.snapshot import LookUpAnswer
from services.rules.clock import tokyo_day
from services.systems.beside.masters_in_force import MastersBeside
from services.systems.documents import read_record
from services.systems.record_fields import snapshot_of, summary_of
from services.systems.record_source import ViewRow

_log = logging.getLogger(__name__)


async def answer_of(
    row: ViewRow, patron_id: PatronKey, kept: KeptOfPatron, masters: MastersBeside, actor: Actor
) -> LookUpAnswer:
    """Make a snapshot, or number and counts where the counter keeps nothing else for this caller.

    Raises:
        RecordUnfit: the record isn't whole, or not as the contract has it.
    """
    try:
        return await _answer(row, patron_id, kept, masters, actor)
    except RecordUnfit as error:  # it may be this patron's alone, whom no check of the contract need meet
        _log.warning("a record isn't as the contract has it: %s", error.told())
        raise


async def _answer(
    row: ViewRow, patron_id: PatronKey, kept: KeptOfPatron, masters: MastersBeside, actor: Actor
) -> LookUpAnswer:
    record = read_record(row)
    told = kept.whole or kept.summary or {}
    frame = JsonRow(told)
    system = await masters.fresh(frame.number("masters_version"), tokyo_day(frame.instant("now")))
    if kept.whole is None:
        return summary_of(record, system, patron_id=patron_id, kept=told)
    as_it_counts = replace(actor, channel=actor.channel_that_counts)
    return snapshot_of(record, system, patron_id=patron_id, kept=told, actor=as_it_counts)
