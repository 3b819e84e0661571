"""Nothing of PostgreSQL's own that every login may call locks, writes or notifies past what its privileges allow.

All functions are gone through that the catalog calls volatile and that take values of SQL. A version that has another
one makes the test fail until somebody has looked at it.
"""

import re

import asyncpg
import pytest

from tests.helpers.city import City

CALLED_BY_EVERYBODY = """
    SELECT DISTINCT proname FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v' AND prokind IN ('f', 'p')
      AND has_function_privilege('public', oid, 'EXECUTE')
      AND NOT 'internal'::regtype = ANY (proargtypes)
      AND prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'language_handler'::regtype)
"""
READS = frozenset(
    {
        "amvalidate",
        "currtid2",
        "current_query",
        "clock_timestamp",
        "timeofday",
        "gen_random_uuid",
        "uuidv4",
        "uuidv7",
        "random",
        "random_normal",
        "array_sample",
        "array_shuffle",
        "ts_rewrite",
        "ts_stat",
        "query_to_xml",
        "query_to_xmlschema",
        "query_to_xml_and_xmlschema",
        "cursor_to_xml",
        "cursor_to_xmlschema",
        "pg_available_wal_summaries",
        "pg_wal_summary_contents",
        "pg_get_wal_summarizer_state",
        "pg_get_wal_resource_managers",
        "pg_blocking_pids",
        "pg_safe_snapshot_blocking_pids",
        "pg_isolation_test_session_is_blocked",
        "pg_lock_status",
        "pg_prepared_xact",
        "pg_collation_actual_version",
        "pg_database_collation_actual_version",
        "pg_control_checkpoint",
        "pg_control_init",
        "pg_control_recovery",
        "pg_control_system",
        "pg_current_wal_flush_lsn",
        "pg_current_wal_insert_lsn",
        "pg_current_wal_lsn",
        "pg_last_wal_receive_lsn",
        "pg_last_wal_replay_lsn",
        "pg_last_xact_replay_timestamp",
        "pg_is_in_recovery",
        "pg_is_wal_replay_paused",
        "pg_get_wal_replay_pause_state",
        "pg_get_multixact_members",
        "pg_get_sequence_data",
        "pg_sequence_last_value",
        "pg_get_wait_events",
        "pg_get_loaded_modules",
        "pg_jit_available",
        "pg_last_committed_xact",
        "pg_xact_commit_timestamp",
        "pg_xact_commit_timestamp_origin",
        "pg_xact_status",
        "txid_status",
        "pg_notification_queue_usage",
        "pg_partition_ancestors",
        "pg_partition_tree",
        "pg_relation_size",
        "pg_table_size",
        "pg_indexes_size",
        "pg_total_relation_size",
        "pg_database_size",
        "pg_tablespace_size",
        "pg_stat_get_io",
        "pg_stat_get_backend_io",
        "pg_stat_get_backend_wal",
        "pg_stat_get_recovery_prefetch",
    }
)
OF_THE_SESSION = frozenset(
    {
        "plpgsql_validator",
        "set_config",
        "setseed",
        "currval",
        "lastval",
        "pg_sleep",
        "pg_sleep_for",
        "pg_sleep_until",
        "pg_stat_clear_snapshot",
        "pg_stat_force_next_flush",
    }
)
OF_THE_SAME_LOGIN = ["pg_cancel_backend", "pg_terminate_backend"]
A_STATEMENT_AS_WELL = ["pg_notify"]
"""NOTIFY, which no privilege guards."""
REFUSED = (
    "SELECT nextval('loan_id_seq')",
    "SELECT setval('loan_id_seq', 1)",
    "SELECT pg_create_physical_replication_slot('mine')",
    "SELECT pg_create_logical_replication_slot('mine', 'pgoutput')",
    "SELECT pg_copy_physical_replication_slot('one', 'another')",
    "SELECT pg_copy_logical_replication_slot('one', 'another')",
    "SELECT pg_drop_replication_slot('one')",
    "SELECT pg_replication_slot_advance('one', '0/1')",
    "SELECT pg_sync_replication_slots()",
    "SELECT pg_logical_slot_get_changes('one', NULL, NULL)",
    "SELECT pg_logical_slot_get_binary_changes('one', NULL, NULL)",
    "SELECT pg_logical_slot_peek_changes('one', NULL, NULL)",
    "SELECT pg_logical_slot_peek_binary_changes('one', NULL, NULL)",
    "SELECT pg_import_system_collations('pg_catalog')",
    "SELECT pg_nextoid('pg_class', 'oid', 'pg_class_oid_index')",
    "SELECT pg_stop_making_pinned_objects()",
    "SELECT pg_extension_config_dump('pg_class', '')",
    "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', 'patron', 'relpages', 1)",
    "SELECT pg_clear_relation_stats('public', 'patron')",
    "SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 'patron', 'attname', 'id')",
    "SELECT pg_clear_attribute_stats('public', 'patron', 'id', false)",
    "SELECT brin_summarize_new_values('pk_patron')",
    "SELECT brin_summarize_range('pk_patron', 1)",
    "SELECT brin_desummarize_range('pk_patron', 1)",
    "SELECT gin_clean_pending_list('pk_patron')",
    "SELECT binary_upgrade_set_next_pg_authid_oid(1)",
)
"""What asks for a privilege by itself, or wants a server that is being upgraded."""
REFUSALS = {"42501", "42809", "55P02", "0A000"}
"""No privilege; no such index; no server that is being upgraded; no extension's script."""
CALLS = re.compile(r"SELECT (\w+)")


async def test_what_every_login_may_call_of_the_servers_is_known(city: City) -> None:
    admin = await city.connect()
    found = {row["proname"] for row in await admin.fetch(CALLED_BY_EVERYBODY)}
    await admin.close()
    refused = {name for statement in REFUSED for name in CALLS.findall(statement)}
    known = {*READS, *OF_THE_SESSION, *OF_THE_SAME_LOGIN, *A_STATEMENT_AS_WELL, *refused}
    new = {it for it in found - known if not it.startswith(("binary_upgrade_", "pg_stat_get_xact_"))}
    assert new == set()


@pytest.mark.parametrize("who", ["counter", "circulation"])
async def test_what_asks_for_a_privilege_by_itself_refuses(city: City, who: str) -> None:
    admin, thief = await city.connect(), await city.connect(who)
    there = {row["proname"] for row in await admin.fetch(CALLED_BY_EVERYBODY)}
    told = {}
    for statement in REFUSED:
        if CALLS.findall(statement)[0] in there:
            try:
                await thief.fetch(statement)
            except asyncpg.PostgresError as error:
                told[statement] = error.sqlstate
            else:
                told[statement] = "went through"
    await thief.close()
    await admin.close()
    assert {statement: it for statement, it in told.items() if it not in REFUSALS} == {}
