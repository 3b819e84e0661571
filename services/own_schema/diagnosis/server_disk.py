"""Checks what can fill the disk of a PostgreSQL server: temporary files, and log (WAL) that is kept for others."""

from typing import Final

from sqlalchemy import text

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database

_KB_IN_MB: Final = 1024
_LOG_SIZES_KEPT: Final = 2
"""How many times `max_wal_size` may be kept for others; after a checkpoint the server itself wants about one."""
_ASKED: Final = text("""
    SELECT (SELECT CAST(setting AS bigint) FROM pg_settings WHERE name = 'temp_file_limit') AS temporary_kb,
           (SELECT CAST(setting AS bigint) FROM pg_settings WHERE name = 'max_wal_size') AS log_mb,
           (SELECT coalesce(max(pg_wal_lsn_diff(
                CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
                restart_lsn)), 0) / 1048576 FROM pg_replication_slots) AS kept_mb,
           (SELECT coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)
            FROM pg_stat_archiver) AS archiving_fails
""")


async def check_server_disk(db: Database) -> list[Diagnosis]:
    """Tell whether a session's temporary files are bounded, and whether the server keeps its log for others."""
    async with db.autocommit() as conn:
        row = (await conn.execute(_ASKED)).one()
    found = []
    if row.temporary_kb < 0:
        found.append(Diagnosis(Subject.SERVER_DISK, CheckResult.TEMPORARY_FILES_UNBOUNDED))
    if row.archiving_fails:
        found.append(Diagnosis(Subject.SERVER_DISK, CheckResult.ARCHIVING_FAILS))
    if row.kept_mb > _LOG_SIZES_KEPT * row.log_mb:
        found.append(Diagnosis(Subject.SERVER_DISK, CheckResult.LOG_KEPT, (round(row.kept_mb),)))
    bounded = Diagnosis(
        Subject.SERVER_DISK, CheckResult.SERVER_DISK_BOUNDED, (row.temporary_kb // _KB_IN_MB,)
    )
    return found or [bounded]
