"""What desks call."""

from services.acts.plan import ExtraRead
from tests.services.own_schema.schema.postgresql.matrix.row import (
    ALL,
    COUNTER,
    STAFF,
    SUPERVISOR,
    Row,
    tables,
)

_NO_MISSES = """
    DELETE FROM identity_miss; DELETE FROM madoguchi.told; DELETE FROM madoguchi.tries_of;
    DELETE FROM identity_check WHERE outcome = 'failed' OR id >= 7000
"""
_NO_TRIES = """
    DELETE FROM madoguchi.tried; UPDATE password_credential SET wrong_logins = 0, locked_until = NULL, version = 1
"""
_MISS = """
    INSERT INTO identity_check (id, patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    VALUES ({check}, {patron}, :by_staff, :branch, :place, madoguchi_now(), 'failed', '{{}}', madoguchi_now());
    INSERT INTO madoguchi.told (id, check_id, patron_id, kana, birth_date, misses_left, of_login, meant_by)
    OVERRIDING SYSTEM VALUE
    VALUES ({check}, {check}, {patron}, {kana}, '1980-04-02', 2, false, {meant})
"""
_BY_NUMBER = _MISS.format(check=7001, patron=":patron", kana="NULL", meant="NULL")
_WITHOUT = _MISS.format(check=7002, patron="NULL", kana="'カワグチハナコ'", meant="NULL")
_OF_ANOTHER = """
    INSERT INTO identity_check (id, patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    VALUES (7003, :shut, :other, :branch, :place, madoguchi_now(), 'failed', '{}', madoguchi_now());
    INSERT INTO madoguchi.told (id, check_id, patron_id, birth_date, misses_left, of_login)
    OVERRIDING SYSTEM VALUE VALUES (7003, 7003, :shut, '1971-03-09', 2, false)
"""
_OWN_ACT = """
    DELETE FROM act WHERE id = :of_act;
    INSERT INTO act
    SELECT (jsonb_populate_record(made, jsonb_build_object('hash', madoguchi_act_hash(made, NULL)))).*
    FROM (SELECT jsonb_populate_record(NULL::act, jsonb_build_object(
        'id', :of_act, 'at', madoguchi_now(), 'staff_id', :by_staff, 'branch_id', :branch, 'workstation', :place,
        'channel', 'counter', 'patron_id', :patron, 'verb', 'password.check', 'outcome', 'done', 'details', '{}'::json,
        'sequence', 1)) AS made) AS it
"""
_NO_LOOK = """
    DELETE FROM access_log WHERE patron_id = :shut;
    UPDATE identity_check SET ended_at = CASE staff_id WHEN :phone THEN madoguchi_now() END
    WHERE ended_at IS NULL OR staff_id <> :phone
"""
_ASKED_FOR = """
    DELETE FROM madoguchi.look_asked;
    INSERT INTO madoguchi.look_asked (id, staff_id, branch_id, workstation, channel, purpose, patron_id, noted_by)
    OVERRIDING SYSTEM VALUE
    VALUES (7001, :by_staff, :branch, :place, 'counter', 'look_up', :patron, '3'),
           (7003, :other, :branch, :place, 'counter', 'look_up', :shut, '3')
"""
_LOOKED = """
    DELETE FROM access_log WHERE id > 7000;
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, patron_id, purpose, made_by)
    OVERRIDING SYSTEM VALUE
    VALUES (7001, madoguchi_now(), :by_staff, :branch, :place, 'counter', :patron, 'look_up', 3),
           (7003, madoguchi_now(), :other, :branch, :place, 'counter', :shut, 'look_up', 3)
"""
_BARE = """
    DELETE FROM act_intent; DELETE FROM act WHERE patron_id = 7000;
    INSERT INTO patron (id, system_key, name, kana, romaji, search_key, keys_of, kana_key, postal_code, address,
                        branch_id, registered_on, expires_on, version)
    VALUES (7000, 'key', '', '', '', '|', '||||', '', '', '', :branch, '2026-01-01', '2026-01-01', 1)
    ON CONFLICT DO NOTHING;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, patron_id, purpose, made_by)
    SELECT madoguchi_now(), :by_staff, :branch, :place, 'counter', 7000, 'look_up', 3
    WHERE NOT EXISTS (SELECT FROM access_log WHERE patron_id = 7000 AND staff_id = :by_staff);
    INSERT INTO identity_check (patron_id, staff_id, branch_id, workstation, at, outcome, facts, open_until)
    SELECT 7000, :by_staff, :branch, :place, madoguchi_now(), 'passed', '{}', madoguchi_now() + interval '1 hour'
    WHERE NOT EXISTS (SELECT FROM identity_check WHERE patron_id = 7000 AND staff_id = :by_staff)
"""
_INTENDED = f"""{_BARE};
    INSERT INTO act_intent
        (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject, subject_id, wanted)
    SELECT who.act, madoguchi_now(), who.login, :branch, :place, 'counter', 7000, 'hold.change', 'hold', 1, '{{}}'
    FROM (VALUES (:of_act, :by_staff), (:others_act, :other)) AS who (act, login)
"""
_CARRY_OUT = "madoguchi_carry_out(bigint,text,jsonb,jsonb,text,text[],bigint,bigint,text)"
_OF_NO_HOLD = {"of_hold": None, "of_cancellation": None, "new_number": None}
_SEARCH = {
    "parts": "{{カワ}}",
    "begun": "{{^カワ}}",
    "lowest": "{{0}}",
    "highest": "{{1152921504606846976}}",
    "born": None,
    "digits": None,
    "last_digits": None,
}
_NO_SEARCH = "DELETE FROM madoguchi.search_asked; DELETE FROM access_log WHERE purpose = 'search'"
_ASKED = f"""{_NO_SEARCH};
    INSERT INTO access_log (id, at, staff_id, branch_id, workstation, channel, purpose, listed)
    VALUES (7001, madoguchi_now(), :by_staff, :branch, :place, 'counter', 'search',
            '{{"kind": "search", "bare": false, "rows": 21}}');
    INSERT INTO madoguchi.search_asked (id, login, look, asked, at, made_by)
    SELECT CAST(who.id AS uuid), who.login, 7001,
           madoguchi_digest_of_search('{{{{カワ}}}}', '{{{{^カワ}}}}', '{{{{0}}}}', '{{{{1152921504606846976}}}}',
                                      NULL, NULL, NULL), clock_timestamp(), '3'
    FROM (VALUES ('00000000-0000-4000-8000-000000000001', :by_staff), ('00000000-0000-4000-8000-000000000002', :other))
        AS who (id, login)
"""
_TIME = "timestamp with time zone"
_CALLER = "bigint,text,date,text,text,bigint,text"
_ASKS = "text[],text[],bigint[],bigint[],date,text,text"
_FOUND = frozenset({"name", "kana", "birth_date"})

ROWS = (
    Row("madoguchi_is_owner()", ALL),
    Row("madoguchi_has_group(text)", ALL, said={"wanted": "counter"}),
    Row("madoguchi_masters()", ALL, times=10),
    Row("madoguchi_masters_to_import()", SUPERVISOR, times=10),
    Row(
        "madoguchi_import_masters(text,jsonb,jsonb,text)",
        SUPERVISOR,
        said={
            "made": '{"id": "0199aaaa-0009", "branch": 1, "workstation": "2番窓口"}',
            "changes": '[{"change": "public_holiday_removed", "day": "2026-01-01"}]',
            "seen": "another mark",
        },
        times=10,
    ),
    Row(
        "madoguchi_lock_chain(text)",
        STAFF,
        honest={"of_login": "by_staff"},
    ),
    Row("madoguchi_present()", ALL),
    Row("madoguchi_clock()", ALL),
    Row("madoguchi_open_mail()", ("counter", "worker")),
    Row("madoguchi_unnoticed(bigint)", STAFF, said={"since": None}),
    Row("madoguchi_notices()", ("counter", "phone", "worker")),
    Row("madoguchi_account(text)", STAFF),
    Row(
        "madoguchi_outcome(text)",
        STAFF,
        again=_OWN_ACT,
        may_change=tables("act"),
    ),
    Row(
        "madoguchi_note_look(text,bigint,boolean,text,bigint,text,text)",
        STAFF,
        said={"by_patron": None, "phone": "false", "for_purpose": "look_up"},
        again=f"{_NO_LOOK}; DELETE FROM madoguchi.look_asked",
        changes=tables("madoguchi.look_asked"),
        may_change=tables("identity_check access_log"),  # as they are made anew
        of_shut=tables("access_log madoguchi.look_asked"),
    ),
    Row(
        "madoguchi_find_look(bigint)",
        STAFF,
        said={"of_asked": "7001"},
        again=f"{_NO_LOOK}; {_ASKED_FOR}",
        changes=tables("access_log madoguchi.look_asked"),
        may_change=tables("identity_check"),
        of_shut=tables("access_log madoguchi.look_asked"),
    ),
    Row(
        "madoguchi_read_look(bigint)",
        STAFF,
        said={"of_look": "7001"},
        again=_LOOKED,
        may_change=tables("access_log"),
        of_shut=tables("access_log"),
    ),
    Row(
        "madoguchi_look(text,bigint,boolean,text,bigint,text,text,text,json,json)",
        STAFF,
        said={"by_patron": None, "phone": "false", "for_purpose": "look_up"},
        again=_NO_LOOK,
        changes=tables("access_log"),
        may_change=tables("identity_check madoguchi.look_asked"),
        of_shut=tables("access_log madoguchi.look_asked"),
        tells=frozenset({"card"}),
        tells_at_counter=True,
    ),
    Row("madoguchi_read_patron(bigint,boolean,text,text)", STAFF, said={"phone": "false"}),
    Row(
        "madoguchi_facts(bigint,text,text,text,text[],bigint,bigint,text)",
        STAFF,
        honest={"of_hold": "hold"},
        said={
            "of_cancellation": None,
            "new_number": None,
            "reads": f"{{{','.join(it.name for it in ExtraRead)}}}",
        },
    ),
    Row("madoguchi_warm()", STAFF),
    Row(
        _CARRY_OUT,
        STAFF,
        said=_OF_NO_HOLD,
        again="DELETE FROM act WHERE staff_id = :by_staff OR id = :act",
        restored="loan",
        act="renew",
        mark="mark",
        by=("counter", "supervisor"),
        changes=tables("act loan"),
    ),
    Row(
        _CARRY_OUT,
        STAFF,
        said=_OF_NO_HOLD,
        again="DELETE FROM act WHERE staff_id = :by_staff OR id = :act",
        restored="hold",
        act="change_hold",
        mark="mark",
        by=("counter", "phone"),
        changes=tables("act hold"),
    ),
    Row(
        "madoguchi_note_own_password(text,text,bigint,text,text)",
        STAFF,
        said={"on_channel": "phone"},
        again="DELETE FROM act WHERE staff_id = :by_staff OR id = :act",
        changes=tables("act"),
    ),
    Row("madoguchi_caller_is_known(bigint,text,text)", STAFF),
    Row(
        "madoguchi_acts_on(bigint,boolean,boolean,text,text,date,date)",
        STAFF,
        said={"everybodys": "false", "phone": "false"},
    ),
    Row("madoguchi_looks_at(bigint,boolean,text,date,date)", COUNTER, said={"everybodys": "false"}),
    Row(
        f"madoguchi_note_try({_CALLER})",
        STAFF,
        said={"told_kana": None, "told_birth_date": "1980-04-02", "told_phone": None},
        again=_NO_MISSES,
        changes=tables("identity_check madoguchi.told madoguchi.tries_of"),
        of_shut=tables("identity_check madoguchi.told madoguchi.tries_of"),
    ),
    Row(
        "madoguchi_note_meant(bigint)",
        STAFF,
        said={"of_try": "7002"},
        again=f"{_NO_MISSES};{_BY_NUMBER};{_WITHOUT};{_OF_ANOTHER}",
        changes=tables("identity_miss madoguchi.told madoguchi.tries_of"),
        may_change=tables("identity_check"),  # as it is made anew
        of_shut=tables("identity_check madoguchi.told"),
    ),
    Row(
        "madoguchi_check_outcome(bigint,jsonb)",
        STAFF,
        said={"of_try": "7001", "compared": '{"kana": "ok"}'},
        again=f"{_NO_MISSES};{_BY_NUMBER};{_WITHOUT};{_OF_ANOTHER}",
        changes=tables("identity_check access_log madoguchi.told"),
        of_shut=tables("identity_check madoguchi.told"),
    ),
    Row(
        f"madoguchi_identify({_CALLER},bigint,integer,{_TIME},boolean,text,json,json)",
        STAFF,
        said={"told_kana": None, "told_birth_date": "1980-04-02", "told_phone": None},
        again=_NO_MISSES,
        changes=tables("identity_check access_log madoguchi.tries_of"),
        may_change=tables("madoguchi.told identity_miss"),
        of_shut=tables("identity_check madoguchi.tries_of"),
    ),
    Row(
        "madoguchi_intend(bigint,text,jsonb,jsonb)",
        STAFF,
        act="change_hold",
        said={"of_patron": "7000", "wanted": '{"contact": "phone"}'},
        again=_BARE,
        changes=tables("act_intent"),
    ),
    Row(
        "madoguchi_end_intent(text,text,text,jsonb)",
        (*STAFF, "worker"),
        said={"came": "done", "details": '{"contact": "phone"}'},
        again=_INTENDED,
        changes=tables("act_intent act"),
    ),
    Row(
        "madoguchi_intents(text)", (*STAFF, "worker"), again=_INTENDED, may_change=tables("act_intent")
    ),  # as it is made anew
    Row(
        "madoguchi_end_check(bigint,text,text)",
        STAFF,
        again="UPDATE identity_check SET ended_at = NULL WHERE outcome = 'passed'",
        changes=tables("identity_check"),
    ),
    Row(
        "madoguchi_password_in_force(bigint,text)",
        COUNTER,
    ),
    Row(
        "madoguchi_note_password_try(bigint,integer,text)",
        COUNTER,
        honest={"made": "right"},
        said={"of_version": "1"},
        again=_NO_TRIES,
        changes=tables("password_credential madoguchi.tried"),
    ),
    Row(
        "madoguchi_password_outcome(bigint)",
        COUNTER,
        said={"of_try": "7001"},
        again=f"""{_NO_TRIES}; UPDATE password_credential SET wrong_logins = 1;
            INSERT INTO madoguchi.tried (id, by_login, patron_id, version, made, was_counted, now_counted)
            OVERRIDING SYSTEM VALUE
            VALUES (7001, :by_staff, :patron, 1, :right, 0, 1), (7003, :other, :shut, 1, :right, 0, 1)""",
        changes=tables("password_credential madoguchi.tried"),
        of_shut=tables("madoguchi.tried"),
    ),
    Row(
        f"madoguchi_try_password(bigint,integer,text,boolean,integer,{_TIME},integer,{_TIME})",
        COUNTER,
        honest={"made": "right"},
        said={"of_version": "1"},
        again=_NO_TRIES,
        may_change=tables("password_credential madoguchi.tried"),
        at_once={"made": "'wrong'"},  # a right one ends the count, before the other call or behind it
    ),
    Row(
        f"madoguchi_note_search({_ASKS},text,bigint,text)",
        COUNTER,
        said=_SEARCH,
        again=_NO_SEARCH,
        changes=tables("access_log madoguchi.search_asked"),
    ),
    Row(
        f"madoguchi_answer_search(uuid,{_ASKS})",
        COUNTER,
        said={"noted": "00000000-0000-4000-8000-000000000001"} | _SEARCH,
        again=_ASKED,
        changes=tables("access_log madoguchi.search_asked"),
        tells=_FOUND,
    ),
    Row(
        "madoguchi_note_named(uuid,integer)",
        COUNTER,
        said={"noted": "00000000-0000-4000-8000-000000000001", "many": "3"},
        again=_ASKED,
        changes=tables("access_log madoguchi.search_asked"),
    ),
    Row(
        f"madoguchi_search({_ASKS},text,bigint,text,json,{_TIME},{_TIME},boolean)",
        COUNTER,
        said=_SEARCH,
        again=_NO_SEARCH,
        changes=tables("access_log"),
        may_change=tables("madoguchi.search_asked"),
        tells=_FOUND,
    ),
)
