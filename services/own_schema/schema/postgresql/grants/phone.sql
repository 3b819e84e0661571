-- 電話担当: what counter staff call, except listing patrons and trying passwords.
GRANT SELECT ON alembic_version TO madoguchi_phone;

-- What a desk reads (desk/reading.sql, desk/records.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_masters(), madoguchi_present(), madoguchi_account(text), madoguchi_outcome(text), madoguchi_clock(),
    madoguchi_seal_fits(), madoguchi_unnoticed(bigint), madoguchi_notices(),
    madoguchi_caller_is_known(bigint, text, text), madoguchi_acts_on(bigint, boolean, boolean, text, text, date, date)
TO madoguchi_phone;

-- What this group calls.
GRANT EXECUTE ON FUNCTION
    madoguchi_note_try(bigint, text, date, text, text, bigint, text), madoguchi_note_meant(bigint),
    madoguchi_check_outcome(bigint, jsonb), madoguchi_end_check(bigint, text, text)
TO madoguchi_phone;
GRANT EXECUTE ON PROCEDURE
    madoguchi_identify(bigint, text, date, text, text, bigint, text, bigint, integer, timestamptz, boolean, text, json, json)
TO madoguchi_phone;

-- The clerk's own work (desk/today.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_note_own_work(text, bigint, text, boolean), madoguchi_read_own_work(text, bigint, boolean)
TO madoguchi_phone;
GRANT EXECUTE ON PROCEDURE madoguchi_list_own_work(bigint, text, text, boolean, json) TO madoguchi_phone;

-- Acts of another system (desk/intents.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_intend(bigint, text, jsonb, jsonb), madoguchi_end_intent(text, text, text, jsonb), madoguchi_intents(text)
TO madoguchi_phone;
