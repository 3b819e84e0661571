-- 責任者: what the counter calls, and more.
GRANT SELECT ON alembic_version TO madoguchi_supervisor;

-- 「今日の仕事」 (desk/today.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_note_suspensions(text, bigint, integer, boolean, boolean, boolean, boolean, text, bigint, text, integer),
    madoguchi_read_suspensions(text, bigint, integer, boolean, boolean, boolean, boolean, text),
    madoguchi_note_reports(bigint, text, bigint, text), madoguchi_read_reports(bigint, text),
    madoguchi_today_counts(text, bigint), madoguchi_busy_logins(), madoguchi_waiting_desks(text, bigint),
    madoguchi_figures(integer),
    madoguchi_looks_of_year(integer),
    madoguchi_note_approval(bigint, text, bigint, text),
    madoguchi_read_approval(bigint, text), madoguchi_decide_approval(bigint, text, text)
TO madoguchi_supervisor;
GRANT EXECUTE ON PROCEDURE
    madoguchi_list_suspensions(text, bigint, integer, boolean, boolean, boolean, boolean, text, bigint, text, json),
    madoguchi_list_reports(bigint, text, bigint, text, json),
    madoguchi_look_at_approval(bigint, text, bigint, text, json)
TO madoguchi_supervisor;

-- `madoguchi master import` and 「臨時休館」 (desk/masters.sql).
GRANT EXECUTE ON FUNCTION
    madoguchi_masters_to_import(), madoguchi_import_masters(text, jsonb, jsonb, text),
    madoguchi_dates_at_branch(bigint, date, date)
    TO madoguchi_supervisor;
