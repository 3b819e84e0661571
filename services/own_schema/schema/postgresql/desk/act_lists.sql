-- What staff did on one day, and who looked at whom: a list as those of today.sql, recorded and committed before it is
-- answered. A supervisor lists everybody's, other logins their own; by telephone nothing is listed. A list of others' looks is
-- opened as often in an hour as a search without a name (services/rules/people/hourly_bounds.py). What is listed is compiled
-- from services/own_schema/audit/act_list_statement.py.

-- Requires the counter, and a supervisor for what others did.
CREATE OR REPLACE FUNCTION madoguchi_for_acts(wanted_staff text, by_staff text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM madoguchi_begin_reading();
    IF by_staff IS DISTINCT FROM session_user::text AND NOT madoguchi_is_owner() THEN
        PERFORM madoguchi_refuse('a look stands in the name of who looks');
    ELSIF madoguchi_is_owner() OR madoguchi_has_group('supervisor') THEN
        RETURN;
    ELSIF madoguchi_has_group('phone') OR NOT madoguchi_has_group('counter') THEN
        PERFORM madoguchi_refuse('nobody but the counter lists acts');
    ELSIF wanted_staff IS DISTINCT FROM by_staff THEN
        PERFORM madoguchi_refuse('what others did is listed for a supervisor');
    END IF;
END $$;

-- What the record says of a list, but for how many rows it had: codes, days and logins that there are, no free text.
CREATE OR REPLACE FUNCTION madoguchi_acts_listed(
    wanted_day date, wanted_staff text, wanted_branch bigint, wanted_verb text, wanted_channel text, with_looks boolean
) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF with_looks IS NULL OR wanted_channel <> ALL (ARRAY['counter', 'phone']) OR wanted_verb <> ALL ({verbs_of_rows})
        OR wanted_staff <> session_user::text AND NOT EXISTS (SELECT FROM staff s WHERE s.id = wanted_staff)
    THEN
        PERFORM madoguchi_refuse('a list has a filter');
    END IF;
    RETURN jsonb_build_object(
        'kind', 'acts', 'day', wanted_day, 'staff_id', wanted_staff, 'branch_id', wanted_branch, 'verb', wanted_verb,
        'channel', wanted_channel, 'looks', with_looks);
END $$;

-- From when on a login may list others' looks again; null for now.
CREATE OR REPLACE FUNCTION madoguchi_lists_go_on(by_staff text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    moment CONSTANT timestamptz := madoguchi_moment();
BEGIN
    RETURN (
        SELECT l.at + {an_hour} FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL AND l.purpose IN ('list', 'list_file')
          AND l.at > moment - {an_hour} AND l.at <= moment  -- a clock that was ahead holds nobody up
          AND l.listed ->> 'kind' = 'acts' AND (l.listed ->> 'looks')::boolean
          AND l.listed ->> 'staff_id' IS DISTINCT FROM by_staff
        ORDER BY l.at DESC OFFSET {number bare_searches_an_hour} - 1 LIMIT 1);
END $$;

-- Records that a list is opened, in the login's own name. It answers from when on that may be, where it may not now.
CREATE OR REPLACE FUNCTION madoguchi_note_acts(
    wanted_day date, wanted_staff text, wanted_branch bigint, wanted_verb text, wanted_channel text, with_looks boolean,
    whole boolean, by_staff text, at_branch bigint, at_workstation text
) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp {by_indexes} AS $$
DECLARE
    purpose CONSTANT text := CASE WHEN whole THEN 'list_file' ELSE 'list' END;
    about jsonb;
    since timestamptz;
    until timestamptz;
    goes_on_at timestamptz;
BEGIN
    PERFORM madoguchi_begin_record(by_staff, at_branch, at_workstation, 'counter', purpose);
    PERFORM madoguchi_for_acts(wanted_staff, by_staff);
    about := madoguchi_acts_listed(wanted_day, wanted_staff, wanted_branch, wanted_verb, wanted_channel, with_looks);
    IF with_looks AND wanted_staff IS DISTINCT FROM by_staff THEN
        PERFORM madoguchi_take_turn('search', by_staff);
        goes_on_at := madoguchi_lists_go_on(by_staff);
        IF goes_on_at IS NOT NULL THEN
            RETURN goes_on_at;
        END IF;
    END IF;
    since := coalesce(wanted_day, madoguchi_today())::timestamp AT TIME ZONE 'Asia/Tokyo';
    until := since + interval '1 day';
    INSERT INTO access_log (at, staff_id, branch_id, workstation, channel, purpose, listed)
    VALUES (madoguchi_moment(), by_staff, at_branch, at_workstation, 'counter', purpose,
            (about || jsonb_build_object('rows', ({how_many_acts})))::json);
    RETURN NULL;
{errors_without_detail}END $$;

-- Reads a list that this login has on record, within a day, and for a file within a minute; and that is committed.
CREATE OR REPLACE FUNCTION madoguchi_read_acts(
    wanted_day date, wanted_staff text, wanted_branch bigint, wanted_verb text, wanted_channel text, with_looks boolean,
    whole boolean, by_staff text
) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp {by_indexes} AS $$
DECLARE
    most CONSTANT bigint := CASE WHEN whole THEN NULL ELSE {most_acts_shown} END;
    everybodys CONSTANT boolean := madoguchi_is_owner() OR madoguchi_has_group('supervisor');
    since timestamptz;
    until timestamptz;
BEGIN
    PERFORM madoguchi_for_acts(wanted_staff, by_staff);
    IF NOT madoguchi_is_owner() AND NOT EXISTS (
        SELECT FROM access_log l
        WHERE l.staff_id = by_staff AND l.listed IS NOT NULL
          AND madoguchi_look_opens(CASE WHEN whole THEN 'file' ELSE 'list' END, l.purpose, l.at, l.made_by)
          AND l.listed::jsonb - 'rows'
              = madoguchi_acts_listed(wanted_day, wanted_staff, wanted_branch, wanted_verb, wanted_channel, with_looks)
    ) THEN
        PERFORM madoguchi_refuse('who reads a list has it on record');
    END IF;
    since := coalesce(wanted_day, madoguchi_today())::timestamp AT TIME ZONE 'Asia/Tokyo';
    until := since + interval '1 day';
    RETURN ({list_of_acts});
{errors_without_detail}END $$;

-- One list, one round trip: as madoguchi_look.
CREATE OR REPLACE PROCEDURE madoguchi_list_acts(
    wanted_day date, wanted_staff text, wanted_branch bigint, wanted_verb text, wanted_channel text, with_looks boolean,
    whole boolean, by_staff text, at_branch bigint, at_workstation text,
    INOUT list json DEFAULT NULL, INOUT goes_on_at timestamptz DEFAULT NULL
)
LANGUAGE plpgsql AS $$
BEGIN
    goes_on_at := public.madoguchi_note_acts(
        wanted_day, wanted_staff, wanted_branch, wanted_verb, wanted_channel, with_looks, whole,
        by_staff, at_branch, at_workstation);
    COMMIT;
    IF goes_on_at IS NULL THEN
        list := public.madoguchi_read_acts(
            wanted_day, wanted_staff, wanted_branch, wanted_verb, wanted_channel, with_looks, whole, by_staff);
    END IF;
END $$;
