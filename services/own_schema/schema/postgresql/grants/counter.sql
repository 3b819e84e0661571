-- 窓口担当 (and, with more, 責任者).
GRANT SELECT ON alembic_version TO madoguchi_counter;

-- Finding without a card (searches.sql): by telephone no patron is listed.
GRANT EXECUTE ON FUNCTION
    madoguchi_note_search(text[], text[], bigint[], bigint[], date, text, text, text, bigint, text),
    madoguchi_answer_search(uuid, text[], text[], bigint[], bigint[], date, text, text),
    madoguchi_note_named(uuid, integer)
TO madoguchi_counter;
GRANT EXECUTE ON PROCEDURE
    madoguchi_search(text[], text[], bigint[], bigint[], date, text, text, text, bigint, text, json, timestamptz, timestamptz, boolean)
TO madoguchi_counter;

-- What a desk reads (desk/reading.sql, desk/records.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_masters(), madoguchi_present(), madoguchi_account(text), madoguchi_outcome(text), madoguchi_clock(), madoguchi_open_mail(),
    madoguchi_seal_fits(), madoguchi_unnoticed(bigint), madoguchi_notices(),
    madoguchi_caller_is_known(bigint, text, text), madoguchi_acts_on(bigint, boolean, boolean, text, text, date, date),
    madoguchi_looks_at(bigint, boolean, text, date, date)
TO madoguchi_counter;

-- A supervisor's approval (desk/approvals.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_ask_approval(text, text, bigint, jsonb, text, text, bigint, text), madoguchi_own_approval(bigint, text, text),
    madoguchi_withdraw_approval(bigint, text), madoguchi_widen_approval(bigint, text)
TO madoguchi_counter;

-- What this group calls.
GRANT EXECUTE ON FUNCTION
    madoguchi_note_try(bigint, text, date, text, text, bigint, text), madoguchi_note_meant(bigint),
    madoguchi_check_outcome(bigint, jsonb), madoguchi_end_check(bigint, text, text)
TO madoguchi_counter;
GRANT EXECUTE ON PROCEDURE
    madoguchi_identify(bigint, text, date, text, text, bigint, text, bigint, integer, timestamptz, boolean, text, json, json)
TO madoguchi_counter;
GRANT EXECUTE ON FUNCTION
    madoguchi_password_in_force(bigint, text), madoguchi_note_password_try(bigint, integer, text),
    madoguchi_password_outcome(bigint)
TO madoguchi_counter;
GRANT EXECUTE ON PROCEDURE
    madoguchi_try_password(bigint, integer, text, boolean, integer, timestamptz, integer, timestamptz)
TO madoguchi_counter;

-- The clerk's own work (desk/today.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_note_own_work(text, bigint, text, boolean), madoguchi_read_own_work(text, bigint, boolean)
TO madoguchi_counter;
GRANT EXECUTE ON PROCEDURE madoguchi_list_own_work(bigint, text, text, boolean, json) TO madoguchi_counter;

-- What staff did, their own (desk/act_lists.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_note_acts(date, text, bigint, text, text, boolean, boolean, text, bigint, text),
    madoguchi_read_acts(date, text, bigint, text, text, boolean, boolean, text)
TO madoguchi_counter;
GRANT EXECUTE ON PROCEDURE
    madoguchi_list_acts(date, text, bigint, text, text, boolean, boolean, text, bigint, text, json, timestamptz)
TO madoguchi_counter;

-- Handing over a slip (desk/slips.sql).
GRANT EXECUTE ON FUNCTION madoguchi_note_slip_handed_over(text, text) TO madoguchi_counter;

-- Acts of another system (desk/intents.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_intend(bigint, text, jsonb, jsonb), madoguchi_end_intent(text, text, text, jsonb), madoguchi_intents(text)
TO madoguchi_counter;
