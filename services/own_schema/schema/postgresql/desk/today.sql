-- What waits for a supervisor: counts, and lists of patrons. A list is a look without a patron: who opened it, with
-- which filter and how many it had is recorded and committed before it is answered. What is counted and listed is
-- compiled from the program's own statements (services/own_schema/today/suspensions_statement.py, reports_statement.py).

-- Requires a supervisor at the counter: by telephone no patron is listed.
CREATE OR REPLACE FUNCTION madoguchi_for_supervisor(by_staff text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this waits for a supervisor');
    ELSIF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    END IF;
END $$;

-- What the record says of a list, but for how many it had: codes and numbers, no free text.
CREATE OR REPLACE FUNCTION madoguchi_suspensions_listed(
    wanted_reason text, wanted_branch bigint, wanted_days integer, only_ready boolean, only_to_contact boolean,
    only_late boolean
) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF wanted_reason <> ALL ({reasons_of_suspensions})
        OR only_ready IS NULL OR only_to_contact IS NULL OR only_late IS NULL
    THEN
        PERFORM madoguchi_refuse('a list has a filter');
    END IF;
    RETURN jsonb_build_object(
        'kind', 'suspensions', 'reason', wanted_reason, 'branch_id', wanted_branch, 'days', wanted_days,
        'ready_only', only_ready, 'to_contact', only_to_contact, 'late_only', only_late);
END $$;

-- Records that a list is opened, in the login's own name. It answers nothing. How many another system's has the program says.
CREATE OR REPLACE FUNCTION madoguchi_note_suspensions(
    wanted_reason text, wanted_branch bigint, wanted_days integer, only_ready boolean, only_to_contact boolean,
    only_late boolean, whole boolean, by_staff text, at_branch bigint, at_workstation text, many integer
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp {by_indexes} AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
    purpose CONSTANT text := CASE WHEN whole THEN 'list_file' ELSE 'list' END;
    found_rows bigint;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', purpose);
    PERFORM madoguchi_for_supervisor(by_staff);
    IF many IS NULL OR EXISTS (SELECT FROM card) THEN
        found_rows := ({how_many_suspensions});
    ELSE
        found_rows := greatest(many, 0);
    END IF;
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, purpose, listed)
    VALUES (madoguchi_moment(), by_staff, at_branch, at_workstation, 'counter', purpose,
            (madoguchi_suspensions_listed(wanted_reason, wanted_branch, wanted_days, only_ready, only_to_contact, only_late)
             || jsonb_build_object('rows', found_rows))::json);
{errors_without_detail}END $$;

-- Reads a list that this login has on record, within a day, and for a file within a minute; and that is committed. An
-- open list is refreshed without another record.
CREATE OR REPLACE FUNCTION madoguchi_read_suspensions(
    wanted_reason text, wanted_branch bigint, wanted_days integer, only_ready boolean, only_to_contact boolean,
    only_late boolean, whole boolean, by_staff text
) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp {by_indexes} AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
    most CONSTANT bigint := CASE WHEN whole THEN NULL ELSE {most_suspensions_shown} END;
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    IF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL
          AND madoguchi_look_opens(CASE WHEN whole THEN 'file' ELSE 'list' END, l.purpose, l.at, l.made_by)
          AND l.listed::jsonb - 'rows'
              = madoguchi_suspensions_listed(
                  wanted_reason, wanted_branch, wanted_days, only_ready, only_to_contact, only_late)
    ) THEN
        PERFORM madoguchi_refuse('who reads a list has it on record');
    END IF;
    RETURN ({list_of_suspensions});
{errors_without_detail}END $$;

-- One list, one round trip: as madoguchi_look.
CREATE OR REPLACE PROCEDURE madoguchi_list_suspensions(
    wanted_reason text, wanted_branch bigint, wanted_days integer, only_ready boolean, only_to_contact boolean,
    only_late boolean, whole boolean, by_staff text, at_branch bigint, at_workstation text, INOUT list json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.madoguchi_note_suspensions(
        wanted_reason, wanted_branch, wanted_days, only_ready, only_to_contact, only_late, whole,
        by_staff, at_branch, at_workstation, NULL);
    COMMIT;
    list := public.madoguchi_read_suspensions(
        wanted_reason, wanted_branch, wanted_days, only_ready, only_to_contact, only_late, whole, by_staff);
END $$;

-- The same for 申し出の一覧, of one branch or of all.
CREATE OR REPLACE FUNCTION madoguchi_note_reports(
    wanted_branch bigint, by_staff text, at_branch bigint, at_workstation text
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', 'list');
    PERFORM madoguchi_for_supervisor(by_staff);
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, purpose, listed)
    VALUES (madoguchi_moment(), by_staff, at_branch, at_workstation, 'counter', 'list',
            json_build_object('kind', 'reports', 'branch_id', wanted_branch, 'rows', ({how_many_reports})));
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_read_reports(wanted_branch bigint, by_staff text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    IF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL
          AND madoguchi_look_opens('list', l.purpose, l.at, l.made_by)
          AND l.listed::jsonb - 'rows' = jsonb_build_object('kind', 'reports', 'branch_id', wanted_branch)
    ) THEN
        PERFORM madoguchi_refuse('who reads a list has it on record');
    END IF;
    RETURN ({list_of_reports});
{errors_without_detail}END $$;

CREATE OR REPLACE PROCEDURE madoguchi_list_reports(
    wanted_branch bigint, by_staff text, at_branch bigint, at_workstation text, INOUT list json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.madoguchi_note_reports(wanted_branch, by_staff, at_branch, at_workstation);
    COMMIT;
    list := public.madoguchi_read_reports(wanted_branch, by_staff);
END $$;

-- Which logins read much of people, or lifted many suspensions, in one hour of the last day (services/own_schema/today/busy_logins.py):
-- for supervisors' pages and doctor. It names no patron, and isn't recorded.
CREATE OR REPLACE FUNCTION madoguchi_busy_logins() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    since CONSTANT timestamptz := madoguchi_moment() - {told_for};
    most_named CONSTANT integer := {number people_named_an_hour};
    most_bare CONSTANT integer := {number bare_searches_an_hour};
    most_nobodys CONSTANT integer := {number looks_at_nobody_an_hour};
    most_lifts CONSTANT integer := {number lifts_an_hour};
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_has_group('worker') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this is a supervisor''s');
    END IF;
    RETURN ({busy_logins});
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_begin_figures(of_year integer) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF NOT (madoguchi_has_group('supervisor') OR madoguchi_is_owner()) THEN
        PERFORM madoguchi_refuse('this is a supervisor''s');
    ELSIF (of_year BETWEEN {first_year_of_figures} AND {last_year_of_figures}) IS NOT TRUE THEN
        PERFORM madoguchi_refuse('figures are of a year');
    END IF;
END $$;

-- The counts of a fiscal year and of the one before, by month and branch (services/own_schema/today/figures_statement.py);
-- looks by themselves, since they are many. They name nobody, and aren't recorded.
CREATE OR REPLACE FUNCTION madoguchi_figures(of_year integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_figures(of_year);
    RETURN ({figures_of_year});
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_looks_of_year(of_year integer) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_figures(of_year);
    RETURN ({looks_of_year});
{errors_without_detail}END $$;

-- How much waits. It names no patron, and isn't recorded.
CREATE OR REPLACE FUNCTION madoguchi_today_counts(by_staff text, at_branch bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp {by_indexes} AS $$
DECLARE
    today CONSTANT date := madoguchi_today();
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    RETURN ({counts_of_today});
{errors_without_detail}END $$;

-- Which desks of a branch wait for an approval, alone: a desk asks for it at each change while a patron is open there.
CREATE OR REPLACE FUNCTION madoguchi_waiting_desks(by_staff text, at_branch bigint) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_for_supervisor(by_staff);
    RETURN ({desks_that_wait});
{errors_without_detail}END $$;

-- The login's own unfinished work. It is a list of patrons, recorded like the others; 電話担当 get no names.
CREATE OR REPLACE FUNCTION madoguchi_note_own_work(by_staff text, at_branch bigint, at_workstation text, phone boolean)
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    with_names CONSTANT boolean := false;
    most CONSTANT bigint := 1;
    on_channel CONSTANT text := CASE WHEN madoguchi_on_phone(phone IS NOT FALSE) THEN 'phone' ELSE 'counter' END;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, on_channel, 'list');
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, purpose, listed)
    SELECT madoguchi_moment(), by_staff, at_branch, at_workstation, on_channel, 'list',
           json_build_object('kind', 'own_work', 'branch_id', at_branch, 'rows', (w.work ->> 'total')::bigint)
    FROM (SELECT ({own_work}) AS work) AS w;
{errors_without_detail}END $$;

CREATE OR REPLACE FUNCTION madoguchi_read_own_work(by_staff text, at_branch bigint, phone boolean) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    with_names CONSTANT boolean := NOT madoguchi_on_phone(phone IS NOT FALSE);
    most CONSTANT bigint := {most_work_shown};
BEGIN
    PERFORM madoguchi_begin_reading();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    ELSIF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL
          AND madoguchi_look_opens('list', l.purpose, l.at, l.made_by)
          AND l.listed::jsonb - 'rows' = jsonb_build_object('kind', 'own_work', 'branch_id', at_branch)
          AND l.channel = CASE WHEN with_names THEN 'counter' ELSE 'phone' END
    ) THEN
        PERFORM madoguchi_refuse('who reads a list has it on record');
    END IF;
    RETURN ({own_work});
{errors_without_detail}END $$;

CREATE OR REPLACE PROCEDURE madoguchi_list_own_work(
    at_branch bigint, by_staff text, at_workstation text, phone boolean, INOUT work json DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.madoguchi_note_own_work(by_staff, at_branch, at_workstation, phone);
    COMMIT;
    work := public.madoguchi_read_own_work(by_staff, at_branch, phone);
END $$;
