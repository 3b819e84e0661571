"""Checks that a PostgreSQL server has room for notices, by which desks hear at once what others change."""

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.change_feeds.notice_queue import look_at_queue
from services.own_schema.database.engine import Database


async def check_notices(db: Database) -> Diagnosis:
    """Tell how full the queue of notices is; where none is sent, which sessions may keep it so.

    Raises:
        NotPermitted: the login is none of the staff's, the worker's or the owner's.
    """
    queue = await look_at_queue(db)
    if not queue.are_off:
        return Diagnosis(Subject.NOTICES, CheckResult.NOTICES_SENT, (queue.percent,))
    if not queue.processes:
        return Diagnosis(Subject.NOTICES, CheckResult.NOTICES_OFF, (queue.percent,))
    processes = ", ".join(map(str, queue.processes))
    return Diagnosis(Subject.NOTICES, CheckResult.NOTICES_KEPT, (queue.percent, processes))
