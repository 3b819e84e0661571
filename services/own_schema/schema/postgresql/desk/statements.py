"""What the scripts of this folder take from the program: its statements, compiled, and its numbers.

A script leaves a place for each, `{name}`; guards.py fills them. What is read is so written once, for both databases.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    String,
    column,
    func,
    literal_column,
    select,
)

from services.acts.register import REGISTER
from services.contract.recorded_acts import OF_NO_PATRON
from services.contract.today.act_list import MOST_SHOWN as MOST_ACTS_SHOWN
from services.contract.today.own_work import MOST_SHOWN as MOST_WORK_SHOWN
from services.contract.today.suspension_list import MOST_SHOWN as MOST_SHOWN_SUSPENSIONS
from services.own_schema.approvals import approval_statements as of_approval
from services.own_schema.audit.act_history_statement import acts_on, looks_at
from services.own_schema.audit.act_list_statement import WantedActs, act_list, how_many_acts
from services.own_schema.database.json import json_array_of
from services.own_schema.database.tables import approval, identity_check, patron
from services.own_schema.database.tables.types import Json
from services.own_schema.database.waiting import clock_as_it_stands, open_mail
from services.own_schema.lookup import caller_check_statements as of_check
from services.own_schema.lookup.caller_conditions import ending
from services.own_schema.masters.masters_statement import all_masters, time_and_version
from services.own_schema.masters.open_days_statement import dates_at_branch
from services.own_schema.schema.postgresql.compiled import GivenVariables, compiled, interval, moment
from services.own_schema.search.search_statement import SIZE_THAT_IS_ENOUGH, SIZE_THAT_IS_FEW, hits_of
from services.own_schema.today.busy_logins import busy_logins
from services.own_schema.today.figures_statement import figures_of, looks_of
from services.own_schema.today.own_work_statement import own_work
from services.own_schema.today.reports_statement import how_many_reports, report_list
from services.own_schema.today.slip_hand_overs import issue_of
from services.own_schema.today.suspensions_statement import (
    WantedColumns,
    counts,
    how_many,
    suspension_list,
    waiting_desks,
)
from services.own_schema.transactions import password_try_statements as of_password
from services.rules.figures import FIRST_YEAR, LAST_YEAR
from services.rules.people.hourly_bounds import MOST_NAMED, SPAN, TOLD_FOR, HourlyCount
from services.rules.people.looks import NOT_IDENTIFIED, OPENED_BY, Purpose
from services.rules.people.search import FEWEST, MOST_SHOWN
from services.rules.people.search_keys import BEGINNING, GRAMS, LAST_ORDER, SPOKEN
from services.rules.vocabulary import SuspensionReason

_BY_INDEXES: Final = (
    "SET plan_cache_mode = force_custom_plan SET random_page_cost = 1.1 SET enable_hashjoin = off"
    " SET enable_seqscan = on SET max_parallel_workers_per_gather = 0"
)
"""Plans a list of few patrons among many for its own filter, by indexes, with one processor.

Left to itself PostgreSQL reads every patron and card for 30,000 that are suspended, and keeps one plan for all
filters: with a million patrons that took three times as long.
"""


@cache
def places() -> Mapping[str, str]:
    """Give each place's content, by the place's name."""
    whose: ColumnElement[int] = literal_column("of_patron", BigInteger)
    by_staff: ColumnElement[str] = literal_column("by_staff", String)
    between = moment("since"), moment("until")
    return {
        "all_masters": compiled(all_masters()),
        "dates_at_branch": compiled(
            dates_at_branch(
                literal_column("at_branch", BigInteger),
                literal_column("first_day", Date),
                literal_column("last_day", Date),
            )
        ),
        "time_and_version": compiled(time_and_version()),
        "clock_as_it_stands": compiled(clock_as_it_stands()),
        "open_mail": compiled(open_mail()),
        "acts_of_one": compiled(acts_on(whose, by_staff, *between)),
        "acts_of_everybody": compiled(acts_on(whose, None, *between)),
        "looks_of_one": compiled(looks_at(whose, by_staff, *between)),
        "looks_of_everybody": compiled(looks_at(whose, None, *between)),
        **_of_looks(),
        **_of_callers(),
        **_of_approvals(),
        **_of_passwords(),
        **_of_today(),
        **_of_act_lists(),
        **_of_searches(),
    }


def _of_looks() -> dict[str, str]:
    opened = (
        f"WHEN '{opens} {purpose}' THEN {interval(span)}"
        for opens, looks in OPENED_BY.items()
        for purpose, span in looks.items()
    )
    verbs = (verb for entry in REGISTER.values() for verb in entry.verbs)
    purposes = ", ".join(f"'{it}'" for it in (*Purpose, *verbs))
    return {"looks_open": " ".join(opened), "purposes_of_records": f"ARRAY[{purposes}]"}


def _of_callers() -> dict[str, str]:
    arguments = GivenVariables(told_kana="kana_told", told_phone="phone_told")
    noted = GivenVariables(of_check="noted.check_id", told_kana="noted.kana", told_phone="noted.phone")
    told = GivenVariables(
        of_check="told.check_id",
        of_patron="told.patron_id",
        told_kana="told.kana",
        told_birth_date="told.birth_date",
        told_phone="told.phone",
        by_staff="told.staff_id",
        at_workstation="told.workstation",
    )
    of_patron = identity_check.c.patron_id == arguments("of_patron", BigInteger())
    return {
        "most_meant": str(of_check.MOST_MEANT),
        "standing_of_caller": compiled(of_check.standing(arguments)),
        "caller_has_card": compiled(of_check.with_a_card(arguments)),
        "facts_needed": compiled(of_check.needed_of(arguments)),
        "note_caller": compiled(of_check.noted(arguments)),
        "meant_by_caller": compiled(of_check.meant_by(noted)),
        "old_misses_gone": compiled(of_check.old_gone(noted)),
        "meant_missed": compiled(of_check.meant_missed(noted)),
        "meant_missed_elsewhere": compiled(of_check.meant_missed(told)),
        "compare_caller": compiled(of_check.compared(told)),
        "caller_was_meant": compiled(of_check.was_meant(told)),
        "settle_check": compiled(of_check.settled(told)),
        "other_checks_ended": compiled(of_check.others_ended(told)),
        "meant_taken_back": compiled(of_check.taken_back(told)),
        "look_at_caller": compiled(of_check.identified_look(told)),
        "check_ended": compiled(ending(arguments, of_patron)),
        "checks_ended": compiled(ending(arguments)),
    }


def _of_approvals() -> dict[str, str]:
    arguments = GivenVariables()
    asking = GivenVariables(
        for_act="madoguchi_ask_approval.act_id", asked_for="madoguchi_ask_approval.wanted"
    )
    made = GivenVariables(for_act="(made ->> 'id')", for_verb="(made ->> 'verb')")
    ended = GivenVariables(for_act="of_act")
    as_asked = literal_column("approval.wanted::jsonb = (made -> 'wanted')", Boolean)
    seen = literal_column("(made ->> 'seen')", String)
    return {
        "ask_approval": compiled(of_approval.asked(asking)),
        "number_of_approval": compiled(of_approval.number_of_act(asking)),
        "own_approval": compiled(of_approval.own(arguments)),
        "withdraw_approval": compiled(of_approval.withdrawn(arguments)),
        "widen_approval": compiled(of_approval.widened(arguments)),
        "look_at_approval": compiled(of_approval.looked_at(arguments)),
        "case_of_approval": compiled(of_approval.case_of(arguments, literal_column("today", Date))),
        "decide_approval": compiled(of_approval.decided(arguments)),
        "decision_of_approval": compiled(of_approval.decision(arguments)),
        "use_approval": compiled(of_approval.used(made, as_asked)),
        "use_approval_elsewhere": compiled(of_approval.used(made, as_asked & (approval.c.state == seen))),
        "give_approval_back": compiled(of_approval.given_back(ended)),
        "approver_of_act": compiled(of_approval.approver(ended)),
    }


def _of_passwords() -> dict[str, str]:
    arguments = GivenVariables()
    tried = GivenVariables(
        of_patron="tried.patron_id",
        of_version="tried.version",
        made="tried.made",
        now_locked="tried.now_locked",
    )
    own_act = literal_column("(act.staff_id = session_user::text OR madoguchi_is_owner())", Boolean)
    return {
        "password_in_force": compiled(of_password.in_force(arguments, own_act)),
        "tried_password": compiled(of_password.tried(arguments)),
        "count_wrong_login": compiled(of_password.counted(arguments)),
        "password_fits": compiled(of_password.fits(tried)),
        "end_count_of_try": compiled(of_password.ended(tried)),
    }


def _of_today() -> dict[str, str]:
    today: ColumnElement[date] = literal_column("today", Date)
    wanted = WantedColumns(
        reason=literal_column("wanted_reason", String),
        branch_id=literal_column("wanted_branch", BigInteger),
        days=literal_column("wanted_days", Integer),
        ready_only=literal_column("only_ready", Boolean),
        to_contact=literal_column("only_to_contact", Boolean),
        late_only=literal_column("only_late", Boolean),
        today=today,
    )
    reasons = ", ".join(f"'{reason}'" for reason in SuspensionReason)
    at_branch, by_staff = literal_column("at_branch", BigInteger), literal_column("by_staff", String)
    return {
        "by_indexes": _BY_INDEXES,
        "how_many_suspensions": compiled(how_many(wanted)),
        "list_of_suspensions": compiled(suspension_list(wanted, literal_column("most", BigInteger))),
        "how_many_reports": compiled(how_many_reports(wanted.branch_id)),
        "list_of_reports": compiled(report_list(wanted.branch_id, today)),
        "most_suspensions_shown": str(MOST_SHOWN_SUSPENSIONS),
        "reasons_of_suspensions": f"ARRAY[{reasons}]",
        "own_work": compiled(
            own_work(
                by_staff,
                at_branch,
                literal_column("with_names", Boolean),
                literal_column("most", BigInteger),
            )
        ),
        "most_work_shown": str(MOST_WORK_SHOWN),
        "issue_of_slip": compiled(
            issue_of(literal_column("of_act", String), literal_column("by_staff", String))
        ),
        "counts_of_today": compiled(
            counts(at_branch, by_staff, today, func.madoguchi_busy_logins(type_=Json))
        ),
        "busy_logins": compiled(
            select(
                json_array_of(
                    busy_logins(
                        moment("since"),
                        {it: literal_column(f"most_{it}", Integer()) for it in HourlyCount},
                    )
                )
            )
        ),
        "told_for": interval(TOLD_FOR),
        "figures_of_year": compiled(figures_of(literal_column("of_year", Integer))),
        "looks_of_year": compiled(looks_of(literal_column("of_year", Integer))),
        "first_year_of_figures": str(FIRST_YEAR),
        "last_year_of_figures": str(LAST_YEAR),
        "desks_that_wait": compiled(waiting_desks(at_branch, by_staff)),
    }


def _of_act_lists() -> dict[str, str]:
    wanted = WantedActs(
        since=moment("since"),
        until=moment("until"),
        staff_id=literal_column("wanted_staff", String),
        branch_id=literal_column("wanted_branch", BigInteger),
        verb=literal_column("wanted_verb", String),
        channel=literal_column("wanted_channel", String),
        looks=literal_column("with_looks", Boolean),
        everybodys=literal_column("everybodys", Boolean),
    )
    verbs = (verb for entry in REGISTER.values() for verb in entry.verbs)
    rows = ", ".join(f"'{it}'" for it in (*verbs, *OF_NO_PATRON, *Purpose, NOT_IDENTIFIED))
    return {
        "verbs_of_rows": f"ARRAY[{rows}]",
        "how_many_acts": compiled(how_many_acts(wanted)),
        "list_of_acts": compiled(act_list(wanted, literal_column("most", BigInteger))),
        "most_acts_shown": str(MOST_ACTS_SHOWN),
    }


def _of_searches() -> dict[str, str]:
    return {
        "beginning": BEGINNING,
        "spoken": SPOKEN,
        "fewest_letters": str(FEWEST),
        "longest_piece": str(GRAMS[-1]),
        "last_order": str(LAST_ORDER),
        "most_shown": str(MOST_SHOWN),
        "most_named": str(MOST_NAMED),
        "an_hour": interval(SPAN),
        "search_purpose": Purpose.SEARCH,
        "size_that_is_enough": str(SIZE_THAT_IS_ENOUGH),
        "size_that_is_few": str(SIZE_THAT_IS_FEW),
        "hits_of_whom": _hits_of_whom(),
    }


def _hits_of_whom() -> str:
    those = func.unnest(literal_column("whom")).table_valued(column("id", BigInteger))
    those = those.render_derived(name="those")
    place = func.madoguchi_place(patron.c.search_key, literal_column("begun_anywhere"), type_=Integer)
    town = func.madoguchi_town(patron.c.address, type_=String())
    return compiled(json_array_of(hits_of(those, place, town)))
