"""What desks call for lists of patrons, for approvals, and for slips that were handed over."""

from sqlalchemy import BigInteger, literal_column

from services.own_schema.schema.postgresql.compiled import compiled
from services.own_schema.today.recent_approvals import approvable_state
from tests.services.own_schema.schema.postgresql.matrix.row import COUNTER, STAFF, SUPERVISOR, Row, tables

_LIST = "text,bigint,integer,boolean,boolean,boolean,boolean"
_EVERY = {
    "wanted_reason": None,
    "wanted_branch": None,
    "wanted_days": None,
    "only_ready": "false",
    "only_to_contact": "false",
    "only_late": "false",
    "whole": "false",
}
_NO_LIST = "DELETE FROM access_log WHERE listed IS NOT NULL"
_LISTED = f"""{_NO_LIST};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, purpose, made_by, listed)
    OVERRIDING SYSTEM VALUE SELECT 7000, madoguchi_now(), :by_staff, :branch, :place, 'counter', 'list', 3,
           (madoguchi_suspensions_listed(NULL, NULL, NULL, false, false, false) || '{{"rows": 0}}')::json
"""
_REPORTS_LISTED = f"""{_NO_LIST};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, purpose, made_by, listed)
    OVERRIDING SYSTEM VALUE SELECT 7000, madoguchi_now(), :by_staff, :branch, :place, 'counter', 'list', 3,
           '{{"kind": "reports", "branch_id": null, "rows": 0}}'
"""
_OWN_WORK_LISTED = f"""{_NO_LIST};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, purpose, made_by, listed)
    OVERRIDING SYSTEM VALUE SELECT 7000, madoguchi_now(), :by_staff, :branch, :place, 'counter', 'list', 3,
           json_build_object('kind', 'own_work', 'branch_id', CAST(:at_branch AS bigint), 'rows', 0)
"""
_ACTS = "date,text,bigint,text,text,boolean,boolean,text"
_OWN_ACTS = {
    "wanted_day": None,
    "wanted_branch": None,
    "wanted_verb": None,
    "wanted_channel": None,
    "with_looks": "true",
    "whole": "false",
}
_ACTS_LISTED = f"""{_NO_LIST};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, purpose, made_by, listed)
    OVERRIDING SYSTEM VALUE SELECT 7000, madoguchi_now(), :by_staff, :branch, :place, 'counter', 'list', 3,
           json_build_object('kind', 'acts', 'day', NULL, 'staff_id', CAST(:by_staff AS text), 'branch_id', NULL,
                             'verb', NULL, 'channel', NULL, 'looks', true, 'rows', 0)
"""
_ISSUED = """DELETE FROM slip_hand_over; DELETE FROM act WHERE id = :of_act;
    RESET session_replication_role;
    INSERT INTO act
        (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence, hash)
    VALUES
        (:of_act, madoguchi_now(), :by_staff, :branch, :place, 'counter', :patron, 'password.issue', 'done', '{}', 0,
         '')
"""
_APPROVAL = """DELETE FROM approval; DELETE FROM access_log WHERE purpose = 'approval';
    INSERT INTO approval
        (id, act_id, verb, patron_id, wanted, state, asked_at, asked_by, branch_id, workstation)
    OVERRIDING SYSTEM VALUE VALUES
        ({id}, '0199aaaa-asked', 'suspension.set', {whose},
         '{{"reason": "unreachable", "note": null, "although_nothing_overdue": false}}',
         {state}, madoguchi_now(), {by}, :branch, :place)
"""


def _asked(number: int, whose: str, by: str) -> str:
    state = compiled(approvable_state(literal_column(whose, BigInteger)))
    return _APPROVAL.format(id=number, whose=whose, by=by, state=state)


_ASKED_BY_ONESELF = _asked(7000, ":patron", ":by_staff")
_TO_ALL = f"""{_ASKED_BY_ONESELF};
    DELETE FROM circulation_rule WHERE name = 'approval_by_whole_library';
    INSERT INTO circulation_rule (name, valid_from, value)
    SELECT 'approval_by_whole_library', DATE '2020-01-01', 'true'
"""
_ASKED_BY_ANOTHER = _asked(7001, ":shut", ":other")
_LOOKED_AT = f"""{_ASKED_BY_ANOTHER};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, patron_id, purpose, made_by, listed)
    OVERRIDING SYSTEM VALUE SELECT 7001, madoguchi_now(), :by_staff, :branch, :place, 'counter', :shut, 'approval', 3,
           '{{"kind": "approval", "number": 7001}}'
"""

ROWS: tuple[Row, ...] = (
    Row("madoguchi_today_counts(text,bigint)", SUPERVISOR),
    Row("madoguchi_waiting_desks(text,bigint)", SUPERVISOR),
    Row("madoguchi_figures(integer)", SUPERVISOR, said={"of_year": "2026"}),
    Row("madoguchi_looks_of_year(integer)", SUPERVISOR, said={"of_year": "2026"}),
    Row(
        "madoguchi_dates_at_branch(bigint,date,date)",
        SUPERVISOR,
        said={"first_day": "2026-12-01", "last_day": "2026-12-31"},
    ),
    Row("madoguchi_busy_logins()", ("supervisor", "worker")),
    Row(
        f"madoguchi_note_suspensions({_LIST},text,bigint,text,integer)",
        SUPERVISOR,
        said=_EVERY | {"many": "0"},
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        f"madoguchi_read_suspensions({_LIST},text)",
        SUPERVISOR,
        said=_EVERY,
        again=_LISTED,
        may_change=tables("access_log"),  # made anew before each call
    ),
    Row(
        f"madoguchi_list_suspensions({_LIST},text,bigint,text,json)",
        SUPERVISOR,
        said=_EVERY,
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        "madoguchi_note_reports(bigint,text,bigint,text)",
        SUPERVISOR,
        said={"wanted_branch": None},
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        "madoguchi_read_reports(bigint,text)",
        SUPERVISOR,
        said={"wanted_branch": None},
        again=_REPORTS_LISTED,
        may_change=tables("access_log"),  # made anew before each call
    ),
    Row(
        "madoguchi_list_reports(bigint,text,bigint,text,json)",
        SUPERVISOR,
        said={"wanted_branch": None},
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        "madoguchi_note_own_work(text,bigint,text,boolean)",
        STAFF,
        said={"phone": "false"},
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        "madoguchi_read_own_work(text,bigint,boolean)",
        STAFF,
        said={"phone": "false"},
        again=_OWN_WORK_LISTED,
        may_change=tables("access_log"),  # made anew before each call
    ),
    Row(
        "madoguchi_list_own_work(bigint,text,text,boolean,json)",
        STAFF,
        said={"phone": "false"},
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        f"madoguchi_note_acts({_ACTS},bigint,text)",
        COUNTER,
        {"wanted_staff": "by_staff"},
        said=_OWN_ACTS,
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        f"madoguchi_read_acts({_ACTS})",
        COUNTER,
        {"wanted_staff": "by_staff"},
        said=_OWN_ACTS,
        again=_ACTS_LISTED,
        may_change=tables("access_log"),  # made anew before each call
    ),
    Row(
        f"madoguchi_list_acts({_ACTS},bigint,text,json,timestamp with time zone)",
        COUNTER,
        {"wanted_staff": "by_staff"},
        said=_OWN_ACTS,
        again=_NO_LIST,
        changes=tables("access_log"),
    ),
    Row(
        "madoguchi_ask_approval(text,text,bigint,jsonb,text,text,bigint,text)",
        COUNTER,
        said={
            "for_verb": "suspension.set",
            "wanted": '{"reason": "unreachable", "note": null, "although_nothing_overdue": false}',
        },
        again="DELETE FROM approval",
        by=("counter",),
        changes=tables("approval"),
    ),
    Row(
        "madoguchi_own_approval(bigint,text,text)",
        COUNTER,
        said={"of_approval": "7000", "for_act": None},
        again=_ASKED_BY_ONESELF,
        by=("counter",),
        may_change=tables("approval"),  # made anew before each call
    ),
    Row(
        "madoguchi_withdraw_approval(bigint,text)",
        COUNTER,
        said={"of_approval": "7000"},
        again=_ASKED_BY_ONESELF,
        by=("counter",),
        changes=tables("approval"),
    ),
    Row(
        "madoguchi_widen_approval(bigint,text)",
        COUNTER,
        said={"of_approval": "7000"},
        again=_TO_ALL,
        by=("counter",),
        changes=tables("approval"),
        may_change=tables("circulation_rule"),
    ),
    Row(
        "madoguchi_note_approval(bigint,text,bigint,text)",
        SUPERVISOR,
        said={"of_approval": "7001"},
        again=_ASKED_BY_ANOTHER,
        changes=tables("access_log"),
        may_change=tables("approval"),
        of_shut=tables("access_log approval"),
    ),
    Row(
        "madoguchi_read_approval(bigint,text)",
        SUPERVISOR,
        said={"of_approval": "7001"},
        again=_LOOKED_AT,
        may_change=tables("access_log approval"),
        of_shut=tables("access_log approval"),
        tells=frozenset({"name", "card"}),
    ),
    Row(
        "madoguchi_look_at_approval(bigint,text,bigint,text,json)",
        SUPERVISOR,
        said={"of_approval": "7001"},
        again=_ASKED_BY_ANOTHER,
        changes=tables("access_log"),
        may_change=tables("approval"),
        of_shut=tables("access_log approval"),
        tells=frozenset({"name", "card"}),
    ),
    Row(
        "madoguchi_decide_approval(bigint,text,text)",
        SUPERVISOR,
        said={"of_approval": "7001", "why_not": None},
        again=_LOOKED_AT,
        changes=tables("approval"),
        may_change=tables("access_log"),
        of_shut=tables("access_log approval"),
    ),
    Row(
        "madoguchi_note_slip_handed_over(text,text)",
        COUNTER,
        again=_ISSUED,
        changes=tables("slip_hand_over"),
        may_change=tables("act"),  # made anew before each call
    ),
)
